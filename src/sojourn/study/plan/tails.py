"""What is asked of each whole year is asked of a part of a year at the end too, by its days.

Otherwise a plan would stop as soon as its last removal no longer counts. Nobody is told of it as a target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sojourn.results.periods import Span, fiscal_years
from sojourn.study.plan.fluid import Fluid
from sojourn.study.plan.found import Key
from sojourn.study.plan.program import Linear
from sojourn.study.plan.targets import Target

Floats = npt.NDArray[np.float64]


class Tails:
    """A row for each target on each fiscal year, where the run ends within one."""

    def __init__(
        self,
        fluid: Fluid,
        targets: Sequence[Target],
        spans: Mapping[Key, Span],
        sums: Callable[[str, Span], list[Linear]],
    ) -> None:
        self.program, self.targets = fluid.program, targets
        self.tails: list[tuple[int, str, Span, int]] = []
        for number, target in enumerate(targets):
            last = fiscal_years(fluid.calendar)[-1]
            mine = [span.key for key, span in spans.items() if key[0] == number]
            if target.when.kind != "each" or target.result.peak or last.full_year or not mine or last.key in mine:
                continue
            row = self.program.row(f"end[{number}]", Linear().plus(sums(target.result.key, last)[0]))
            self.tails.append((number, mine[-1], last, row))

    @property
    def followed(self) -> tuple[Key, ...]:
        """The targets on a last whole year whose number is asked of the days after it too."""
        return tuple((number, before) for number, before, _, _ in self.tails)

    def bound(self, corrections: Mapping[Key, float], *, asked: bool) -> None:
        """Ask it, or let it be."""
        for number, before, span, row in self.tails:
            target, share = self.targets[number], _share(span)
            end = share * (target.number - corrections.get((number, before), 0.0))
            free = (-np.inf, np.inf)
            bounds = ((end, np.inf) if target.least else (-np.inf, end)) if asked else free
            self.program.bound_row(row, *bounds)

    def prices(self, row_prices: Floats) -> Iterator[tuple[Key, float]]:
        """What one more in the last whole year costs in the part of a year, of which its days are asked as well."""
        for number, before, span, row in self.tails:
            yield (number, before), _share(span) * float(row_prices[row])

    def bound_nearest(self, corrections: Mapping[Key, float], missed: Mapping[Key, float]) -> None:
        """Ask of a part of a year at the end what the last whole year reaches, where a target cannot be met."""
        for number, before, _, _ in self.tails:
            short = missed.get((number, before), 0.0)
            sign = 1.0 if self.targets[number].least else -1.0
            nearer = {**corrections, (number, before): corrections.get((number, before), 0.0) + sign * short}
            self.bound(nearer, asked=True)


def _share(span: Span) -> float:
    """The part of a year that a span is."""
    return span.days / 365.25
