// Lines over the days of a run, with bands; read day by day with a pointer or the arrow keys.

import {html} from "./html.mjs";
import {useEffect, useRef, useState} from "./vendor/preact-hooks.mjs";
import {count, dayOf, longDay, shortMonth} from "./words.mjs";

export const MARGIN = {top: 24, right: 12, bottom: 26, left: 52};

export const useWidth = () => {
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
export const ticks = most => {
  const size = 10 ** Math.floor(Math.log10(most || 1));
  const step = [0.2, 0.25, 0.5, 1, 2].map(one => one * size).find(one => most / one <= 5.2) ?? size;
  return Array.from({length: Math.ceil(most / step) + 1}, (_, at) => at * step);
};

export const brief = value => value >= 1e6 ? `${+(value / 1e6).toPrecision(3)}m` : value >= 1e3 ? `${+(value / 1e3).toPrecision(3)}k` : `${+value.toPrecision(3)}`;

const path = (values, x, y, every = 1) => {
  let out = "";
  for (let at = 0; at < values.length; at += every) out += `${out ? "L" : "M"}${x(at).toFixed(1)} ${y(values[at]).toFixed(1)}`;
  if (values.length && (values.length - 1) % every) out += `L${x(values.length - 1).toFixed(1)} ${y(values.at(-1)).toFixed(1)}`;
  return out;
};

// A band is told every few days: there along its high ends, and back along its low ones.
const area = ({low, high, every}, x, y) => {
  const there = high.map((value, at) => `${x(at * every).toFixed(1)} ${y(value).toFixed(1)}`);
  const back = low.map((value, at) => `${x(at * every).toFixed(1)} ${y(value).toFixed(1)}`).reverse();
  return there.length ? `M${there.join("L")}L${back.join("L")}Z` : "";
};

const at_day = (band, tick) => { const at = Math.round(tick / band.every); return at >= 0 && at < band.low.length ? [band.low[at], band.high[at]] : null; };

const Key = ({one}) => html`<span class="key"><svg width="26" height="12" aria-hidden="true">${one.band ? html`<rect class=${`shade ${one.kind}`} width="26" height="12"/>` : null}<path class=${`line ${one.kind}`} d="M1 6H25"/></svg>${one.label ?? one.name}</span>`;

// `lines`: {key, name, values, kind, shift, band: {low, high, every}}; days of another period are laid on the same dates.
export const Lines = ({title, unit, axes, lines, height = 260, words, note}) => {
  const [ref, width] = useWidth();
  const [over, setOver] = useState(null);
  const inner = width - MARGIN.left - MARGIN.right, tall = height - MARGIN.top - MARGIN.bottom;
  const most = Math.max(1, ...lines.map(one => Math.max(one.most ?? 0, ...(one.most == null ? one.values : []), ...(one.band?.high ?? []))));
  const marks = ticks(most), top = marks.at(-1);
  const x = tick => MARGIN.left + inner * Math.min(tick, axes.days - 1) / Math.max(1, axes.days - 1);
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
  const said = one => {
    const tick = over - (one.shift ?? 0), band = one.band && at_day(one.band, tick);
    return `${one.name} ${count(one.values[tick])}${band ? ` (${count(band[0])} to ${count(band[1])})` : ""}`;
  };
  const read = over == null ? null : lines.filter(one => one.values[over - (one.shift ?? 0)] != null).map(said).join(" · ");
  return html`<figure class="chart" ref=${ref}>
    <figcaption><h3>${title}</h3><p class="read" aria-live="off">${read
      ? html`<b>${longDay(dayOf(axes.start, over).toISOString().slice(0, 10))}</b> ${read}`
      : html`${lines.filter(one => !one.unkeyed).map(one => html`<${Key} one=${one} key=${one.key}/>`)}${note ? html`<span>${note}</span>` : null}`}</p></figcaption>
    <svg width=${width} height=${height} role="img" tabindex="0" aria-label=${words} onPointerMove=${move} onPointerLeave=${() => setOver(null)} onKeyDown=${step} onBlur=${() => setOver(null)}>
      ${marks.map(mark => html`<g key=${mark}><line class="grid" x1=${MARGIN.left} x2=${width - MARGIN.right} y1=${y(mark)} y2=${y(mark)}/>
        <text class="axis" x=${MARGIN.left - 8} y=${y(mark) + 4} text-anchor="end">${brief(mark)}</text></g>`)}
      ${years.filter((_, at) => width > 500 || at % 2 === 0 || years.length < 4).map(one => html`<g key=${one.key}><line class="tick" x1=${x(one.from)} x2=${x(one.from)} y1=${MARGIN.top + tall} y2=${MARGIN.top + tall + 5}/>
        <text class="axis" x=${x(one.from)} y=${height - 7} text-anchor="middle">${shortMonth(dayOf(axes.start, one.from))}</text></g>`)}
      ${lines.filter(one => one.band).map(one => html`<path key=${one.key} class=${`shade ${one.kind}`} d=${area(one.band, tick => x(tick + (one.shift ?? 0)), y)}/>`)}
      ${lines.filter(one => one.values.length).map(one => html`<path key=${one.key} class=${`line ${one.kind}`} d=${path(one.values, tick => x(tick + (one.shift ?? 0)), y, every)}/>`)}
      ${over == null ? null : html`<line class="cross" x1=${x(over)} x2=${x(over)} y1=${MARGIN.top} y2=${MARGIN.top + tall}/>
        ${lines.map(one => { const value = one.values[over - (one.shift ?? 0)]; return value == null ? null : html`<circle key=${one.key} class=${`dot ${one.kind}`} cx=${x(over)} cy=${y(value)} r="4"/>`; })}`}
      <text class="axis" x="0" y="11">${unit}</text>
    </svg>
  </figure>`;
};

export const Empty = ({title, height}) => html`<figure class="chart"><figcaption><h3>${title}</h3><p class="read"> </p></figcaption><div class="empty" style=${{height: `${height}px`}}></div></figure>`;
