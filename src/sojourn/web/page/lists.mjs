// What is not one number: agreements, court stops, money by account, what single countries do, and what forms are made of.

import {html} from "./html.mjs";
import {Entry, Form, Wrong, cleaned, keep, parsed} from "./forms.mjs";
import {commit, state, withChange} from "./state.mjs";

const without = (list, at) => list.filter((_, other) => other !== at);
const put = (list, at, value) => list.map((one, other) => other === at ? value : one);
const valued = thing => thing && typeof thing === "object" && "value" in thing ? thing.value : thing ?? "";
const words = text => text.replaceAll("_", " ");

const Field = ({label, children}) => html`<label class="small"><span>${label}</span>${children}</label>`;
const Text = ({label, value, change, list, size = 12, placeholder}) => html`<${Field} label=${label}><input value=${value ?? ""} size=${size} list=${list} placeholder=${placeholder} onChange=${event => change(event.currentTarget.value.trim())}/><//>`;
const Day = ({label, value, change}) => html`<${Field} label=${label}><input type="date" value=${value ?? ""} onChange=${event => change(event.currentTarget.value)}/><//>`;
const Choice = ({label, value, allowed, change}) => html`<${Field} label=${label}><select value=${value} onChange=${event => change(event.currentTarget.value)}>${allowed.map(one => html`<option key=${one} value=${one}>${words(one)}</option>`)}</select><//>`;
const Remove = ({what, act}) => html`<button type="button" class="plain" aria-label=${`Remove ${what}`} onClick=${act}>✕</button>`;

// A list with its items, a way to add one, and the way back.
const List = ({title, about, path, given, item, fresh, add, covered}) => {
  const found = parsed(path, given ?? []);
  const list = found.value ?? [];
  return html`<fieldset class="group list"><legend>${title}</legend><p class="help">${about}</p>
    ${found.value == null ? html`<p>Set as text: <code>${found.text}</code></p>` : list.map((one, at) => html`<div class="item" key=${at}>${item(one, next => keep(path, next == null ? without(list, at) : put(list, at, next), given ?? []), at)}</div>`)}
    <${Wrong} path=${path}/>
    <p class="row"><button type="button" onClick=${() => keep(path, [...list, fresh()], given ?? [])}>${add}</button>
      ${found.set ? html`<button type="button" class="plain" onClick=${() => commit(withChange(state.value, path, null))}>↺ as in the scenario</button>` : null}</p>
  </fieldset>`;
};

// Terms that have no field of their own in the form of an agreement.
const TERMS = ["notice", "fear_found", "payment_fixed", "payment_per_person", "seats", "landing_days"];

