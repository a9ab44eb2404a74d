"""The factors of a study: what a scenario does not know, one number at a time or as a group, and luck.

What a fit knows jointly is one factor: which of its members is the true one. Members have no order, so such a factor
has no direction, no slope and no low end. Its indices are as good as any other's: they ask only how much the result
differs between members drawn at random. The same holds for luck, for undated prospects, and for many numbers taken
together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Literal

import numpy as np

from sojourn.evidence.registry import figures
from sojourn.run import CannotRun
from sojourn.scenario.errors import nearest
from sojourn.study.draws import share_below
from sojourn.study.points.drawing import Drawing
from sojourn.study.points.point import Point
from sojourn.study.uncertain import NORMAL, REACH, Doubt

FIT, PROSPECTS, REST, LUCK = "fit", "prospects", "rest", "luck"
Kind = Literal["number", "fit", "prospects", "rest", "luck"]

Where = Mapping[str, float]
"""Factor to where it is: of a number the share of its law below the value, of anything else the number of a draw."""


@dataclass(frozen=True)
class Factor:
    """One thing that is not known."""

    key: str
    """Key of the evidence; `fit`, `prospects`, `rest` or `luck`."""
    kind: Kind
    label: str
    doubt: Doubt | None = None
    """Of a number its law."""

    @property
    def ordered(self) -> bool:
        """Whether it has a low and a high end."""
        return self.doubt is not None

    @property
    def measurable(self) -> bool:
        """Whether somebody could go and find it out by itself."""
        return self.kind in ("number", "fit")

    @property
    def grade(self) -> str | None:
        """Grade of its evidence: A official, B secondary, C assumed or estimated."""
        if self.doubt is not None:
            return self.doubt.grade
        return "C" if self.kind == "fit" else None

    @property
    def source(self) -> str | None:
        """Publisher and document of its evidence."""
        if self.doubt is None:
            return self.label if self.kind == "fit" else None
        found = figures().get(self.doubt.key)
        return "the author of the scenario" if found is None else f"{found.publisher}, {found.document}"


@dataclass(frozen=True)
class Factors:
    """All factors of a scenario, and the point of every combination of them."""

    drawing: Drawing = field(repr=False)
    known: tuple[Factor, ...]
    """Numbers in the order of their keys, then groups; without luck, which is always there."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Their keys."""
        return tuple(one.key for one in self.known)

    def __getitem__(self, key: str) -> Factor:
        if key == LUCK:
            return Factor(LUCK, "luck", "luck")
        return next(one for one in self.known if one.key == key)

    def rest(self, named: Sequence[str]) -> tuple[str, ...]:
        """The keys of all others."""
        return tuple(key for key in self.keys if key not in named)

    def point(self, where: Where, together: Sequence[str] = ()) -> Point:
        """The run at a place; what is not named there is at its central value, and luck is the scenario's own.

        Args:
            where: see :data:`Where`; under `rest` a number of a draw of all of ``together``.
            together: keys that are drawn together.
        """
        whole = dict(where)
        if REST in whole:
            number = int(whole.pop(REST))
            for key in together:
                ordered = self[key].ordered
                whole[key] = share_below(self.drawing.seed, f"sensitivity {key}", number) if ordered else number
        row, prospect = whole.pop(FIT, None), whole.pop(PROSPECTS, None)
        return self.drawing.at(
            {key: share for key, share in whole.items() if key != LUCK},
            row=None if row is None else self._members[int(row) % len(self._members)],
            replication=int(whole.get(LUCK, 0)),
            prospect=None if prospect is None else int(prospect),
        )

    @cached_property
    def _members(self) -> list[int]:
        """The members of the fit in an order that has nothing to do with them."""
        joint = self.drawing.joint
        rng = np.random.default_rng([self.drawing.seed, 7])
        return [0] if joint is None else [int(one) for one in rng.permutation(len(joint.rows))]


def factors(drawing: Drawing, among: Sequence[str] = ()) -> Factors:
    """The factors of a scenario.

    Args:
        drawing: the scenario.
        among: patterns of keys (`assumed.flights*`), also several with commas between them; all others stay at their
            central values. All where not given.

    Raises:
        CannotRun: nothing is in doubt, or nothing matches a pattern.
    """
    joint = drawing.joint
    jointly = set(joint.names) if joint is not None else set()
    found = [Factor(one.key, "number", one.key, one) for one in drawing.doubts if one.key not in jointly]
    if joint is not None:
        found.append(Factor(FIT, "fit", f"{len(joint.names)} numbers together, as one of {joint.source}"))
    if drawing.scenario.third_country.prospects == "drawn":
        found.append(Factor(PROSPECTS, "prospects", "what is not dated of third countries"))
    if not found:
        raise CannotRun(
            "nothing is in doubt in this scenario: every number is set by its author or known without a range; "
            "there is nothing to rank"
        )
    keys = [one.key for one in found]
    patterns = [pattern.strip() for several in among for pattern in several.split(",")]
    for pattern in patterns:
        if not any(fnmatchcase(key, pattern) for key in keys):
            meant = nearest(pattern, keys)
            hint = f"did you mean {meant!r}?" if meant else f"the {len(keys)} that are: {', '.join(keys)}"
            raise CannotRun(f"--among: nothing in doubt is called {pattern[:60]!r}; {hint}")
    kept = [one for one in found if not patterns or any(fnmatchcase(one.key, pattern) for pattern in patterns)]
    return Factors(drawing, tuple(kept))


def share_at(level: float) -> float:
    """The share of a law at a level from 0, the low end of its range, to 1, the high end; even on the normal scale."""
    return NORMAL.cdf(REACH * (2.0 * level - 1.0))
