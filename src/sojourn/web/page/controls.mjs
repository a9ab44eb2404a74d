// One control a value: slider, field, what its source says and the range, and the way back.

import {html} from "./html.mjs";
import {commit, covers, preview, state, withChange} from "./state.mjs";
import {problems} from "./runs.mjs";
import {openKey} from "./sources.mjs";
import {numberIn, plain} from "./words.mjs";

const written = (control, value) => control.write.replace("{}", plain(value).replace(/^−/, "-"));

// What stands at a control now: what was set, or what the scenario has.
export const now = (control, set) => {
  const text = set[control.path];
  if (text == null) return {value: control.value, text: control.kind === "number" ? plain(control.value) : String(control.value), changed: false};
  const number = control.kind === "number" ? numberIn(text) : text;
  const fits = control.kind === "number" && number != null && written(control, number).replace(/^[\d,.\s-]+/, "") === String(text).replace(/^[\d,.\s-]+/, "");
  return {value: fits || control.kind !== "number" ? number : null, text: fits ? plain(number) : text, changed: true};
};

const covered = (control, set) => Object.keys(set).find(path => covers(path, control.path));
const id = control => `c-${control.path.replace(/[^\w-]/g, "-")}`;

const set = (control, text, keep = true) => {
  const same = control.kind === "number" ? numberIn(text) === control.value && text === written(control, control.value) : text === control.value;
  (keep ? commit : preview)(withChange(state.value, control.path, same ? null : text));
};

const Published = ({control}) => html`<span class="published">${control.source
  ? html`<button type="button" class="source" onClick=${() => openKey(control.source, control.label)}>${control.said_as}: ${control.published ?? control.source}<span class=${`grade grade-${control.grade}`}>${control.grade === "plan" ? "plan" : control.grade}</span></button>`
  : null}${control.low != null && control.high != null ? html` <span class="range">range ${plain(control.low)} to ${plain(control.high)}${control.unit === "%" ? " %" : ""}</span>` : null}</span>`;

const Wrong = ({path, name}) => {
  const found = problems.value.filter(one => one.path === path || one.path.startsWith(`${path}.`));
  return found.length ? html`<p class="wrong" id=${name}>${found.map(one => `${one.message}${one.allowed ? ` (${one.allowed.split("\n")[0]})` : ""}`).join("; ")}</p>` : null;
};

const Reset = ({control, at}) => at.changed ? html`<button type="button" class="plain reset" onClick=${() => commit(withChange(state.value, control.path, null))} aria-label=${`Back to ${control.kind === "number" ? plain(control.value) : control.value}: ${control.label}`}>↺ ${control.kind === "number" ? plain(control.value) : control.value}</button>` : null;

const NumberControl = ({control, at}) => {
  const name = id(control), span = control.most - control.least;
  const position = value => `${Math.min(100, Math.max(0, (value - control.least) / span * 100))}%`;
  const shown = at.value ?? control.value;
  return html`<div class=${`control${at.changed ? " changed" : ""}`}>
    <div class="head"><label for=${name}>${control.label}</label>
      <span class="field"><input id=${`${name}-n`} class="number" inputmode="decimal" autocomplete="off" spellcheck=${false} aria-label=${`${control.label}, ${control.unit}`} value=${at.text} size="8"
        aria-describedby=${`${name}-help`} onChange=${event => { const number = numberIn(event.currentTarget.value), text = event.currentTarget.value.trim(); if (text === "") commit(withChange(state.value, control.path, null)); else set(control, /^[\d,._\s-]+$/.test(text) && number != null ? written(control, number) : text); }}/><span class="unit">${control.unit}</span></span></div>
    <div class="track"><input id=${name} type="range" min=${control.least} max=${control.most} step=${control.step} value=${shown} aria-valuetext=${`${plain(shown)} ${control.unit}`} aria-describedby=${`${name}-help`}
        style=${{"--at": position(shown)}}
        onInput=${event => set(control, written(control, Number(event.currentTarget.value)), false)} onChange=${event => set(control, written(control, Number(event.currentTarget.value)))}/>
      <span class="marks" aria-hidden="true">${control.low != null && control.high != null ? html`<span class="band" style=${{left: position(control.low), width: `calc(${position(control.high)} - ${position(control.low)})`}}></span>` : null}<span class="mark" style=${{left: position(control.value)}}></span></span></div>
    <p class="about" id=${`${name}-help`}><${Published} control=${control}/><${Reset} control=${control} at=${at}/>${control.help ? html`<span class="help">${control.help}</span>` : null}</p>
    <${Wrong} path=${control.path} name=${`${name}-wrong`}/></div>`;
};

const OtherControl = ({control, at}) => {
  const name = id(control);
  const change = event => event.currentTarget.value && set(control, event.currentTarget.value);
  return html`<div class=${`control short${at.changed ? " changed" : ""}`}>
    <div class="head"><label for=${name}>${control.label}</label>
      ${control.kind === "date" ? html`<input id=${name} type="date" value=${at.value} onChange=${change}/>`
        : html`<select id=${name} value=${at.value} onChange=${change}>${control.allowed.map(one => html`<option key=${one} value=${one}>${one.replaceAll("_", " ")}</option>`)}</select>`}</div>
    ${control.help || control.source || at.changed ? html`<p class="about"><${Published} control=${control}/><${Reset} control=${control} at=${at}/>${control.help ? html`<span class="help">${control.help}</span>` : null}</p>` : null}
    <${Wrong} path=${control.path} name=${`${name}-wrong`}/></div>`;
};

export const Control = ({control}) => {
  const which = state.value.set, above = covered(control, which);
  if (above) return html`<div class="control"><div class="head"><span class="label">${control.label}</span></div><p class="about">Set as a whole: <code>${above}</code></p></div>`;
  const at = now(control, which);
  return control.kind === "number" ? html`<${NumberControl} control=${control} at=${at}/>` : html`<${OtherControl} control=${control} at=${at}/>`;
};

// Controls in their groups.
export const Groups = ({controls, level}) => {
  const names = [...new Set(controls.map(one => one.group))];
  return names.map(name => html`<fieldset key=${name} class="group"><legend>${name}</legend>
    ${controls.filter(one => one.group === name).map(one => html`<${Control} key=${one.path} control=${one}/>`)}</fieldset>`);
};
