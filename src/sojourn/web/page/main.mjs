// The page: controls at one side, answers at the other.

import {render} from "./vendor/preact.mjs";
import {useEffect, useState} from "./vendor/preact-hooks.mjs";
import {html} from "./html.mjs";
import {get, there} from "./api.mjs";
import {Again, EveryNumber, Findings, Hindcast, Pictures, Share} from "./answers.mjs";
import {draw} from "./bands.mjs";
import {Cards, Foot, Sure} from "./cards.mjs";
import {Population, Removals, Waiting} from "./charts.mjs";
import {compared} from "./compare.mjs";
import {Groups} from "./controls.mjs";
import {Forms, Lists} from "./lists.mjs";
import {Person} from "./person.mjs";
import {Inside, Left, NotHere} from "./plain.mjs";
import {begin, current, pinned as beside, problems, status, wake} from "./runs.mjs";
import {instead, scenario, scenarios} from "./scenario.mjs";
import {Sources} from "./sources.mjs";
import {DEFAULT, canRedo, canUndo, commit, query, redo, start, state, undo, withChange} from "./state.mjs";
import {Downloads} from "./take.mjs";
import {Why} from "./why.mjs";
import {longDay} from "./words.mjs";

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
  ${systems().map(([about, some]) => html`<optgroup key=${about} label=${about}>${some.map(one => html`<option key=${one.name} value=${one.name}>${one.title}</option>`)}</optgroup>`)}</select></label>`;

// Scenarios by their system, in the order in which the server tells them.
const systems = () => [...new Set(scenarios.value.map(one => one.about_system))].map(about => [about, scenarios.value.filter(one => one.about_system === about)]);

const Pin = () => {
  const {pinned, base, set, seed} = state.value;
  const title = pinned && (scenarios.value.find(one => one.name === pinned.base)?.title ?? pinned.base);
  const changes = pinned ? Object.keys(pinned.set).length : 0;
  return html`<div class="pin"><div class="row">
      <button type="button" id="pin" onClick=${() => commit({...state.value, pinned: {base, set, seed}})} disabled=${!current.value.answer}>${pinned ? "Pin this instead" : "Pin this to compare"}</button>
      ${pinned ? html`<button type="button" class="plain" id="unpin" onClick=${() => commit({...state.value, pinned: null})}>Unpin</button>
        <button type="button" class="plain" onClick=${() => commit({...state.value, ...pinned, pinned: {base, set, seed}})}>Swap</button>` : null}</div>
    ${pinned ? html`<p class="quiet">Pinned, in grey: ${title}${changes ? `, ${changes} ${changes === 1 ? "value" : "values"} changed` : ""}. ${beside.value.wrong ? html`<span class="wrong" role="alert">It cannot be run, so that nothing is compared: ${beside.value.wrong}</span>` : compared.value?.words ?? ""}</p>` : null}</div>`;
};

// Changes that no control shows, and a way to set any value of a scenario.
const Others = ({found}) => {
  const [path, setPath] = useState(""), [value, setValue] = useState("");
  const known = new Set([...found.controls.map(one => one.path), ...found.forms.map(one => one.path), "third_country.agreements", "litigation", "people.change"]);
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
  const changed = Object.keys(state.value.set).length, us = found.system === "us";
  return html`<details class="about-scenario"><summary>${longDay(found.from)} to ${longDay(found.last_day)}: what it says</summary><p>${found.about}</p></details><${NotHere}/>
    <div class="row tools" role="toolbar" aria-label="Changes"><button type="button" id="undo" onClick=${undo} disabled=${!canUndo.value}>Undo</button><button type="button" id="redo" onClick=${redo} disabled=${!canRedo.value}>Redo</button>
      <button type="button" id="reset" class="plain" disabled=${!changed && state.value.seed == null} onClick=${() => commit({...state.value, set: {}, seed: null})}>Reset${changed ? ` ${changed}` : ""}</button></div>
    <${Groups} controls=${first}/>
    ${us ? html`<${More} title="Agreements, courts, money, staff" name="lists">${() => html`<${Lists} scenario=${found}/>`}<//>` : found.forms.length ? html`<${More} title="Lists, and steps on dates" name="lists">${() => html`<${Forms} scenario=${found}/>`}<//>` : null}
    <${More} title="All other values" name="others">${() => html`<${Groups} controls=${rest}/><${Others} found=${found}/>`}<//>`;
};

const Page = () => {
  const {whole, answer} = current.value, found = scenario.value, us = (answer?.system ?? found?.system ?? "us") === "us";
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
    <aside id="controls" aria-label="Controls"><header class="brand"><img src="/page/icon.svg" alt="" width="28" height="28"/><h1>Sojourn</h1></header>
      <p class="quiet">Immigration custody and removal, simulated person by person. A model, not a forecast; everybody in it is synthetic.</p><p class="jump"><a href="#answers">To the answers ↓</a></p><${Start}/><${Controls}/></aside>
    <main id="answers" tabindex="-1"><${Status}/><p class="jump"><a href="#controls">To the controls ↑</a></p>
      <div class="row top"><h2 class="title">${found?.title ?? ""}</h2><span class="grow"></span><${Share}/></div>${instead.value?.of === query(state.value) ? html`<p class="wrong" role="alert">${instead.value.text.replace(/^./, one => one.toUpperCase())}</p>` : null}<${Pin}/>
      <${Cards}/><${Sure}/>${us ? html`<${Population}/><div class="two"><${Removals}/><${Waiting}/></div>` : html`<${Inside}/><${Left}/>`}
      <p class="quiet note">${!us || whole ? "Everybody simulated, one run: another seed gives slightly other numbers." : "From a tenth of the people; each stands for ten."} Click on a number to see where it comes from.</p>
      <${More} title="What follows" name="findings" opened=${true}>${() => html`<${Findings}/>`}<//>
      <${More} title="Every number" name="numbers">${() => html`<${EveryNumber}/>`}<//>
      ${us ? html`<${More} title="Why do they differ?" name="difference">${() => html`<${Why}/>`}<//>` : null}
      <${More} title="More pictures" name="pictures">${() => html`<${Pictures}/>`}<//>
      ${us ? html`<${More} title="Told beforehand: 2024" name="hindcast">${() => html`<${Hindcast}/>`}<//>
      <${More} title="Follow one person" name="person">${() => found ? html`<${Person} choices=${found.choices}/>` : null}<//>` : null}
      <${More} title="Take it with you" name="take" opened=${true}>${() => html`<${Downloads} files=${found?.files ?? []}/><${Again}/>`}<//>
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
        if (base !== DEFAULT && trouble.status === 422) {
          const other = {base: DEFAULT, set: {}, seed: null, pinned: null};
          instead.value = {text: `${trouble.message}: this is ${DEFAULT}, with nothing changed.`, of: query(other)};
          commit(other);
        }
        return;
      }
      await there();
    }
  }
};

await start();
render(html`<${Page}/>`, document.getElementById("page"));
let base = null;
state.subscribe(now => { if (now.base !== base) { base = now.base; load(base); } });
begin();
draw();
wake();
