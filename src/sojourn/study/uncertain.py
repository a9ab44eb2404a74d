"""Which numbers of a scenario are uncertain, and how much: the law of each follows from its row of the evidence.

A number is in doubt where its row states a range, and where it is assumed (grade C) whatever the row states. A number
that the author of a scenario set, or that is the plan's own, is a decision: it is not in doubt. But a cost to which its
author gives a low or a high end is in doubt between these, under the name of its path.

The law. The low and the high end are the 5 % and the 95 % point and the value is the median, on a scale without ends:
the logarithm for positive numbers, the log-odds for shares, the number itself where the range reaches nothing or all.
On that scale each side is half of a normal law of its own width, so that all three points are met however lopsided they
are. Where the value is an end of its own range, half of all draws are at it. An assumed number without a range gets
`ASSUMED_FACTOR` either way.

What the evidence says of two numbers is drawn independently; where they are known jointly, as custody is after its fit
(:mod:`sojourn.study.custody.joint`), joint draws take the place of their laws (:class:`sojourn.study.draws.Draws`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from statistics import NormalDist
from typing import Literal

from pydantic import BaseModel

from sojourn.evidence.registry import DATE_UNIT, Figure, figures
from sojourn.results.standing import ASSUMED, PLAN, YOURS, Standing, standings

LOW, HIGH = 0.05, 0.95
"""The shares of draws below the low and the high end of a range."""
ASSUMED_FACTOR = 1.5
"""How far an assumed number without a range may be off, as a factor either way (of its odds, for a share)."""

NO_PART_BEFORE = ("arrivals.interior_added*", "arrivals.added_*", "beds.*", "costs.bed_day", "third_country.*")
"""Paths that decide nothing before the start: nobody is added then, beds do not bind, and money moves nobody."""

Scale = Literal["log", "logit", "plain"]
NORMAL = NormalDist()
REACH = NORMAL.inv_cdf(HIGH)
"""Standard deviations from the median to an end."""


@dataclass(frozen=True)
class Doubt:
    """A number that is not known exactly."""

    key: str
    """Key of the evidence; the path of a number to which the author of a scenario gives ends."""
    low: float
    """5 % point, in the unit of the evidence."""
    value: float
    """Median."""
    high: float
    """95 % point."""
    unit: str
    grade: str
    stated: bool
    """Whether the row states a range; if not, the ends are assumed."""
    paths: tuple[str, ...]
    """Where a scenario uses it."""

    @property
    def scale(self) -> Scale:
        """The scale on which its law is laid out."""
        if self.low <= 0:
            return "plain"
        if not is_share(self.unit):
            return "log"
        return "logit" if self.high < 1 else "plain"

    def at(self, share: float) -> float:
        """The number below which this share of all draws lies; the share is above 0 and below 1."""
        z = NORMAL.inv_cdf(share)
        end = self.low if z < 0 else self.high
        if end == self.value:
            return self.value
        middle, end = _onto(self.value, self.scale), _onto(end, self.scale)
        found = _back(middle + abs(z) / REACH * (end - middle), self.scale)
        return min(max(found, 0.0), 1.0) if is_share(self.unit) else max(found, 0.0)


def is_share(unit: str) -> bool:
    """Whether a unit of the evidence is that of a share, from 0 to 1."""
    return unit.split(" ")[0] == "share"


def doubts(scenario: BaseModel, before: BaseModel | None = None) -> tuple[Doubt, ...]:
    """The numbers in doubt of a scenario, once each, in the order of their keys.

    ``before`` is the system before the start: what is in doubt of it counts as well, where it has a part in who is
    inside on the first day. Paths are those of the scenario; a number that only its past uses has none.
    """
    found: dict[str, list[str]] = {}
    for one in in_doubt(standings(scenario)):
        found.setdefault(str(one.source), []).append(one.path)
    for one in () if before is None else in_doubt(standings(before)):
        if not any(fnmatchcase(one.path, pattern) for pattern in NO_PART_BEFORE):
            found.setdefault(str(one.source), [])
    known = figures()
    by_key = {key: _doubt(known[key], tuple(paths)) for key, paths in found.items()}
    by_key |= {one.path: _between_own_ends(one) for one in with_own_ends(standings(scenario))}
    return tuple(by_key[key] for key in sorted(by_key))


def in_doubt(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those that stand on a figure that is in doubt, and have no ends of their own."""
    return tuple(
        one for one in found if one.ends == (None, None) and one.grade not in (YOURS, PLAN) and _uncertain(one)
    )


def with_own_ends(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those to which the author of a scenario gives a low or a high end that leaves something open."""
    given = (one for one in found if one.ends != (None, None))
    return tuple(one for one in given if (doubt := _between_own_ends(one)).low < doubt.high)


def _between_own_ends(one: Standing) -> Doubt:
    """The law of a cost between the ends that its author gives; one that they do not give is that of its evidence."""
    figure, value = figures().get(one.source or ""), float(one.value.money.amount)
    low, high = (None if end is None else float(end.money.amount) for end in one.ends)
    if figure is not None and one.grade != YOURS:
        low, high = (figure.low if low is None else low), (figure.high if high is None else high)
    low, high = min(value if low is None else low, value), max(value if high is None else high, value)
    unit = f"{one.value.money.currency}/{one.value.per}"
    return Doubt(one.path, low, value, high, unit, one.grade, True, (one.path,))


def _uncertain(one: Standing) -> bool:
    figure = figures().get(one.source or "")
    if figure is None or figure.unit == DATE_UNIT or isinstance(figure.value, str) or not one.value:
        return False
    return _stated(figure) or (figure.grade == ASSUMED and figure.value > 0)


def _stated(figure: Figure) -> bool:
    return figure.low is not None and figure.high is not None and figure.low < figure.high


def _doubt(figure: Figure, paths: tuple[str, ...]) -> Doubt:
    value = figure.number
    if figure.low is not None and figure.high is not None and figure.low < figure.high:
        low, high = min(figure.low, value), max(figure.high, value)
    elif is_share(figure.unit) and value < 1:
        odds = value / (1.0 - value)
        low, high = (one / (1.0 + one) for one in (odds / ASSUMED_FACTOR, odds * ASSUMED_FACTOR))
    else:
        low, high = value / ASSUMED_FACTOR, value * ASSUMED_FACTOR
    return Doubt(figure.key, low, value, high, figure.unit, figure.grade, _stated(figure), paths)


def _onto(value: float, scale: Scale) -> float:
    if scale == "log":
        return math.log(value)
    return math.log(value / (1.0 - value)) if scale == "logit" else value


def _back(value: float, scale: Scale) -> float:
    if scale == "log":
        return math.exp(value)
    return 1.0 / (1.0 + math.exp(-value)) if scale == "logit" else value
