"""What a result is at the low and at the high end of what is known of each number, all else central: a tornado."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sojourn.study.sensitivity.division import MEMBERS
from sojourn.study.sensitivity.factors import Factor, Where
from sojourn.study.uncertain import HIGH, LOW


@dataclass(frozen=True)
class End:
    """One factor and one result."""

    factor: Factor
    low_value: float | None
    """Low end of what is known, in the unit of the evidence; None of a group."""
    high_value: float | None
    low_result: float
    """The result there; of a group the lowest of some members."""
    high_result: float

    @property
    def swing(self) -> float:
        """How far the result moves."""
        return abs(self.high_result - self.low_result)


def places(named: Sequence[Factor]) -> dict[str, tuple[Where, ...]]:
    """Of each factor where it is tried, everything else being central and luck the scenario's own."""
    return {
        one.key: ({one.key: LOW}, {one.key: HIGH})
        if one.ordered
        else tuple({one.key: float(number)} for number in range(1, MEMBERS + 1))
        for one in named
    }


def ends(named: Sequence[Factor], results: Mapping[str, Sequence[float]]) -> tuple[End, ...]:
    """What a result is at the ends, the factor that moves it furthest first.

    Args:
        named: the factors.
        results: of each, by key, the result at its :func:`places`.
    """
    out = []
    for one in named:
        found = results[one.key]
        if one.doubt is not None:
            out.append(End(one, one.doubt.low, one.doubt.high, found[0], found[1]))
        else:
            out.append(End(one, None, None, min(found), max(found)))
    return tuple(sorted(out, key=lambda one: (-one.swing, one.factor.key)))
