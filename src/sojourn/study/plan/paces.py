"""Levers that change how fast things go: their responses at the highest level that can be had."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sojourn.evidence.registry import figure
from sojourn.network import Opening
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.fluid import Pace
from sojourn.study.plan.levers import Lever, Name
from sojourn.study.plan.probe import responses
from sojourn.study.plan.response import NO_LINES, Lines
from sojourn.systems.calendar import Calendar

PACED: Mapping[Name, tuple[str, ...]] = {
    "judges": ("proceedings.judge.",),
    "documents": ("documents",),
    "releases": ("bonded.", "recognizance.", "paroled.", "supervision."),
}
"""Lever to the names of the paces that it moves, or what they begin with."""
LEAST = 1.02
"""A lever that cannot change a pace by more than this in the time there is is left out."""


def paces_of(
    scenario: UsScenario,
    calendar: Calendar,
    levers: Mapping[Name, Lever],
    inside: Opening,
    seed: int,
    lines: Lines = NO_LINES,
) -> list[Pace]:
    """Probe each lever that moves paces at the highest level that it reaches in the run.

    Between its first level and that one the responses are mixed in a straight line.
    """
    found, limit = [], figure("plan_lever.most_pace").number
    for name, moved in PACED.items():
        lever = levers.get(name)
        if lever is None:
            continue
        months = np.maximum(np.arange(calendar.ticks) - lever.lead, 0.0) / (365.25 / 12)
        own = np.full(calendar.ticks, lever.first) if lever.own is None else lever.own
        high = own + lever.rise * months
        high = high if lever.most is None else np.maximum(np.minimum(high, lever.most), own)
        most = limit if name == "releases" else min(float((high / own).max()), limit)
        if most < LEAST:
            continue
        faster = dict.fromkeys(moved, most**lever.elasticity)
        found.append(Pace(lever, most, responses(scenario, calendar, inside, seed=seed, faster=faster, lines=lines)))
    return found
