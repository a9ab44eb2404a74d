"""Structure: rules of the model that could as well be others, where no evidence says which.

Each alternative is run at the central values, with the same luck as the scenario itself, and shown by itself. It is no
draw: nobody knows how likely it is, so it is never mixed into a band.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sojourn.evidence.registry import figure
from sojourn.results.standing import PLAN, YOURS, standings
from sojourn.scenario.us import UsScenario

SAME_LUCK = 2
"""Lucks with which each is run."""
LONG_WAIT = 30.0
"""Days of the long wait for a bed."""
ADDED = ("added_convicted", "added_pending")
"""Shares of which the high end in the evidence (`implied.*`) is that of interior book-ins of FY2024."""


@dataclass(frozen=True)
class Alternative:
    """One other rule."""

    key: str
    label: str
    """What would be otherwise, in few words: 32 characters at most."""
    note: str
    """What the scenario has instead, and why it could be otherwise."""
    change: Callable[[UsScenario], UsScenario | None]
    """The scenario under this rule; None where it has this rule already, or its author has decided."""


def alternatives(scenario: UsScenario) -> tuple[tuple[Alternative, UsScenario], ...]:
    """The alternatives there are to a scenario, each with the scenario changed."""
    changed = ((one, one.change(scenario)) for one in ALTERNATIVES)
    return tuple((one, other) for one, other in changed if other is not None)


def _section(scenario: UsScenario, name: str, **values: Any) -> UsScenario:
    return scenario.model_copy(update={name: getattr(scenario, name).model_copy(update=values)})


def _moved(scenario: UsScenario) -> UsScenario | None:
    return None if scenario.beds.transfers else _section(scenario, "beds", transfers=True)


def _unmoved(scenario: UsScenario) -> UsScenario | None:
    return _section(scenario, "beds", transfers=False) if scenario.beds.transfers else None


def _waiting(days: float) -> Callable[[UsScenario], UsScenario | None]:
    def change(scenario: UsScenario) -> UsScenario | None:
        patience = scenario.beds.patience
        if patience.value == days or _decided(scenario, "beds.patience"):
            return None
        return _section(scenario, "beds", patience=patience.model_copy(update={"value": days}))

    return change


def _reversed(scenario: UsScenario) -> UsScenario | None:
    return _section(scenario, "beds", order=tuple(reversed(scenario.beds.order)))


def _as_arrested(scenario: UsScenario) -> UsScenario | None:
    arrivals = scenario.arrivals
    if not any(step.value for step in arrivals.interior_added.steps):
        return None
    if any(_decided(scenario, f"arrivals.{name}") for name in ADDED):
        return None
    shares = {
        name: getattr(arrivals, name).model_copy(update={"value": figure(f"implied.{name}").high}) for name in ADDED
    }
    return _section(scenario, "arrivals", **shares)


def _mean_paces(scenario: UsScenario) -> UsScenario | None:
    """The mean paces of 2024, where the last fitted ones go on after it."""
    if scenario.period.start.value.year < 2025 or scenario.people.later_paces == "mean":
        return None
    return _section(scenario, "people", later_paces="mean")


def _decided(scenario: UsScenario, path: str) -> bool:
    """Whether a value is its author's, or the plan's."""
    return any(one.path == path and one.grade in (YOURS, PLAN) for one in standings(scenario))


ALTERNATIVES = (
    Alternative(
        "moved", "People moved to other areas", "Otherwise an area that is full lets nobody in.", _moved
    ),
    Alternative(
        "unmoved",
        "Nobody moved to other areas",
        "Otherwise somebody whose area is full is sent to one with a free bed; how often is not published.",
        _unmoved,
    ),
    Alternative(
        "at_once", "No bed: released at once", "Otherwise after some days (assumed.bed_patience).", _waiting(0.0)
    ),
    Alternative(
        "long_wait",
        f"No bed: wait up to {LONG_WAIT:.0f} days",
        "In places that are counted as no bed, such as hold rooms.",
        _waiting(LONG_WAIT),
    ),
    Alternative(
        "order", "Reverse order of admission", "Otherwise people with convictions come first.", _reversed
    ),
    Alternative(
        "as_arrested",
        "Added arrests as in FY2024",
        "Otherwise those whom a plan adds are as on the national docket.",
        _as_arrested,
    ),
    Alternative(
        "mean_paces",
        "Paces of all of 2024",
        "Releases and proceedings at the mean paces of 2024; otherwise as they were fitted to its last two months.",
        _mean_paces,
    ),
)  # fmt: skip
"""All that are known; a scenario has those that apply to it."""
