"""What is said of seats out of the country where hardly anybody held waits for one on the last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sojourn.results.rounding import rounded

if TYPE_CHECKING:
    from datetime import date

    from sojourn.results.run import Run

QUEUE_WORTH_TELLING = 0.02
"""Share of the people held from which a queue for seats is told."""


def no_queue_at_the_end(run: Run, held: int) -> str:
    """Whether seats were short before, for whom, and whether there was money for them.

    Seats are handed to people held and to people in border custody who are removed directly.
    """
    inside = run.series["in_seat"].sum(axis=1)
    at_border = run.series["in_border_seat"].sum(axis=1)
    bound = np.flatnonzero(inside >= QUEUE_WORTH_TELLING * np.maximum(run.series["held"].sum(axis=1), 1))
    poor = next((one for one in run.emptied if one.account == "transport"), None)
    border = np.flatnonzero(at_border >= QUEUE_WORTH_TELLING * max(held, 1))
    told = []
    if len(bound):
        most = int(inside.argmax())
        told.append(
            f"seats bind on {len(bound):,} of {len(inside):,} days, most on {_day(run.calendar.day(most))}, when "
            f"{rounded(int(inside[most]))} of those held wait for one"
        )
    if len(border):
        most = int(at_border.argmax())
        told.append(
            f"in border custody {rounded(int(at_border[most]))} people wait for a seat on "
            f"{_day(run.calendar.day(most))}, the most at once"
        )
    if poor is not None:
        until = "" if poor.until is None else f", until {_day(poor.until)}"
        told.append(
            f"there is no money for all seats after {_day(poor.on)}, when the account 'Transport' is empty{until}"
        )
    if not told:
        return "Seats out of the country do not bind: hardly anybody held waits for one on any day."
    sentence = "; ".join([*told, "on the last day hardly anybody held waits for one"])
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
