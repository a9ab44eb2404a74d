// The three pictures that follow the controls, drawn here so that they can follow them at once.

import {html} from "./html.mjs";
import {useEffect, useRef, useState} from "./vendor/preact-hooks.mjs";
import {current, pinned} from "./runs.mjs";
import {count, dayOf, longDay, short, shortMonth} from "./words.mjs";

const MARGIN = {top: 24, right: 12, bottom: 26, left: 52};

const useWidth = () => {
  const ref = useRef(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const seen = new ResizeObserver(([one]) => setWidth(Math.max(240, Math.round(one.contentRect.width))));
    seen.observe(ref.current);
    return () => seen.disconnect();
  }, []);
  return [ref, width];
};

// Round numbers from nothing to a little over the largest.
const ticks = most => {
  const size = 10 ** Math.floor(Math.log10(most || 1));
  const step = [0.2, 0.25, 0.5, 1, 2].map(one => one * size).find(one => most / one <= 5.2) ?? size;
  return Array.from({length: Math.ceil(most / step) + 1}, (_, at) => at * step);
};

const brief = value => value >= 1e6 ? `${+(value / 1e6).toPrecision(3)}m` : value >= 1e3 ? `${+(value / 1e3).toPrecision(3)}k` : `${+value.toPrecision(3)}`;

const path = (values, x, y, every = 1) => {
  let out = "";
  for (let at = 0; at < values.length; at += every) out += `${out ? "L" : "M"}${x(at).toFixed(1)} ${y(values[at]).toFixed(1)}`;
  if (values.length && (values.length - 1) % every) out += `L${x(values.length - 1).toFixed(1)} ${y(values.at(-1)).toFixed(1)}`;
  return out;
};

// Lines over the days of a run. `lines`: {key, name, values, kind}; days of another period are laid on the same dates.
const Lines = ({title, unit, axes, lines, height = 260, words}) => {
  const [ref, width] = useWidth();
  const [over, setOver] = useState(null);
  const inner = width - MARGIN.left - MARGIN.right, tall = height - MARGIN.top - MARGIN.bottom;
  const most = Math.max(1, ...lines.map(one => one.most ?? Math.max(0, ...one.values)));
  const marks = ticks(most), top = marks.at(-1);
  const x = tick => MARGIN.left + inner * tick / Math.max(1, axes.days - 1);
  const y = value => MARGIN.top + tall * (1 - value / top);
  const every = Math.max(1, Math.floor(axes.days / inner / 1.2));
  const years = axes.fiscal_years.filter(one => one.from > 0);
  const move = event => {
    const box = event.currentTarget.getBoundingClientRect();
    const tick = Math.round((event.clientX - box.left - MARGIN.left) / inner * (axes.days - 1));
    setOver(tick >= 0 && tick < axes.days ? tick : null);
  };
  const step = event => {
    const by = {ArrowLeft: -7, ArrowRight: 7, PageUp: -91, PageDown: 91}[event.key];
    if (event.key === "Escape") setOver(null);
    if (!by) return;
    event.preventDefault();
    setOver(tick => Math.min(axes.days - 1, Math.max(0, (tick ?? 0) + by)));
  };
  const read = over == null ? null : lines.filter(one => one.values[over - (one.shift ?? 0)] != null)
    .map(one => `${one.name} ${count(one.values[over - (one.shift ?? 0)])}`).join(" · ");
  return html`<figure class="chart" ref=${ref}>
    <figcaption><h3>${title}</h3><p class="read" aria-live="off">${read
      ? html`<b>${longDay(dayOf(axes.start, over).toISOString().slice(0, 10))}</b> ${read}`
      : html`${lines.map(one => html`<span class="key" key=${one.key}><svg width="26" height="10" aria-hidden="true"><path class=${`line ${one.kind}`} d="M1 5H25"/></svg>${one.name}</span>`)}`}</p></figcaption>
    <svg width=${width} height=${height} role="img" tabindex="0" aria-label=${words} onPointerMove=${move} onPointerLeave=${() => setOver(null)} onKeyDown=${step} onBlur=${() => setOver(null)}>
      ${marks.map(mark => html`<g key=${mark}><line class="grid" x1=${MARGIN.left} x2=${width - MARGIN.right} y1=${y(mark)} y2=${y(mark)}/>
        <text class="axis" x=${MARGIN.left - 8} y=${y(mark) + 4} text-anchor="end">${brief(mark)}</text></g>`)}
      ${years.filter((_, at) => width > 500 || at % 2 === 0 || years.length < 4).map(one => html`<g key=${one.key}><line class="tick" x1=${x(one.from)} x2=${x(one.from)} y1=${MARGIN.top + tall} y2=${MARGIN.top + tall + 5}/>
        <text class="axis" x=${x(one.from)} y=${height - 7} text-anchor="middle">${shortMonth(dayOf(axes.start, one.from))}</text></g>`)}
      ${lines.filter(one => one.values.length).map(one => html`<path key=${one.key} class=${`line ${one.kind}`} d=${path(one.values, tick => x(tick + (one.shift ?? 0)), y, every)}/>`)}
      ${over == null ? null : html`<line class="cross" x1=${x(over)} x2=${x(over)} y1=${MARGIN.top} y2=${MARGIN.top + tall}/>
        ${lines.map(one => { const value = one.values[over - (one.shift ?? 0)]; return value == null ? null : html`<circle key=${one.key} class=${`dot ${one.kind}`} cx=${x(over)} cy=${y(value)} r="4"/>`; })}`}
      <text class="axis" x="0" y="11">${unit}</text>
    </svg>
  </figure>`;
};

