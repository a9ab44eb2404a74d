"""Short runs of the plan with agreements of one's own, and what became of their people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

import sojourn
from sojourn.results.run import Run

UNTIL = "2025-10-01"
SENT = "removed_third_country"
IN_FORCE = "{on: 2025-03-01, status: in_force}"


def deal(more: str = "", country: str = "Panama", statuses: str = IN_FORCE) -> str:
    """An agreement in the words of a scenario."""
    return f"{{country: {country}, statuses: [{statuses}]{more and ', '}{more}}}"


def case(channel: str, acts: str, name: str = "A v. B") -> str:
    """A case in the words of a scenario."""
    return f"litigation=[{{case: {name}, channel: {channel!r}, acts: [{acts}]}}]"


@cache
def ran(deals: Sequence[str] = (), *changes: str, seed: int = 5, until: str = UNTIL) -> Run:
    """The plan until a day, with these agreements and changes."""
    agreements = f"third_country.agreements=[{', '.join(deals)}]"
    period = (f"period.until={until}", "opening.warm_up=200 days", f"seed={seed}")
    return sojourn.run(sojourn.load("plan-2025", [*period, agreements, *changes]))


def daily(run: Run, target: str = SENT, stage: str | None = None) -> npt.NDArray[np.int64]:
    """People who reach a place on each day."""
    return np.asarray(run.panel.taken(target=target, stage=stage).sum(axis=1))


def by_month(run: Run, people: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The same by calendar month."""
    return np.bincount(run.calendar.month, weights=people).astype(np.int64)


def by_nationality(run: Run, target: str = SENT, stage: str | None = None) -> dict[str, npt.NDArray[np.int64]]:
    """People who reach a place, by nationality: (months,) each; only nationalities with somebody."""
    edges = [
        i for i, edge in enumerate(run.panel.edges) if edge.target == target and (stage is None or edge.stage == stage)
    ]
    flow = run.panel.period_flow[:, edges].sum(axis=1)
    names = run.kinds.levels("nationality")
    return {name: flow[:, at] for at, name in enumerate(names) if flow[:, at].any()}


def tick(run: Run, day: str) -> int:
    """Tick of a day."""
    return run.calendar.tick(date.fromisoformat(day))
