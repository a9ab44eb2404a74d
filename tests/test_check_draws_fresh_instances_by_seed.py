"""`--random` draws instances nobody has seen: by the seed, over every family, and all of them with a finite answer."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from sojourn.proof import instances as drawing
from sojourn.proof.case import Case
from sojourn.proof.checking import judged
from sojourn.proof.instances import FAMILIES, instances
from sojourn.proof.verdict import most_z


def described(seed: int, count: int) -> list[tuple[str, str, tuple[tuple[str, float], ...]]]:
    return [(case.name, case.title, tuple(case.expected.items())) for case in instances(seed, count)]


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    first, again, other = described(1, 15), described(1, 15), described(2, 15)
    assert first == again
    assert not {expected for *_, expected in first} & {expected for *_, expected in other}


def test_more_are_drawn_behind_those_there_were() -> None:
    assert described(4, 20)[:7] == described(4, 7)


def test_every_family_has_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a random order that goes round: as many as there are families have each of them once."""
    turns: list[int] = []

    def family(number: int) -> Callable[[str, object], Case]:
        return lambda name, rng: (turns.append(number), Case(name, "", {}, lambda seed: {}))[1]

    monkeypatch.setattr(drawing, "FAMILIES", tuple(family(i) for i in range(len(FAMILIES))))
    for seed in (1, 2):
        instances(seed, 2 * len(FAMILIES))
    rounds = [turns[i : i + len(FAMILIES)] for i in range(0, len(turns), len(FAMILIES))]
    assert [sorted(one) for one in rounds] == [list(range(len(FAMILIES)))] * 4
    assert rounds[0] == rounds[1] != rounds[2] == rounds[3]


@pytest.mark.parametrize("seed", range(3))
def test_every_instance_has_a_finite_answer(seed: int) -> None:
    for case in instances(seed, 30):
        assert case.expected
        assert all(0 <= value < math.inf for value in case.expected.values()), case.title


@pytest.mark.parametrize("seed", [11, 12])
def test_some_agree(seed: int) -> None:
    found = judged(instances(seed, 3), seed, most_z(60), replications=8)
    assert [(one.title, one.quantity, one.z) for one in found if not one.passed] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 24))
def test_many_agree(seed: int) -> None:
    found = judged(instances(seed, 45), seed, most_z(120))
    assert [(one.title, one.quantity, one.z) for one in found if not one.passed] == []
