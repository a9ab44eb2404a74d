"""What came out of a run of the UK-Rwanda scheme: in sentences, and in pounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sojourn.results.rounding import rounded

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun
    from sojourn.scenario.uk_rwanda import UkRwandaScenario


ENDS = ("relocated", "relocated_voluntarily", "came_off_the_list", "flight_did_not_leave")
"""Ends of those who were on the list of a flight, or chose to go."""


@dataclass(frozen=True)
class Sum:
    """Something that is paid."""

    on: date
    what: str
    gbp: float


def sums(run: PlainRun) -> tuple[Sum, ...]:
    """What is paid to Rwanda and to volunteers, in order of days; pounds of the day.

    Sums on dates are paid until the end of the run. For each person removed the fund is paid, and the most that may be
    due for processing over five years; for each volunteer what they are given. Whether more was due for volunteers is
    not published. Staff, flights and detention in the UK are not in it.
    """
    scenario = cast("UkRwandaScenario", run.scenario)
    terms, offer = scenario.sums, scenario.voluntary
    removed, chose = (run.series[f"exit_{name}"].sum(axis=1) for name in ("relocated", "relocated_voluntarily"))
    each = float(terms.fund.value.money.amount + terms.processing.value.money.amount)
    given = float(offer.payment.value.money.amount)
    paid = [
        Sum(p.due, "fixed", float(p.value.amount))
        for p in terms.fixed
        if p.due <= run.calendar.day(run.calendar.ticks - 1)
    ]
    in_all, once_due = 0, False
    for tick in (removed + chose).nonzero()[0].tolist():
        day = run.calendar.day(tick)
        if removed[tick]:
            paid.append(Sum(day, "people removed", each * int(removed[tick])))
        if chose[tick]:
            paid.append(Sum(day, "volunteers", given * int(chose[tick])))
        in_all += int(removed[tick] + chose[tick])
        if in_all >= terms.once.after and not once_due:
            once_due = True
            paid.append(Sum(day, f"{terms.once.after} relocated", float(terms.once.value.amount)))
    return tuple(sorted(paid, key=lambda one: one.on))


def per_person(run: PlainRun) -> float:
    """Pounds paid for each person who went; infinite where nobody did."""
    people = sum(int(run.series[f"exit_{name}"].sum()) for name in ("relocated", "relocated_voluntarily"))
    total = sum(one.gbp for one in sums(run))
    return total / people if people else float("inf")


def findings(summary: Mapping[str, Any]) -> list[str]:
    """Sentences that follow from the summary's lines."""
    n = {name: line["values"]["all"] for name, line in summary["lines"].items()}
    removed, chose, came_off, left_behind = (n[f"exit_{name}"] for name in ENDS)
    arrived, admitted = rounded(n["arrived_boats"]), rounded(n["exit_admitted_to_uk_process"])
    on_list = n["in_listed_last"]
    listed = removed + came_off + left_behind + on_list
    left = "were on it when it did not leave" + (f"; {on_list:,} are still on it" if on_list else "")
    return [
        f"{removed:,} were removed to Rwanda; {chose:,} went of their own will.",
        f"{listed:,} were put on the list of a flight.",
        f"{came_off:,} came off it by challenges of their own; {left_behind:,} {left}.",
        f"{arrived[0].upper()}{arrived[1:]} arrived by small boat.",
        f"{admitted[0].upper()}{admitted[1:]} had a notice of intent and were taken into the UK process.",
    ]
