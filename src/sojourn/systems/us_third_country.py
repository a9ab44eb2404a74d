"""Third-country removal: agreements as doors that are open or shut, with quotas."""

from __future__ import annotations

import numpy as np

from sojourn.network import Door, Gate
from sojourn.scenario.us import Agreement, UsScenario
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_people import Nationality

NO_LIMIT = 1_000_000.0


def agreements(scenario: UsScenario, calendar: Calendar, nations: tuple[Nationality, ...]) -> Gate:
    """The gate of agreements. A door is open on days when its status is ``in_force``, and has its monthly quota."""
    names = [n.name for n in nations]
    new_month = np.diff(calendar.month, prepend=-1) > 0
    doors = []
    for number, agreement in enumerate(scenario.third_country.agreements):
        takes = names if agreement.accepts == "all" else [n for n in names if n in agreement.accepts]
        quota = NO_LIMIT if agreement.quota is None else float(agreement.quota)
        doors.append(
            Door(
                f"{agreement.country} {number + 1}",
                quota,
                refills=new_month,
                open=in_force(agreement, calendar),
                accepts=[n for n in takes if n != agreement.country],
                limit=agreement.in_all,
            )
        )
    return Gate("agreements", tuple(doors), lanes="nationality")


def in_force(agreement: Agreement, calendar: Calendar) -> Floats:
    """1 on days when people can be sent under the agreement, else 0."""
    out = np.zeros(calendar.ticks)
    for change in agreement.statuses:
        out[max(calendar.tick(change.on), 0) :] = float(change.status == "in_force")
    if agreement.ends is not None:
        out[max(calendar.tick(agreement.ends) + 1, 0) :] = 0.0
    return out
