// The page: controls at one side, answers at the other.

import {render} from "./vendor/preact.mjs";
import {useEffect, useState} from "./vendor/preact-hooks.mjs";
import {signal} from "./vendor/signals.mjs";
import {html} from "./html.mjs";
import {get, there} from "./api.mjs";
import {Again, Downloads, EveryNumber, Findings, Pictures, Share} from "./answers.mjs";
import {Cards, Foot, sameDays} from "./cards.mjs";
import {Population, Removals, Waiting} from "./charts.mjs";
import {Groups} from "./controls.mjs";
import {Lists} from "./lists.mjs";
import {Person} from "./person.mjs";
import {begin, current, problems, status, wake} from "./runs.mjs";
import {Sources} from "./sources.mjs";
import {DEFAULT, canRedo, canUndo, commit, redo, start, state, undo, withChange} from "./state.mjs";
import {longDay} from "./words.mjs";

const scenarios = signal([]);
const scenario = signal(null);
const files = signal([]);

const More = ({title, name, children, opened = false}) => {
  const [open, setOpen] = useState(opened);
  return html`<details class="section" open=${open} id=${name} onToggle=${event => setOpen(event.currentTarget.open)}><summary><h2>${title}</h2></summary>${open ? html`<div class="body">${children()}</div>` : null}</details>`;
};

const Status = () => {
  const {kind, text} = status.value, {months, answer, part} = current.value;
  const all = (part?.axes ?? answer?.axes)?.days / 30.44;
  return html`<div class=${`status ${kind}`}><p role=${kind === "wrong" ? "alert" : "status"} aria-live=${kind === "wrong" ? "assertive" : "polite"}>${kind === "run" ? html`<span aria-hidden="true">${text}</span>` : text}</p>
    <div class="bar" aria-hidden="true"><i style=${{transform: `scaleX(${kind === "run" && months ? Math.min(1, months / all) : 0})`}}></i></div></div>`;
};

const Start = () => html`<label class="small start"><span>Start from</span><select id="base" value=${state.value.base} onChange=${event => commit({...state.value, base: event.currentTarget.value, set: {}, seed: null})}>
  ${scenarios.value.map(one => html`<option key=${one.name} value=${one.name}>${one.title}</option>`)}</select></label>`;

const Pin = () => {
  const {pinned, base, set, seed} = state.value;
  const title = pinned && (scenarios.value.find(one => one.name === pinned.base)?.title ?? pinned.base);
  const changes = pinned ? Object.keys(pinned.set).length : 0;
  return html`<div class="pin"><div class="row">
      <button type="button" id="pin" onClick=${() => commit({...state.value, pinned: {base, set, seed}})} disabled=${!current.value.answer}>${pinned ? "Pin this instead" : "Pin this to compare"}</button>
      ${pinned ? html`<button type="button" class="plain" id="unpin" onClick=${() => commit({...state.value, pinned: null})}>Unpin</button>
        <button type="button" class="plain" onClick=${() => commit({...state.value, ...pinned, pinned: {base, set, seed}})}>Swap</button>` : null}</div>
    ${pinned ? html`<p class="quiet">Pinned, in grey: ${title}${changes ? `, ${changes} ${changes === 1 ? "value" : "values"} changed` : ""}. The same people with the same luck.${sameDays.value ? "" : " It covers other days, so numbers over all days are not compared."}</p>` : null}</div>`;
};

// Changes that no control shows, and a way to set any value of a scenario.
const Others = ({found}) => {
  const [path, setPath] = useState(""), [value, setValue] = useState("");
  const known = new Set([...found.controls.map(one => one.path), "third_country.agreements", "litigation", "people.change"]);
  const others = Object.entries(state.value.set).filter(([one]) => !known.has(one) && !one.startsWith("money.accounts."));
  const add = event => {
    event.preventDefault();
    if (path && value) { commit(withChange(state.value, path.trim(), value.trim())); setValue(""); setPath(""); }
  };
  return html`<fieldset class="group"><legend>Any other value</legend><p class="help">By its path, as in a scenario file: <code>beds.patience</code> and <code>5 days</code>.</p>
    ${others.map(([one, text]) => html`<p class="row" key=${one}><code>${one} = ${text}</code><button type="button" class="plain" aria-label=${`Remove ${one}`} onClick=${() => commit(withChange(state.value, one, null))}>✕</button></p>`)}
    <form class="row" onSubmit=${add}><label class="small"><span>Path</span><input value=${path} list="paths" size="22" onInput=${event => setPath(event.currentTarget.value)}/></label><label class="small"><span>Value</span><input value=${value} size="12" onInput=${event => setValue(event.currentTarget.value)}/></label><button>Set</button></form>
    <datalist id="paths">${found.paths.map(one => html`<option key=${one} value=${one}/>`)}</datalist>
    <label class="small"><span>Seed: another one, other luck</span><input inputmode="numeric" size="10" value=${state.value.seed ?? found.seed} onChange=${event => { const seed = Number(event.currentTarget.value); commit({...state.value, seed: Number.isSafeInteger(seed) && seed >= 0 && seed !== found.seed ? seed : null}); }}/></label></fieldset>`;
};

