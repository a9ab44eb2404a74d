"""The lines of the answer: what each measures, over a span of days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.evidence.registry import figures
from sojourn.results import safeguards
from sojourn.results.backing import backs
from sojourn.results.bed_lines import bed_lines, custody
from sojourn.results.counting import OFFICIAL, REMOVALS, best
from sojourn.results.line import Line, Measure
from sojourn.results.money_lines import money_lines
from sojourn.results.periods import WHOLE, Span, fiscal_years
from sojourn.results.staff import staff_lines

if TYPE_CHECKING:
    from sojourn.results.run import Run

Ints = npt.NDArray[np.int64]
EXITS = {
    "removed_home": "Removed to the home country",
    "removed_border": "Removed straight from border custody",
    "removed_third_country": "Removed to a third country",
    "bonded": "Released on bond",
    "recognizance": "Released on recognizance",
    "paroled": "Released on parole",
    "terminated": "Released, proceedings terminated",
    "relief": "Released with relief from a judge",
    "supervision": "Released under supervision, as no country takes them",
    "supervision_180": "Reached {limit:g} days after a final order; released",
    "family_limit": "Released at the limit for families",
    "fear_of_third_country": "Released, fear of the third country found",
    "released_no_bed": "Released for want of a bed",
    "marshals": "Handed to the Marshals",
    "transferred": "Transferred elsewhere",
    "other_release": "Left for another reason",
    "uncounted": "Left with no counted book-out",
    "not_detained": "Arrested and not detained",
    "died": "Died in custody (simulated)",
}
"""Exits in the order in which they are reported; those not here come last, by name."""


def lines(run: Run) -> tuple[Line, ...]:
    """The lines of a run's answer, in order."""
    currency = run.scenario.costs.bed_day.value.money.currency
    exits = [name for name in EXITS if name in run.exits]
    exits += sorted(set(run.exits) - set(exits))
    left = [Line(_exit_key(name), "left", _left(run, name), "people", total(f"exit_{name}"), True) for name in exits]
    first = len([name for name in exits if name in REMOVALS])
    return (
        Line("arrested_interior", "held", "Arrested in the interior", "people", total(*INTERIOR), True,
             note="With those that a plan adds."),
        Line("arrived_border", "held", "Taken over from border agencies", "people", total("arrived_border"), True),
        Line(
            "arrived_border_direct",
            "held",
            "In border custody for direct removal",
            "people",
            total("arrived_border_direct"),
            True,
        ),
        Line("border_booked_in", "held", "Of these, no seat in time: to ICE", "people", total("border_booked_in"), True,
             note="They wait for an ICE bed like everybody else."),
        Line("booked_in", "held", "Booked in to a bed", "people", total("booked_in"), True),
        Line("held_last", "held", "Held on the last day", "people", last("held")),
        Line("held_peak", "held", "Held at the peak", "people", peak("held")),
        Line("held_peak_on", "held", "Day of the peak", "date", peak_on),
        Line("held_mean", "held", "Held on average", "people", mean("held"), note="Average daily population."),
        Line("person_days", "held", "Person-days in custody", "person-days", total("held"), True),
        Line("stay_mean", "held", "Mean stay of those who left", "nights", mean_stay, note="Completed stays: it lags."),
        *left[:first],
        Line("removed_all", "left", "Removed in all", "people", total(*(f"exit_{name}" for name in REMOVALS)), True),
        Line("share_of_best", "left", f"Share of the best year, {best(OFFICIAL).removals:,}", "share", share_of_best,
             note=f"Rule {OFFICIAL}; only fiscal years that are in the run from end to end are scored."),
        *left[first:],
        Line("waiting_bed_peak", "waiting", "Beds short at the worst", "people", peak("in_intake")),
        Line("waiting_bed_mean", "waiting", "Beds short on average", "people", mean("in_intake")),
        Line("waiting_bed_person_days", "waiting", "Person-days without bed", "person-days", total("in_intake"), True),
        Line("days_full", "waiting", "Days with every bed taken", "days", days(lambda held, beds: held >= beds), True),
        Line("days_over", "waiting", "Days over capacity", "days", days(lambda held, beds: held > beds), True),
        Line("waiting_seat_last", "waiting", "Waiting for a seat, last day", "people", last("in_seat")),
        Line("waiting_seat_peak", "waiting", "Waiting for a seat, most at once", "people", peak("in_seat")),
        Line("waiting_third_country_last", "waiting", "Refused by home country, waiting, last day", "people",
             last("in_third_country", "in_kept_after_review")),
        Line("waiting_border_last", "waiting", "Waiting in border custody, last day", "people",
             last("in_border_custody", "in_border_seat")),
        Line("share_without_conviction", "measures", "Person-days without a conviction", "share", unconvicted("held"),
             note="Pending charges or none."),
        Line("share_without_conviction_booked", "measures", "Book-ins of people without a conviction", "share",
             unconvicted("booked_in"), note="Pending charges or none."),
        Line("over_90", "measures", "Held over 90 nights", "people", over(90), note=OVER),
        Line("over_180", "measures", "Held over 180 nights", "people", over(180), note=OVER),
        Line("deaths_expected", "measures", "Deaths expected at the published rate", "people", deaths(1), note=DEATHS),
        Line("deaths_low", "measures", "Deaths expected, low rate", "people", deaths(0), note=DEATHS),
        Line("deaths_high", "measures", "Deaths expected, high rate", "people", deaths(2), note=DEATHS),
        *_safeguards(run),
        Line("cost", "measures", "Cost of custody", currency, cost(1), True, note=cost_note(run)),
        Line("cost_low", "measures", "Cost of custody, low", currency, cost(0), True),
        Line("cost_high", "measures", "Cost of custody, high", currency, cost(2), True),
        *staff_lines(run),
        *bed_lines(run),
        *money_lines(run),
    )  # fmt: skip


