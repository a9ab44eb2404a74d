"""Where a network has a known answer the engine gives it: quick cases on several seeds, all of them in the slow run."""

from __future__ import annotations

import pytest

from sojourn.proof import days, lines, metamorphic
from sojourn.proof.checking import asked, check, judged
from sojourn.proof.families import BUILDERS, ONLY_LONG
from sojourn.proof.laws import Memoryless
from sojourn.proof.verdict import Verdict, most_z

QUICK = ["mm3", "erlang-a", "loss-beds", "waiting-beds", "filling-up", "run-down", "seasons", "seats-known"]
SEEDS = [101, 102, 103]


def all_pass(found: list[Verdict]) -> None:
    assert [(one.case, one.quantity, one.expected, one.simulated, one.z) for one in found if not one.passed] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_quick_cases(seed: int) -> None:
    cases, _ = asked(seed, 0, QUICK)
    all_pass(judged(cases, seed, most_z(60), replications=8))


def test_loss_and_transients_at_other_numbers() -> None:
    cases = [
        days.loss_beds("loss", 2.0, 0.1, 22),
        days.filling_up("filling", 100.0, 30.0, (10, 31)),
        lines.erlang_loss("erlang", 10, 8.0, Memoryless(1.0), "exponential"),
    ]
    all_pass(judged(cases, 7, most_z(60), replications=8))


@pytest.mark.parametrize("name", [name for name in metamorphic.NAMES if name != "order"])
def test_what_holds_between_runs(name: str) -> None:
    finding = metamorphic.find(name, 104, most_z(60))
    assert finding.passed, finding.found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 2**63 - 1])
def test_everything(seed: int) -> None:
    """Named cases, a fresh instance of every family twice, and all that holds between runs."""
    found = check(seed, random=30)
    all_pass(list(found.verdicts))
    assert [one for one in found.findings if not one.passed] == []
    assert {one.case for one in found.verdicts} >= set(BUILDERS) - set(ONLY_LONG)
    # Over a hundred lines: the root mean square of so many z is in this range but for one run in thousands.
    assert found.spread is not None
    assert 0.7 < found.spread < 1.4


@pytest.mark.slow
def test_what_only_a_long_check_has() -> None:
    all_pass(list(check(5, only=ONLY_LONG).verdicts))


def test_long_means_more_of_the_same() -> None:
    short, long = (check(5, only=["run-down"], long=long) for long in (False, True))
    assert long.replications == 4 * short.replications
    all_pass([*short.verdicts, *long.verdicts])
    for one, more in zip(short.verdicts, long.verdicts, strict=True):
        assert 0.3 < more.error / one.error < 0.8