const Agreement = ({one, change, choices, first, terms}) => {
  const accepts = one.accepts && !Array.isArray(one.accepts) && typeof one.accepts === "object" ? one.accepts : {nationalities: one.accepts ?? "all"};
  const nations = accepts.nationalities ?? "all";
  const put_accepts = next => change(cleaned({...one, accepts: cleaned({...accepts, ...next, source: undefined})}));
  const statuses = one.statuses ?? [];
  return html`<div class="row"><${Text} label="Country" value=${one.country} list="nations" change=${country => change({...one, country})}/>
      <${Text} label="People a month" size="8" value=${valued(one.quota)} placeholder="no limit" change=${text => change(cleaned({...one, quota: text && (/[a-z]/.test(text) ? text : `${text} people`)}))}/>
      <${Text} label="In all" size="8" value=${valued(one.in_all)} placeholder="no limit" change=${text => change(cleaned({...one, in_all: text && (/[a-z]/.test(text) ? text : `${text} people`)}))}/>
      <${Day} label="Ends" value=${one.ends} change=${ends => change(cleaned({...one, ends}))}/><${Remove} what=${`the agreement with ${one.country}`} act=${() => change(null)}/></div>
    ${statuses.map((status, at) => html`<div class="row" key=${at}><${Choice} label="Status" value=${status.status} allowed=${choices.status} change=${value => change({...one, statuses: put(statuses, at, cleaned({...status, status: value, source: undefined}))})}/>
      <${Day} label="from" value=${status.on} change=${on => on && change({...one, statuses: put(statuses, at, cleaned({...status, on, source: undefined}))})}/>
      ${statuses.length > 1 ? html`<${Remove} what="this status" act=${() => change({...one, statuses: without(statuses, at)})}/>` : null}</div>`)}
    <p class="row"><button type="button" class="plain" onClick=${() => change({...one, statuses: [...statuses, {on: statuses.at(-1)?.on > first ? statuses.at(-1).on : first, status: "in_force"}]})}>+ a later status</button></p>
    <details><summary>Accepts ${nations === "all" ? "all nationalities" : `${nations.length} ${nations.length === 1 ? "nationality" : "nationalities"}`}</summary>
      <label class="check"><input type="checkbox" checked=${nations === "all"} onChange=${event => put_accepts({nationalities: event.currentTarget.checked ? "all" : ["Venezuela"]})}/> all nationalities</label>
      ${nations === "all" ? null : html`<div class="checks">${choices.nationalities.map(name => html`<label class="check" key=${name}><input type="checkbox" checked=${nations.includes(name)} onChange=${event => put_accepts({nationalities: event.currentTarget.checked ? [...nations, name] : nations.filter(other => other !== name)})}/> ${name}</label>`)}</div>`}
      <label class="check"><input type="checkbox" checked=${!!accepts.families} onChange=${event => put_accepts({families: event.currentTarget.checked})}/> families too</label>
    </details>
    <${Entry} fields=${terms.filter(field => TERMS.includes(field.key))} value=${one} change=${change}/>`;
};

const Case = ({one, change, choices, first}) => html`<div class="row"><${Text} label="Case" size="18" value=${one.case} change=${name => change({...one, case: name})}/>
    <${Choice} label="Stops" value=${one.channel} allowed=${[...new Set([one.channel, ...choices.channel])]} change=${channel => change({...one, channel})}/><${Remove} what=${`the case ${one.case}`} act=${() => change(null)}/></div>
  ${one.acts.map((act, at) => html`<div class="row" key=${at}><${Choice} label="Act" value=${act.act} allowed=${choices.act} change=${value => change({...one, acts: put(one.acts, at, cleaned({...act, act: value, effect: value === "final_ruling" ? "ends" : undefined, source: undefined}))})}/>
    <${Day} label="on" value=${act.on} change=${on => on && change({...one, acts: put(one.acts, at, {...act, on})})}/>
    ${act.act === "final_ruling" || act.effect ? html`<${Choice} label="does" value=${act.effect ?? "ends"} allowed=${choices.effect} change=${effect => change({...one, acts: put(one.acts, at, {...act, effect})})}/>` : null}
    ${one.acts.length > 1 ? html`<${Remove} what="this act" act=${() => change({...one, acts: without(one.acts, at)})}/>` : null}</div>`)}
  <p class="row"><button type="button" class="plain" onClick=${() => change({...one, acts: [...one.acts, {on: one.acts.at(-1)?.on ?? first, act: "stay"}]})}>+ a later act</button></p>`;

const Money = ({one, change}) => html`<div class="row"><${Text} label="Amount" size="16" value=${one.amount} placeholder="45 billion USD" change=${amount => change(cleaned({...one, amount, source: undefined}))}/>
  <${Day} label="from" value=${one.from} change=${from => change({...one, from})}/><${Day} label="lapses" value=${one.lapses} change=${lapses => change({...one, lapses})}/>
  <label class="check"><input type="checkbox" checked=${!!one.base} onChange=${event => change(cleaned({...one, base: event.currentTarget.checked || undefined}))}/> base, in equal daily parts</label><${Remove} what="this appropriation" act=${() => change(null)}/></div>`;

const ACCOUNTS = {custody: "custody", arrests: "arrests", transport: "transport", legal: "courts and counsel", agreements: "agreements", stand_up: "new beds"};

