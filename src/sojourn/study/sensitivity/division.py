"""How a number of runs is divided: screening, indices, and the ends of ranges."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.run import CannotRun

RUNS = 310
"""Runs when nobody says otherwise: about three minutes for four years of the plan on two cores."""
MOST_RUNS = 20_000
LUCKS = 2
"""Times that luck alone changes on each trajectory: the noise floor wants more of it than a factor."""
FEWEST_PATHS, MOST_PATHS = 2, 8
SCREENING = 0.42
"""Share of the runs that go to screening, at most."""
FEWEST_ROWS = 8
"""Rows of the indices; a power of two."""
NAMED = 6
"""Most factors with indices of their own; all others are taken together."""
MEMBERS = 10
"""Members of a fit that stand for its range."""


@dataclass(frozen=True)
class Division:
    """How many runs go where."""

    factors: int
    """Without luck."""
    trajectories: int
    rows: int
    """Of the indices."""
    named: int
    """Factors with indices of their own."""
    groups: int = 0
    """Factors that have no ends, of which so many may be among those."""

    @property
    def screening(self) -> int:
        """Runs of the screening."""
        return self.trajectories * (self.factors + LUCKS + 1)

    @property
    def indices(self) -> int:
        """Runs of the indices: A, B, one for each named factor, the others together, and luck."""
        return self.rows * (self.named + (self.named < self.factors) + 1 + 2)

    @property
    def ends(self) -> int:
        """Runs at the ends of ranges, and the central one."""
        groups = min(self.groups, self.named)
        return 1 + 2 * (self.named - groups) + MEMBERS * groups

    @property
    def runs(self) -> int:
        """All, at most."""
        return self.screening + self.indices + self.ends


def divided(runs: int, factors: int, named: int = NAMED, groups: int = 0) -> Division:
    """Divide a number of runs.

    Args:
        runs: all there are.
        factors: without luck.
        named: factors that are worth indices of their own, at most.
        groups: factors without ends.

    Raises:
        CannotRun: they are too few, or more than anybody waits for.
    """
    least = Division(factors, FEWEST_PATHS, FEWEST_ROWS, min(1, factors), groups).runs
    if isinstance(runs, bool) or not isinstance(runs, int) or not least <= runs <= MOST_RUNS:
        raise CannotRun(
            f"{runs:,} runs cannot rank {factors} {'thing' if factors == 1 else 'things'} in doubt; "
            f"{least:,} to {MOST_RUNS:,} can, and {max(RUNS, least):,} are usual"
        )
    paths = min(MOST_PATHS, max(FEWEST_PATHS, int(SCREENING * runs) // (factors + LUCKS + 1)))
    while Division(factors, paths, FEWEST_ROWS, min(1, factors), groups).runs > runs:
        paths -= 1
    for number in range(min(named, NAMED, factors), 0, -1):
        found = Division(factors, paths, FEWEST_ROWS, number, groups)
        if found.runs <= runs:
            while (more := Division(factors, paths, 2 * found.rows, number, groups)).runs <= runs:
                found = more
            return found
    return Division(factors, paths, FEWEST_ROWS, 0, groups)