const Controls = () => {
  const found = scenario.value;
  if (!found || found.name !== state.value.base) return html`<p class="quiet">Loading the scenario…</p>`;
  const first = found.controls.filter(one => one.first), rest = found.controls.filter(one => !one.first);
  const changed = Object.keys(state.value.set).length;
  return html`<details class="about-scenario"><summary>${longDay(found.from)} to ${longDay(found.last_day)}: what it says</summary><p>${found.about}</p></details>
    <div class="row tools" role="toolbar" aria-label="Changes"><button type="button" id="undo" onClick=${undo} disabled=${!canUndo.value}>Undo</button><button type="button" id="redo" onClick=${redo} disabled=${!canRedo.value}>Redo</button>
      <button type="button" id="reset" class="plain" disabled=${!changed && state.value.seed == null} onClick=${() => commit({...state.value, set: {}, seed: null})}>Reset${changed ? ` ${changed}` : ""}</button></div>
    <${Groups} controls=${first}/>
    <${More} title="Agreements, courts, money" name="lists">${() => html`<${Lists} scenario=${found}/>`}<//>
    <${More} title="All other values" name="others">${() => html`<${Groups} controls=${rest}/><${Others} found=${found}/>`}<//>`;
};

const Page = () => {
  const {whole} = current.value, found = scenario.value;
  useEffect(() => {
    const key = event => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.matches("input:not([type=range]), textarea, select")) return;
      event.preventDefault();
      if (event.shiftKey) redo(); else undo();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  return html`<a class="skip" href="#answers">To the answers</a>
    <aside aria-label="Controls"><header class="brand"><img src="/page/icon.svg" alt="" width="28" height="28"/><h1>Sojourn</h1></header>
      <p class="quiet">Immigration custody and removal, simulated person by person. A model, not a forecast; everybody in it is synthetic.</p><${Start}/><${Controls}/></aside>
    <main id="answers" tabindex="-1"><${Status}/>
      <div class="row top"><h2 class="title">${found?.title ?? ""}</h2><span class="grow"></span><${Share}/></div><${Pin}/>
      <${Cards}/><${Population}/><div class="two"><${Removals}/><${Waiting}/></div>
      <p class="quiet note">${whole ? "Everybody simulated, one run: another seed gives slightly other numbers." : "From a tenth of the people; each stands for ten."} Click on a number to see where it comes from.</p>
      <${More} title="What follows" name="findings" opened=${true}>${() => html`<${Findings}/>`}<//>
      <${More} title="Every number" name="numbers">${() => html`<${EveryNumber}/>`}<//>
      <${More} title="More pictures" name="pictures">${() => html`<${Pictures}/>`}<//>
      <${More} title="Follow one person" name="person">${() => found ? html`<${Person} choices=${found.choices}/>` : null}<//>
      <${More} title="Take it with you" name="take" opened=${true}>${() => html`<${Downloads} files=${files.value}/><${Again}/>`}<//>
      <footer><p class="quiet">Served by this machine alone: nothing is fetched from or sent to anywhere else, and nothing you do here is kept. A program can ask as well: <a href="/api/openapi.json">OpenAPI</a>.</p></footer></main>
    <${Foot}/><${Sources}/>`;
};

const load = async base => {
  for (;;) {
    try {
      if (!scenarios.value.length) scenarios.value = (await get("/api/scenarios")).scenarios;
      scenario.value = await get(`/api/scenarios/${encodeURIComponent(base)}`);
      return;
    } catch (trouble) {
      if (trouble.status) {
        problems.value = trouble.problems;
        status.value = {kind: "wrong", text: trouble.message};
        if (base !== DEFAULT && trouble.status === 422) commit({base: DEFAULT, set: {}, seed: null, pinned: null});
        return;
      }
      await there();
    }
  }
};

await start();
render(html`<${Page}/>`, document.getElementById("page"));
get("/api/files").then(found => { files.value = found.files; }).catch(() => { files.value = ["scenario.yaml", "data.csv", "data.zip"]; });
let base = null;
state.subscribe(now => { if (now.base !== base) { base = now.base; load(base); } });
begin();
wake();
