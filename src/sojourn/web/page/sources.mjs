// Where a number comes from: the line, what it leans on, and each figure with its document.

import {html} from "./html.mjs";
import {signal} from "./vendor/signals.mjs";
import {useEffect, useRef} from "./vendor/preact-hooks.mjs";
import {get} from "./api.mjs";
import {current} from "./runs.mjs";
import {GRADES, short} from "./words.mjs";

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
  const periods = Object.keys(line.values).filter(key => key !== "all");
  return html`
    ${line.note ? html`<p>${line.note}</p>` : null}
    <table><caption>By fiscal year</caption><thead><tr>${periods.map(key => html`<th key=${key} scope="col">${key}</th>`)}<th scope="col">All days</th></tr></thead>
      <tbody><tr>${periods.map(key => html`<td key=${key}>${short(line.values[key], line.unit)}</td>`)}<td>${short(line.values.all, line.unit)}</td></tr></tbody></table>
    ${line.sources ? html`
      <p>${line.grade ? html`The weakest evidence behind it is of grade <b>${line.grade}</b> (${GRADES[line.grade]}).` : "No evidence stands behind it."}
      ${line.yours.length ? html` Moved by what you have set: ${line.yours.map((path, at) => html`${at ? ", " : ""}<code key=${path}>${path}</code>`)}.` : null}</p>
      <${Keys} title="Assumed or fitted" keys=${line.assumed} about="Nobody has published these; they are estimated, or fitted to what is published."/>
      <${Keys} title="The plan’s own numbers" keys=${line.plan} about="What the plan says, or what follows from it: no evidence."/>
      <${Keys} title="All figures and tables it leans on" keys=${line.sources} about="Each with its document."/>`
    : html`<p class="quiet">What it leans on is told when everybody has been simulated; a tenth is shown so far.</p>`}`;
};

export const summary = signal(null);

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
