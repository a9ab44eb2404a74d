"""What a search of the programme finds: a proposal, or what stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sojourn.study.plan.applied import Proposal
from sojourn.study.plan.levers import Name

Floats = npt.NDArray[np.float64]
Key = tuple[int, str]
"""A target's number and the span over which it has to hold."""
Agreed = Mapping[str, int | None]
"""Control of an agreement to the first step in which it is in force; None where it is in none."""


@dataclass(frozen=True, eq=False)
class Stop:
    """Why a target cannot be met."""

    missed: Mapping[Key, float]
    """By how much each is missed, where all together are missed by as little as can be."""
    limits: tuple[tuple[Name, str, float], ...]
    """Lever, words and price of the limits that stop it, the one that stops most first."""
    against: tuple[Key, ...] = ()
    """Targets that are met there and stand in the way of those that are not."""
    inside: bool = False
    """Whether more were inside on the first day than a target allows at any time."""
    possible: bool = True
    """Whether anything at all can be, however far the targets are missed."""
    alone: Mapping[Key, float] = field(default_factory=dict)
    """By how much each would be missed if the other targets asked for nothing; as it is where not named."""


@dataclass(frozen=True, eq=False)
class Found:
    """What the programme says."""

    proposal: Proposal
    goal: float
    best: float
    """The best that the goal can be, before some of it is given up for a plan with less of everything."""
    values: Mapping[Key, float]
    """What the fluid gives for each target and span, not corrected."""
    lets_in: Floats = field(repr=False)
    """(classes, months): people let in a day."""
    turned: float
    """People turned away for want of a bed."""
    prices: Mapping[Key, float]
    """By how much the goal changes where a target asks for one more, of `followed` ones with what that asks of the days
    after it."""
    followed: tuple[Key, ...]
    """Targets on a last whole year, after which as much is asked of the days that are left."""
    limits: tuple[tuple[Name, str, float], ...]
    """Lever, words and price of each limit that binds."""
    held: Floats = field(repr=False)
    """(months,): people held, on the last day or on average, whichever is more."""
    outside: Floats = field(repr=False)
    """(months,): USD of the levers that no ledger counts."""
    results: Mapping[str, float] = field(default_factory=dict, repr=False)
    """Each result over the whole run, not corrected."""
    agreed: Agreed = field(default_factory=dict)
    """Agreement that may be chosen to the step from which on it is in force; None where it is not."""
    stop: Stop | None = None
