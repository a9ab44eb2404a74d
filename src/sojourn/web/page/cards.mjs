// The main numbers: each with its difference from what is pinned, and a way to where it comes from.

import {html} from "./html.mjs";
import {computed} from "./vendor/signals.mjs";
import {current, pinned} from "./runs.mjs";
import {difference, short} from "./words.mjs";
import {openLine} from "./sources.mjs";

export const CARDS = [
  ["held_mean", "Held on average"],
  ["removed_all", "Removed in all"],
  ["days_full", "Days with every bed taken"],
  ["exit_released_no_bed", "Released for want of a bed"],
  ["over_180", "Held over 180 nights"],
  ["cost", "Cost of custody"],
];

// Totals over other days are no difference that a change has made.
export const sameDays = computed(() => {
  const one = current.value.answer?.axes, other = pinned.value.answer?.axes;
  return !one || !other || (one.start === other.start && one.until === other.until);
});

const value = line => line?.values.all;

export const Cards = () => {
  const {answer, whole} = current.value, other_days = !sameDays.value, vs = other_days ? null : pinned.value.answer;
  return html`<ul class="cards" aria-label="Main numbers, over all days">
    ${CARDS.map(([key, label]) => {
      const line = answer?.lines[key], other = vs?.lines[key];
      const change = vs ? difference(value(line), value(other), line?.unit) : null;
      return html`<li key=${key}><button type="button" class="card" data-line=${key} disabled=${!line} onClick=${() => openLine(key, label)}
          title="Where does it come from?">
        <span class="label">${label}</span>
        <span class=${`number${whole ? "" : " soft"}`}>${line ? short(value(line), line.unit) : "…"}</span>
        ${vs ? html`<span class="change">${change ?? "–"}<span class="quiet">from ${short(value(other), line?.unit)}</span></span>` : null}
        ${line?.grade ? html`<span class=${`grade grade-${line.grade}`}>evidence: ${line.grade}</span>` : html`<span class="grade">${" "}</span>`}
      </button></li>`;
    })}
  </ul>`;
};

// The same three numbers at the foot of a narrow screen, so that they are seen while a control is moved.
export const Foot = () => {
  const {answer} = current.value;
  return html`<div class="foot" aria-hidden="true">${CARDS.slice(0, 3).map(([key, label]) => html`<div key=${key}><b>${answer ? short(value(answer.lines[key]), answer.lines[key]?.unit) : "…"}</b><span>${label}</span></div>`)}</div>`;
};
