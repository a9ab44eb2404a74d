// Where a number comes from: the line, what it leans on, and each figure with its document.

import {html} from "./html.mjs";
import {signal} from "./vendor/signals.mjs";
import {useEffect, useRef, useState} from "./vendor/preact-hooks.mjs";
import {get} from "./api.mjs";
import {current} from "./runs.mjs";
import {band, bands, holds, summary} from "./bands.mjs";
import {ends, GRADES, short} from "./words.mjs";

const open = signal(null);
const known = signal({});

export const openLine = (key, label) => { open.value = {kind: "line", key, label}; };
export const openKey = (key, label) => { open.value = {kind: "key", key, label}; ask(key); };

const ask = async key => {
  if (known.value[key]) return;
  let found;
  try { found = await get(`/api/evidence/${encodeURIComponent(key)}`); }
  catch (trouble) { found = {kind: "none", key, value: trouble.message}; }
  known.value = {...known.value, [key]: found};
};

const Evidence = ({name}) => {
  useEffect(() => { ask(name); }, [name]);
  const found = known.value[name];
  if (!found) return html`<p class="quiet">Looking up ${name}…</p>`;
  if (found.kind === "none") return html`<p>${found.value}</p>`;
  return html`<dl class="evidence">
    <div class="whole"><dt><code>${found.key}</code></dt><dd><b>${found.value}</b> ${found.kind === "figure" ? found.unit : ""}${found.low != null || found.high != null ? html` <span class="quiet">(${found.low ?? "?"} to ${found.high ?? "?"})</span>` : null}</dd></div>
    <div><dt>Grade</dt><dd>${found.grade}: ${GRADES[found.grade] ?? ""}</dd></div>
    <div><dt>Period</dt><dd>${found.as_of}</dd></div>
    <div><dt>Publisher</dt><dd>${found.publisher}</dd></div>
    <div><dt>Document</dt><dd>${found.document}</dd></div>
    ${found.note ? html`<div class="whole"><dt>Note</dt><dd>${found.note}</dd></div>` : null}
  </dl>`;
};

const Keys = ({title, keys, about}) => keys?.length ? html`<details><summary>${title} (${keys.length})</summary>
  <p class="quiet">${about}</p>${keys.map(key => html`<details key=${key} class="one" onToggle=${event => event.currentTarget.open && ask(key)}><summary><code>${key}</code></summary>${known.value[key] ? html`<${Evidence} name=${key}/>` : html`<p class="quiet">Looking it up…</p>`}</details>`)}</details>` : null;

const Line = ({name}) => {
  const line = current.value.answer?.lines[name] ?? summary.value?.lines[name];
  if (!line) return html`<p>This number is being simulated.</p>`;
  const periods = Object.keys(line.values).filter(key => key !== "all"), all = band(name);
  const ends_of = period => { const found = band(name, period); return found ? ends(found[0], found[2], line.unit) : "–"; };
  return html`
    ${all ? html`<p class="sure-of"><b>${short(line.values.all, line.unit)}</b> in the run that is shown; ${bands.value.draws >= 19 ? "90 % of draws" : `${bands.value.draws} draws`} between <b>${short(all[0], line.unit)}</b> and <b>${short(all[2], line.unit)}</b>. <span class="quiet">${holds(bands.value)}.</span></p>` : null}
    ${line.note ? html`<p>${line.note}</p>` : null}
    <div class="scroll" tabindex="0" role="region" aria-label="By fiscal year"><table><caption>By fiscal year${bands.value.shown ? ", and the band below" : ""}</caption><thead><tr>${periods.map(key => html`<th key=${key} scope="col">${key}</th>`)}<th scope="col">All days</th></tr></thead>
      <tbody><tr>${periods.map(key => html`<td key=${key}>${short(line.values[key], line.unit)}</td>`)}<td>${short(line.values.all, line.unit)}</td></tr>
        ${bands.value.shown ? html`<tr class="bands">${periods.map(key => html`<td key=${key}>${ends_of(key)}</td>`)}<td>${ends_of("all")}</td></tr>` : null}</tbody></table></div>
    ${line.sources ? html`
      <p>${line.grade ? html`The weakest evidence behind it is of grade <b>${line.grade}</b> (${GRADES[line.grade]}).` : "No evidence stands behind it."}
      ${line.yours.length ? html` Moved by what you have set: ${line.yours.map((path, at) => html`${at ? ", " : ""}<code key=${path}>${path}</code>`)}.` : null}</p>
      <${Keys} title="Assumed or fitted" keys=${line.assumed} about="Nobody has published these; they are estimated, or fitted to what is published."/>
      <${Keys} title="The plan’s own numbers" keys=${line.plan} about="What the plan says, or what follows from it: no evidence."/>
      <${Keys} title="All figures and tables it leans on" keys=${line.sources} about="Each with its document."/>`
    : line.grade === undefined && current.value.whole ? html`<${Standing}/>`
    : html`<p class="quiet">What it leans on is told when everybody has been simulated; a tenth is shown so far.</p>`}`;
};

// Of a system whose lines do not say what they lean on: every value of the scenario, and what that stands on.
const Standing = () => {
  const {id} = current.value;
  const [found, setFound] = useState(null);
  useEffect(() => { let alive = true; get(`/api/runs/${id}/standing.json`).then(told => alive && setFound(told.values)).catch(() => {}); return () => { alive = false; }; }, [id]);
  if (!found) return html`<p class="quiet">Looking up what the scenario stands on…</p>`;
  const keys = [...new Set(found.filter(one => one.source && one.grade !== "yours").map(one => one.source))], yours = found.filter(one => one.grade === "yours" && one.path !== "period.until");
  return html`<p>Of this system it is not known line by line what a number leans on; it follows from all values of the scenario.${yours.length ? html` Set by its author or by you, on no evidence: ${yours.map((one, at) => html`${at ? ", " : ""}<code key=${one.path}>${one.path}</code>`)}.` : ""}</p>
    <${Keys} title="All figures and tables the scenario stands on" keys=${keys} about="Each with its document."/>`;
};

export const Sources = () => {
  const ref = useRef(null);
  const shown = open.value;
  useEffect(() => {
    if (shown && !ref.current.open) ref.current.showModal();
  }, [shown]);
  return html`<dialog ref=${ref} class="sources" aria-labelledby="sources-title" onClose=${() => { open.value = null; }}
      onClick=${event => event.target === ref.current && ref.current.close()}>
    ${shown ? html`<div class="inside"><header><div><p class="quiet">Where does it come from?</p><h2 id="sources-title">${shown.label}</h2></div>
      <button type="button" class="plain" aria-label="Close" onClick=${() => ref.current.close()}>✕</button></header>
      ${shown.kind === "line" ? html`<${Line} name=${shown.key}/>` : html`<${Evidence} name=${shown.key}/>`}</div>` : null}
  </dialog>`;
};
