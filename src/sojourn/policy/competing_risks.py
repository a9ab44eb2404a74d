"""How long until one of several things happens, from a few spells of which some are still open.

The estimator is that of Aalen and Johansen (1978): the cumulative incidence of a cause up to a day is the sum over
earlier days of the share still open times the cause's own hazard. With one cause it is one less the estimate of Kaplan
and Meier (`scipy.stats.ecdf` of a `CensoredData`), which the tests lay beside it.

A handful of spells says little, and the bands have to show that. `draws` gives many laws in the place of one:

* *resampled by member*: every member (a scheme, a case), with all of its spells, has a random weight, as in the
  Bayesian bootstrap (D. B. Rubin, 1981);
* *shrunk*: to those come `JEFFREYS` made-up spells of each cause, and of none of them up to the horizon. Where nothing
  is censored, the chances at the horizon then have the Dirichlet law with a half added to each count (Jeffreys), so
  that what was never seen keeps a chance. Their days are log-uniform from 1 to the horizon, which is assumed (C).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

OPEN = -1
"""In the place of a cause: nothing has happened yet."""
HORIZON = 1461
"""Days within which something that has not been seen might happen: four years."""
JEFFREYS = 0.5
"""Made-up spells of each outcome."""


@dataclass(frozen=True)
class Spell:
    """Some days of one member, and what ended them."""

    member: str
    """Who it is of; spells of one member are resampled together."""
    days: int
    """Days it lasted, or has lasted so far."""
    cause: str | None
    """What ended it; None where it was still open."""


@dataclass(frozen=True)
class Spells:
    """Spells of one sort."""

    causes: tuple[str, ...]
    """All that can end one."""
    found: tuple[Spell, ...]

    def __post_init__(self) -> None:
        for one in self.found:
            if one.cause is not None and one.cause not in self.causes:
                raise ValueError(f"a spell of {one.member} ends by {one.cause!r}, which is none of {self.causes}")
            if one.days < 0:
                raise ValueError(f"a spell of {one.member} lasts {one.days} days; zero is the least")

    def __len__(self) -> int:
        return len(self.found)

    @property
    def members(self) -> tuple[str, ...]:
        """Who they are of, once each."""
        return tuple(sorted({one.member for one in self.found}))

    def ended_by(self, cause: str) -> int:
        """How many were ended by a cause."""
        return sum(one.cause == cause for one in self.found)

    @property
    def days(self) -> Floats:
        """Days of each spell, (spells,)."""
        return np.array([one.days for one in self.found], dtype=np.float64)

    @property
    def cause(self) -> Ints:
        """Which cause ended each, or `OPEN`, (spells,)."""
        return np.array([OPEN if s.cause is None else self.causes.index(s.cause) for s in self.found], dtype=np.int64)


@dataclass(frozen=True)
class Law:
    """When one of several causes comes, as one estimate has it: jumps of the cumulative incidence."""

    causes: tuple[str, ...]
    days: Floats
    """(jumps): rising."""
    cause: Ints
    """(jumps)"""
    chance: Floats
    """(jumps): chance that it is this cause on this day; what is left of 1 is never, or not within what is known."""

    def by(self, day: float, cause: str, after: float = 0.0) -> float:
        """Chance of a cause within ``day`` more days, of those still open after ``after`` days."""
        left = self.open_after(after)
        here = self._later(after) & (self.cause == self.causes.index(cause)) & (self.days <= after + day)
        return float(self.chance[here].sum() / left) if left > 0.0 else 0.0

    def open_after(self, days: float) -> float:
        """Share still open after some days; before the first day all are."""
        return 1.0 if days <= 0.0 else max(0.0, 1.0 - float(self.chance[self.days <= days].sum()))

    def drawn(self, share: float, after: float = 0.0) -> tuple[float, str] | None:
        """Days from now, and the cause, of somebody open after ``after`` days; None where nothing comes.

        ``share`` is a draw between 0 and 1; a smaller one never comes later.
        """
        left = self.open_after(after)
        later = self._later(after)
        if left <= 0.0 or not later.any():
            return None
        days, cause, chance = self.days[later], self.cause[later], self.chance[later]
        at = int(np.searchsorted(np.cumsum(chance) / left, share, side="right"))
        return None if at >= len(days) else (float(days[at] - max(after, 0.0)), self.causes[int(cause[at])])

    def _later(self, after: float) -> npt.NDArray[np.bool_]:
        """The jumps that lie ahead of somebody open after some days; all of them, where the spell has just begun."""
        return self.days > after if after > 0.0 else np.ones(len(self.days), dtype=bool)


def aalen_johansen(spells: Spells) -> Law:
    """The plain estimate."""
    return _law(spells.causes, spells.days, spells.cause, np.ones(len(spells)))


def draws(spells: Spells, number: int, seed: Sequence[int], horizon: float = HORIZON) -> tuple[Law, ...]:
    """Laws that the spells leave possible, resampled by member and shrunk (see the module).

    Args:
        spells: what was seen; may be empty.
        number: how many laws; the first are the same however many there are.
        seed: names them.
        horizon: days within which something that was not seen might happen.
    """
    return tuple(draw(spells, at, seed, horizon) for at in range(number))


def draw(spells: Spells, number: int, seed: Sequence[int], horizon: float = HORIZON) -> Law:
    """One of them, by its number."""
    rng = np.random.default_rng([*seed, number])
    members = spells.members
    weight_of = dict(zip(members, rng.exponential(size=len(members)), strict=True))
    weight = np.array([weight_of[one.member] for one in spells.found])
    causes = len(spells.causes)
    made_up = rng.gamma(JEFFREYS, size=causes + 1)
    when = np.exp(rng.uniform(0.0, np.log(max(horizon, 1.0)), size=causes))
    days = np.concatenate([spells.days, when, [horizon]])
    cause = np.concatenate([spells.cause, np.arange(causes), [OPEN]])
    return _law(spells.causes, days, cause, np.concatenate([weight, made_up]))


def _law(causes: tuple[str, ...], days: Floats, cause: Ints, weight: Floats) -> Law:
    """The estimate from weighted spells.

    They are gone through in order, on one day those that end before those that stay open. Ties taken one after another
    give what they give together, since each leaves the set that the next is a part of.
    """
    order = np.lexsort((cause == OPEN, days))
    days, cause, weight = days[order], cause[order], weight[order]
    at_risk = np.cumsum(weight[::-1])[::-1]
    ends = (cause != OPEN) & (weight > 0.0)
    hazard = np.minimum(np.divide(weight, at_risk, out=np.zeros_like(weight), where=ends), 1.0)
    before = np.concatenate([[1.0], np.cumprod(1.0 - hazard)[:-1]]) if len(days) else hazard
    chance = before * hazard
    return Law(causes, days[ends], cause[ends], chance[ends])
