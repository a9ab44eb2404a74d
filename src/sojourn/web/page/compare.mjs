// What is shown against what is pinned: over which days they can be compared, and how they differ there.

import {computed} from "./vendor/signals.mjs";
import {bands} from "./bands.mjs";
import {common, current, pinned} from "./runs.mjs";
import {at, longDay} from "./words.mjs";

const before = iso => new Date(at(iso).getTime() - 86400000).toISOString().slice(0, 10);
const yearsOf = axes => Object.fromEntries(axes.fiscal_years.map(one => [one.key, [at(axes.start).getTime() / 864e5 + one.from, at(axes.start).getTime() / 864e5 + one.to]]));

const SAME = "The same people with the same luck.";

// The two answers, the period of their lines that has the same days in both, and what a reader has to know of it.
export const compared = computed(() => {
  const shown = current.value.answer, other = pinned.value.answer;
  if (!shown || !other) return null;
  if (shown.system !== other.system) return {one: null, other, period: "all", words: "It is of another system, so that nothing is compared."};
  const one = shown.axes, two = other.axes, luck = shown.seed !== other.seed ? "It has another seed: the people are others, and part of the difference is luck." : SAME;
  if (one.start === two.start && one.until === two.until) {
    const days = pinned.value.shortened ? `It goes on for longer; compared are the days that both have, to ${longDay(before(two.until))}. ` : "";
    return {one: shown, other, period: "all", words: `${days}${luck}`};
  }
  if (one.start === two.start) {
    const words = `It ends earlier; compared are the days that both have, to ${longDay(before(two.until))}. ${luck}`;
    return common.value.of === current.value.id ? {one: common.value.answer, other, period: "all", words} : {one: null, other, period: "all", words};
  }
  const [mine, its] = [yearsOf(one), yearsOf(two)];
  const same = Object.keys(mine).filter(key => its[key] && its[key][0] === mine[key][0] && its[key][1] === mine[key][1]);
  if (!same.length) return {one: null, other, period: "all", words: "It covers other days, and no fiscal year as a whole that this one has too, so that nothing is compared."};
  return {one: shown, other, period: same.at(-1), words: `It starts on another day: only ${same.at(-1)} is compared, which both have from the first day to the last, and the people are not the same ones.`};
});

// The band of a difference, moved as that of a number is (`bands.mjs`).
const band = (key, period, value) => {
  const all = bands.value.difference, found = all?.lines[key]?.[period], middle = all?.central[key]?.[period];
  if (!found) return null;
  return typeof middle === "number" && Number.isFinite(value) ? found.map(one => one + value - middle) : found;
};

// A line in both, over the same days: {value, other, unit, band}; null where it is not in both.
export const difference_of = key => {
  const found = compared.value;
  const mine = found?.one?.lines[key], its = found?.other.lines[key];
  if (!mine || !its) return null;
  return {value: mine.values[found.period], other: its.values[found.period], unit: mine.unit, period: found.period, band: band(key, found.period, mine.values[found.period] - its.values[found.period])};
};
