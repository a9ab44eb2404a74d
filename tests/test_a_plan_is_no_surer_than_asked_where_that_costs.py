"""A plan meets its targets in as many draws as asked, and pays for no more: rounds of draws come down as they go up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from sojourn.study.plan.found import Key
from sojourn.study.plan.rounds import draw_rounds, enough
from sojourn.study.plan.targets import target_of
from sojourn.study.plan.verify import DRAW_ROUNDS, Trial

FIRST, SECOND = (0, "FY2026"), (1, "FY2027")
ASKED = 100_000.0
DRAWS, SURE, NEEDED = 19, 0.8, 16
EVEN = tuple(1_000.0 * (i - 9) for i in range(DRAWS))
"""By how much each draw gives more than the fluid: the fourth from below is 6,000 short."""


class Programme:
    """A search that gives exactly what is asked, at a dollar a removal."""

    def __init__(self, keys: Sequence[Key] = (FIRST,)) -> None:
        self.targets = tuple(target_of(f"removals >= {ASKED:.0f} per fiscal year") for _ in keys)
        self.spans = dict.fromkeys(keys)
        self.capped: set[Key] = set()
        self.housed: set[Key] = set()
        self.goal = SimpleNamespace(most=False)

    def find(self, corrections: Mapping[Key, float], *_: object, **__: object) -> Any:
        values = {key: ASKED - corrections.get(key, 0.0) for key in self.spans}
        return SimpleNamespace(values=values, goal=max(values.values()), agreed={}, stop=None, held=None)


class World:
    """A simulator that gives what the programme says and, in each draw, so much beside it."""

    def __init__(self, thin: Mapping[Key, Sequence[float]], full: Sequence[Mapping[Key, Sequence[float]]]) -> None:
        self.thin, self.full, self.rounds = thin, list(full), 0

    def run(self, found: Any, draws: int, weight: int = 1) -> Trial:
        off = self.thin
        if weight == 1:
            off = self.full[min(self.rounds, len(self.full) - 1)]
            self.rounds += 1
        values = tuple({key: found.values[key] + some[draw] for key, some in off.items()} for draw in range(draws))
        met = sum(all(value >= ASKED for value in one.values()) for one in values)
        return Trial("draws", found, values, ({},) * draws, met)


def planned(world: World, keys: Sequence[Key] = (FIRST,)) -> Trial:
    programme: Any = Programme(keys)
    simulator: Any = world
    found, stop = draw_rounds(simulator, programme, programme_run(programme), {}, SURE, DRAWS, ("none",))
    assert stop is None
    return found


def programme_run(programme: Any) -> Trial:
    return Trial("central", programme.find({}), ({FIRST: ASKED},), ({},), 1)


def times(factor: float, by: Sequence[float] = EVEN) -> tuple[float, ...]:
    return tuple(factor * one for one in by)


@pytest.mark.parametrize("thin", [3.0, 1.0, 0.4])
def test_it_costs_what_the_least_number_of_draws_takes(thin: float) -> None:
    """The first runs foresee a spread that is too wide, right or too narrow; 106,000 meets it in 16 of 19 draws."""
    found = planned(World({FIRST: times(thin)}, [{FIRST: EVEN}]))
    assert found.met >= NEEDED
    assert found.found.goal == pytest.approx(106_000.0, rel=0.005)


def test_no_round_is_spent_where_nothing_is_to_be_gained() -> None:
    world = World({FIRST: EVEN}, [{FIRST: EVEN}])
    assert planned(world).met == NEEDED
    assert world.rounds == 1


def test_the_cheapest_that_meets_it_is_kept_where_one_lower_does_not() -> None:
    """Luck changes with the levels: what looked too dear after the first round was not."""
    world = World({FIRST: times(3.0)}, [{FIRST: EVEN}, {FIRST: times(2.0)}, {FIRST: EVEN}])
    found = planned(world)
    assert found.met >= NEEDED
    assert world.rounds <= DRAW_ROUNDS
    assert found.found.goal < 118_000.0


def test_targets_missed_in_different_draws_are_foreseen_together() -> None:
    """Each year is short in three draws of its own: one of both is missed in six unless more is asked of both."""
    other = EVEN[::-1]
    programme: Any = Programme((FIRST, SECOND))
    trial = World({}, [{FIRST: EVEN, SECOND: other}]).run(programme.find({}), DRAWS)
    asked = enough(trial, programme, SURE)
    right = sum(one >= asked[FIRST] and two >= asked[SECOND] for one, two in zip(EVEN, other, strict=True))
    assert right >= NEEDED
    world = World({FIRST: EVEN, SECOND: other}, [{FIRST: EVEN, SECOND: other}])
    assert planned(world, (FIRST, SECOND)).met >= NEEDED
    assert world.rounds == 1