def _safeguards(run: Run) -> tuple[Line, ...]:
    """What each safeguard did; those that nobody can meet in this run are left out."""
    found = [
        Line("review_first_released", "safeguards", "Released at the first custody review", "people",
             safeguards.released_first, True),
        Line("review_first_kept", "safeguards", "Kept in custody at the first review", "people", safeguards.kept, True),
        Line("review_second_released", "safeguards", "Released at the second custody review", "people",
             safeguards.released_second, True),
        Line("post_order_released", "safeguards", "Released at the limit after an order", "people",
             total("exit_supervision_180"), True),
    ]  # fmt: skip
    if "family_limit" in run.exits:
        found.append(Line("family_released", "safeguards", "Families released at their limit, people", "people",
                          total("exit_family_limit"), True))  # fmt: skip
    if safeguards.closes(run):
        found.append(Line("expedited_closed", "safeguards", "Heard, as expedited removal is closed", "people",
                          safeguards.heard, True,
                          note="Arrivals times the share that would have gone by it."))  # fmt: skip
    return tuple(found)


INTERIOR = ("arrived_interior", "arrived_interior_added")
"""Series of people arrested by ICE."""
DEATHS = "Person-years in custody times the rate of the published count, which is known to be incomplete."
OVER = "Stays that ended in the period and those going on at its end; years overlap and do not add up."


def _left(run: Run, name: str) -> str:
    """What an exit is called, with the limit after an order that the scenario has."""
    return EXITS.get(name, name.replace("_", " ")).format(limit=run.scenario.limits.post_order.value)


def _exit_key(name: str) -> str:
    return name if name in REMOVALS else f"exit_{name}"


def total(*names: str) -> Measure:
    """The sum over the days."""
    return lambda run, span: int(sum(run.series[name][span.ticks].sum() for name in names))


def last(*names: str) -> Measure:
    """The number on the last day."""
    return lambda run, span: int(sum(run.series[name][span.ticks][-1].sum() for name in names))


def peak(name: str) -> Measure:
    """The largest number of any day."""
    return lambda run, span: int(run.series[name][span.ticks].sum(axis=1).max())


def mean(name: str) -> Measure:
    """The mean over the days."""
    return lambda run, span: float(run.series[name][span.ticks].sum(axis=1).mean())


