"""What a study prints beside what follows from its own inputs, and whether the two agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Literal

from sojourn.study.estimates.published import Printed, Published
from sojourn.study.estimates.studies import DERIVATIONS, HEADLINES, Line

Verdict = Literal["within", "inputs", "differs", "stated", "ours"]


@dataclass(frozen=True)
class Beside:
    """One number, printed and worked out again; at least one of the two is there."""

    quantity: str
    unit: str
    printed: Printed | None
    line: Line | None
    reach: tuple[Decimal, Decimal] | None
    """The least and most that the rounding of the study's inputs lets the number be."""

    @property
    def verdict(self) -> Verdict:
        """How the two agree.

        `within` the rounding of the printed number; only within that of its `inputs`; it `differs`; it is `stated` and
        does not follow from what is printed; or it is `ours`, and not printed.
        """
        if self.printed is None:
            return "ours"
        if self.line is None or self.reach is None:
            return "stated"
        low, high = self.printed.means
        if low <= self.line.value <= high:
            return "within"
        return "inputs" if self.reach[0] <= high and low <= self.reach[1] else "differs"


@dataclass(frozen=True)
class Again:
    """A study worked out again."""

    study: Published
    numbers: tuple[Beside, ...]

    @property
    def headline(self) -> Beside:
        """The number by which it is told in the list."""
        return next(one for one in self.numbers if one.quantity == HEADLINES[self.study.key])

    @property
    def counted(self) -> dict[str, int]:
        """How many printed numbers got each verdict."""
        found = [one.verdict for one in self.numbers if one.printed is not None]
        return {verdict: found.count(verdict) for verdict in ("within", "inputs", "differs", "stated")}


def again(study: Published) -> Again:
    """Work a study out again from its inputs as printed, and from all corners of their rounding."""
    reach = _reach(study)
    lines = lines_of(study, study.given)
    numbers = [Beside(one.quantity, one.unit, study.printed(one.quantity), one, reach[one.quantity]) for one in lines]
    stated = [one for one in study.numbers if one.kind == "stated"]
    return Again(study, (*numbers, *(Beside(one.quantity, one.unit, one, None, None) for one in stated)))


def lines_of(study: Published, given: Mapping[str, Decimal]) -> tuple[Line, ...]:
    """The study's lines from inputs by name."""
    return DERIVATIONS[study.key](**given)


def _reach(study: Published) -> dict[str, tuple[Decimal, Decimal]]:
    """Least and most of each line over the corners; each line goes one way in each input, so no inner point is more."""
    ends = {one.quantity: tuple(dict.fromkeys(one.means)) for one in study.numbers if one.kind == "given"}
    corners = [lines_of(study, dict(zip(ends, corner, strict=True))) for corner in product(*ends.values())]
    return {
        name.quantity: (min(each[at].value for each in corners), max(each[at].value for each in corners))
        for at, name in enumerate(corners[0])
    }
