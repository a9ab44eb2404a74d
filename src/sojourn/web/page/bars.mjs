// Bars by fiscal year: parts on top of each other, a band of the whole as a whisker, and the pinned one as a frame.

import {html} from "./html.mjs";
import {MARGIN, brief, ticks, useWidth} from "./lines.mjs";
import {count, ends, short} from "./words.mjs";

const sum = (parts, at) => parts.reduce((total, one) => total + (one.values[at] ?? 0), 0);
const Patch = ({kind}) => html`<svg width="12" height="12" aria-hidden="true"><rect class=${`bar ${kind}`} x="1" y="1" width="10" height="10"/></svg>`;

// `parts`: {key, name, values, kind}; `whiskers` and `pinned`: of each year [low, high] and a number, or nothing.
export const Bars = ({title, axes, parts, whiskers = [], pinned = [], most = 0, height = 220, note}) => {
  const [ref, width] = useWidth();
  const years = axes.fiscal_years, sums = years.map((_, at) => sum(parts, at));
  const marks = ticks(Math.max(1, most, ...sums, ...pinned.map(one => one ?? 0), ...whiskers.map(one => one?.[1] ?? 0))), top = marks.at(-1);
  const inner = width - MARGIN.left - MARGIN.right, tall = height - MARGIN.top - MARGIN.bottom;
  const y = value => MARGIN.top + tall * (1 - value / top);
  const room = inner / years.length, bar = Math.min(64, room * 0.62);
  const whole = years.map(one => one.to - one.from >= 365);
  const words = `Bar chart: ${title.toLowerCase()}. ${years.map((one, at) => `${one.key}${whole[at] ? "" : ", part of the year"}: ${count(sums[at])}${whiskers[at] ? ` (${ends(...whiskers[at])})` : ""}`).join("; ")}.`;
  const framed = pinned.some(one => one != null);
  return html`<figure class="chart" ref=${ref}>
    <figcaption><h3>${title}</h3><p class="read">${parts.map(one => html`<span class="key" key=${one.key}><${Patch} kind=${one.kind}/>${one.name}</span>`)}${framed ? html`<span class="key"><${Patch} kind="pinned"/>pinned</span>` : null}${whiskers.some(one => one) ? html`<span class="key"><svg width="8" height="14" aria-hidden="true"><path class="whisker" d="M1 1H7M4 1V13M1 13H7"/></svg>band of the sum</span>` : null}${note ? html`<span>${note}</span>` : null}</p></figcaption>
    <svg width=${width} height=${height} role="img" aria-label=${words}>
      ${marks.map(mark => html`<g key=${mark}><line class="grid" x1=${MARGIN.left} x2=${width - MARGIN.right} y1=${y(mark)} y2=${y(mark)}/>
        <text class="axis" x=${MARGIN.left - 8} y=${y(mark) + 4} text-anchor="end">${brief(mark)}</text></g>`)}
      ${years.map((one, at) => {
        const left = MARGIN.left + room * at + (room - bar) / 2, middle = left + bar / 2, ends_of = whiskers[at];
        let below = 0;
        return html`<g key=${one.key}>
          ${pinned[at] == null ? null : html`<rect class="bar pinned" x=${left - 5} width=${bar + 10} y=${y(pinned[at])} height=${Math.max(0, y(0) - y(pinned[at]))}/>`}
          ${parts.map(part => { const value = part.values[at] ?? 0; below += value; return value ? html`<rect key=${part.key} class=${`bar ${part.kind}`} x=${left} width=${bar} y=${y(below)} height=${Math.max(0, y(below - value) - y(below))}/>` : null; })}
          ${ends_of ? html`<path class="whisker under" d=${`M${middle} ${y(ends_of[1])}V${y(ends_of[0])}`}/><path class="whisker" d=${`M${middle - 5} ${y(ends_of[1])}h10M${middle} ${y(ends_of[1])}V${y(ends_of[0])}M${middle - 5} ${y(ends_of[0])}h10`}/>` : null}
          <text class="axis" x=${middle} y=${height - 8} text-anchor="middle">${one.key.slice(0, 2)}${one.key.slice(4)}${whole[at] ? "" : " (part)"}</text>
          <text class="axis value" x=${middle} y=${Math.min(y(sums[at]), ends_of ? y(ends_of[1]) : Infinity) - 5} text-anchor="middle">${sums[at] ? short(sums[at]) : ""}</text></g>`;
      })}
    </svg>
  </figure>`;
};
