// Runs behind the page: a tenth of the people at once, everybody when that is done; the last request wins.

import {effect, signal, untracked} from "./vendor/signals-core.mjs";
import {Problems, before, client, follow, post, there} from "./api.mjs";
import {days_of, scenario} from "./scenario.mjs";
import {state, query} from "./state.mjs";

const nothing = {id: null, text: "", answer: null, whole: false, part: null, months: 0};
export const current = signal({...nothing});
export const pinned = signal({...nothing});
// What is shown, over the days that the pinned one has too, where it has more.
export const common = signal({...nothing, of: null});
export const status = signal({kind: "start", text: "Getting the simulator ready…"});
export const problems = signal([]);

const BROKEN = {kind: "wrong", text: "The simulator could not be started. The window in which the server runs says why."};
// Until the simulator is ready: whether it ever will be.
export const wake = () => there(why => { if (why === "broken") status.value = BROKEN; });
export const still = matchMedia("(prefers-reduced-motion: reduce)");
const SETTLED = 250;

// What a run is of, without what it is laid beside.
export const own = which => query({...which, pinned: null});
const wanted = which => ({scenario: which.base, set: which.set, ...(which.seed == null ? {} : {seed: which.seed})});

// One run followed to its end: resolves to its answer, rejects where it is refused, stopped or lost.
const ran = (asked, weight, name, keep, heard, waits) => new Promise((done, fail) => {
  post("/api/runs", {...asked, weight, client: name}).then(({id, shortened}) => {
    if (!keep.alive()) return fail(new Error("old"));
    keep.stop = follow(`/api/runs/${id}/events`, (kind, said) => {
      if (!keep.alive()) return;
      if (kind === "progress") heard?.(said);
      else if (kind === "waiting") waits?.(said);
      else if (kind === "done") done({id, answer: said, shortened});
      else if (kind === "stopped") fail(new Error("old"));
      else fail(new Problems([{path: "", message: said.message, allowed: null}], 422));
    }, () => fail(new TypeError("lost")));
  }).catch(fail);
});

const keeper = () => {
  let turn = 0, last = null;
  return () => {
    last?.stop?.();
    const mine = ++turn;
    last = {alive: () => mine === turn, stop: null};
    return last;
  };
};

const again = async (run, keep) => {
  status.value = {kind: "gone", text: "The server is not there. It will be asked again as soon as it is back…"};
  await there(why => {
    if (keep.alive() && why !== "gone") status.value = why === "broken" ? BROKEN : {kind: "start", text: "The server is back and getting ready…"};
  });
  if (keep.alive()) run();
};

const turn = keeper();
let busy = false, next = null;
const waits = said => { const text = before(said); if (text) status.value = {kind: "run", text}; };

// While a slider moves, one quick run at a time: the newest state is taken up when it is done.
const quick = async which => {
  if (busy) { next = which; return; }
  const keep = turn();
  const asked = wanted(which);
  busy = true;
  problems.value = [];
  if (status.value.kind !== "start") status.value = {kind: "run", text: "Simulating a tenth of the people…"};
  let part = null;
  try {
    const found = await ran(asked, 10, client, keep, said => {
      if (said.axes && said.beds) part = {axes: said.axes, beds: said.beds, held: [], removed: []};
      else if (part) {
        part = {...part, held: part.held.concat(said.held), removed: [...part.removed, said.removed]};
        if (!still.matches) current.value = {...untracked(() => current.value), part, months: part.removed.length};
      }
    }, waits);
    busy = false;
    if (keep.alive() && found.answer.weight === 1) { // of this system everybody is simulated at once
      shown(which, found);
      if (next) { const newest = next; next = null; quick(newest); }
      return;
    }
    if (keep.alive()) current.value = {...found, text: own(which), whole: false, part: null, months: 0};
    if (next) { const newest = next; next = null; quick(newest); return; }
    if (keep.alive()) setTimeout(() => keep.alive() && everybody(which, keep), SETTLED);
  } catch (trouble) {
    busy = false;
    const newest = next ?? which;
    next = null;
    current.value = {...untracked(() => current.value), part: null};
    if (newest !== which) { quick(newest); return; }
    if (trouble instanceof Problems && trouble.status !== 404) told(trouble);
    else if (trouble.message === "old") { if (keep.alive()) quick(newest); }
    else again(() => quick(untracked(() => state.value)), keep);
  }
};

