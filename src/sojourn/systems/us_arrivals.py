"""Who comes, day by day: published book-ins where there are any, the scenario's rates elsewhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.evidence.tables import table
from sojourn.network import Source, whole
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_people import Cells, arrival_shares


def sources(scenario: UsScenario, calendar: Calendar, cells: Cells) -> tuple[Source, ...]:
    """The four streams: border, interior, what a plan adds to it, and those removed straight from border custody."""
    a = scenario.arrivals
    booked = a.booked_in.value
    border, known = history(scenario, calendar, "border")
    interior, _ = history(scenario, calendar, "interior")
    arrests = {"intake": booked, "not_detained": 1.0 - booked}
    docket = (a.added_convicted.value, a.added_pending.value, 1.0 - a.added_convicted.value - a.added_pending.value)
    return (
        _stream(
            arrival_shares(scenario, "border", cells), "border", "intake", border, calendar.values(a.border), known
        ),
        _stream(
            arrival_shares(scenario, "interior", cells),
            "interior",
            arrests,
            interior / max(booked, 1e-9),
            calendar.values(a.interior),
            known,
        ),
        Source(
            "interior_added",
            arrests,
            kinds=arrival_shares(scenario, "interior", cells, criminality=docket),
            rate=calendar.values(a.interior_added),
        ),
        Source(
            "border_direct",
            "border_custody",
            kinds=arrival_shares(scenario, "border", cells, direct=True),
            rate=calendar.values(a.border_direct),
        ),
    )


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
    shares: Floats,
    agency: str,
    to: str | dict[str, float],
    published: Floats,
    rate: Floats,
    known: npt.NDArray[np.bool_],
) -> Source:
    """Known numbers as they were, Poisson numbers elsewhere."""
    if not known.any():
        return Source(agency, to, kinds=shares, rate=rate)
    if known.all():
        return Source(agency, to, kinds=shares, counts=whole(published))
    return Source(agency, to, kinds=shares, rate=np.where(known, published, rate))
