// What can be taken away: files that are made when they are asked for, and whoever waits is told for what; and a way back in.

import {html} from "./html.mjs";
import {useEffect, useRef, useState} from "./vendor/preact-hooks.mjs";
import {before, follow, post} from "./api.mjs";
import {current} from "./runs.mjs";
import {commit, state} from "./state.mjs";

const FILES = [["scenario.yaml", "Scenario", "YAML: run it again, or open it here"], ["data.xlsx", "Workbook", "results, assumptions and sources; of the US system the ledger with formulas"], ["data.zip", "All tables", "CSV with metadata, citation and read-me"], ["data.csv", "Daily table", "CSV"], ["report.pdf", "Report", "PDF"], ["report.html", "Report", "one HTML file"]];

const save = address => {
  const one = document.body.appendChild(document.createElement("a"));
  one.href = address; one.download = ""; one.click(); one.remove();
};

// A file is made first, and told about; then the browser takes it from where it is kept.
const File = ({id, name, label, about, whole}) => {
  const [said, setSaid] = useState(""), stop = useRef(null);
  useEffect(() => () => stop.current?.(), [id]);
  const take = async event => {
    event.preventDefault();
    stop.current?.(); setSaid("Being made…");
    try {
      const job = await post("/api/jobs", {run: id, file: name});
      stop.current = follow(job.links.events, (kind, told) => {
        if (kind === "waiting") setSaid(before(told) ?? "Being made…");
        else if (kind === "done") { setSaid(""); save(told.address); }
        else if (kind !== "progress") setSaid(told.message);
      }, () => setSaid("The server is not there."));
    } catch (trouble) { setSaid(trouble.message); }
  };
  return html`<li>${whole ? html`<a class="button" href=${`/api/runs/${id}/${name}`} download onClick=${take}>${label}</a>` : html`<span class="button off">${label}</span>`}<span class="quiet">${about}</span><span role="status" class="making">${said}</span></li>`;
};

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
  return html`<ul class="files">${FILES.filter(([name]) => files.includes(name)).map(([name, label, about]) => html`<${File} key=${name} id=${id} name=${name} label=${label} about=${about} whole=${whole}/>`)}</ul>
    <p class="row"><input ref=${picker} class="hidden" id="open-file" type="file" accept=".yaml,.yml,text/yaml" onChange=${open} aria-label="Open a scenario file"/><button type="button" onClick=${() => picker.current.click()}>Open a scenario file…</button><span class="quiet">It stays on this machine and becomes a link.</span></p>
    <div role="alert">${wrong ? html`<p class="wrong">${wrong}</p>` : null}</div>`;
};
