// How sure the numbers are: draws of what is not known, run behind everything else, and the bands that they make.

import {effect, signal, untracked} from "./vendor/signals-core.mjs";
import {client, follow, post} from "./api.mjs";
import {current, own, pinned} from "./runs.mjs";
import {query, state} from "./state.mjs";

// Every line of the run that is shown.
export const summary = signal(null);

export const USUAL = 20;
export const MORE = 100;
const ENOUGH = 19; // with fewer draws no band can hold nine of ten
const none = {id: null, state: "none", draws: 0, of: USUAL, holds: null, shown: null, base: null, difference: null, trouble: ""};
export const bands = signal({...none});
export const wanted = signal(USUAL);

let stop = null, turn = 0;
const leave = () => { stop?.(); stop = null; turn += 1; };

// Ask for a study and follow it; one that the server let go is asked for again.
const begin = async (which, id, draws, vs) => {
  leave();
  const mine = turn, alive = () => mine === turn;
  bands.value = bands.peek().id === id ? {...bands.peek(), base: null, difference: null, of: draws, state: "waiting"} : {...none, id, of: draws, state: "waiting"};
  const asked = {scenario: which.base, set: which.set, draws, client: `${client}-draws`, ...(which.seed == null ? {} : {seed: which.seed}), ...(vs ? {vs: {scenario: which.pinned.base, set: which.pinned.set}} : {})};
  try {
    const study = await post("/api/studies", asked);
    if (!alive()) return;
    stop = follow(study.links.events, (kind, said) => {
      if (!alive()) return;
      if (kind === "progress" || kind === "done") bands.value = {...none, ...said, id, state: kind === "done" ? "done" : "running"};
      else if (kind === "failed") bands.value = {...bands.peek(), state: "failed", trouble: said.message};
      else if (kind === "stopped") setTimeout(() => alive() && begin(which, id, draws, vs), 500);
    }, () => { if (alive()) bands.value = {...bands.peek(), state: "failed", trouble: "the server is not there"}; });
  } catch (trouble) {
    if (alive()) bands.value = {...bands.peek(), state: "failed", trouble: trouble.message};
  }
};

// When everybody has been simulated, draws begin; when the state changes, nobody waits for them any more.
export const draw = () => {
  let last = null, asked = "";
  effect(() => {
    const text = query(state.value);
    if (text !== last) { last = text; asked = ""; untracked(() => { leave(); wanted.value = USUAL; }); }
  });
  effect(() => {
    const {id, whole, text, answer} = current.value, draws = wanted.value, which = state.value;
    const beside = !!which.pinned && pinned.value.whole && pinned.value.answer.system === "us";
    if (!whole || text !== own(which) || answer.system !== "us") { if (bands.peek().id !== id && bands.peek().state !== "none") bands.value = {...none}; return; }
    const asks = JSON.stringify([id, draws, beside && query(which)]);
    if (asks === asked) return;
    asked = asks;
    untracked(() => begin(which, id, draws, beside));
  });
};

// The same as a few words beside a picture.
export const shaded = ({draws}) => draws >= ENOUGH ? `shaded: nine of ten of ${draws} draws` : `shaded: ${draws} draws so far`;

// What a band of so many draws is, in words.
export const holds = ({draws, holds: share}) => draws >= ENOUGH ? `${draws} draws; nine of ten lie in the band` : `${draws} draws so far; the band is from the lowest to the highest and holds ${Math.round(share * 100)} % of further draws`;

// The band of a line over a period: [low, median, high]. A tenth of the people does not wait quite as everybody does, so
// it is moved by how far the same run with a tenth is off, within what there can be: no fewer than none, no more than all.
export const band = (key, period = "all") => {
  const shown = bands.value.shown, found = shown?.lines[key]?.[period], line = current.value.answer?.lines[key] ?? (summary.value?.of === current.value.id ? summary.value.lines[key] : null);
  if (!found) return null;
  const middle = shown.central[key]?.[period], value = line?.values[period];
  if (typeof middle !== "number" || typeof value !== "number") return found;
  const least = Math.min(found[0], value) < 0 ? -Infinity : 0, most = line.unit === "share" && value <= 1 && found[2] <= 1 ? 1 : line.unit === "days" && /^days_/.test(key) ? days(period) : Infinity;
  const moved = found.map(one => Math.min(most, Math.max(least, one + value - middle)));
  return line.unit === "people" || line.unit === "days" ? moved.map(Math.round) : moved;
};

const days = period => { const axes = current.value.answer.axes, year = axes.fiscal_years.find(one => one.key === period); return year ? year.to - year.from : axes.days; };
