// One synthetic person followed, and how many like them fared.

import {html} from "./html.mjs";
import {useRef, useState} from "./vendor/preact-hooks.mjs";
import {get} from "./api.mjs";
import {state} from "./state.mjs";
import {longDay} from "./words.mjs";
import {openKey} from "./sources.mjs";

const words = text => text.replaceAll("_", " ");
const days = number => number === 1 ? "1 day" : `${number} days`;
const OUTCOME = {inside: "still inside on the last day followed", released_no_bed: "released for want of a bed", removed_home: "removed to the home country", removed_third_country: "removed to a third country", recognizance: "released on recognizance", bonded: "released on bond", paroled: "released on parole"};
const outcome = name => OUTCOME[name] ?? words(name);

export const Person = ({choices}) => {
  const [found, setFound] = useState(null), [busy, setBusy] = useState(false), [wrong, setWrong] = useState(""), asking = useRef(null);
  const ask = async event => {
    event.preventDefault();
    asking.current?.abort();
    asking.current = new AbortController();
    const form = new FormData(event.currentTarget), which = state.value;
    const query = new URLSearchParams({scenario: which.base});
    for (const [path, text] of Object.entries(which.set)) query.append("set", `${path}=${text}`);
    if (which.seed != null) query.set("seed", which.seed);
    for (const [key, value] of form) if (value) query.set(key, value);
    setBusy(true); setWrong("");
    try { setFound(await get(`/api/trace?${query}`, asking.current.signal)); setBusy(false); }
    catch (trouble) { if (trouble.name !== "AbortError") { setWrong(trouble.message); setBusy(false); } }
  };
  const pick = (name, label, allowed, any) => html`<label class="small"><span>${label}</span><select name=${name} id=${`who-${name}`}>${any ? html`<option value="">any</option>` : null}${allowed.map(one => html`<option key=${one} value=${one} selected=${one === "El Salvador"}>${words(one)}</option>`)}</select></label>`;
  return html`<p>Nobody real: a synthetic person of this scenario, the first who matches and is brought in for a bed. Everybody else is in the run too.</p>
    <form class="row" onSubmit=${ask}>${pick("nationality", "Nationality", choices.nationalities)}${pick("criminality", "Criminality", choices.criminality, true)}${pick("agency", "Arrested by", choices.agency, true)}${pick("case", "Kind of case", choices.case, true)}
      <label class="small"><span>From</span><input type="date" name="arrested"/></label><button class="strong" disabled=${busy}>${busy ? "Following…" : "Follow"}</button></form>
    <div role="status">${busy ? html`<p class="quiet">Everybody is simulated, and one of them watched; a few seconds.</p>` : wrong ? html`<p class="wrong">${wrong}</p>` : null}</div>
    ${found ? html`<div class="person"><h3>${found.person.nationality}, ${words(found.person.criminality)}, ${words(found.person.case)}</h3>
      <p><b>${outcome(found.outcome)}</b> ${found.left ? `on ${longDay(found.left)}, after ${days(found.days)}` : `after ${days(found.days)}`}. Taken in by ${found.person.agency === "border" ? "border agencies" : "ICE"} on ${longDay(found.arrested)}.</p>
      <ol class="way">${found.steps.map((step, at) => html`<li key=${at}><div class="when">day ${step.day}<span>${longDay(step.begins)}</span></div><div><h4>${step.title}<span class="quiet"> ${days(step.days)}</span></h4>
        <p>Waits for ${step.waits_for ?? "what comes next"}. ${step.ended_by ? `Ended by: ${step.ended_by}.` : ""}</p>
        ${step.crowd ? html`<p class="quiet">${step.crowd}.</p>` : null}
        ${step.numbers.length ? html`<ul>${step.numbers.map((number, key) => html`<li key=${key}>${number.source ? html`<button type="button" class="source" onClick=${() => openKey(number.source, number.text)}>${number.text}${number.grade ? html`<span class=${`grade grade-${number.grade}`}>${number.grade}</span>` : null}</button>` : number.text}</li>`)}</ul>` : null}
        ${step.racing?.length ? html`<p class="quiet">Could also have ended by ${step.racing.slice(0, 4).join("; ")}.</p>` : null}</div></li>`)}</ol>
      <h3>${found.quantiles.people.toLocaleString("en-US")} like them, over a year of arrivals</h3>
      <ul class="shares">${Object.entries(found.quantiles.shares).slice(0, 6).map(([name, share]) => html`<li key=${name}><span>${outcome(name)}</span><progress max="1" value=${share} aria-hidden="true"></progress><b>${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %</b></li>`)}</ul>
      ${found.quantiles.to_departure ? html`<p>From arrest to departure, of the ${found.quantiles.removed.toLocaleString("en-US")} removed: half within ${found.quantiles.to_departure.p50} days; nine of ten within ${found.quantiles.to_departure.p90}.</p>` : null}
      <details><summary>The account in full</summary><pre tabindex="0">${found.text}</pre></details></div>` : null}`;
};
