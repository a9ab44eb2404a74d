"""What one more of something is worth: differences between runs of a plan with and without a little more of it.

The prices of the programme say what a limit is worth in the fluid. What is told is what the simulator gives: each draw
is run with a few per cent more of one lever from its lead time on, in the same world with the same luck, and what
changes is divided by what was added. Where nothing changes, it does not bind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sojourn.results.bands import Band, band
from sojourn.results.periods import WHOLE
from sojourn.study.plan.found import Found
from sojourn.study.plan.levers import Lever, Name
from sojourn.study.plan.targets import Goal
from sojourn.study.plan.verify import Simulator, Trial, number_of

MORE = 0.04
"""How much more of a lever is tried, as a share of its level."""
KEYS: Mapping[Name, tuple[str, ...]] = {
    "arrests": ("added",),
    "beds": ("beds",),
    "judges": ("judges",),
    "documents": ("documents",),
}


@dataclass(frozen=True, eq=False)
class Worth:
    """What one more of a lever, all along from its lead time on, changes over the whole run."""

    lever: Name
    added: float
    """How much was added, on average of the days from then on."""
    draws: int
    """Draws in which it was tried."""
    changes: Mapping[str, Band | None] = field(repr=False)
    """Line to the band of its change for each one more."""
    goal: Band | None = None
    """By how much the goal gets better for each one more, at the programme's prices of the targets, in the goal's unit;
    what the lever itself costs beside the ledger is not in it."""

    def binds(self, key: str) -> bool:
        """Whether more of it changes a line one way in nearly all draws."""
        found = self.changes.get(key)
        return found is not None and (found.low > 0 or found.high < 0)


def worths(
    simulator: Simulator, trial: Trial, levers: Mapping[Name, Lever], lines: Sequence[str], draws: int, goal: Goal
) -> tuple[Worth, ...]:
    """Try a little more of each lever of a plan.

    Args:
        simulator: runs proposals.
        trial: the plan and its runs under draws.
        levers: what may be changed.
        lines: lines of the answer whose changes are wanted; `cost` is that of all accounts.
        draws: how many of the plan's draws to repeat.
        goal: what is to be least or most.
    """
    draws = min(draws, trial.runs)
    numbers: Sequence[int] = range(draws) if trial.stage == "draws" else ()
    proposal = trial.found.proposal
    days = np.diff([*(proposal.calendar.tick(day) for day in proposal.begins), proposal.calendar.ticks])
    tried: list[tuple[Name, float, Found]] = []
    for name, lever in levers.items():
        if name not in (*KEYS, "seats") or lever.fixed is not None:  # an agreement is weighed by itself (`counted_on`)
            continue
        keys = KEYS.get(name) or tuple(key for key in proposal.levels if key.startswith("seats: "))
        keys = tuple(key for key in keys if key in proposal.levels)
        more = proposal.times(keys, 1.0 + MORE, lever.lead)
        gained = np.asarray(sum((more.levels[key] - proposal.levels[key] for key in keys), np.zeros(len(days))))
        here = gained > 0
        if here.any():
            added = float((gained * days)[here].sum() / days[here].sum())
            tried.append((name, added, replace(trial.found, proposal=more)))
    out = []
    runs = simulator.run_all([found for _, _, found in tried], list(numbers)) if tried else []
    for (name, added, _), changed in zip(tried, runs, strict=True):
        changes = {}
        for key in lines:
            found = [
                (number_of(after, key, "all") - number_of(before, key, "all")) / added
                for after, before in zip(changed.lines, trial.lines, strict=False)
            ]
            changes[key] = band(found)
        better = [one / added for one in benefits(trial.found, goal, trial, changed)]
        out.append(Worth(name, added, changed.runs, changes, band(better)))
    return tuple(out)


def benefits(found: Found, goal: Goal, before: Trial, after: Trial) -> list[float]:
    """By how much the goal gets better from one trial to another, run by run, with the targets at their prices."""
    sign = 1.0 if goal.most else -1.0
    out = []
    for one, other, first, second in zip(before.lines, after.lines, before.values, after.values, strict=False):
        itself = 0.0 if goal.key == "beds" else number_of(other, goal.key, WHOLE) - number_of(one, goal.key, WHOLE)
        targets = sum(price * (second[key] - first[key]) for key, price in found.prices.items() if key in second)
        out.append(sign * (itself - targets))
    return out
