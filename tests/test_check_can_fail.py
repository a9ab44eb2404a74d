"""The check sees what is wrong: a rate, a law, an order, a person on another day. A check that cannot fail is none."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from command_line import sojourn
from sojourn.network import Exponential, Geometric, Lognormal
from sojourn.proof import checking, days, families, lines, metamorphic, networks, reordering, toy
from sojourn.proof.case import Case
from sojourn.proof.checking import judged
from sojourn.proof.laws import Memoryless
from sojourn.proof.verdict import most_z

MOST = most_z(60)


def fails(case: Case, seed: int = 3, replications: int = 12) -> bool:
    return not all(one.passed for one in judged([case], seed, MOST, replications=replications))


class Slower(Memoryless):
    """Stays that end a tenth too late."""

    def duration(self, tick: float) -> Geometric:
        return Geometric(tick / self.mean / 1.1)


def test_a_wrong_rate_of_service_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    build = families.BUILDERS["limited-room"]
    assert not fails(build("limited-room"))
    monkeypatch.setattr(lines, "Memoryless", Slower)
    assert fails(build("limited-room"))


def test_a_wrong_rate_of_arrival_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = networks.waiting_line
    monkeypatch.setattr(lines, "waiting_line", lambda rate, *rest: right(1.05 * rate, *rest))
    assert fails(lines.line("line", 0.2, 10.0, 3))


def test_a_day_too_long_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "Exponential", lambda mean: Exponential(mean + 1))
    assert fails(days.filling_up("filling", 100.0, 30.0, (30, 90)))


def test_forgotten_elapsed_times_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    case = days.run_down("run-down", 5000, 30.0, 1.0, (10, 50))
    assert not fails(case)
    whole = days._all_in
    monkeypatch.setattr(days, "_all_in", lambda entered: whole(np.full(len(entered), -1)))
    assert fails(case)


def test_a_wrong_law_is_seen_where_only_the_mean_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    case = lines.one_server("mg1", 0.7, Memoryless(1.0), "exponential")
    assert not fails(case)
    monkeypatch.setattr(Memoryless, "duration", lambda self, tick: Lognormal.from_mean(self.mean / tick, 0.3))
    assert fails(case)


def test_priorities_the_wrong_way_round_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = networks.priority_line

    def reversed_levels(*arguments):
        network = right(*arguments)
        (pool,) = network.pools
        values = pool.level.values
        turned = dict(zip(values, reversed(list(values.values())), strict=True))
        return replace(network, pools=(replace(pool, level=replace(pool.level, values=turned)),))

    monkeypatch.setattr(lines, "priority_line", reversed_levels)
    assert fails(lines.priorities("priorities", (0.2, 0.6)))


def test_a_single_seat_too_few_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = networks.departures
    monkeypatch.setattr(days, "departures", lambda ticks, seats, every, **rest: right(ticks, seats - 1, every, **rest))
    assert fails(days.seats_known("known", 12, 80, 7))


def test_what_holds_between_runs_can_break(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that somebody does enter, newcomers who take what is short, luck that is not that of the seed."""
    right = toy.Toy.network

    def entered(self):
        network = right(self)
        if not self.annex:
            return network
        stages = list(network.stages)
        at = [stage.name for stage in stages].index("interview")
        (clock,) = stages[at].clocks
        stages[at] = replace(stages[at], clocks=(replace(clock, to={"hearing": 0.78, "released": 0.2, "annex": 0.02}),))
        return replace(network, stages=tuple(stages))

    with monkeypatch.context() as patch:
        patch.setattr(toy.Toy, "network", entered)
        assert not metamorphic.find("empty-stage", 1, MOST).passed
    with monkeypatch.context() as patch:
        patch.setattr(metamorphic, "Toy", lambda seed, contended=True, **rest: toy.Toy(seed, True, **rest))
        assert not metamorphic.find("new-kind", 1, MOST).passed
    with monkeypatch.context() as patch:
        runs = iter(range(100))
        once = metamorphic._run
        patch.setattr(metamorphic, "_run", lambda one: once(replace(one, seed=next(runs))))
        for name in ("no-change", "resume", "threads"):
            assert not metamorphic.find(name, 1, MOST).passed, name
    with monkeypatch.context() as patch:
        loss = networks.loss
        patch.setattr(metamorphic, "loss", lambda rate, *rest: loss(1.05 * rate if rate > 75 else rate, *rest))
        assert not metamorphic.find("doubled", 1, MOST).passed


def test_an_order_that_matters_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = iter([{"held": 1}, {"held": 2}, {"held": 3}, {"held": 3}])
    monkeypatch.setattr(reordering, "_summary", lambda *_: next(texts))
    assert metamorphic.find("order", 1, MOST).found.endswith("held of the summary differs")


def test_a_failure_is_told_and_is_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(days.seats_known("seats-known", 12, 80, 7), expected={"wait": 12.0})
    monkeypatch.setattr(checking, "named", lambda name: wrong)
    told = sojourn("check", "--only", "seats-known")
    assert told.code == 1
    assert "FAIL" in told.out
    assert "1 of 1 does not agree" in told.out
    told = sojourn("check", "--only", "seats-known", "--json")
    assert told.code == 1
    assert json.loads(told.out)["passed"] is False
