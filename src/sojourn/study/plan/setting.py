"""A scenario with its responses: what every search of it has in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sojourn import warm_up
from sojourn.results.periods import WHOLE
from sojourn.results.run import Run
from sojourn.scenario.us import UsScenario
from sojourn.study.budget_levels import without_limits
from sojourn.study.plan.building import Builder
from sojourn.study.plan.fluid import Pace
from sojourn.study.plan.levers import Lever, Name
from sojourn.study.plan.may_agree import May
from sojourn.study.plan.paces import paces_of
from sojourn.study.plan.probe import responses
from sojourn.study.plan.response import Responses
from sojourn.study.plan.search import Search
from sojourn.study.plan.sending import sets_of
from sojourn.study.plan.targets import Goal, Target
from sojourn.study.plan.verify import number_of
from sojourn.study.points.drawing import drawing
from sojourn.study.points.point import measured
from sojourn.systems.calendar import Calendar

Floats = npt.NDArray[np.float64]
SHORT_RUN = 12
"""Months below which a plan has a step for each month, not for each quarter."""


class Setting:
    """A scenario with its responses: what every search of it has in common."""

    def __init__(
        self,
        model: UsScenario,
        calendar: Calendar,
        seed: int,
        levers: Mapping[Name, Lever],
        specialised: bool | None = None,
        may: Sequence[May] = (),
        nights: Sequence[int] = (),
    ) -> None:
        """Run the scenario as it is once, and once more as if money were there where an account is empty; probe it."""
        self.model, self.calendar, self.seed, self.levers = model, calendar, seed, dict(levers)
        self.may = tuple(may)
        self.also: tuple[str, ...] = ()
        own = drawing(model, seed=seed, until=calendar.until, specialised=specialised)
        point = replace(own.central(), nights=tuple(nights))
        self.run: Run = point.run()
        self.before = measured(point, self.run)
        if self.run.emptied or self.run.not_ordered:
            free = drawing(without_limits(model), seed=seed, until=calendar.until, specialised=specialised)
            self.run = free.central().run()
        inside = warm_up.opening(model, seed, specialised=False)
        lines = sets_of(model, self.may)[1]
        self.responses: Responses = responses(model, calendar, inside, seed=seed, lines=lines)
        self.paces: list[Pace] = paces_of(model, calendar, levers, inside, seed, lines)
        moved = {pace.lever.name for pace in self.paces}
        for name in ("judges", "documents", "releases"):
            if name in self.levers and name not in moved:
                del self.levers[name]
        self.step = 3 if int(calendar.month[-1]) + 1 > SHORT_RUN else 1

    def search(
        self,
        targets: Sequence[Target],
        goal: Goal,
        *,
        turned: Sequence[str],
        lets_in: Floats | None = None,
        paced: bool = True,
    ) -> Search:
        """The programme with targets and a goal.

        Args:
            targets: what has to hold.
            goal: what is to be least or most.
            turned: criminalities of those who may be turned away for want of a bed.
            lets_in: (classes, months) people let in a day, about: what a change of pace acts on.
            paced: whether paces may change.
        """
        builder = Builder(
            self.model, self.calendar, self.responses, self.run, self.levers,
            paces=self.paces if paced else (), lets_in=lets_in, turned=turned, step=self.step,
            may=self.may,
        )  # fmt: skip
        builder.build()
        own = [max(self._own(target, span.key) for span in target.spans(self.calendar)) for target in targets]
        return Search(builder, targets, goal, self.also, own)

    def _own(self, target: Target, period: str) -> float:
        """What a target is about, in the scenario as it is; of one by a day, over the whole run."""
        return number_of(self.before, target.result.key, WHOLE if period == "by" else period)
