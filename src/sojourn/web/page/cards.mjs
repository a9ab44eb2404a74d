// The main numbers: each with its band, its difference from what is pinned, and a way to where it comes from.

import {html} from "./html.mjs";
import {MORE, USUAL, band, bands, holds, wanted} from "./bands.mjs";
import {compared, difference_of} from "./compare.mjs";
import {current} from "./runs.mjs";
import {openLine} from "./sources.mjs";
import {difference, ends, short, signed} from "./words.mjs";

export const CARDS = [
  ["held_mean", "Held on average"],
  ["removed_all", "Removed in all"],
  ["days_full", "Days with every bed taken"],
  ["exit_released_no_bed", "Released for want of a bed"],
  ["over_180", "Held over 180 nights"],
  ["cost", "Cost of custody"],
];

// Of another system, what it says itself is to stand first.
const cards = answer => !answer || answer.system === "us" ? CARDS : answer.cards.map(key => [key, key.startsWith("arrived_") ? `Came: ${answer.lines[key].label}` : answer.lines[key].label.replace(/^./, one => one.toUpperCase())]);
const value = line => line?.values.all;

const Change = ({name}) => {
  const found = difference_of(name);
  if (!found) return html`<span class="change quiet">not compared</span>`;
  const change = difference(found.value, found.other, found.unit);
  return html`<span class="change">${change ?? "–"}${found.band && change !== "the same" ? html`<span class="band">${signed(found.band[0], found.band[2], found.unit)}</span>` : null}
    <span class="quiet">from ${short(found.other, found.unit)}${found.period === "all" ? "" : ` in ${found.period}`}</span></span>`;
};

export const Cards = () => {
  const {answer, whole} = current.value;
  return html`<ul class="cards" aria-label="Main numbers, over all days">
    ${cards(answer).map(([key, label]) => {
      const line = answer?.lines[key], found = whole ? band(key) : null;
      return html`<li key=${key}><button type="button" class="card" data-line=${key} disabled=${!line} onClick=${() => openLine(key, label)}
          title="Where does it come from?">
        <span class="label">${label}</span>
        <span class=${`number${whole ? "" : " soft"}`}>${line ? short(value(line), line.unit) : "…"}</span>
        ${found ? html`<span class="band" data-band=${key}>${ends(found[0], found[2], line.unit)}</span>` : whole && answer.system === "us" ? html`<span class="band waits">band comes…</span>` : null}
        ${compared.value ? html`<${Change} name=${key}/>` : null}
        ${line?.grade ? html`<span class=${`grade grade-${line.grade}`}>evidence: ${line.grade}</span>` : html`<span class="grade">${" "}</span>`}
      </button></li>`;
    })}
  </ul>`;
};

// How sure is that? How many draws there are, what their band is, and a way to more of them.
export const Sure = () => {
  const {whole, answer} = current.value, found = bands.value;
  if (answer && answer.system !== "us") return null;
  const more = html`<p><button type="button" class="plain" id="more-draws" onClick=${() => { wanted.value = MORE; }}>Make it ${MORE} draws</button> <span class="quiet">it takes a minute or two</span></p>`;
  const said = !whole ? "bands come when everybody has been simulated."
    : found.state === "failed" ? `no bands: ${found.trouble}.`
    : !found.shown ? "what is not known is being drawn; the first band comes after two runs."
    : `${holds(found)}.`;
  const there = found.state === "done" && found.shown ? `Bands of ${found.draws} draws are there.` : "";
  return html`<div class="sure"><span class="hidden" role="status">${there}</span><p><b>How sure is that?</b> <span id="draws" data-draws=${found.draws}>${said}</span> ${whole && found.shown && found.draws < found.of ? html`<span class="quiet">${found.of - found.draws} to come.</span>` : null}</p>
    <div class="bar" aria-hidden="true"><i style=${{transform: `scaleX(${whole && found.of ? found.draws / found.of : 0})`}}></i></div>
    ${found.shown && found.state === "done" && wanted.value === USUAL ? more : null}
    <details><summary>What a band says, and what it does not</summary><p class="quiet">Each draw is a run of a tenth of the people with another value of every number that is not known: each whose evidence has a range or is assumed, and what the fit of custody leaves open. The large numbers are one run with everybody, at the values that stand at the controls; since a tenth does not wait quite as everybody does, a band is moved by how far the same run with a tenth is off. What you set, and what the plan itself says, is not drawn. What the model leaves out, and what governments will do, is in no band.</p></details></div>`;
};

// The same three numbers at the foot of a narrow screen, so that they are seen while a control is moved.
export const Foot = () => {
  const {answer} = current.value;
  return html`<div class="foot" aria-hidden="true">${cards(answer).slice(0, 3).map(([key, label]) => html`<div key=${key}><b>${answer ? short(value(answer.lines[key]), answer.lines[key]?.unit) : "…"}</b><span>${label}</span></div>`)}</div>`;
};
