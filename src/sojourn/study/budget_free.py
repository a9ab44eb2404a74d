"""What is bought where beds bind: beds, or judges or document officers, whose work gets people out of beds sooner.

Nobody queues for a judge or a document officer in the model: they move a pace. So what binds cannot be read off, and a
step of each is run beside the step of beds the first time that beds bind, and every :data:`AGAIN` times after it. What
removes most people for its money is bought, and in between what did so last. There can be twice the staff of the first
day at most: how paces answer to more is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sojourn.study.budget_staff import MOST_STAFF, STAFF, StaffCapacity, Tried, in_time

if TYPE_CHECKING:
    from sojourn.study.budget_levels import Capacity, Levels
    from sojourn.study.budget_runs import Outcome, Runs

AGAIN = 5
"""Times that beds bind from one comparison to the next."""

Enlarge = Callable[["Levels", "Capacity", "Outcome"], "Levels"]


class FreeBeds:
    """Buys what frees beds, along a path."""

    def __init__(self, runs: Runs, enlarge: Enlarge) -> None:
        """Begin with nothing known.

        Args:
            runs: makes the runs.
            enlarge: the levels of a run with a step more of a capacity.
        """
        self.runs, self.enlarge = runs, enlarge
        self.open: tuple[StaffCapacity, ...] = tuple(
            what for what in STAFF if in_time(runs.scenario, what, runs.calendar.ticks)
        )
        self.tried: list[Tried] = []
        self._worth: dict[Capacity, float] = {}
        self._times = 0

    def step(self, before: Outcome, number: int) -> tuple[Capacity, Outcome]:
        """One step where beds bind: what was bought, and the run with it.

        Args:
            before: the run before it.
            number: how many steps there are before it.
        """
        if before.levels is None:
            raise ValueError("a point of the path has levels")
        staff = [what for what in self.open if before.levels.staff[what] < MOST_STAFF]
        allowed: tuple[Capacity, ...] = ("beds", *staff)
        compared = self._times % AGAIN == 0
        self._times += 1
        if not staff:
            return "beds", self._with("beds", before)
        if not compared:
            best = max(allowed, key=lambda what: self._worth[what])
            found = self._with(best, before)
            self._worth[best] = worth(found, before)
            return best, found
        runs = {what: self._with(what, before) for what in allowed}
        self._worth |= {what: worth(run, before) for what, run in runs.items()}
        best = max(allowed, key=lambda what: self._worth[what])
        for what in staff:
            self.tried.append(self._told(what, runs[what], before, number, runs["beds"], best == what))
        return best, runs[best]

    def at_end(self, last: Outcome, number: int, never: set[StaffCapacity]) -> None:
        """Try once more, at the end of a path, what was never bought and can be there in time."""
        for what in self.open:
            if what in never:
                self.tried.append(self._told(what, self._with(what, last), last, number, None, False))

    def _with(self, what: Capacity, before: Outcome) -> Outcome:
        if before.levels is None:
            raise ValueError("a point of the path has levels")
        return self.runs.at(self.enlarge(before.levels, what, before))

    def _told(
        self, what: StaffCapacity, run: Outcome, before: Outcome, number: int, beds: Outcome | None, bought: bool
    ) -> Tried:
        posts = self.runs.scenario.staff.of(what)
        if run.levels is None or before.levels is None or posts is None:
            raise ValueError("staff that are tried are followed, at known levels")
        more = (run.levels.staff[what] - before.levels.staff[what]) * posts.in_post.value
        beside = None if beds is None else beyond(beds, before)
        return Tried(what, more, number, *beyond(run, before), beside, bought, self.runs.weight)


def beyond(run: Outcome, before: Outcome) -> tuple[int, int]:
    """Removals and cents of a run beyond another."""
    return int(run.removals.sum() - before.removals.sum()), run.beyond(before)


def worth(run: Outcome, before: Outcome) -> float:
    """Removals beyond another run for each cent beyond it; without end where more people cost no more."""
    removals, cents = beyond(run, before)
    return removals / cents if cents > 0 else float("inf") if removals > 0 else 0.0
