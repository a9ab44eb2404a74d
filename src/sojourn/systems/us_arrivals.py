"""Who comes, day by day: published book-ins where there are any, the scenario's rates elsewhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.evidence.tables import table
from sojourn.network import Source, whole
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_custody import Custody
from sojourn.systems.us_people import AGENCIES, CASES, CRIMINALITY, JUDGE, areas, nationalities
from sojourn.systems.us_staff import added_at_most


def sources(scenario: UsScenario, calendar: Calendar, custody: Custody) -> tuple[Source, ...]:
    """The four streams: border, interior, what a plan adds to it, and those removed straight from border custody."""
    a = scenario.arrivals
    booked = a.booked_in.value
    border, known = history(scenario, calendar, "border")
    interior, _ = history(scenario, calendar, "interior")
    arrests = {"intake": booked, "not_detained": 1.0 - booked}
    docket = np.array([[a.added_convicted.value, a.added_pending.value, 0.0]])
    docket[0, 2] = 1.0 - docket.sum()
    at_border, border_mix = custody.shares(calendar, "border")
    inside, interior_mix = custody.shares(calendar, "interior")
    border_kinds = arrival_shares(scenario, "border", custody, at_border)
    interior_kinds = arrival_shares(scenario, "interior", custody, inside)
    return (
        _stream("border", "intake", border_kinds, border_mix, border, calendar.values(a.border), known),
        _stream(
            "interior",
            arrests,
            interior_kinds,
            interior_mix,
            interior / max(booked, 1e-9),
            calendar.values(a.interior),
            known,
        ),
        Source(
            "interior_added",
            arrests,
            kinds=arrival_shares(scenario, "interior", custody, docket)[0],
            rate=np.minimum(calendar.values(a.interior_added), added_at_most(scenario, calendar)),
        ),
        Source(
            "border_direct",
            "border_custody",
            kinds=arrival_shares(scenario, "border", custody, at_border, direct=True),
            rate=calendar.values(a.border_direct),
            mix=border_mix,
        ),
    )


def arrival_shares(
    scenario: UsScenario, agency: str, custody: Custody, criminality: Floats, *, direct: bool = False
) -> Floats:
    """Share of each kind among the arrivals of an agency, (mixes, kinds).

    Nationality, area and class are independent, since only margins are published; the case depends on the class.
    Those removed straight from border custody (``direct``) are of countries that take their people back.

    Args:
        scenario: whose tables are used.
        agency: that arrests.
        custody: the share of short cases of each class.
        criminality: share of each class, (mixes, criminality).
        direct: whether they never get an ICE bed.
    """
    nations = nationalities(scenario)
    nation = np.array([n.share[agency] * (n.status == "cooperative" or not direct) for n in nations])
    case = np.stack([case_shares(scenario, agency, custody.cells[agency, crime].short) for crime in CRIMINALITY])
    where = np.eye(len(AGENCIES))[AGENCIES.index(agency)]
    place = areas(scenario)[1]
    joint = np.einsum("n,mc,g,ct,a->mncgta", nation / nation.sum(), criminality, where, case, place, optimize=True)
    flat = joint.reshape(len(criminality), -1)
    return np.asarray(flat / flat.sum(axis=1, keepdims=True))


def case_shares(scenario: UsScenario, agency: str, short: float) -> Floats:
    """Share of each case type where a share of all cases is short; the table of case types divides the short ones."""
    rows = table(scenario.people.case_types)
    found = {
        r.text("case_type"): r.number("share")
        for r in rows
        if r.text("basis") == "detained" and r.text("agency") == agency
    }
    among = np.array([found[case] * (case != JUDGE) for case in CASES])
    return np.asarray(short * among / among.sum() + (1.0 - short) * np.array([case == JUDGE for case in CASES]))


def history(scenario: UsScenario, calendar: Calendar, agency: str) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Published book-ins of an agency spread evenly over the days of their month, and the days that are covered."""
    daily, known = np.zeros(calendar.ticks), np.zeros(calendar.ticks, dtype=bool)
    if scenario.arrivals.history is None:
        return daily, known
    months = calendar.days.astype("datetime64[M]").astype(str)
    for row in table(scenario.arrivals.history):
        if row.text("agency") == agency:
            here = months == row.text("month")
            daily[here] = row.number("book_ins") / row.number("days_covered")
            known |= here
    return daily, known


def _stream(
    agency: str,
    to: str | dict[str, float],
    shares: Floats,
    mix: npt.NDArray[np.int64],
    published: Floats,
    rate: Floats,
    known: npt.NDArray[np.bool_],
) -> Source:
    """Known numbers as they were, Poisson numbers elsewhere."""
    if known.all():
        return Source(agency, to, kinds=shares, counts=whole(published), mix=mix)
    return Source(agency, to, kinds=shares, rate=np.where(known, published, rate), mix=mix)
