"""Who people are in the US system: their kinds, their nationalities and the areas they are held in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from sojourn.evidence.tables import table
from sojourn.network import Kinds
from sojourn.scenario.us import UsScenario

AGENCIES = ("border", "interior")
CRIMINALITY = ("convicted", "pending", "other")
CASES = ("expedited", "reinstatement", "notice_to_appear", "other")
JUDGE = "notice_to_appear"
"""The case type of those who go before a judge, whatever began it; the others get an order in days."""
UNITS = ("alone", "family")
"""How people come; a part of the kind only where families do."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Nationality:
    """One row of the table of nationalities, with the scenario's changes."""

    name: str
    share: dict[str, float]
    """Share of arrivals by agency."""
    refusal: float
    """Share of final orders for which no travel document is given, at first."""
    document_days: float
    """Median days to the document."""
    document_days_high: float
    """90 % point of the same."""
    mode: str
    """How people leave: ``land``, ``charter`` or ``commercial``."""
    status: str
    """``cooperative``, ``at_risk`` or ``uncooperative`` on the published lists."""
    refusals: tuple[tuple[date, float], ...] = ()
    """That share from later days on, in their order."""


def nationalities(scenario: UsScenario) -> tuple[Nationality, ...]:
    """Nationalities of the scenario, in the order of its table."""
    out = []
    for row in table(scenario.people.nationalities):
        name = row.text("nationality")
        change = scenario.people.change.get(name)
        refusal = min(1.0, row.number("refusal") * scenario.people.refusal_scale.value)
        longer = scenario.people.document_scale.value
        middle, high = longer * row.number("document_days_mid"), longer * row.number("document_days_high")
        later: list[tuple[date, float]] = []
        for step in change.refusal.steps if change is not None and change.refusal is not None else ():
            if step.since is None:
                refusal = step.value
            else:
                later.append((step.since, step.value))
        if change is not None and change.document_days is not None:
            middle, high = change.document_days, high * change.document_days / middle
        shares = {agency: row.number(f"share_{agency}") for agency in AGENCIES}
        out.append(Nationality(name, shares, refusal, middle, high, row.text("mode"), row.text("status"), tuple(later)))
    return tuple(out)


def areas(scenario: UsScenario) -> tuple[tuple[str, ...], Floats]:
    """Areas of responsibility and the share of people in each."""
    rows = table(scenario.beds.areas)
    share = np.array([row.number("share") for row in rows])
    return tuple(row.text("aor") for row in rows), share / share.sum()


def kinds(scenario: UsScenario) -> Kinds:
    """The kinds of the US system."""
    return Kinds(
        {
            "nationality": tuple(nation.name for nation in nationalities(scenario)),
            "criminality": CRIMINALITY,
            "agency": AGENCIES,
            "case": CASES,
            "area": areas(scenario)[0],
            **({"unit": UNITS} if scenario.people.families.any else {}),
        }
    )
