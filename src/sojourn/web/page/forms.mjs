// Forms made from the schema: entries of a list, values that change on dates, and whatever else is not one number.
// What is written goes to the server as it stands, and is checked there.

import {html} from "./html.mjs";
import {useState} from "./vendor/preact-hooks.mjs";
import {commit, state, withChange} from "./state.mjs";
import {problems} from "./runs.mjs";
import {scenario} from "./scenario.mjs";

export const cleaned = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== "" && value != null && !(Array.isArray(value) && value.length === 0)));
const without = (list, at) => list.filter((_, other) => other !== at);
const put = (list, at, value) => list.map((one, other) => other === at ? value : one);
const valued = thing => thing && typeof thing === "object" && !Array.isArray(thing) && "value" in thing ? thing.value : thing;
const words = text => String(text).replaceAll("_", " ");
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

// What stands at a path: what was set, or what the scenario has.
export const parsed = (path, given) => {
  const text = state.value.set[path];
  if (text == null) return {value: given, set: false};
  try { return {value: JSON.parse(text), set: true}; } catch { return {value: text, set: true}; }
};

export const keep = (path, value, given) => {
  const text = JSON.stringify(value);
  commit(withChange(state.value, path, text === JSON.stringify(given) || (given == null && (value == null || text === "{}" || text === "[]")) ? null : text));
};

// A bare number gets the unit of the example: 5000 becomes `5000 beds`.
const united = (text, example) => {
  const unit = /^[\d,.]+\s*(.*)$/.exec(example ?? "")?.[1] ?? "";
  return /^[\d,._]+$/.test(text) && unit ? `${text}${unit.startsWith("%") ? "" : " "}${unit}` : text;
};

export const Wrong = ({path}) => {
  const found = problems.value.filter(one => one.path === path || one.path.startsWith(`${path}.`));
  return found.length ? html`<p class="wrong">${found.map(one => `${one.path.slice(path.length + 1)} ${one.message}${one.allowed ? ` (${one.allowed.split("\n")[0]})` : ""}`).join("; ")}</p>` : null;
};

const Small = ({label, help, children, wide}) => html`<label class=${`small${wide ? " wide" : ""}`} title=${help}><span>${capital(label)}</span>${children}</label>`;
const Remove = ({what, act}) => html`<button type="button" class="plain" aria-label=${`Remove ${what}`} onClick=${act}>✕</button>`;

// A value on dates: one, or steps, each from its day on.
const Steps = ({value, change, example, label}) => {
  const steps = value == null ? [] : (Array.isArray(value) ? value : [value]).map(one => one && typeof one === "object" ? one : {value: one});
  const told = next => change(next.length === 0 ? null : next.length === 1 && !next[0].from && !next[0].reached ? (next[0].source ? next[0] : next[0].value) : next);
  const moved = (at, part, text) => told(put(steps, at, cleaned({...steps[at], [part]: text, source: part === "value" ? undefined : steps[at].source})));
  return html`<div class="steps">${steps.map((one, at) => html`<div class="row" key=${at}><${Small} label=${at ? "then" : "value"}><input value=${one.value ?? ""} size="13" placeholder=${example} onChange=${event => moved(at, "value", united(event.currentTarget.value.trim(), example))}/><//>
      <${Small} label="from"><input type="date" value=${one.from ?? ""} onChange=${event => moved(at, "from", event.currentTarget.value)}/><//><${Small} label="reached" help="Come to in a straight line; at once where not given."><input type="date" value=${one.reached ?? ""} onChange=${event => moved(at, "reached", event.currentTarget.value)}/><//>
      <${Remove} what=${`step ${at + 1} of ${label}`} act=${() => told(without(steps, at))}/></div>`)}
    <p class="row"><button type="button" class="plain" onClick=${() => told([...steps, steps.length ? {value: steps.at(-1).value, from: later(steps.at(-1))} : {value: example}])}>${steps.length ? "+ a later step" : `Set ${label}`}</button></p></div>`;
};

// A year after a step, so that a new one is in order.
const later = step => {
  const day = step.reached ?? step.from ?? state.value.set["period.start"] ?? scenario.value.from;
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
};

const Checks = ({value, allowed, change}) => { const list = Array.isArray(value) ? value : []; return html`<div class="checks">${allowed.map(one => html`<label class="check" key=${one}><input type="checkbox" checked=${list.includes(one)} onChange=${event => change(event.currentTarget.checked ? [...list, one] : list.filter(other => other !== one))}/> ${words(one)}</label>`)}</div>`; };

