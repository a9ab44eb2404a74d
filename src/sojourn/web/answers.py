"""What is told of a run as it goes on, and when it is done: series to draw, and the lines of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sojourn.web.own_words import own_words

if TYPE_CHECKING:
    from sojourn.engine import Simulation
    from sojourn.results.run import Run
    from sojourn.systems.calendar import Calendar

REMOVED = ("removed_home", "removed_border", "removed_third_country")
"""Exits by removal, in the order in which they are drawn."""
SHOWN = (
    "held_mean",
    "held_peak",
    "held_last",
    "days_full",
    "removed_all",
    *REMOVED,
    "share_of_best",
    "over_180",
    "exit_released_no_bed",
    "waiting_seat_peak",
    "share_without_conviction",
    "cost",
    "booked_in",
    "stay_mean",
    "person_days",
)
"""Lines that are told at once; all others stand in the summary."""


class Watch:
    """Looks at a simulation once a month and tells what is new: people held each day, and removals of the month."""

    def __init__(self, weight: int) -> None:
        self.weight, self.seen = weight, 0

    def __call__(self, simulation: Simulation) -> dict[str, Any]:
        """What has been counted since the last time."""
        new = slice(self.seen, simulation.tick)
        self.seen = simulation.tick
        panel = simulation.panel
        held = panel.held[new].sum(axis=1) * self.weight
        removed = {name: int(panel.taken(target=name, ticks=new).sum()) * self.weight for name in REMOVED}
        return {"from": new.start, "held": held.tolist(), "removed": removed}


def axes(calendar: Calendar) -> dict[str, Any]:
    """Days, months and fiscal years of a run."""
    ends = np.flatnonzero(np.diff(calendar.fiscal_year)) + 1
    years = [int(calendar.fiscal_year[tick]) for tick in (0, *ends.tolist())]
    return {
        "start": calendar.start.isoformat(),
        "until": calendar.until.isoformat(),
        "days": calendar.ticks,
        "fiscal_years": [
            {"key": f"FY{year}", "from": first, "to": stop}
            for year, first, stop in zip(years, (0, *ends.tolist()), (*ends.tolist(), calendar.ticks), strict=True)
        ],
    }


def answer(run: Run, whole: bool) -> dict[str, Any]:
    """A run as the page shows it. A quick one has the lines of :data:`SHOWN` and no words about them."""
    removed = {name: run.series[f"exit_{name}"].sum(axis=1) for name in REMOVED if name in run.exits}
    series = {
        "held": run.series["held"].sum(axis=1).tolist(),
        "beds": run.capacity.sum(axis=1).tolist(),
        "waiting_bed": run.series["in_intake"].sum(axis=1).tolist(),
        "waiting_seat": run.series["in_seat"].sum(axis=1).tolist(),
        "removed": {name: _by_year(run, days) for name, days in removed.items()},
    }
    told: dict[str, Any] = {
        "system": "us",
        "title": run.scenario.title,
        "seed": run.seed,
        "weight": run.weight,
        "axes": axes(run.calendar),
        "series": series,
        "lines": _whole(run) if whole else _quick(run),
    }
    if whole:
        told["findings"] = own_words(run.summary["findings"])
    return told


def _by_year(run: Run, days: Any) -> list[int]:
    from sojourn.results.periods import fiscal_years

    return [int(days[span.ticks].sum()) for span in fiscal_years(run.calendar)]


def _quick(run: Run) -> dict[str, Any]:
    from sojourn.results.lines import lines
    from sojourn.results.periods import spans
    from sojourn.results.rounding import short

    over = spans(run.calendar)
    found = {}
    for line in lines(run):
        if line.key in SHOWN:
            values = {span.key: line.measure(run, span) for span in over}
            text = {key: short(value, line.unit) for key, value in values.items()}
            found[line.key] = {"label": line.label, "unit": line.unit, "values": values, "text": text}
    return found


def _whole(run: Run) -> dict[str, Any]:
    from sojourn.results.rounding import short

    found = {}
    for key in SHOWN:
        if (line := run.summary["lines"].get(key)) is not None:
            text = {period: short(value, line["unit"]) for period, value in line["values"].items()}
            found[key] = {**line, "text": text}
    return found
