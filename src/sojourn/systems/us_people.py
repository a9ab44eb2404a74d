"""Who people are in the US system: kinds, and the share of each among those who come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.evidence.reading import Row
from sojourn.evidence.tables import table
from sojourn.network import Kinds
from sojourn.scenario.us import UsScenario

AGENCIES = ("border", "interior")
CRIMINALITY = ("convicted", "pending", "other")
CASES = ("expedited", "reinstatement", "notice_to_appear", "other")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Nationality:
    """One row of the table of nationalities, with the scenario's changes."""

    name: str
    share: dict[str, float]
    """Share of arrivals by agency."""
    refusal: float
    """Share of final orders for which no travel document is given."""
    document_days: float
    """Median days to the document."""
    document_days_high: float
    """90 % point of the same."""
    mode: str
    """How people leave: ``land``, ``charter`` or ``commercial``."""
    status: str
    """``cooperative``, ``at_risk`` or ``uncooperative`` on the published lists."""


@dataclass(frozen=True)
class Custody:
    """One row of the table of custody: a class of people by agency and criminality."""

    share: float
    """Share of the agency's book-ins."""
    order_scale: float
    """Factor on the scenario's times to an order."""
    relief: float
    """Share of decisions by a judge that grant relief."""
    rate: dict[str, float]
    """Ways out of custody: chance a day, by reason."""


Cells = dict[tuple[str, str], Custody]
"""Custody by agency and criminality."""


def nationalities(scenario: UsScenario) -> tuple[Nationality, ...]:
    """Nationalities of the scenario, in the order of its table."""
    out = []
    for row in table(scenario.people.nationalities):
        name = row.text("nationality")
        change = scenario.people.change.get(name)
        refusal = min(1.0, row.number("refusal") * scenario.people.refusal_scale.value)
        middle, high = row.number("document_days_mid"), row.number("document_days_high")
        if change is not None and change.refusal is not None:
            refusal = change.refusal
        if change is not None and change.document_days is not None:
            middle, high = change.document_days, high * change.document_days / middle
        shares = {agency: row.number(f"share_{agency}") for agency in AGENCIES}
        out.append(Nationality(name, shares, refusal, middle, high, row.text("mode"), row.text("status")))
    return tuple(out)


def custody(scenario: UsScenario) -> Cells:
    """Rows of the custody table by agency and criminality."""
    return {
        (row.text("agency"), row.text("criminality")): Custody(
            row.number("share"),
            row.number("order_scale"),
            row.number("relief"),
            {name.removesuffix("_rate"): row.number(name) for name in row if name.endswith("_rate")},
        )
        for row in table(scenario.people.custody)
    }


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
        }
    )


def arrival_shares(
    scenario: UsScenario,
    agency: str,
    cells: Cells,
    *,
    direct: bool = False,
    criminality: tuple[float, float, float] | None = None,
) -> Floats:
    """Share of each kind among the arrivals of an agency; parts are independent, since only margins are published.

    Those removed straight from border custody (``direct``) are of countries that take their people back. The shares
    of ``criminality`` take the place of the custody table's.
    """
    nations = nationalities(scenario)
    nation = np.array([n.share[agency] * (n.status == "cooperative" or not direct) for n in nations])
    crime = np.array(criminality or [cells[agency, c].share for c in CRIMINALITY])
    case = _case_shares(table(scenario.people.case_types), agency)
    where = np.eye(len(AGENCIES))[AGENCIES.index(agency)]
    joint = np.einsum("n,c,g,t,a->ncgta", nation / nation.sum(), crime / crime.sum(), where, case, areas(scenario)[1])
    return np.asarray(joint.ravel() / joint.sum())


def _case_shares(rows: tuple[Row, ...], agency: str) -> Floats:
    found = {
        r.text("case_type"): r.number("share")
        for r in rows
        if r.text("basis") == "detained" and r.text("agency") == agency
    }
    share = np.array([found[case] for case in CASES])
    return np.asarray(share / share.sum())
