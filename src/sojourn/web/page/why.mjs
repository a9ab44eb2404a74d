// Why do they differ? The difference from what is pinned, shared out over what was changed; asked for, since it takes runs.

import {html} from "./html.mjs";
import {useEffect, useRef, useState} from "./vendor/preact-hooks.mjs";
import {before, follow, post} from "./api.mjs";
import {CARDS} from "./cards.mjs";
import {current} from "./runs.mjs";
import {query, state} from "./state.mjs";
import {difference, short} from "./words.mjs";

const EXACT = 6; // of so many changes every set is run; of more, some orders
const SECONDS = 0.6;

// About how many runs it takes: the server counts the changes, and says when it has begun.
const runs = ({base, set, pinned}) => {
  const same = pinned.base === base, changed = Object.keys({...set, ...pinned.set}).filter(path => set[path] !== pinned.set[path]).length;
  return same && changed <= EXACT ? 2 ** Math.max(1, changed) : 100;
};

const Table = ({told}) => html`<div class="scroll" tabindex="0" role="region" aria-label="What each change brought about"><table><caption>${told.label}, ${told.exact ? "each set of changes run" : "some orders of the changes run"}: ${told.runs} runs of a tenth of the people, whose ends are a little off those of everybody above</caption>
  <thead><tr><th scope="col">Change</th><th scope="col">from</th><th scope="col">to</th><th scope="col">brought about</th></tr></thead><tbody>
  ${told.rows.map((row, at) => html`<tr key=${at}><th scope="row">${row.change}</th><td>${row.old || "–"}</td><td>${row.new}</td><td>${difference(row.value, 0, told.unit)}</td></tr>`)}
  <tr><th scope="row"><b>In all</b></th><td>${short(told.start.value, told.unit)}</td><td>${short(told.end.value, told.unit)}</td><td><b>${difference(told.end.value, told.start.value, told.unit)}</b></td></tr></tbody></table></div>`;

export const Why = () => {
  const which = state.value, text = query(which), stop = useRef(null);
  const [line, setLine] = useState("removed_all"), [found, setFound] = useState(null), [said, setSaid] = useState("");
  useEffect(() => { setFound(null); setSaid(""); return () => stop.current?.(); }, [text]);
  if (!which.pinned) return html`<p class="quiet">Pin something first, and change what is shown: then each change’s part in the difference can be told.</p>`;
  if (current.value.answer && current.value.answer.system !== "us") return html`<p class="quiet">Differences are shared out for the US system only.</p>`;
  const many = runs(which), lines = current.value.answer?.lines ?? {};
  const ask = async () => {
    stop.current?.(); setFound(null); setSaid("Asked for…");
    try {
      const job = await post("/api/jobs", {scenario: which.base, set: which.set, ...(which.seed == null ? {} : {seed: which.seed}), vs: {scenario: which.pinned.base, set: which.pinned.set}, line});
      stop.current = follow(job.links.events, (kind, told) => {
        if (kind === "progress") setSaid(`${told.done} of ${told.of} runs made…`);
        else if (kind === "waiting") setSaid(before(told) ?? "");
        else if (kind === "done") { setFound({told, picture: job.links["picture.svg"]}); setSaid(""); }
        else setSaid(told.message);
      }, () => setSaid("The server is not there."));
    } catch (trouble) { setSaid(trouble.message); }
  };
  const of = (theme, width) => `${found.picture}?theme=${theme}&width=${width}`;
  return html`<p>Changes do not simply add up: beds that are full make the next change do nothing, or more. So runs are made with some of the changes and not others, and each change gets the mean of what it adds, over all orders.</p>
    <p class="row"><label class="small"><span>Of which number</span><select id="why-line" value=${line} onChange=${event => setLine(event.currentTarget.value)}>${CARDS.filter(([key]) => lines[key]).map(([key, label]) => html`<option key=${key} value=${key}>${label}</option>`)}</select></label>
      <button type="button" id="why" onClick=${ask}>Share out the difference</button><span class="quiet">It takes about ${many} runs of a tenth of the people: some ${Math.max(2, Math.round(many * SECONDS))} seconds, more where others are drawing.</span></p>
    <div role="status">${said ? html`<p class="quiet">${said}</p>` : null}</div>
    ${found ? html`<figure class="picture"><picture><source media="(prefers-color-scheme: dark) and (max-width: 560px)" srcset=${of("dark", "narrow")}/><source media="(prefers-color-scheme: dark)" srcset=${of("dark", "wide")}/><source media="(max-width: 560px)" srcset=${of("light", "narrow")}/>
      <img src=${of("light", "wide")} alt=${found.told.alt}/></picture><figcaption><a href=${of("light", "wide")} download="why.svg">SVG</a></figcaption></figure><${Table} told=${found.told}/>` : null}`;
};