def days(holds: Callable[[Ints, Ints], npt.NDArray[np.bool_]]) -> Measure:
    """Days on which something holds for people held and beds."""

    def measure(run: Run, span: Span) -> int:
        held = run.series["held"][span.ticks].sum(axis=1)
        return int(np.count_nonzero(holds(held, run.capacity[span.ticks].sum(axis=1))))

    return measure


def unconvicted(name: str) -> Measure:
    """Share of a series that is of people without a conviction: pending charges, or none."""

    def measure(run: Run, span: Span) -> float | None:
        crimes = run.kinds.levels("criminality")
        by_crime = run.series[name][span.ticks].sum(axis=0).reshape(-1, len(crimes)).sum(axis=0)
        everybody = int(by_crime.sum())
        return 1.0 - float(by_crime[crimes.index("convicted")]) / everybody if everybody else None

    return measure


def over(nights: int) -> Measure:
    """People held for more than some nights."""
    return lambda run, span: run.lengths.over(nights, _years(run, span))


def peak_on(run: Run, span: Span) -> str:
    """The first day of the largest number held."""
    at = int(run.series["held"][span.ticks].sum(axis=1).argmax())
    return run.calendar.day(span.ticks.start + at).isoformat()


def mean_stay(run: Run, span: Span) -> float | None:
    """Mean nights of the stays that ended (ALOS)."""
    stays = int(run.lengths.ended[_years(run, span)].sum())
    months = np.unique(run.calendar.month[span.ticks])
    return float(run.panel.stay_time[months].sum()) / stays if stays else None


def share_of_best(run: Run, span: Span) -> float | None:
    """Removals as a share of the best published year; for fiscal years that are wholly in the run."""
    if not span.full_year:
        return None
    removed = sum(int(run.series[f"exit_{name}"][span.ticks].sum()) for name in best(OFFICIAL).rule.exits)
    return removed / best(OFFICIAL).removals


def deaths(which: int) -> Measure:
    """Person-years in custody times the published rate, its low end (0) or its high end (2), in whole people."""

    def measure(run: Run, span: Span) -> int | None:
        rate = death_rate(run)[which]
        return None if rate is None else round(float(run.series["held"][span.ticks].sum()) / 365.25 * rate)

    return measure


def cost(which: int) -> Measure:
    """Person-days times the unit cost: its low end (0), itself (1) or its high end (2); None where there is none.

    With beds by type it is what the ledger has for people in beds and for guaranteed empty ones.
    """

    def measure(run: Run, span: Span) -> float | None:
        if run.scenario.beds.blocks:
            return custody(run, span, ("low", "value", "high")[which])
        rate = bed_day(run)[which]
        return None if rate is None else round(int(run.series["held"][span.ticks].sum()) * rate, 2)

    return measure


def cost_note(run: Run) -> str:
    """What the cost of custody is made of."""
    if run.scenario.beds.blocks:
        year = run.scenario.money.dollars
        return f"Dollars of {year}. People in beds by type, each at its rate, and guaranteed empty beds."
    return "Person-days times the unit cost."


Range = tuple[float | None, float, float | None]


def bed_day(run: Run) -> Range:
    """Low end, value and high end of the cost of a bed for a day; ends only where the evidence's own value is used."""
    set_to = run.scenario.costs.bed_day
    return _with_ends(float(set_to.value.money.amount), set_to.value, set_to.source)


def death_rate(run: Run) -> Range:
    """The same of deaths per person-year in custody."""
    set_to = run.scenario.costs.deaths
    return _with_ends(float(set_to.value), set_to.value, set_to.source)


def _with_ends(value: float, set_to: object, source: str | None) -> Range:
    figure = figures().get(source or "")
    if figure is None or not backs(figure, set_to):
        return None, value, None
    return figure.low, value, figure.high


def _years(run: Run, span: Span) -> slice:
    if span.key == WHOLE:
        return slice(None)
    at = [year.key for year in fiscal_years(run.calendar)].index(span.key)
    return slice(at, at + 1)
