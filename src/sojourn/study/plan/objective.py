"""What a plan is to be least or most of, as a sum over the programme's columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.study.plan.building import Builder
from sojourn.study.plan.fluid import Fluid
from sojourn.study.plan.long_stays import held_over
from sojourn.study.plan.program import Linear
from sojourn.study.plan.targets import Goal, result_of

Floats = npt.NDArray[np.float64]
UNUSED = 10.0
"""The same of a place under an agreement that nobody takes while people wait for it."""
CRAMPED = 0.25
"""The same of a bed that is missing for a month to the room beside those held."""
WEIGHT = {"people": 1.0, "person-days": 60.0, "USD": 20_000.0, "beds": 1.0, "arrests": 1.0}
"""In the goal's unit, the weight of somebody whose wait for a seat ends at the limit after an order."""


def objective(builder: Builder, goal: Goal) -> Linear:
    """The goal, with the weights of what nobody plans: people who wait in vain, beds that are missing."""
    fluid, program = builder.out, builder.out.program
    calendar = fluid.calendar
    whole = slice(0, calendar.ticks)
    out = Linear()
    result = result_of(goal.key)
    if result is None or result.peak:
        most = program.column("most")
        over = [*fluid.held, *fluid.last] if result is not None else fluid.beds
        for at, one in enumerate(over):
            program.row(f"most[{at}]", Linear().add(most, 1.0).plus(one, -1.0), low=0.0)
        out.add(most, 1.0)
    elif result.nights is not None:
        out.plus(held_over(builder, result.nights, whole))
    else:
        out.plus(fluid.sum_of(result.key, whole))
    unit = "people" if result is None else result.unit
    sign = -1.0 if goal.most else 1.0
    for column in fluid.lapsed:
        out.add(column, sign * WEIGHT[unit])
    for column in fluid.cramped:
        out.add(column, sign * WEIGHT[unit] * CRAMPED)
    for column in () if fluid.sending is None else fluid.sending.unused:
        out.add(column, sign * WEIGHT[unit] * UNUSED)
    return out


def plain(fluid: Fluid, objective: Linear, values: Floats) -> float:
    """The goal without the weights of what nobody plans."""
    weights = {*fluid.lapsed, *fluid.cramped}
    weights |= set(() if fluid.sending is None else fluid.sending.unused)
    wanted = {column: c for column, c in objective.of.items() if column not in weights}
    return Linear(wanted, objective.constant).at(values)
