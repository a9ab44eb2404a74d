"""What a scenario assumes, in one line of its own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.results.agreements import claimed, told
from sojourn.systems.us_arrivals import history
from sojourn.systems.us_beds import in_all
from sojourn.systems.us_staff import added_at_most

if TYPE_CHECKING:
    from sojourn.scenario.us import UsScenario
    from sojourn.systems.calendar import Calendar


def assumptions(scenario: UsScenario, calendar: Calendar) -> str:
    """Beds, interior arrests and agreements as they are on the first and the last day of a run."""
    return "; ".join(
        [
            f"{_planned(scenario)}beds {over(in_all(scenario.beds, calendar), calendar)}",
            _arrests(scenario, calendar),
            _agreements(scenario, calendar),
        ]
    )


def _planned(scenario: UsScenario) -> str:
    """Where money can run out, what is said is what is planned."""
    return "as planned while money lasts: " if scenario.money.limited else ""


def _arrests(scenario: UsScenario, calendar: Calendar) -> str:
    arrivals = scenario.arrivals
    _, known = history(scenario, calendar, "interior")
    if known.all():
        return "arrivals as published"
    added = np.minimum(calendar.values(arrivals.interior_added), added_at_most(scenario, calendar))
    arrests = calendar.values(arrivals.interior) + added
    if not known.any():
        return f"interior arrests a day {over(arrests, calendar)}"
    first = int(np.flatnonzero(known)[-1]) + 1
    after = arrests[~known]
    later = f"{after[0]:,.0f}" if after[0] == after[-1] else f"{after[0]:,.0f} to {after[-1]:,.0f}"
    return f"arrivals as published until {calendar.day(first - 1)}, else interior arrests a day {later}"


def over(values: npt.NDArray[np.float64], calendar: Calendar) -> str:
    """`41,500`; `41,500 to 100,000 by 2026-01-20`; what lies outside the two is said as well."""
    shown = [f"{value:,.0f}" for value in values]
    first, last = shown[0], shown[-1]
    low, high = f"{values.min():,.0f}", f"{values.max():,.0f}"
    if low == high:
        return first
    beyond = [f"at least {low}"] * (low not in (first, last)) + [f"at most {high}"] * (high not in (first, last))
    between = f" ({', '.join(beyond)} between)" if beyond else ""
    if first == last:
        return f"{first}{between}"
    changes = np.flatnonzero(np.diff(values)) + 1
    final = int(changes[-1])
    if final == len(values) - 1 and len(changes) > 1:
        return f"{first} to {last}{between}"
    return f"{first} to {last} {'from' if len(changes) == 1 else 'by'} {calendar.day(final)}{between}"


def _agreements(scenario: UsScenario, calendar: Calendar) -> str:
    in_force, stalled, _ = told(scenario, calendar)
    as_if = claimed(scenario, calendar, courts=True)
    credit = [f"counted as if in force: {', '.join(as_if)}"] if as_if else []
    said = [f"agreement in force with {one}" for one in in_force] + stalled
    if not in_force:
        said.insert(0, "no agreement in force")
    return ", ".join([*said, *credit])
