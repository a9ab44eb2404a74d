"""People held on some days of a run, so that many runs can be drawn as a band through time."""

from __future__ import annotations

from sojourn.results.line import Value
from sojourn.results.run import Run

HELD = "held_on"
"""What stands in the place of a line; the days stand in the place of its periods."""
MOST = 60
"""Points that are kept of a run, and two more at the most."""
STEPS = (1, 7, 28)
"""Days from one to the next: the fewest that keep to that number; a longer run has more points."""


def held_on(run: Run) -> dict[str, Value]:
    """Day to the people held at midnight: each step of a run, and its last day."""
    last = run.calendar.ticks - 1
    step = next((one for one in STEPS if last < one * MOST), STEPS[-1])
    held = run.series["held"].sum(axis=1)
    return {run.calendar.day(at).isoformat(): int(held[at]) for at in sorted({*range(0, last + 1, step), last})}
