// What is under the pictures: every number, more pictures, and the same again elsewhere.

import {html} from "./html.mjs";
import {useEffect, useRef, useState} from "./vendor/preact-hooks.mjs";
import {get} from "./api.mjs";
import {band, bands, holds, summary} from "./bands.mjs";
import {current} from "./runs.mjs";
import {link, state} from "./state.mjs";
import {openLine} from "./sources.mjs";
import {ends, short} from "./words.mjs";

export const waiting = html`<p class="quiet">When everybody has been simulated.</p>`;

export const EveryNumber = () => {
  const {id, whole} = current.value;
  const [banded, setBanded] = useState(true);
  useEffect(() => {
    let alive = true;
    if (whole) get(`/api/runs/${id}/summary.json`).then(found => { if (alive) summary.value = {...found, of: id}; }).catch(() => {});
    return () => { alive = false; };
  }, [id, whole]);
  const found = summary.value;
  if (!found) return waiting;
  const periods = found.periods.map(one => one.key), with_bands = banded && whole && bands.value.shown;
  const names = found.groups && !Array.isArray(found.groups) ? found.groups : {};
  const groups = Object.keys(names).length ? Object.entries(names) : [...new Set(Object.values(found.lines).map(one => one.group))].map(one => [one, one]);
  const graded = Object.values(found.lines).some(line => line.grade);
  const Cell = ({name, line, period}) => {
    const of = with_bands ? band(name, period) : null;
    return html`<td>${short(line.values[period], line.unit)}${of ? html`<span class="band">${ends(of[0], of[2], line.unit)}</span>` : null}</td>`;
  };
  return html`<p>${whole ? "Each name opens where the number comes from. Numbers are told to the figures that are known." : "These are from before; new ones come when everybody has been simulated."}</p>
    ${bands.value.shown ? html`<label class="check"><input type="checkbox" checked=${banded} onChange=${event => setBanded(event.currentTarget.checked)}/> bands below the numbers: ${holds(bands.value)}</label>` : null}
    <div class=${`scroll${whole ? "" : " old"}`} tabindex="0" role="region" aria-label="Every number by fiscal year"><table class="numbers"><thead><tr><th scope="col">Line</th>${periods.map(key => html`<th key=${key} scope="col">${key === "all" ? "All days" : key}</th>`)}${graded ? html`<th scope="col">Grade</th>` : null}</tr></thead>
      ${groups.filter(([group]) => Object.values(found.lines).some(line => line.group === group)).map(([group, title]) => html`<tbody key=${group}><tr><th colspan=${periods.length + 2} scope="rowgroup">${title}</th></tr>
        ${Object.entries(found.lines).filter(([, line]) => line.group === group).map(([key, line]) => html`<tr key=${key}><th scope="row"><button type="button" class="source" onClick=${() => openLine(key, line.label)}>${line.label}</button></th>${periods.map(period => html`<${Cell} key=${period} name=${key} line=${line} period=${period}/>`)}${graded ? html`<td>${line.grade ?? ""}</td>` : null}</tr>`)}</tbody>`)}
    </table></div>`;
};

export const Findings = () => {
  const last = useRef(null), now = current.value.answer?.findings, found = now ?? last.current;
  if (now) last.current = now;
  return found?.length ? html`<ul class=${`findings${now ? "" : " old"}`}>${found.map((one, at) => html`<li key=${at}>${one}</li>`)}</ul>` : waiting;
};

// One picture that the server drew, in the reader's theme and width.
const Picture = ({one, of}) => html`<figure class="picture"><picture>
      <source media="(prefers-color-scheme: dark) and (max-width: 560px)" srcset=${of("dark", "narrow")}/><source media="(prefers-color-scheme: dark)" srcset=${of("dark", "wide")}/><source media="(max-width: 560px)" srcset=${of("light", "narrow")}/>
      <img src=${of("light", "wide")} alt=${one.alt} loading="lazy" decoding="async"/></picture>
    <figcaption><a href=${of("light", "wide")} download=${`${one.name}.svg`}>SVG</a> <a href=${of("light", "wide", "png")} download=${`${one.name}.png`}>PNG</a><span class="quiet"> ${one.title}</span></figcaption></figure>`;

export const Pictures = () => {
  const {id, whole, answer} = current.value;
  const [told, setTold] = useState(null), [wrong, setWrong] = useState(""), us = answer?.system === "us";
  useEffect(() => {
    const stop = new AbortController();
    setTold(null); setWrong("");
    if (whole) get(`/api/runs/${id}/pictures.json`, stop.signal).then(found => setTold(found.pictures)).catch(trouble => trouble.name === "AbortError" || setWrong(trouble.message));
    return () => stop.abort();
  }, [id, whole]);
  if (!whole) return waiting;
  if (wrong) return html`<p class="wrong">${wrong}</p>`;
  if (!told) return html`<p class="quiet">Being drawn, one after the other; a picture waits for whatever was asked for before it…</p>`;
  return html`${us ? null : html`<p>There are no map and no flow diagram of this system, and no more pictures than ${told.length ? "this one" : "those above"}.</p>`}${told.map(one => html`<${Picture} key=${`${id}-${one.name}`} one=${one} of=${(theme, width, form = "svg") => `/api/runs/${id}/pictures/${one.name}.${form}?theme=${theme}&width=${width}`}/>`)}`;
};

const SERIES = [["population.total", "People held, by month"], ["removals.all", "People removed, by month"]];

// A year that is over, told from what was published before it, and what happened in it.
export const Hindcast = () => {
  const [told, setTold] = useState({}), [wrong, setWrong] = useState("");
  useEffect(() => {
    for (const [name] of SERIES) get(`/api/hindcast/${name}.json`).then(found => setTold(now => ({...now, [name]: found}))).catch(trouble => setWrong(trouble.message));
  }, []);
  return html`<p>How far to trust the model: the year 2024, told from what was published up to December 2023 and the people who were booked in, beside what happened. It is the same whatever is set at the controls.</p>
    ${wrong ? html`<p class="wrong">${wrong}</p>` : null}
    ${SERIES.map(([name, label]) => told[name] ? html`<${Picture} key=${name} one=${told[name]} of=${(theme, width, form = "svg") => `/api/hindcast/${name}.${form}?theme=${theme}&width=${width}`}/>` : html`<p class="quiet" key=${name}>${label}: being drawn…</p>`)}`;
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
