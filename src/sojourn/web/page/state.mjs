// What the page shows: a named scenario, what is changed in it, and what it is compared with. All of it is in the link.

import {signal, computed} from "./vendor/signals.mjs";

const KNOWN = ["base", "seed", "vs", "vs.seed"];
const LONG = 1500;
export const DEFAULT = "plan-2025";

export const state = signal({base: DEFAULT, set: {}, seed: null, pinned: null});
export const steps = signal({now: 0, top: 0});
export const canUndo = computed(() => steps.value.now > 0);
export const canRedo = computed(() => steps.value.now < steps.value.top);

export const query = ({base, set, seed, pinned}) => {
  const out = [["base", base], ...Object.entries(set)];
  if (seed != null) out.push(["seed", String(seed)]);
  if (pinned) {
    out.push(["vs", pinned.base], ...Object.entries(pinned.set).map(([path, text]) => [`vs.${path}`, text]));
    if (pinned.seed != null) out.push(["vs.seed", String(pinned.seed)]);
  }
  // A space is written as + and a comma stays, so that a person can read the link.
  const part = text => encodeURIComponent(text).replace(/%20/g, "+").replace(/%2C/g, ",").replace(/%3A/g, ":");
  return out.map(([key, text]) => `${part(key)}=${part(text)}`).join("&");
};

export const fromQuery = text => {
  const read = {base: DEFAULT, set: {}, seed: null, pinned: null};
  const given = new URLSearchParams(text);
  read.base = given.get("base") || DEFAULT;
  const seed = name => /^\d{1,18}$/.test(given.get(name) || "") ? Number(given.get(name)) : null;
  read.seed = seed("seed");
  if (given.has("vs")) read.pinned = {base: given.get("vs"), set: {}, seed: seed("vs.seed")};
  for (const [key, value] of given) {
    if (KNOWN.includes(key)) continue;
    if (key.startsWith("vs.")) { if (read.pinned) read.pinned.set[key.slice(3)] = value; }
    else read.set[key] = value;
  }
  return read;
};

// A long state is packed into the part of the link that is not sent to the server.
const through = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

const pack = async text => {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const unpack = async text => {
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), one => one.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
};

export const link = async which => {
  const text = query(which);
  return text.length <= LONG ? `/?${text}` : `/#z=${await pack(text)}`;
};

export const fromLink = async ({search, hash}) => {
  if (!hash.startsWith("#z=")) return fromQuery(search.slice(1));
  try { return fromQuery(await unpack(hash.slice(3))); } catch { return fromQuery(search.slice(1)); }
};

const same = (one, other) => query(one) === query(other);

// A change that is kept: a new step, to which Back returns.
export const commit = async next => {
  if (same(next, state.value) && same(next, shown)) { state.value = next; return; }
  state.value = next;
  shown = next;
  const now = steps.value.now + 1;
  steps.value = {now, top: now};
  remember();
  history.pushState({now}, "", await link(next));
};

let shown = state.value;
const remember = () => { try { sessionStorage.setItem("top", String(steps.value.top)); } catch { /* not allowed here */ } };

export const undo = () => canUndo.value && history.back();
export const redo = () => canRedo.value && history.forward();

// While a slider moves, the page follows but the link and the steps do not.
export const preview = next => { state.value = next; };

export const start = async () => {
  let top = 0;
  try { top = Number(sessionStorage.getItem("top")) || 0; } catch { /* not allowed here */ }
  const now = history.state?.now ?? 0;
  steps.value = {now, top: history.state ? Math.max(top, now) : 0};
  history.replaceState({now}, "");
  shown = state.value = await fromLink(location);
  addEventListener("popstate", async event => {
    steps.value = {now: event.state?.now ?? 0, top: steps.value.top};
    shown = state.value = await fromLink(location);
  });
};

// Whether what is set at one path takes the place of another below it. The value of a step leaves its days alone.
const DAYS = /^(from|reached)$/;
export const covers = (above, below) => below.startsWith(`${above}.`) &&
  !(/\.\d+$/.test(above) && DAYS.test(below.slice(above.length + 1)));

// Setting a path takes the place of whatever is set above or below it.
export const withChange = (which, path, text) => {
  const set = Object.fromEntries(Object.entries(which.set).filter(([other]) => !(covers(other, path) || covers(path, other))));
  if (text == null) delete set[path]; else set[path] = text;
  return {...which, set};
};