const shiftOf = (axes, other) => Math.round((new Date(other.start) - new Date(axes.start)) / 86400000);

// What a pinned run has of the days that are shown.
const within = (values, shift, days) => shift >= 0 ? values.slice(0, Math.max(0, days - shift)) : values.slice(-shift, -shift + days);

const laid = (axes, name) => {
  const beside = pinned.value.answer;
  if (!beside) return null;
  const shift = shiftOf(axes, beside.axes);
  return {values: within(beside.series[name], shift, axes.days), shift: Math.max(0, shift)};
};

export const Population = () => {
  const {answer, part} = current.value;
  if (!answer && !part) return html`<${Empty} title="People held, and beds" height=${330}/>`;
  const axes = part?.axes ?? answer.axes;
  const lines = [];
  const held = laid(axes, "held"), beds = laid(axes, "beds");
  if (beds) lines.push({key: "vs-beds", name: "beds, pinned", kind: "limit pinned", ...beds});
  if (held) lines.push({key: "vs-held", name: "people, pinned", kind: "main pinned", ...held});
  const most = answer ? Math.max(...answer.series.beds, ...answer.series.held) : undefined;
  if (part && answer) lines.push({key: "before", name: "people, before", kind: "main before", values: answer.axes.start === axes.start ? answer.series.held.slice(0, axes.days) : []});
  lines.push({key: "held", name: "people held", kind: "main", values: part ? part.held : answer.series.held, most: part ? most : undefined});
  lines.push({key: "beds", name: "beds", kind: "limit", values: part ? part.beds : answer.series.beds});
  const words = part || !answer ? "People held against beds; being simulated." :
    `Line chart of people held against beds. At first ${count(answer.series.held[0])} people in ${count(answer.series.beds[0])} beds; at the end ${count(answer.series.held.at(-1))} in ${count(answer.series.beds.at(-1))}; at most ${count(Math.max(...answer.series.held))}. The table of numbers below has the same by fiscal year. Arrow keys read single days.`;
  return html`<${Lines} title="People held, and beds" unit="people, beds" axes=${axes} lines=${lines} height=${330} words=${words}/>`;
};

export const Waiting = () => {
  const {answer} = current.value;
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
  const {answer, part} = current.value;
  return answer || part ? html`<${Bars} answer=${answer} part=${part}/>` : html`<${Empty} title="People removed, by fiscal year" height=${220}/>`;
};

