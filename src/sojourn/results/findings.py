"""A few sentences that follow from the numbers of a run by rule: what binds, who waits, how it compares."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sojourn.evidence.registry import figures
from sojourn.results.counting import OFFICIAL, best
from sojourn.results.lines import bed_day
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import rounded, significant

if TYPE_CHECKING:
    from sojourn.results.run import Run

Told = dict[str, dict[str, Any]]
ALOS = "detention.alos.FY2024"
PLAN_STAY = "plan.bed_stay_days"
QUEUE_WORTH_TELLING = 0.02
"""Share of the people held from which a queue for seats is told."""


def findings(run: Run, told: Told) -> list[str]:
    """Three to five sentences."""
    sentences = [_beds(run, told), _seats(run, told), _removals(told), _third_country(run, told), _stay(run, told)]
    return [one for one in sentences if one]


def _beds(run: Run, told: Told) -> str:
    held, beds = run.series["held"].sum(axis=1), run.capacity.sum(axis=1)
    full = np.flatnonzero(held >= beds)
    if len(full) == 0:
        at = date.fromisoformat(told["held_peak_on"]["values"][WHOLE])
        most = rounded(told["held_peak"]["values"][WHOLE])
        return f"The beds are never all taken: at the peak, on {_day(at)}, {most} people are held."
    released = told["exit_released_no_bed"]["values"][WHOLE]
    first = _day(run.calendar.day(int(full[0])))
    out = (
        f"Every bed is taken from {first} to the end"
        if len(full) == len(held) - full[0]
        else f"Every bed is taken on {len(full):,} of {len(held):,} days, first on {first}"
    )
    return f"{out}; {rounded(released)} people are released because none was free." if released else f"{out}."


def _seats(run: Run, told: Told) -> str:
    waiting, held = told["waiting_seat_last"]["values"][WHOLE], told["held_last"]["values"][WHOLE]
    if waiting < QUEUE_WORTH_TELLING * max(held, 1):
        return "Seats out of the country do not bind: on the last day hardly anybody held waits for one."
    row = run.at_end[run.stages.index("seat")]
    nations = run.kinds.levels("nationality")
    most = [int(i) for i in np.argsort(-row, kind="stable")[:3] if row[i] > 0.1 * row.sum()]
    who = f", most of them from {_listed([nations[i] for i in most])}" if row[most].sum() > 0.5 * row.sum() else ""
    part = rounded(waiting / held, "share")
    return (
        f"Seats bind: on the last day {rounded(waiting)} of those held ({part}) have papers and wait for a seat{who}."
    )


def _removals(told: Told) -> str:
    scored = {year: share for year, share in told["share_of_best"]["values"].items() if share is not None}
    top = best(OFFICIAL)
    rule = f"({top.removals:,} in FY{top.year}; {top.rule.title})"
    if not scored:
        return f"No whole fiscal year is in the run, so none is compared with the best published one {rule}."
    year = max(scored, key=lambda key: scored[key])
    removed = told["removed_all"]["values"][year]
    passed = sum(share > 1 for share in scored.values())
    none = "no whole fiscal year passes" if len(scored) > 1 else "it does not pass"
    beyond = f"{passed} of {len(scored)} whole fiscal years pass" if passed else none
    part = rounded(scored[year], "share")
    return f"Removals are highest in {year}: {rounded(removed)}, {part} of the best published year {rule}; {beyond} it."


def _third_country(run: Run, told: Told) -> str:
    removed = told["removed_third_country"]["values"][WHOLE]
    deals, until = run.scenario.third_country.agreements, run.calendar.until
    signed = {one.country: None for one in deals if any(c.status == "in_force" and c.on < until for c in one.statuses)}
    if not signed:
        named = f" ({len(deals)} countries are named)" if deals else ""
        waiting = told["waiting_third_country_last"]["values"][WHOLE]
        who = f"{rounded(waiting)} people refused by their own country wait" if waiting else "nobody waits for one"
        return f"No third-country agreement is in force{named}; on the last day {who}."
    deal = "An agreement" if len(signed) == 1 else "Agreements"
    return f"{deal} with {_listed(list(signed))} in force: {rounded(removed)} people are removed to a third country."


def _stay(run: Run, told: Told) -> str:
    nights = told["stay_mean"]["values"][WHOLE]
    if nights is None:
        return ""
    beside = [f"{figures()[ALOS].number:g} in FY2024"] if ALOS in figures() else []
    if any(line["plan"] for line in told.values()) and PLAN_STAY in figures():
        beside.insert(0, f"the plan speaks of {figures()[PLAN_STAY].number:g}")
    low, value, high = bed_day(run)
    money = run.scenario.costs.bed_day.value.money.currency
    at = f"{value:,.0f}" if low is None or high is None or low == high else f"{low:,.0f} to {high:,.0f}"
    return (
        f"A bed is taken for {significant(nights, 2):g} nights on average ({'; '.join(beside)}); "
        f"at {at} {money} a day custody costs {_money(told)}."
    )


def _money(told: Told) -> str:
    unit = told["cost"]["unit"]
    low, high = told["cost_low"]["values"][WHOLE], told["cost_high"]["values"][WHOLE]
    if low is None or high is None or low == high:
        return rounded(told["cost"]["values"][WHOLE], unit)
    return f"{rounded(low).removeprefix('about ')} to {rounded(high, unit).removeprefix('about ')}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
