"""What the home country says when it is asked for a travel document, and what happens when it changes its mind.

Whoever reaches a final order is answered as their country then answers. When a country begins to take its nationals
back, those who wait for a third country are asked for again: as many of them are told of a document as leaves the share
still refused at the new one. When it stops, those who wait for a document already are still given one.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from sojourn.network import By, Clock, Dated, Duration, Fixed, Never, Sometimes
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_people import Nationality

Shares = By[str | Mapping[str, float]]

LEAP = 1024
"""Length of the clock in ticks of its own pace, all run on one day; more than anybody has waited before the start, as
until then every clock runs at a pace of 1."""


def at_ticks(nation: Nationality, calendar: Calendar) -> tuple[tuple[int, float], ...]:
    """Share refused from a tick on: the first from tick 0, then one entry for each change."""
    first, later = nation.refusal, []
    for day, share in nation.refusals:
        if calendar.tick(day) <= 0:
            first = share
        elif day < calendar.until:
            later.append((calendar.tick(day), share))
    return ((0, first), *later)


def answer(nations: tuple[Nationality, ...], calendar: Calendar) -> Shares | Dated[Shares]:
    """Where a final order leads, by nationality and date: the country will document its national, or it refuses."""
    each = {n.name: at_ticks(n, calendar) for n in nations}
    turns = sorted({tick for steps in each.values() for tick, _ in steps})
    steps = []
    for turn in turns:
        refused = {name: [share for tick, share in shares if tick <= turn][-1] for name, shares in each.items()}
        routes: dict[str | tuple[str, ...], str | Mapping[str, float]] = {
            name: {"travel_document": 1 - p, "third_country": p} for name, p in refused.items()
        }
        steps.append((turn, Shares("nationality", routes)))
    return steps[0][1] if len(steps) == 1 else Dated(steps)


def falls(nation: Nationality, calendar: Calendar) -> tuple[tuple[int, float], ...]:
    """Ticks on which the share refused falls, and the chance that somebody who waits then goes back.

    From a share p to a share q < p that is ``1 - q / p``.
    """
    steps = at_ticks(nation, calendar)
    return tuple((tick, 1 - after / before) for (_, before), (tick, after) in pairwise(steps) if after < before)


def reconsidered(nations: tuple[Nationality, ...], calendar: Calendar) -> tuple[Clock, ...]:
    """Clocks by which people who were refused go back to wait for a document: one for each fall of a share."""
    each = {nation.name: falls(nation, calendar) for nation in nations}
    clocks = []
    for turn in range(max(map(len, each.values()))):
        law: dict[str | tuple[str, ...], Duration] = {}
        pace: dict[str | tuple[str, ...], str] = {}
        changing = [name for name, fallen in each.items() if len(fallen) > turn]
        for name, fallen in each.items():
            law[name] = Sometimes(fallen[turn][1], Fixed(LEAP)) if name in changing else Never()
            pace[name] = _pace(name if name in changing else changing[0], turn)
        name = "reconsidered" if turn == 0 else f"reconsidered_{turn + 1}"
        clocks.append(Clock(name, By("nationality", law), "travel_document", pace=By("nationality", pace)))
    return tuple(clocks)


def paces(nations: tuple[Nationality, ...], calendar: Calendar) -> dict[str, Floats]:
    """Paces of those clocks: nothing but on the eve of the day of a fall, so that they ring on it."""
    out: dict[str, Floats] = {}
    for nation in nations:
        for turn, (tick, _) in enumerate(falls(nation, calendar)):
            out[_pace(nation.name, turn)] = np.zeros(calendar.ticks)
            out[_pace(nation.name, turn)][tick - 1] = LEAP
    return out


def _pace(nationality: str, turn: int) -> str:
    return f"reconsidered {turn + 1}: {nationality}"
