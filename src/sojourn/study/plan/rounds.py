"""Proposals, run and corrected: first at the central values, then under draws, until the targets are met surely."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sojourn.run import CannotRun
from sojourn.study.plan.fluid import TURNED
from sojourn.study.plan.found import Found, Key, Stop
from sojourn.study.plan.search import SLACK, Search
from sojourn.study.plan.setting import Setting
from sojourn.study.plan.targets import Goal, Target
from sojourn.study.plan.verify import (
    CENTRAL_ROUNDS,
    CLOSE,
    DRAW_ROUNDS,
    MUCH_ROOM,
    THIN,
    Simulator,
    Trial,
    corrected,
    room,
)

Floats = npt.NDArray[np.float64]
FIRST_DRAWS = 8
"""Draws of the first proposal under draws, at most: it only shows how far the targets have to be passed."""
WIDER = 2.0
"""How many times as many beds to spare, where too few draws found a bed for everybody: the draws that told how many it
takes were of another proposal, and each person stood for several."""
NEARLY = 0.98
"""Share of the beds that can be to spare that is asked for: those held may be a few more in the next proposal."""


def first_of(setting: Setting, targets: Sequence[Target], goal: Goal) -> tuple[Search, Found, tuple[str, ...]]:
    """The first proposal: with a bed for everybody where that can be, else with as few turned away as it takes.

    Returns:
        The programme, what it proposes, and who may be turned away in it.
    """
    last = setting.model.beds.order[-1]
    tried = []
    for turned in ((), (last,), TURNED):
        lets_in = None
        if setting.paces:
            lets_in = setting.search(targets, goal, turned=turned, paced=False).find({}).lets_in
        search = setting.search(targets, goal, turned=turned, lets_in=lets_in)
        found = search.find({})
        if found.stop is None:
            return search, found, turned
        tried.append((search, found, turned))
    # Nothing reaches it: the nearest with a bed for everybody, if anything can be so.
    nearest = next((one for one in tried if one[1].stop is not None and one[1].stop.possible), None)
    if nearest is None:
        fixed = [f"{name}={lever.fixed:g}" for name, lever in setting.levers.items() if lever.fixed is not None]
        told = f"with --fix {' --fix '.join(fixed)} there is" if fixed else "with these levers there is"
        raise CannotRun(f"{told} no plan at all: more people are held from the first day on than there would be beds")
    return nearest


def central_rounds(
    setting: Setting, simulator: Simulator, search: Search, found: Found, turned: Sequence[str], *, alone: bool
) -> tuple[Trial, Search, Found, dict[Key, float], float]:
    """Run proposals at the central values, and correct the programme by each, until it foresees what comes out.

    ``alone`` says that no draws follow: then the targets are to be met in the run itself.

    Returns:
        The last run (where no draws follow, the last that met all targets, if any did), its programme and proposal, the
        corrections, and by how much the fluid was off at first.
    """
    corrections: dict[Key, float] = {}
    off, trial, hopeless = 0.0, None, found.stop is not None
    met: tuple[Trial, Search, Found, dict[Key, float]] | None = None
    for number in range(CENTRAL_ROUNDS + 2 * alone):
        before = search, found
        if number and setting.paces:
            search = setting.search(search.targets, search.goal, turned=turned, lets_in=found.lets_in)
        if number or not turned:
            agreed = found.agreed if number > 1 else None  # chosen anew once it is known how far the fluid is off
            # The first has beds to spare, and shows how many are held where nobody is turned away.
            more = MUCH_ROOM * found.held if trial is None else room(trial, search, 0.5)
            found = search.find(corrections, None if turned else more, agreed, keep=False)
        if trial is not None and found.stop is not None and not found.stop.possible:
            search, found = before  # nothing could be proposed, not even what misses the targets
            break
        trial = simulator.run(found, 0)
        new = corrected(trial, search, 0.5)
        size = {key: max(abs(search.targets[key[0]].number), 1.0) for key in new}
        if number == 0:
            off = max((abs(new[key]) / max(abs(trial.values[0][key]), 1.0) for key in new), default=0.0)
        settled = all(abs(new[key] - corrections.get(key, 0.0)) < CLOSE * size[key] for key in new)
        corrections = new
        if alone and trial.met:
            met = trial, search, found, dict(new)
        # That so many beds to spare cannot be is no stop: it is seen with as many as are needed.
        seen = number > 0 or bool(turned) or (not alone and (found.stop is None or hopeless))
        if settled and seen and (trial.met or found.stop is not None or not alone):
            break
        if alone and settled:  # the luck of a run moves a little with its levels: ask for a little more
            for key, moved in new.items():
                if key in search.capped or key in search.housed:
                    continue
                corrections[key] = moved - (1.0 if search.targets[key[0]].least else -1.0) * CLOSE / 4 * size[key]
    if trial is None:
        raise RuntimeError("at least one round is made")
    if met is not None and not trial.met:
        trial, search, found, corrections = met
    return trial, search, found, corrections, off


def draw_rounds(
    simulator: Simulator,
    search: Search,
    central: Trial,
    corrections: Mapping[Key, float],
    sure: float,
    draws: int,
    turned: Sequence[str],
) -> tuple[Trial, Stop | None]:
    """Run proposals under draws until enough draws meet all targets, at no more than that takes; what stops it.

    The first has many beds more than are needed, and shows how many the draws take. It and the second follow one
    person for several; what is told of a plan is of all people. Where more draws than asked meet the targets, a round
    that is left goes to a proposal that asks for less, if the programme says that it gains anything.
    """
    agreed = central.found.agreed
    found = search.find(corrections, None if turned else MUCH_ROOM * central.found.held, agreed, keep=False)
    trial = simulator.run(found, min(draws, FIRST_DRAWS), THIN)
    best, short_of = None, 0
    beds = None if turned else room(trial, search, sure)
    if (found := search.find(corrected(trial, search, sure), beds, found.agreed, keep=False)).stop is None:
        trial = simulator.run(found, draws, THIN)
    asked = enough(trial, search, sure)
    failed: dict[Key, float] | None = None
    met: dict[Key, float] | None = None
    for _ in range(DRAW_ROUNDS):
        found = search.find(asked, beds, found.agreed, keep=False)
        if found.stop is not None and (best is None or met is None):
            return best or simulator.run(found, draws), found.stop
        if best is not None and met is not None and (found.stop is not None or not _gains(found, best, search)):
            break
        trial = simulator.run(found, draws)
        if best is None or _better(trial, best, sure, search):
            best = trial
        if trial.share >= sure:
            met, more = asked, 0
        else:
            failed, short_of = asked, short_of + 1
            more = short_of if met is None else 0
            if met is None and beds is not None and _cramped(trial, search) > (1.0 - sure) * trial.runs:
                beds = np.maximum(beds, np.minimum(WIDER * beds, _spare(found, search)))
        asked = enough(trial, search, sure, more)
        if met is not None and failed is not None:
            asked = _between(asked, failed, met)
    return best or trial, None


def _between(asked: Mapping[Key, float], failed: Mapping[Key, float], met: Mapping[Key, float]) -> dict[Key, float]:
    """Corrections that lie between some that were too small and some that were enough; else those in their middle."""
    inside = all(min(failed[key], met[key]) <= one <= max(failed[key], met[key]) for key, one in asked.items())
    new = any(one not in (failed[key], met[key]) for key, one in asked.items())
    return dict(asked) if inside and new else {key: (one + met[key]) / 2 for key, one in failed.items()}


def enough(trial: Trial, search: Search, sure: float, more: int = 0) -> dict[Key, float]:
    """Corrections with which as many draws as asked, and ``more``, meet all targets together, by those of a trial.

    Each target alone may be missed in as many draws as all may be together; where it is not the same draws that miss
    them, each is corrected by a point further out, the nearest with which enough draws are right in all.
    """
    needed = min(math.ceil(sure * trial.runs - 1e-9) + more, trial.runs)
    for wrong in range(trial.runs - needed, 0, -1):
        asked = corrected(trial, search, (trial.runs - wrong) / (trial.runs + 1))
        if _right(trial, search, asked) >= needed:
            return asked
    return corrected(trial, search, trial.runs / (trial.runs + 1))


def _right(trial: Trial, search: Search, asked: Mapping[Key, float]) -> int:
    """Draws that would meet all targets if the programme were corrected so, as each differs from the fluid so far."""
    fluid, count = trial.found.values, 0
    for one in trial.values:
        off = {key: (one[key] - fluid[key]) - more for key, more in asked.items() if key not in search.housed}
        count += all(
            key in search.capped or (beyond >= -1e-9 if search.targets[key[0]].least else beyond <= 1e-9)
            for key, beyond in off.items()
        )
    return count


def _gains(found: Found, best: Trial, search: Search) -> bool:
    """Whether a proposal is better than the best so far by more than is given up for a plan with less of everything."""
    less = (best.found.goal - found.goal) * (-1.0 if search.goal.most else 1.0)
    return less > SLACK * abs(best.found.goal)


def _spare(found: Found, search: Search) -> Floats:
    """(months,): beds beyond those held that there can be, nearly."""
    fluid = search.fluid
    if "beds" not in fluid.levels:
        return np.full(len(found.held), np.inf)
    most = np.array([fluid.program.ends(column)[1] for column in fluid.levels["beds"]])
    return np.maximum(NEARLY * (most[fluid.months.step] - found.held), 0.0)


def _cramped(trial: Trial, search: Search) -> int:
    """Draws in which a target is missed that beds to spare are to keep."""
    return sum(any(not search.targets[key[0]].met(one[key]) for key in search.housed) for one in trial.values)


def _better(one: Trial, other: Trial, sure: float, search: Search) -> bool:
    enough = one.share >= sure, other.share >= sure
    if enough == (True, True):
        return one.found.goal > other.found.goal if search.goal.most else one.found.goal < other.found.goal
    return one.share > other.share
