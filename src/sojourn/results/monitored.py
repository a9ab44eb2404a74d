"""People on alternatives to detention, day by day, from whom a run releases.

    on(t) = on(t - 1) (1 - 1 / stay) + active / stay + share (released(t) - before)

and never below none. While as many are released as before the start, the number stays what it was: those who were put
on alternatives without having been in custody go on coming as they did. That all who are released are put on them
alike, and stay alike, is assumed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sojourn.network import whole
from sojourn.results.counted import Days, Ints
from sojourn.scenario.beside import Alternatives

RELEASED = (
    "bonded",
    "recognizance",
    "paroled",
    "supervision",
    "supervision_180",
    "family_limit",
    "released_no_bed",
)
"""Exits from which people may be put on alternatives to detention."""


def monitored(section: Alternatives, released: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """(days,): people on alternatives to detention, from those released on each day of a run from its first on."""
    came = np.asarray(released, dtype=np.float64)
    stay, now = section.stay.value, float(section.active.value)
    out = np.empty(len(came))
    for day, new in enumerate((section.share.value * (came - section.before.value)).tolist()):
        now = max(0.0, now * (1.0 - 1.0 / stay) + section.active.value / stay + new)
        out[day] = now
    return out


def monitored_days(section: Alternatives, days: Days) -> Ints:
    """(days,): whole monitored days; fractions are carried from day to day."""
    since = replace(days, ticks=slice(0, days.ticks.indices(days.calendar.ticks)[1]))
    counted = whole(monitored(section, since.exits(*(name for name in RELEASED if _there(days, name)))))
    return counted[slice(days.ticks.indices(days.calendar.ticks)[0], None)]


def _there(days: Days, name: str) -> bool:
    return any(edge.target == name for edge in days.panel.edges)
