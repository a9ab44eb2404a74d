"""The programme solved as the simulator would have it: nobody waits while there is room, cheap beds are filled last.

A programme is free to keep people waiting for a seat that is empty, to shift their departure into a year in which it
counts for more; the simulator sends them. So whoever waits in vain is forbidden to, and it is solved again.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from sojourn.study.plan.fluid import Fluid, Saving
from sojourn.study.plan.program import Linear, Solved

FULL, FEW, NOBODY = 0.99, 20.0, 1e-6
"""What is used to this share is full; so many people who wait are too few to care; so few are none."""
MOST_CLOSINGS, MOST_SAVINGS = 8, 3


class Filling:
    """Solves a programme, and forbids in it what cannot be."""

    def __init__(self, fluid: Fluid) -> None:
        """Begin with nothing forbidden."""
        self.fluid, self.program = fluid, fluid.program
        self.closed: set[int] = set()
        """Columns of people who may not wait."""
        self.needed: set[int] = set()
        """Columns of people who wait while there is room, because there is no solution in which they do not."""
        self.saving: set[int] = set()

    def solve(self, objective: Linear, *, most: bool) -> Solved:
        """Solve, and as long as somebody waits while there is room, forbid that and solve again."""
        solved = self.program.best(objective, most=most)
        if not solved.optimal and self.closed:
            self.reopen()
            solved = self.program.best(objective, most=most)
        for _ in range(MOST_CLOSINGS):
            idle = self._idle(solved) if solved.optimal else set()
            if not idle:
                break
            if self.fluid.sending is None:  # with agreements it takes a minute to see that there is no solution
                self._bound(idle, 0.0)
                solved = self.program.tried(objective, most=most)
                if solved.optimal:
                    self.closed |= idle
                    continue
                self._bound(idle, float("inf"))
            self._close(idle)
            solved = self.program.best(objective, most=most)
        return solved

    def save(self, solved: Solved, objective: Linear, *, most: bool) -> Solved:
        """Count what cheaper beds save in the months in which the others are full, and solve again."""
        for _ in range(MOST_SAVINGS):
            new = [one for one in self.fluid.savings if one.column not in self.saving]
            full = [one for one in new if solved.optimal and one.beyond.at(solved.columns) > FEW]
            if not full:
                break
            for one in full:
                self.program.bound_column(one.column, 0.0, float("inf"))
                self.program.bound_row(one.row, -float("inf"), 0.0)
            again = self.program.best(objective, most=most)
            if not again.optimal:
                self._unsave(full)
                return self.program.best(objective, most=most)
            self.saving |= {one.column for one in full}
            solved = again
        return solved

    def reopen(self, *, but: Set[int] = frozenset()) -> None:
        """Forbid nothing but some columns, and count nothing as saved."""
        self._unsave(self.fluid.savings)
        self._bound(self.closed - but, float("inf"))
        self.closed &= but
        self.needed.clear()

    def _idle(self, solved: Solved) -> set[int]:
        """Columns of people who wait while there is room."""
        x, known = solved.columns, self.closed | self.needed
        found: set[int] = set()
        for one in self.fluid.idle:
            there = {column for column in one.columns if x[column] > FEW and column not in known}
            if there and one.used.at(x) < FULL * one.capacity.at(x):
                found |= there
        return found

    def _close(self, columns: Set[int]) -> None:
        """Forbid people to wait in some columns, but for the fewest without whom there is no solution."""
        waits = Linear()
        for column in columns:
            waits.add(column, 1.0)
        fewest = self.program.best(waits, most=False)
        needed = {column for column in columns if not fewest.optimal or fewest.columns[column] > NOBODY}
        self._bound(columns - needed, 0.0)
        self.closed |= columns - needed
        self.needed |= needed

    def _bound(self, columns: Set[int], high: float) -> None:
        for column in columns:
            self.program.bound_column(column, 0.0, high)

    def _unsave(self, several: Iterable[Saving]) -> None:
        for one in several:
            self.program.bound_column(one.column, 0.0, 0.0)
            self.program.bound_row(one.row, -float("inf"), float("inf"))
        self.saving -= {one.column for one in several}
