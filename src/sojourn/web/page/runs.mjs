// Runs behind the page: a tenth of the people at once, everybody when that is done; the last request wins.

import {effect, signal, untracked} from "./vendor/signals-core.mjs";
import {Problems, client, follow, post, there} from "./api.mjs";
import {state, query} from "./state.mjs";

const nothing = {id: null, answer: null, whole: false, part: null, months: 0};
export const current = signal({...nothing});
export const pinned = signal({...nothing});
export const status = signal({kind: "start", text: "Getting the simulator ready…"});
export const problems = signal([]);

const BROKEN = {kind: "wrong", text: "The simulator could not be started. The window in which the server runs says why."};
// Until the simulator is ready: whether it ever will be.
export const wake = () => there(why => { if (why === "broken") status.value = BROKEN; });
export const still = matchMedia("(prefers-reduced-motion: reduce)");
const SETTLED = 250;

const wanted = which => ({scenario: which.base, set: which.set, ...(which.seed == null ? {} : {seed: which.seed})});

// One run followed to its end: resolves to its answer, rejects where it is refused, stopped or lost.
const ran = (asked, weight, name, keep, heard) => new Promise((done, fail) => {
  post("/api/runs", {...asked, weight, client: name}).then(({id}) => {
    if (!keep.alive()) return fail(new Error("old"));
    keep.stop = follow(id, (kind, said) => {
      if (!keep.alive()) return;
      if (kind === "progress") heard?.(said);
      else if (kind === "done") done({id, answer: said});
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
      if (said.axes) part = {axes: said.axes, beds: said.beds, held: [], removed: []};
      else if (part) {
        part = {...part, held: part.held.concat(said.held), removed: [...part.removed, said.removed]};
        if (!still.matches) current.value = {...untracked(() => current.value), part, months: part.removed.length};
      }
    });
    if (keep.alive()) current.value = {...found, whole: false, part: null, months: 0};
    busy = false;
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

const told = trouble => {
  problems.value = trouble.problems;
  status.value = {kind: "wrong", text: `Not run: ${trouble.problems.map(one => one.message).join("; ")}`};
};

const everybody = async (which, keep) => {
  status.value = {kind: "run", text: "A tenth of the people is shown; simulating everybody…"};
  try {
    let months = 0;
    const found = await ran(wanted(which), 1, client, keep, said => {
      if (said.axes) return;
      months += 1;
      current.value = {...untracked(() => current.value), months};
    });
    if (!keep.alive()) return;
    current.value = {...found, whole: true, part: null, months: 0};
    const {held_mean: held, removed_all: removed} = found.answer.lines;
    status.value = {kind: "done", text: `Everybody simulated. Held on average: ${held.text.all}. Removed in all: ${removed.text.all}.`};
  } catch (trouble) {
    if (!keep.alive()) return;
    if (trouble instanceof Problems && trouble.status !== 404) told(trouble);
    else if (trouble.message === "old") everybody(which, keep);
    else again(() => quick(untracked(() => state.value)), keep);
  }
};

const turnPinned = keeper();
const beside = async which => {
  const keep = turnPinned();
  if (!which) { pinned.value = {...nothing}; return; }
  try {
    for (const weight of [10, 1]) {
      const found = await ran(wanted(which), weight, `${client}-vs`, keep);
      if (!keep.alive()) return;
      pinned.value = {...found, whole: weight === 1, part: null, months: 0};
    }
  } catch (trouble) {
    if (!keep.alive()) return;
    pinned.value = {...nothing};
    if (!(trouble instanceof Problems)) { await there(); if (keep.alive()) beside(which); }
  }
};

// Every change of the state asks for a run; of the pinned one, for its own.
export const begin = () => {
  let before = null, other = null;
  effect(() => {
    const which = state.value;
    const text = query({...which, pinned: null});
    if (text !== before) { before = text; untracked(() => quick(which)); }
    const vs = which.pinned ? query({...which.pinned, pinned: null}) : "";
    if (vs !== other) { other = vs; untracked(() => beside(which.pinned)); }
  });
};
