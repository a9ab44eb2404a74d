"""A few sentences that follow from the numbers of a run by rule: what binds, who waits, how it compares."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sojourn.evidence.prices import last_year
from sojourn.evidence.registry import figures
from sojourn.results import agreements
from sojourn.results.bed_lines import told_beds
from sojourn.results.counting import OFFICIAL, best
from sojourn.results.court_stops import court_stops
from sojourn.results.destinations import classes_nobody_takes
from sojourn.results.emptied import emptied
from sojourn.results.ends import told_ends
from sojourn.results.lines import bed_day
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import rounded, significant
from sojourn.results.seats import QUEUE_WORTH_TELLING, no_queue_at_the_end
from sojourn.results.staff import told_staff
from sojourn.results.standing import YOURS, matching, standings

if TYPE_CHECKING:
    from sojourn.results.run import Run

Told = dict[str, dict[str, Any]]
ALOS = "detention.alos.FY2024"
PLAN_STAY = "plan.bed_stay_days"
CLASSES = {
    "convicted": "convicted of a crime",
    "pending": "with pending charges",
    "other": "with neither a conviction nor pending charges",
}
"""Class of people to words."""
MOST = 0.5
"""Share of people of one class from which it is told."""
NEARLY = 0.995
DOCKET = ("arrivals.added_convicted*", "arrivals.added_pending*")
"""Paths of the shares of those whom a plan adds, which the shipped scenarios take from the national docket."""


def findings(run: Run, told: Told) -> list[str]:
    """Some sentences, about ten at most."""
    sentences = [
        _beds(run, told),
        _seats(run, told),
        *court_stops(run.scenario, run.calendar),
        _removals(told),
        _third_country(run, told),
        _stay(run, told),
        _deaths(run, told),
        _added(run),
        _dollars(run),
        told_ends(run.ledger) if run.scenario.money.accounts or run.scenario.beds.blocks else "",
        *told_beds(run),
        *told_staff(run),
        *emptied(run),
    ]
    return [one for one in sentences if one]


def _beds(run: Run, told: Told) -> str:
    held, beds = run.series["held"].sum(axis=1), run.capacity.sum(axis=1)
    full = np.flatnonzero(held >= beds)
    released = told["exit_released_no_bed"]["values"][WHOLE]
    people = "1 person is" if released == 1 else f"{rounded(released)} people are"
    free = "none was free" if run.scenario.beds.transfers else "none was free in their own area"
    out_of_beds = f"; {people} released because {free}{_most_of(run)}" if released else ""
    if len(full) == 0:
        at = date.fromisoformat(told["held_peak_on"]["values"][WHOLE])
        most = rounded(told["held_peak"]["values"][WHOLE])
        return f"The beds are never all taken: at the peak, on {_day(at)}, {most} people are held{out_of_beds}."
    first = _day(run.calendar.day(int(full[0])))
    out = (
        f"Every bed is taken from {first} to the end"
        if len(full) == len(held) - full[0]
        else f"Every bed is taken on {len(full):,} of {len(held):,} days, first on {first}"
    )
    return f"{out}{out_of_beds}."


def _most_of(run: Run) -> str:
    """Which class of people most of those released for want of a bed are of, if of one."""
    classes = run.kinds.levels("criminality")
    out = run.series["exit_released_no_bed"].sum(axis=0).reshape(-1, len(classes)).sum(axis=0)
    top = int(out.argmax())
    part = out[top] / out.sum()
    if part <= MOST:
        return ""
    share = "all" if part == 1 else "nearly all" if part >= NEARLY else rounded(float(part), "share")
    return f", {share} of them {CLASSES.get(classes[top], classes[top])}"


def _seats(run: Run, told: Told) -> str:
    waiting, held = told["waiting_seat_last"]["values"][WHOLE], told["held_last"]["values"][WHOLE]
    if waiting < QUEUE_WORTH_TELLING * max(held, 1):
        return no_queue_at_the_end(run, held)
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
    rule = f"({top.removals:,} in FY{top.year})"
    if not scored:
        return f"No whole fiscal year is in the run, so none is compared with the best published one {rule}."
    year = max(scored, key=lambda key: scored[key])
    removed = told["removed_all"]["values"][year]
    part = rounded(scored[year], "share")
    seats = ", on assumed seats (C)" if any("flights" in key for key in told["share_of_best"]["assumed"]) else ""
    return (
        f"Most removals: {rounded(removed)} in {year}, {part} of the best published year {rule}{seats}; since "
        "May 2023 that count also has people processed at the border."
    )


def _third_country(run: Run, told: Told) -> str:
    in_force, stalled, named = agreements.told(run.scenario, run.calendar)
    as_if = agreements.claimed(run.scenario, run.calendar, courts=True)
    removed = told["removed_third_country"]["values"][WHOLE]
    waiting = told["waiting_third_country_last"]["values"][WHOLE]
    who = f"{rounded(waiting)} people refused by their own country wait" if waiting else "nobody waits for one"
    who += _without_a_place(run)
    only = [
        *stalled,
        *([f"{agreements.counted(named, bool(in_force or stalled))}{_unsigned(run, named)}"] if named else []),
    ]
    rest = "".join(f"; {one}" for one in only)
    claim = f"Counted as if in force on days when it is not: {_listed(as_if)}. " if as_if else ""
    sent = f"{_sent(removed)} removed to a third country; on the last day {who}.{_left_out(run)}"
    if not in_force and as_if:
        return f"{claim}{sent}"
    if not in_force:
        return f"No third-country agreement is in force{rest}; on the last day {who}."
    doors = "An agreement is" if len(in_force) == 1 else "Agreements are"
    return f"{claim}{doors} in force with {'; with '.join(in_force)}{rest}. {sent}"


def _without_a_place(run: Run) -> str:
    """People told that they will go, whom no place lets go: an agreement that is full, stopped or out of money."""
    count = int(sum(days[-1].sum() for name, days in run.series.items() if name.startswith("in_departure: ")))
    if not count:
        return ""
    who = "person with notice of a third country waits" if count == 1 else "people with notice of a third country wait"
    return f"; {rounded(count)} {who} for a place"


def _left_out(run: Run) -> str:
    """Classes of people whom every agreement that can be used leaves out, of those refused."""
    classes = [CLASSES.get(name, name) for name in classes_nobody_takes(run)]
    return f" No agreement that could be used accepts people {' or '.join(classes)}." if classes else ""


def _sent(removed: int) -> str:
    return _first(f"{rounded(removed)} people are") if removed != 1 else "1 person is"


def _unsigned(run: Run, named: list[str]) -> str:
    deals = [one for one in run.scenario.third_country.agreements if one.country in named]
    if any(change.status == "signed" for deal in deals for change in deal.statuses):
        return ""
    return ", and has not signed" if len(named) == 1 else ", none of which has signed"


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stay(run: Run, told: Told) -> str:
    nights = told["stay_mean"]["values"][WHOLE]
    if nights is None:
        return ""
    beside = [f"published FY2024 {figures()[ALOS].number:g}"] if ALOS in figures() else []
    if any(line["plan"] for line in told.values()) and PLAN_STAY in figures():
        beside.insert(0, f"the plan speaks of {figures()[PLAN_STAY].number:g}")
    low, value, high = bed_day(run)
    money = run.scenario.costs.bed_day.value.money.currency
    at = f"{value:,.0f}" if low is None or high is None or low == high else f"{low:,.0f} to {high:,.0f}"
    each = "" if run.scenario.beds.blocks else f"at {at} {money} a day "
    return (
        f"A bed is taken for {significant(nights, 2):g} nights on average in this run ({'; '.join(beside)}; see "
        f"`sojourn replay`); {each}custody costs {_money(told)}."
    )


def _deaths(run: Run, told: Told) -> str:
    low, middle, high = (told[key]["values"][WHOLE] for key in ("deaths_low", "deaths_expected", "deaths_high"))
    if not middle:
        return ""
    ends = "" if low is None or high is None else f" ({low:,} to {high:,})"
    people = "person dies" if middle == 1 else "people die"
    return f"At the published rate {middle:,} {people} in custody{ends}; that count is known to be incomplete."


def _added(run: Run) -> str:
    if run.series["arrived_interior_added"].sum() == 0:
        return ""
    own = any(one.grade == YOURS for one in matching(standings(run.scenario), DOCKET))
    added = "those added as the scenario says" if own else "those added as on the docket"
    return f"People arrested are assumed to be as in FY2024, {added} (arrivals.added_*)."


def _dollars(run: Run) -> str:
    """Which money is in which dollars, where the ledger is told in others than appropriations are."""
    money = run.scenario.money
    if money.dollars == last_year() or not (money.accounts or run.scenario.beds.blocks):
        return ""
    blocks = run.scenario.beds.blocks
    rates = [rate for block in blocks for rate in (block.stand_up, block.bed_day, block.empty_day)]
    undated = any(rate.year_said is None for rate in (run.scenario.costs.bed_day, *rates))
    taken = f" What a bed costs is taken to be in dollars of {last_year()} where it names no year." if undated else ""
    if blocks:
        return (
            f"Spending by account and the cost of custody are told in dollars of {money.dollars}; what appropriations "
            f"did not pay is not restated.{taken}"
        )
    return (
        f"Spending by account is told in dollars of {money.dollars}; a bed and day at its unit cost, and what "
        f"appropriations did not pay, are not restated.{taken}"
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
