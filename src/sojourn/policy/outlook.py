"""The chance that a country that has not signed comes into force by a day, and that a court stops what has.

Both are taken over laws that the record leaves possible (:mod:`sojourn.policy.reference_class`), so that each has a
band. They are the chances with which :mod:`sojourn.policy.prospects` draws dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sojourn.policy.competing_risks import Law
from sojourn.policy.courses import TALKED
from sojourn.policy.reference_class import laws, reference
from sojourn.scenario.agreements import Agreement

LAWS = 400
"""Laws over which the band of a chance is taken."""
BAND = (0.05, 0.95)
COURT_DAYS = 365
"""Days after the signature within which the chance is given that a court stops it."""


@dataclass(frozen=True)
class Standing:
    """How far an agreement has come, as its scenario writes it."""

    sort: str
    """Sort of the spell that is open: `named`, `ruled_out`, `signed` or `in_force`; `over` where nothing follows."""
    since: date
    """First day of the spell."""
    now: date
    """The day from which on nothing is written: the start, or the last day that is dated."""

    @property
    def after(self) -> int:
        """Days of the spell that are over."""
        return max((self.now - self.since).days, 0)


@dataclass(frozen=True)
class Chance:
    """A chance and how sure it is."""

    value: float
    """Mean over the laws that the record leaves possible."""
    low: float
    """5 % point over the same laws, or the mean where that is lower."""
    high: float
    """95 % point, or the mean where that is higher: few laws may hold nearly all of a small chance."""
    n: int
    """Spells it stands on, of the sort of which there are fewest."""

    @property
    def said(self) -> bool:
        """Whether it stands on anything; without a single spell it is all assumption, and is not told."""
        return self.n > 0


def standing(agreement: Agreement, start: date) -> Standing:
    """How far an agreement has come."""
    sort, since = "over", agreement.statuses[0].on
    for change in agreement.statuses:
        status = change.status
        if status in TALKED:
            sort, since = ("named", since if sort == "named" else change.on)
        elif status in ("ruled_out", "signed", "in_force"):
            sort, since = (status, since if sort == status else change.on)
        else:
            sort, since = "over", change.on
    return Standing(sort, since, max(start, agreement.statuses[-1].on))


def in_force_by(agreement: Agreement, start: date, by: date, known_by: date | None = None) -> Chance | None:
    """Chance that it is in force on some day up to ``by``.

    A country that has ruled it out comes back only if one in the table did. None where the author of the scenario has
    dated when it is in force, or where it is over: no class says what comes after that.
    """
    at, days = standing(agreement, start), (by - max(start, agreement.statuses[-1].on)).days
    sorts = reference(known_by).sorts
    if at.sort in ("in_force", "over") or any(change.status == "in_force" for change in agreement.statuses):
        return None
    if at.sort == "ruled_out" and not sorts["ruled_out"].ended_by("came_back"):
        return Chance(0.0, 0.0, 0.0, len(sorts["ruled_out"]))
    path = {"ruled_out": ("came_back", "signed", "in_force"), "named": ("signed", "in_force"), "signed": ("in_force",)}
    causes = path[at.sort]
    steps = [("ruled_out", "named", "signed")[3 - len(causes) + k] for k in range(len(causes))]
    found = zip(*(laws(sort, LAWS, known_by=known_by) for sort in steps), strict=True)
    return _banded([_through(row, causes, days, at.after) for row in found], min(len(sorts[one]) for one in steps))


def stopped_by_court(known_by: date | None = None, within: int = COURT_DAYS) -> Chance:
    """Chance that a court stops what has been signed, within some days of the signature; it is that of any scheme."""
    steps, causes = ("agreed", "challenged"), ("challenged", "stopped")
    found = zip(*(laws(sort, LAWS, known_by=known_by) for sort in steps), strict=True)
    fewest = min(len(reference(known_by).sorts[one]) for one in steps)
    return _banded([_through(row, causes, within, 0) for row in found], fewest)


def _through(steps: Sequence[Law], causes: Sequence[str], days: float, after: float) -> float:
    """Chance that one spell after another ends by its cause, all within some days."""
    first, cause = steps[0], causes[0]
    if days < 0:
        return 0.0
    if len(steps) == 1:
        return first.by(days, cause, after)
    left = first.open_after(after)
    here = (first.cause == first.causes.index(cause)) & (first.days <= after + days)
    here &= (first.days > after) | (after <= 0)
    if left <= 0.0:
        return 0.0
    later = [_through(steps[1:], causes[1:], days - (day - after), 0) for day in first.days[here]]
    return float(np.dot(first.chance[here], later) / left)


def _banded(values: Sequence[float], n: int) -> Chance:
    mean = float(np.mean(values))
    low, high = np.quantile(values, BAND).tolist()
    return Chance(mean, min(low, mean), max(high, mean), n)
