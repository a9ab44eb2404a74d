"""Which agreements are in force, and from when: chosen in the programme as whole numbers, or kept to."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.study.plan.found import Agreed
from sojourn.study.plan.program import Linear, Program, Solved
from sojourn.study.plan.sending import Sending

Floats = npt.NDArray[np.float64]
SLIGHT = 1e-5
"""An agreement that betters the goal by less than this share of it is not counted on."""


class Choosing:
    """The agreements of a programme that may be chosen, where there are any."""

    def __init__(self, program: Program, sending: Sending | None) -> None:
        self.program, self.sending = program, sending

    def agree(self, agreed: Agreed) -> None:
        """Put agreements in force from a step on, and all others never."""
        sending = self.sending
        for key, columns in ({} if sending is None else sending.in_force).items():
            since = agreed.get(key)
            for q, column in enumerate(columns):
                self.program.bound_column(column, *((1.0, 1.0) if since is not None and q >= since else (0.0, 0.0)))

    def _free(self) -> None:
        """Let agreements be in force from the first step on in which they can be, or later, or never."""
        sending = self.sending
        if sending is not None:
            for (_, columns), first in zip(sending.in_force.items(), sending.first, strict=True):
                for q, column in enumerate(columns):
                    self.program.bound_column(column, 0.0, 1.0 if q >= first else 0.0)

    def whole(self, objective: Linear, *, most: bool) -> Solved:
        """Choose agreements for an objective, as whole numbers, and keep to what was chosen."""
        program, sending = self.program, self.sending
        if sending is None:
            raise RuntimeError("there are no agreements to choose from")

        self._free()
        relaxed = program.best(objective, most=most)
        if not relaxed.optimal:
            return relaxed
        fewer = Linear().plus(objective)
        for columns in sending.in_force.values():
            fewer.add(columns[-1], (-1.0 if most else 1.0) * SLIGHT * abs(relaxed.value))
        program.whole(sending.columns, asked=True)
        solved = program.best(fewer, most=most)
        program.whole(sending.columns, asked=False)
        if solved.optimal:
            self.agree(agreed_of(sending, solved.columns))
        return solved


def agreed_of(sending: Sending, values: Floats) -> dict[str, int | None]:
    """From which step on each agreement is in force, by the values of the columns."""
    found: dict[str, int | None] = {}
    for key, columns in sending.in_force.items():
        there = [q for q, column in enumerate(columns) if values[column] > 0.5]
        found[key] = there[0] if there else None
    return found