const Countries = ({choices, given}) => {
  const path = "people.change", found = parsed(path, given ?? {});
  const table = found.value ?? {}, rows = Object.entries(table);
  const change = (name, part, text) => keep(path, {...table, [name]: cleaned({...table[name], [part]: text})}, given ?? {});
  const rename = (from, to) => keep(path, Object.fromEntries(rows.map(([name, one]) => [name === from ? to : name, one])), given ?? {});
  const free = choices.nationalities.filter(name => !(name in table));
  return html`<fieldset class="group list"><legend>Single countries: documents and refusals</legend><p class="help">In place of the table of nationalities: the share of final orders for which a country refuses a travel document, and the median days to one.</p>
    ${rows.map(([name, one]) => html`<div class="item row" key=${name}><${Choice} label="Country" value=${name} allowed=${[name, ...free]} change=${to => rename(name, to)}/>
      <${Text} label="Refuses" size="6" placeholder="30%" value=${typeof one.refusal === "object" && one.refusal ? valued(Array.isArray(one.refusal) ? one.refusal.at(-1) : one.refusal) : one.refusal} change=${text => change(name, "refusal", text)}/>
      <${Text} label="Days to a document" size="8" placeholder="30 days" value=${one.document_days} change=${text => change(name, "document_days", text && (/[a-z]/.test(text) ? text : `${text} days`))}/>
      <${Remove} what=${name} act=${() => { const {[name]: _, ...rest} = table; keep(path, rest, given ?? {}); }}/></div>`)}
    <${Wrong} path=${path}/>
    <p class="row"><button type="button" onClick=${() => keep(path, {...table, [free.includes("Venezuela") ? "Venezuela" : free[0]]: {refusal: "30%"}}, given ?? {})}>Change a country</button>
      ${found.set ? html`<button type="button" class="plain" onClick=${() => commit(withChange(state.value, path, null))}>↺ as in the scenario</button>` : null}</p></fieldset>`;
};

// The lists of another system, all of them made from the schema.
export const Forms = ({scenario}) => scenario.forms.map(form => html`<${Form} key=${form.path} form=${form} first=${state.value.set["period.start"] ?? scenario.from}/>`);

export const Lists = ({scenario}) => {
  const {lists, choices} = scenario, first = state.value.set["period.start"] ?? scenario.from;
  const accounts = lists["money.accounts"] ?? {};
  return html`<datalist id="nations">${choices.nationalities.map(name => html`<option key=${name} value=${name}/>`)}</datalist>
    <${Countries} choices=${choices} given=${lists["people.change"]}/>
    <${List} title="Agreements with third countries" path="third_country.agreements" given=${lists["third_country.agreements"]} add="Add an agreement"
      about="People are sent while the status is in force. Candidates that have signed nothing send nobody."
      fresh=${() => ({country: "Panama", statuses: [{on: first, status: "in_force"}], quota: "500 people"})}
      item=${(one, change) => html`<${Agreement} one=${one} change=${change} choices=${choices} first=${first} terms=${scenario.terms}/>`}/>
    <${List} title="Court stops" path="litigation" given=${lists.litigation} add="Add a court stop"
      about="What a court stops from a day on, and opens again."
      fresh=${() => ({case: "A case", channel: "third_country_removal", acts: [{on: first, act: "injunction"}]})}
      item=${(one, change) => html`<${Case} one=${one} change=${change} choices=${choices} first=${first}/>`}/>
    ${Object.entries(ACCOUNTS).map(([name, label]) => html`<${List} key=${name} title=${`Appropriations: ${label}`} path=${`money.accounts.${name}.appropriations`} given=${accounts[name]?.appropriations} add="Add an appropriation"
      about="Without any, the account is told and limits nothing. When it is empty, what it pays for falls to what the base carries."
      fresh=${() => ({amount: "5 billion USD", from: first, lapses: `${Number(first.slice(0, 4)) + 1}-09-30`})}
      item=${(one, change) => html`<${Money} one=${one} change=${change}/>`}/>`)}
    <fieldset class="group list"><legend>Beds, routes, staff, and steps on dates</legend><${Forms} scenario=${scenario}/></fieldset>`;
};
