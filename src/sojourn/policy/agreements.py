"""When people can be sent under an agreement, day by day: statuses, the credit given to them, and the last day."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.policy.litigation import Days
from sojourn.scenario.agreements import RISING, Agreement, Credit, Status
from sojourn.scenario.litigation import OF_AGREEMENT

Floats = npt.NDArray[np.float64]
WHOLE_CHANNEL = "third_country_removal"


def sends(agreement: Agreement, days: Days, credit: Credit = "signed") -> Floats:
    """1 on days on which people can be sent under an agreement, else 0; courts are left aside.

    Args:
        agreement: what the scenario says of it.
        days: (n,) days, in order (`Calendar.days`).
        credit: with ``signed`` people go while it is in force; with ``open``, ``talks`` or ``floated`` also while its
            status is at least that. What is ruled out, suspended, enjoined or ended never counts.

    Returns:
        (n,) zeros and ones.
    """
    out = np.zeros(len(days))
    for change in agreement.statuses:
        out[days >= np.datetime64(change.on)] = float(counts(change.status, credit))
    if agreement.ends is not None:
        out[days > np.datetime64(agreement.ends)] = 0.0
    return out


def counts(status: Status, credit: Credit = "signed") -> bool:
    """Whether a status counts as in force."""
    if status not in RISING:
        return False
    least = "in_force" if credit == "signed" else credit
    return RISING.index(status) >= RISING.index(least)


def channels(agreement: Agreement) -> tuple[str, ...]:
    """Channels whose stop stops removals under an agreement."""
    return WHOLE_CHANNEL, f"{OF_AGREEMENT}{agreement.country}"
