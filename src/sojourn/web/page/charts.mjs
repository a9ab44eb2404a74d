// The pictures of the US system that follow the controls, drawn here so that they can follow them at once.

import {html} from "./html.mjs";
import {Bars} from "./bars.mjs";
import {band, bands, shaded} from "./bands.mjs";
import {Empty, Lines} from "./lines.mjs";
import {current, pinned} from "./runs.mjs";
import {count} from "./words.mjs";

const shiftOf = (axes, other) => Math.round((new Date(other.start) - new Date(axes.start)) / 86400000);

// What a pinned run has of the days that are shown.
const within = (values, shift, days) => shift >= 0 ? values.slice(0, Math.max(0, days - shift)) : values.slice(-shift, -shift + days);

const us = answer => answer?.system === "us" ? answer : null;

const laid = (axes, name) => {
  const beside = us(pinned.value.answer);
  if (!beside) return null;
  const shift = shiftOf(axes, beside.axes);
  return {values: within(beside.series[name], shift, axes.days), shift: Math.max(0, shift), same: shift === 0};
};

export const Population = () => {
  const answer = us(current.value.answer), part = current.value.part;
  if (!answer && !part) return html`<${Empty} title="People held, and beds" height=${330}/>`;
  const axes = part?.axes ?? answer.axes;
  const lines = [], {shown, base} = bands.value, fresh = !part && current.value.whole;
  const held = laid(axes, "held"), beds = laid(axes, "beds");
  if (beds) lines.push({key: "vs-beds", name: "beds, pinned", kind: "limit pinned", ...beds});
  if (held) lines.push({key: "vs-held", name: "people, pinned", kind: "main pinned", ...held, band: fresh && base && held.same ? base.held : null});
  const most = answer ? Math.max(...answer.series.beds, ...answer.series.held) : undefined;
  if (part && answer) lines.push({key: "before", name: "people, before", kind: "main before", values: answer.axes.start === axes.start ? answer.series.held.slice(0, axes.days) : []});
  lines.push({key: "held", name: "people held", kind: "main", values: part ? part.held : answer.series.held, most: part ? most : undefined, band: fresh && shown ? shown.held : null});
  lines.push({key: "beds", name: "beds", kind: "limit", values: part ? part.beds : answer.series.beds});
  const last = fresh && shown ? ` In ${bands.value.draws} draws of what is not known ${count(shown.held.low.at(-1))} to ${count(shown.held.high.at(-1))} at the end.` : "";
  const words = part || !answer ? "People held against beds; being simulated." :
    `Line chart of people held against beds. At first ${count(answer.series.held[0])} people in ${count(answer.series.beds[0])} beds; at the end ${count(answer.series.held.at(-1))} in ${count(answer.series.beds.at(-1))}; at most ${count(Math.max(...answer.series.held))}.${last} The table of numbers below has the same by fiscal year. Arrow keys read single days.`;
  return html`<${Lines} title="People held, and beds" unit="people, beds" axes=${axes} lines=${lines} height=${330} words=${words} note=${fresh && shown ? shaded(bands.value) : ""}/>`;
};

export const Waiting = () => {
  const answer = us(current.value.answer);
  if (!answer) return html`<${Empty} title="People waiting" height=${220}/>`;
  const axes = answer.axes, lines = [];
  const seat = laid(axes, "waiting_seat"), bed = laid(axes, "waiting_bed");
  if (seat) lines.push({key: "vs-seat", name: "for a seat, pinned", kind: "second pinned", ...seat});
  if (bed) lines.push({key: "vs-bed", name: "for a bed, pinned", kind: "main pinned", ...bed});
  lines.push({key: "seat", name: "for a seat out", kind: "second", values: answer.series.waiting_seat});
  lines.push({key: "bed", name: "for a bed", kind: "main", values: answer.series.waiting_bed});
  const words = `Line chart of people waiting: for a bed at most ${count(Math.max(...answer.series.waiting_bed))}, for a seat on a departure at most ${count(Math.max(...answer.series.waiting_seat))}. Arrow keys read single days.`;
  return html`<${Lines} title="People waiting" unit="people" axes=${axes} lines=${lines} height=${220} words=${words}/>`;
};

const REMOVED = [["removed_home", "to the home country"], ["removed_border", "from border custody"], ["removed_third_country", "to a third country"]];

// Months as they come, put into their fiscal years.
const soFar = part => {
  const out = Object.fromEntries(REMOVED.map(([key]) => [key, part.axes.fiscal_years.map(() => 0)]));
  part.removed.forEach((month, at) => {
    const tick = Math.min(part.axes.days - 1, Math.round((at + 0.5) * part.axes.days / Math.max(part.removed.length, part.axes.days / 30.44)));
    const year = part.axes.fiscal_years.findIndex(one => tick >= one.from && tick < one.to);
    for (const [key] of REMOVED) if (year >= 0) out[key][year] += month[key] ?? 0;
  });
  return out;
};

export const Removals = () => {
  const answer = us(current.value.answer), part = current.value.part;
  if (!answer && !part) return html`<${Empty} title="People removed, by fiscal year" height=${220}/>`;
  const axes = part?.axes ?? answer.axes, removed = part ? soFar(part) : answer.series.removed, years = axes.fiscal_years;
  const vs = us(pinned.value.answer), all = (from, at) => REMOVED.reduce((sum, [key]) => sum + (from[key]?.[at] ?? 0), 0);
  const other = years.map(year => { const at = vs?.axes.fiscal_years.findIndex(one => one.key === year.key) ?? -1; return at < 0 ? null : all(vs.series.removed, at); });
  const most = answer && part ? Math.max(...answer.axes.fiscal_years.map((_, at) => all(answer.series.removed, at))) : 0;
  const whiskers = years.map(year => { const found = !part && current.value.whole ? band("removed_all", year.key) : null; return found && [found[0], found[2]]; });
  return html`<${Bars} title="People removed, by fiscal year" axes=${axes} most=${most} whiskers=${whiskers} pinned=${other}
    parts=${REMOVED.filter(([key]) => removed[key]).map(([key, name]) => ({key, name, kind: key, values: removed[key]}))}/>`;
};