const Bars = ({answer, part}) => {
  const [ref, width] = useWidth();
  const axes = part?.axes ?? answer.axes;
  const removed = part ? soFar(part) : answer.series.removed;
  const years = axes.fiscal_years, height = 220;
  const vs = pinned.value.answer;
  const other = key => { const at = vs?.axes.fiscal_years.findIndex(one => one.key === key) ?? -1; return at < 0 ? null : REMOVED.reduce((sum, [name]) => sum + (vs.series.removed[name]?.[at] ?? 0), 0); };
  const sums = years.map((_, at) => REMOVED.reduce((sum, [key]) => sum + (removed[key]?.[at] ?? 0), 0));
  const held = answer && part ? Math.max(...answer.axes.fiscal_years.map((_, at) => REMOVED.reduce((sum, [key]) => sum + (answer.series.removed[key]?.[at] ?? 0), 0))) : 0;
  const marks = ticks(Math.max(1, held, ...sums, ...years.map(one => other(one.key) ?? 0))), top = marks.at(-1);
  const inner = width - MARGIN.left - MARGIN.right, tall = height - MARGIN.top - MARGIN.bottom;
  const y = value => MARGIN.top + tall * (1 - value / top);
  const band = inner / years.length, bar = Math.min(64, band * 0.62);
  const whole = years.map(one => one.to - one.from >= 365);
  const words = `Bar chart of people removed. ${years.map((one, at) => `${one.key}${whole[at] ? "" : ", part of the year"}: ${count(sums[at])}`).join("; ")}.`;
  return html`<figure class="chart" ref=${ref}>
    <figcaption><h3>People removed, by fiscal year</h3><p class="read">${REMOVED.filter(([key]) => removed[key]).map(([key, name]) => html`<span class="key" key=${key}><svg width="12" height="12" aria-hidden="true"><rect class=${`bar ${key}`} width="12" height="12"/></svg>${name}</span>`)}${vs ? html`<span class="key"><svg width="12" height="12" aria-hidden="true"><rect class="bar pinned" x="1" y="1" width="10" height="10"/></svg>pinned</span>` : null}</p></figcaption>
    <svg width=${width} height=${height} role="img" aria-label=${words}>
      ${marks.map(mark => html`<g key=${mark}><line class="grid" x1=${MARGIN.left} x2=${width - MARGIN.right} y1=${y(mark)} y2=${y(mark)}/>
        <text class="axis" x=${MARGIN.left - 8} y=${y(mark) + 4} text-anchor="end">${brief(mark)}</text></g>`)}
      ${years.map((one, at) => {
        const left = MARGIN.left + band * at + (band - bar) / 2;
        let below = 0;
        const before = other(one.key);
        return html`<g key=${one.key}>
          ${before == null ? null : html`<rect class="bar pinned" x=${left - 5} width=${bar + 10} y=${y(before)} height=${Math.max(0, y(0) - y(before))}/>`}
          ${REMOVED.map(([key]) => { const value = removed[key]?.[at] ?? 0; below += value; return value ? html`<rect key=${key} class=${`bar ${key}`} x=${left} width=${bar} y=${y(below)} height=${Math.max(0, y(below - value) - y(below))}/>` : null; })}
          <text class="axis" x=${left + bar / 2} y=${height - 8} text-anchor="middle">${one.key.slice(0, 2)}${one.key.slice(4)}${whole[at] ? "" : " (part)"}</text>
          <text class="axis value" x=${left + bar / 2} y=${y(sums[at]) - 4} text-anchor="middle">${sums[at] ? short(sums[at]) : ""}</text></g>`;
      })}
    </svg>
  </figure>`;
};

const Empty = ({title, height}) => html`<figure class="chart"><figcaption><h3>${title}</h3><p class="read"> </p></figcaption><div class="empty" style=${{height: `${height}px`}}></div></figure>`;