const said = one => `${one.message}${one.allowed ? ` (${one.allowed.split("\n")[0]})` : ""}`;
const told = trouble => {
  problems.value = trouble.problems;
  status.value = {kind: "wrong", text: `Not run: ${trouble.problems.map(said).join("; ")}`};
};

const shown = (which, found) => {
  current.value = {...found, text: own(which), whole: true, part: null, months: 0};
  const {held_mean: held, removed_all: removed} = found.answer.lines;
  status.value = {kind: "done", text: held && removed ? `Everybody simulated. Held on average: ${held.text.all}. Removed in all: ${removed.text.all}.` : `Everybody simulated. ${found.answer.findings[0] ?? ""}`};
};

const everybody = async (which, keep) => {
  problems.value = [];
  status.value = {kind: "run", text: untracked(() => current.value).answer?.weight === 10 ? "A tenth of the people is shown; simulating everybody…" : "Simulating everybody…"};
  try {
    let months = 0;
    const found = await ran(wanted(which), 1, client, keep, said => {
      if (said.axes) return;
      months += 1;
      current.value = {...untracked(() => current.value), months};
    }, waits);
    if (!keep.alive()) return;
    shown(which, found);
  } catch (trouble) {
    if (!keep.alive()) return;
    if (trouble instanceof Problems && trouble.status !== 404) told(trouble);
    else if (trouble.message === "old") everybody(which, keep);
    else again(() => quick(untracked(() => state.value)), keep);
  }
};

// The luck of what is pinned: its own, or else that of what is shown, so that the same people come.
const luck = which => which.pinned.seed ?? (which.seed == null && scenario.value?.name === which.base ? scenario.value.seed : null);

const turnPinned = keeper();
const beside = async which => {
  const keep = turnPinned();
  if (!which.pinned) { pinned.value = {...nothing}; return; }
  const seed = untracked(() => luck(which));
  const asked = {...wanted({...which.pinned, seed}), beside: days_of(which)};
  try {
    for (const weight of [10, 1]) {
      const found = await ran(asked, weight, `${client}-vs`, keep);
      if (!keep.alive()) return;
      pinned.value = {...found, whole: found.answer.weight === 1, part: null, months: 0};
      if (found.answer.weight === 1) break;
    }
  } catch (trouble) {
    if (!keep.alive()) return;
    pinned.value = {...nothing, wrong: trouble instanceof Problems ? trouble.problems.map(said).join("; ") : ""};
    if (!(trouble instanceof Problems)) { await there(); if (keep.alive()) beside(which); }
  }
};

// Where what is shown goes on for longer than what is pinned, it is run once more over the days that both have.
const turnCommon = keeper();
const shorter = async (which, shown) => {
  const keep = turnCommon();
  try {
    const found = await ran({...wanted(which), beside: days_of(which.pinned)}, shown.answer.weight, `${client}-common`, keep);
    if (keep.alive()) common.value = {...found, of: shown.id};
  } catch (trouble) {
    if (keep.alive() && trouble.message === "old") shorter(which, shown);
    else if (keep.alive()) common.value = {...nothing, of: null};
  }
};

// Every change of the state asks for a run; of the pinned one, for its own.
export const begin = () => {
  let was = null, other = null, shortened = "";
  effect(() => {
    const which = state.value;
    const text = own(which);
    if (text !== was) { was = text; untracked(() => quick(which)); }
  });
  effect(() => {
    const which = state.value, ready = scenario.value?.name === which.base;
    if (which.pinned && !ready) return;
    const vs = which.pinned ? JSON.stringify([query({...which.pinned, pinned: null}), which.seed, days_of(which)]) : "";
    if (vs !== other) { other = vs; untracked(() => beside(which)); }
  });
  effect(() => {
    const shown = current.value, one = shown.answer?.axes, two = pinned.value.answer?.axes;
    if (!one || !two || shown.part || one.start !== two.start || two.until >= one.until) return;
    const asks = `${shown.id} ${two.until}`;
    if (asks !== shortened) { shortened = asks; untracked(() => shorter(state.value, shown)); }
  });
};