// One field of an entry, by its kind.
const Field = ({field, value, change}) => {
  const {kind, label, help, example, allowed} = field;
  if (kind === "steps") return html`<fieldset class="inner"><legend title=${help}>${capital(label)}</legend><${Steps} value=${value} change=${change} example=${example} label=${label}/></fieldset>`;
  if (kind === "list") return html`<fieldset class="inner"><legend title=${help}>${capital(label)}</legend><${Entries} list=${value ?? []} change=${change} fields=${field.fields} fresh=${value?.at(-1) ?? {}} what=${label}/></fieldset>`;
  if (kind === "group") return html`<fieldset class="inner"><legend title=${help}>${capital(label)}</legend><${Entry} fields=${field.fields} value=${value && typeof value === "object" && !Array.isArray(value) ? value : value == null ? {} : {value}} change=${change}/></fieldset>`;
  if (kind === "checks") return html`<fieldset class="inner"><legend title=${help}>${capital(label)}</legend><${Checks} value=${value} allowed=${allowed} change=${change}/></fieldset>`;
  if (kind === "flag") return html`<label class="check" title=${help}><input type="checkbox" checked=${!!value} onChange=${event => change(event.currentTarget.checked ? true : null)}/> ${label}</label>`;
  if (kind === "choice") return html`<${Small} label=${label} help=${help}><select aria-description=${help} value=${valued(value) ?? ""} onChange=${event => change(event.currentTarget.value || null)}>${field.needed ? null : html`<option value="">–</option>`}${allowed.map(one => html`<option key=${one} value=${one}>${words(one)}</option>`)}</select><//>`;
  if (kind === "date") return html`<${Small} label=${label} help=${help}><input type="date" aria-description=${help} value=${valued(value) ?? ""} onChange=${event => change(event.currentTarget.value || null)}/><//>`;
  if (kind === "names") { const list = Array.isArray(value) ? value.map(valued).join(", ") : value ?? ""; return html`<${Small} label=${label} help=${help} wide><input aria-description=${help} value=${list} size="24" placeholder="one, another" onChange=${event => { const text = event.currentTarget.value.trim(), many = text.split(",").map(one => one.trim()).filter(Boolean); change(!text ? null : text === "all" ? "all" : many.every(one => /^\d+$/.test(one)) ? many.map(Number) : many); }}/><//>`; }
  return html`<${Small} label=${label} help=${help}><input aria-description=${help} value=${valued(value) ?? ""} size=${label.length > 14 ? 18 : 13} placeholder=${field.needed ? example : `as published`} onChange=${event => change(united(event.currentTarget.value.trim(), example) || null)}/><//>`;
};

// What has to be said, and what is said, stands open; the rest is below.
export const Entry = ({fields, value, change}) => {
  const open = one => one.needed || value[one.key] != null, set = (key, next) => change(cleaned({...value, [key]: next}));
  const shown = fields.filter(open), rest = fields.filter(one => !open(one));
  const line = one => html`<${Field} key=${one.key} field=${one} value=${value[one.key]} change=${next => set(one.key, next)}/>`;
  return html`${shown.length ? html`<div class="fields">${shown.map(line)}</div>` : null}
    ${rest.length ? html`<details class="rest"><summary>${shown.length ? "More terms" : "What can be said"} (${rest.length})</summary><div class="fields">${rest.map(line)}</div></details>` : null}<${Meanings} fields=${fields}/>`;
};

// What each field means, for whoever has no pointer to rest on it.
const Meanings = ({fields}) => {
  const told = fields.filter(one => one.help);
  return told.length ? html`<details class="rest"><summary>What these mean</summary><dl class="meanings">${told.map(one => html`<div key=${one.key}><dt>${capital(one.label)}</dt><dd>${one.help}</dd></div>`)}</dl></details>` : null;
};

const Entries = ({list, change, fields, fresh, what}) => html`${list.map((one, at) => html`<div class="item" key=${at}><div class="top-of-item"><b>${one.name ?? one.country ?? one.case ?? one.nationality ?? (one.type ?? one.status ?? one.act ? capital(words(one.type ?? one.status ?? one.act)) : `${at + 1}.`)}</b><${Remove} what=${`entry ${at + 1} of ${what}`} act=${() => change(without(list, at))}/></div>
    <${Entry} fields=${fields} value=${one && typeof one === "object" ? one : {value: one}} change=${next => change(put(list, at, next))}/></div>`)}
  <p class="row"><button type="button" onClick=${() => change([...list, structuredClone(fresh)])}>Add${list.length ? " another" : " one"}</button></p>`;

// A form for one path, with the way back to what the scenario has.
export const Form = ({form, first}) => {
  const {path, given} = form, found = parsed(path, given);
  const [open, setOpen] = useState(false);
  const told = next => keep(path, next, given);
  const below = Object.keys(state.value.set).filter(one => one.startsWith(`${path}.`)).length;
  const days = form.fields?.filter(one => one.kind === "date" && one.needed).map(one => [one.key, first]) ?? [];
  const fresh = {...Object.fromEntries(days), ...form.fresh};
  const many = form.kind === "list" ? (Array.isArray(found.value) ? found.value.length : 0) : null;
  return html`<details class="form" id=${`form-${path.replaceAll(".", "-")}`} open=${open} onToggle=${event => setOpen(event.currentTarget.open)}><summary>${form.title}${many == null ? "" : ` (${many})`}${found.set ? html` <span class="set">set</span>` : null}</summary>
    ${open ? html`<div class="group list">${form.about ? html`<p class="help">${form.about}</p>` : null}
      ${below ? html`<p class="help">${below} of its values ${below === 1 ? "is" : "are"} set one by one; what is changed here takes their place.</p>` : null}
      ${form.kind === "list" ? html`<${Entries} list=${Array.isArray(found.value) ? found.value : []} change=${told} fields=${form.fields} fresh=${fresh} what=${form.title}/>`
        : form.kind === "steps" ? html`<${Steps} value=${found.value} change=${told} example=${form.example} label=${form.title.toLowerCase()}/>`
        : form.kind === "group" ? html`<${Entry} fields=${form.fields} value=${found.value ?? {}} change=${told}/>`
        : html`<${Field} field=${{...form, label: form.title, help: form.about}} value=${found.value} change=${told}/>`}
      <${Wrong} path=${path}/>
      ${found.set ? html`<button type="button" class="plain" onClick=${() => commit(withChange(state.value, path, null))}>↺ as in the scenario</button>` : null}</div>` : html`<${Wrong} path=${path}/>`}</details>`;
};
