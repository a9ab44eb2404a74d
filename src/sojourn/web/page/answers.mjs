// What is under the pictures: every number, more pictures, and what can be taken away.

import {html} from "./html.mjs";
import {useEffect, useRef, useState} from "./vendor/preact-hooks.mjs";
import {get, post} from "./api.mjs";
import {current} from "./runs.mjs";
import {commit, link, state} from "./state.mjs";
import {openLine, summary} from "./sources.mjs";
import {short} from "./words.mjs";

const waiting = html`<p class="quiet">When everybody has been simulated.</p>`;

export const EveryNumber = () => {
  const {id, whole} = current.value;
  useEffect(() => {
    let alive = true;
    if (whole) get(`/api/runs/${id}/summary.json`).then(found => { if (alive) summary.value = found; }).catch(() => {});
    return () => { alive = false; };
  }, [id, whole]);
  const found = summary.value;
  if (!found) return waiting;
  const periods = found.periods.map(one => one.key);
  const groups = Object.keys(found.groups).length && !Array.isArray(found.groups) ? Object.entries(found.groups) : [...new Set(Object.values(found.lines).map(one => one.group))].map(one => [one, one]);
  return html`<p>${whole ? "Each name opens where the number comes from. Numbers are told to the figures that are known." : "These are from before; new ones come when everybody has been simulated."}</p>
    <div class=${`scroll${whole ? "" : " old"}`} tabindex="0" role="region" aria-label="Every number by fiscal year"><table class="numbers"><thead><tr><th scope="col">Line</th>${periods.map(key => html`<th key=${key} scope="col">${key === "all" ? "All days" : key}</th>`)}<th scope="col">Grade</th></tr></thead>
      ${groups.filter(([group]) => Object.values(found.lines).some(line => line.group === group)).map(([group, title]) => html`<tbody key=${group}><tr><th colspan=${periods.length + 2} scope="rowgroup">${title}</th></tr>
        ${Object.entries(found.lines).filter(([, line]) => line.group === group).map(([key, line]) => html`<tr key=${key}><th scope="row"><button type="button" class="source" onClick=${() => openLine(key, line.label)}>${line.label}</button></th>${periods.map(period => html`<td key=${period}>${short(line.values[period], line.unit)}</td>`)}<td>${line.grade ?? ""}</td></tr>`)}</tbody>`)}
    </table></div>`;
};

export const Findings = () => {
  const last = useRef(null), now = current.value.answer?.findings, found = now ?? last.current;
  if (now) last.current = now;
  return found?.length ? html`<ul class=${`findings${now ? "" : " old"}`}>${found.map((one, at) => html`<li key=${at}>${one}</li>`)}</ul>` : waiting;
};

export const Pictures = () => {
  const {id, whole} = current.value;
  const [told, setTold] = useState(null), [wrong, setWrong] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    setTold(null); setWrong("");
    if (whole) get(`/api/runs/${id}/pictures.json`, stop.signal).then(found => setTold(found.pictures)).catch(trouble => trouble.name === "AbortError" || setWrong(trouble.message));
    return () => stop.abort();
  }, [id, whole]);
  if (!whole) return waiting;
  if (wrong) return html`<p class="wrong">${wrong}</p>`;
  if (!told) return html`<p class="quiet">Being drawn…</p>`;
  const of = (name, theme, width, form = "svg") => `/api/runs/${id}/pictures/${name}.${form}?theme=${theme}&width=${width}`;
  return told.map(one => html`<figure class="picture" key=${`${id}-${one.name}`}><picture>
      <source media="(prefers-color-scheme: dark) and (max-width: 560px)" srcset=${of(one.name, "dark", "narrow")}/><source media="(prefers-color-scheme: dark)" srcset=${of(one.name, "dark", "wide")}/><source media="(max-width: 560px)" srcset=${of(one.name, "light", "narrow")}/>
      <img src=${of(one.name, "light", "wide")} alt=${one.alt} loading="lazy" decoding="async"/></picture>
    <figcaption><a href=${of(one.name, "light", "wide")} download=${`${one.name}.svg`}>SVG</a> <a href=${of(one.name, "light", "wide", "png")} download=${`${one.name}.png`}>PNG</a><span class="quiet"> ${one.title}</span></figcaption></figure>`);
};

const quoted = text => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

export const command = ({base, set, seed}) => ["sojourn run", quoted(base), ...Object.entries(set).map(([path, text]) => `--set ${quoted(`${path}=${text}`)}`), ...(seed == null ? [] : [`--seed ${seed}`])].join(" ");
const python = ({base, set, seed}) => `import sojourn\nanswer = sojourn.run(sojourn.load(${JSON.stringify(base)}, ${JSON.stringify(Object.entries(set).map(([path, text]) => `${path}=${text}`))})${seed == null ? "" : `, seed=${seed}`})`;

export const Copy = ({what, label}) => {
  const [done, setDone] = useState(false);
  const act = async () => {
    const text = await what();
    try { await navigator.clipboard.writeText(text); }
    catch {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = text; area.select(); document.execCommand("copy"); area.remove();
    }
    setDone(true); setTimeout(() => setDone(false), 1600);
  };
  return html`<button type="button" onClick=${act}><span aria-live="polite">${done ? "Copied" : label}</span></button>`;
};

export const Share = () => html`<${Copy} label="Copy link" what=${async () => new URL(await link(state.value), location.href).href}/>`;

export const Again = () => html`<div class="again"><h3>On the command line</h3><pre tabindex="0"><code>${command(state.value)}</code></pre><${Copy} label="Copy command" what=${() => command(state.value)}/>
  <h3>In Python</h3><pre tabindex="0"><code>${python(state.value)}</code></pre><${Copy} label="Copy code" what=${() => python(state.value)}/></div>`;

const FILES = [["scenario.yaml", "Scenario", "YAML: run it again, or open it here"], ["data.xlsx", "Workbook", "results, ledger with formulas, assumptions, sources"], ["data.zip", "All tables", "CSV with metadata, citation and read-me"], ["data.csv", "Daily table", "CSV"], ["report.pdf", "Report", "PDF"], ["report.html", "Report", "one HTML file"]];

export const Downloads = ({files}) => {
  const {id, whole} = current.value, picker = useRef(null);
  const [wrong, setWrong] = useState("");
  const open = async event => {
    const file = event.currentTarget.files[0];
    event.currentTarget.value = "";
    if (!file) return;
    setWrong("");
    if (file.size > 90000) { setWrong("A scenario file has at most 90,000 bytes here."); return; }
    try {
      const found = await post("/api/read", {text: await file.text()});
      commit({...state.value, base: found.scenario, set: found.set, seed: null});
    } catch (trouble) { setWrong((trouble.problems ?? [{message: String(trouble)}]).map(one => `${one.path ? `${one.path}: ` : ""}${one.message}`).join("; ")); }
  };
  return html`<ul class="files">${FILES.filter(([name]) => files.includes(name)).map(([name, label, about]) => html`<li key=${name}>${whole ? html`<a class="button" href=${`/api/runs/${id}/${name}`} download>${label}</a>` : html`<span class="button off">${label}</span>`}<span class="quiet">${about}</span></li>`)}</ul>
    <p class="row"><input ref=${picker} class="hidden" id="open-file" type="file" accept=".yaml,.yml,text/yaml" onChange=${open} aria-label="Open a scenario file"/><button type="button" onClick=${() => picker.current.click()}>Open a scenario file…</button><span class="quiet">It stays on this machine and becomes a link.</span></p>
    <div role="alert">${wrong ? html`<p class="wrong">${wrong}</p>` : null}</div>`;
};
