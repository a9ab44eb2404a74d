"""What a scenario assumes, in one line of its own numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sojourn.scenario.sourced import Dated

if TYPE_CHECKING:
    from sojourn.scenario.us import UsScenario


def assumptions(scenario: UsScenario, until: date) -> str:
    """Beds, interior arrests and agreements, from the first value to the last that starts before `until`."""
    deals = scenario.third_country.agreements
    signed = [one.country for one in deals if any(c.status == "in_force" and c.on < until for c in one.statuses)]
    return "; ".join(
        [
            f"beds {_range(scenario.beds.capacity, scenario, until)}",
            f"interior arrests a day {_range(scenario.arrivals.interior, scenario, until)}",
            f"agreements in force with {', '.join(signed)}" if signed else "no third-country agreement",
        ]
    )


def _range(dated: Dated[Any], scenario: UsScenario, until: date) -> str:
    begin = scenario.period.start.value
    steps = [step for step in dated.steps if step.since is None or step.since < until]
    first, last = steps[0], steps[-1]
    if first.value == last.value:
        return f"{first.value:,.0f}"
    when = last.reached or last.since or begin
    return f"{first.value:,.0f} to {last.value:,.0f} {'by' if last.reached else 'from'} {when:%Y-%m-%d}"
