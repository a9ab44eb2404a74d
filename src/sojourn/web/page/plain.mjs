// What is shown of a system other than the US one: who is inside, who left which way, and what is not here.

import {html} from "./html.mjs";
import {Bars} from "./bars.mjs";
import {Empty, Lines} from "./lines.mjs";
import {current, pinned} from "./runs.mjs";
import {scenario} from "./scenario.mjs";
import {count} from "./words.mjs";

const KINDS = ["main", "second", "third", "fourth", "limit"];
const PARTS = ["removed_home", "removed_border", "removed_third_country", "fourth", "fifth"];

const plain = answer => answer && answer.system !== "us" ? answer : null;

const Several = ({title, answer, beside, some}) => {
  const lines = [];
  some.forEach((one, at) => {
    const other = beside?.series.inside.find(two => two.key === one.key);
    if (other) lines.push({key: `vs-${one.key}`, name: `${one.label}, pinned`, unkeyed: at > 0, label: "pinned", kind: "main pinned", values: other.values.slice(0, answer.axes.days)});
  });
  some.forEach((one, at) => lines.push({key: one.key, name: one.label, kind: KINDS[at % KINDS.length], values: one.values}));
  const words = `Line chart: ${title.toLowerCase()}. ${some.map(one => `${one.label}: ${count(one.values[0])} at first, ${count(one.values.at(-1))} at the end, ${count(Math.max(...one.values))} at most`).join("; ")}. Arrow keys read single days.`;
  return html`<${Lines} title=${title} unit="people" axes=${answer.axes} lines=${lines} height=${300} words=${words}/>`;
};

// Whoever holds a place, such as a bed; and apart from them those in other stages, who may be many more.
export const Inside = () => {
  const answer = plain(current.value.answer);
  if (!answer) return html`<${Empty} title="People inside" height=${300}/>`;
  const beside = pinned.value.answer?.system === answer.system && pinned.value.answer.axes.start === answer.axes.start ? pinned.value.answer : null;
  const held = answer.series.inside.filter(one => one.key.startsWith("held_")), others = answer.series.inside.filter(one => !one.key.startsWith("held_"));
  return html`${held.length ? html`<${Several} title="People held" answer=${answer} beside=${beside} some=${held}/>` : null}
    ${others.length ? html`<${Several} title=${held.length ? "People in other stages" : "People inside"} answer=${answer} beside=${beside} some=${others}/>` : null}`;
};

export const Left = () => {
  const answer = plain(current.value.answer);
  if (!answer) return html`<${Empty} title="People who left, by fiscal year" height=${220}/>`;
  const ways = answer.series.left.filter(one => one.years.some(value => value)), total = one => one.years.reduce((sum, value) => sum + value, 0);
  const order = [...ways].sort((one, other) => total(other) - total(one)), first = order.slice(0, PARTS.length - (order.length > PARTS.length ? 1 : 0)), rest = order.slice(first.length);
  const parts = first.map((one, at) => ({key: one.key, name: one.label, kind: PARTS[at], values: one.years}));
  if (rest.length) parts.push({key: "rest", name: `${rest.length} other ways`, kind: PARTS.at(-1), values: answer.axes.fiscal_years.map((_, at) => rest.reduce((sum, one) => sum + one.years[at], 0))});
  const nobody = answer.series.left.filter(one => !one.years.some(value => value)).map(one => one.label);
  return html`<${Bars} title="People who left, by fiscal year" axes=${answer.axes} parts=${parts} height=${260} note=${nobody.length ? `Nobody: ${nobody.join(", ")}.` : ""}/>`;
};

// What another page of this kind has and this one has not, said plainly.
export const NotHere = () => {
  const found = Object.values(scenario.value?.not_here ?? {});
  return found.length ? html`<details class="not-here"><summary>What there is not for this system</summary><ul>${found.map((one, at) => html`<li key=${at}>${one}</li>`)}</ul></details>` : null;
};
