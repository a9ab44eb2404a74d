"""Which way people leave is brought to what was last published, while as many leave as the simulation says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.study.custody.levels import all_removals, levelled
from sojourn.study.custody.told import Told
from sojourn.study.custody.window import FEW, Window, window
from sojourn.study.forecasts.series import REASONS
from toy_history import steady

MONTHS = 12


class NoLuck:
    """No luck at all: every step is 0."""

    def standard_normal(self, size: int | tuple[int, ...]) -> np.ndarray:
        return np.zeros(size)


def toy(times: dict[str, float]) -> tuple[Window, Told]:
    """A steady year, and a member that tells so many times what was published of each reason."""
    seen = window(steady())
    flows = {reason: times.get(reason, 1.0) * seen.history.book_outs[reason] for reason in REASONS}
    empty = np.zeros((MONTHS, 2, 3))
    return seen, Told(empty, flows, np.ones(MONTHS), np.zeros((365, 2)), None)  # type: ignore[arg-type]


def rows(of: Told, months: int = 3) -> dict[str, np.ndarray]:
    """The last months of a member as the months ahead."""
    return {reason: people.sum(axis=1)[-months:] for reason, people in of.book_outs.items()}


@given(st.floats(0.3, 3.0), st.floats(0.3, 3.0))
def test_as_many_leave_as_the_simulation_says(removed: float, bonded: float) -> None:
    seen, of = toy({"removed": removed, "bonded": bonded})
    before, after = rows(of), levelled(seen, of, rows(of), MONTHS, NoLuck())
    assert np.allclose(sum(after.values()), sum(before.values()))


@pytest.mark.parametrize("bonded", [0.5, 2.0])
def test_shares_go_all_the_way_to_what_was_published(bonded: float) -> None:
    """FEW people are added before logarithms are taken, which leaves 1 in 60 of a correction of 500 people."""
    seen, of = toy({"bonded": bonded})
    after = levelled(seen, of, rows(of), MONTHS, NoLuck())
    assert after["removed"] / after["bonded"] == pytest.approx(8.0, rel=0.03)


def test_a_reason_that_is_right_is_left_alone() -> None:
    seen, of = toy({})
    before, after = rows(of), levelled(seen, of, rows(of), MONTHS, NoLuck())
    assert all(np.allclose(after[reason], before[reason]) for reason in REASONS)


def test_a_reason_that_was_not_published_is_not_moved_by_itself() -> None:
    seen, of = toy({"removed": 2.0})
    unknown = {**seen.history.book_outs, "removed": np.full((MONTHS, 3), np.nan)}
    blind = Window(replace(seen.history, book_outs=unknown))
    before, after = rows(of), levelled(blind, of, rows(of), MONTHS, NoLuck())
    assert all(np.allclose(after[reason], before[reason]) for reason in REASONS)


def test_steady_removals_go_on_as_they_were() -> None:
    """Removals of whole months differ by their days alone, so that steps are small and no trend is there."""
    seen, of = toy({"removed": 0.7})
    months = [all_removals(seen, of, np.full(6, 3_900.0), MONTHS, np.random.default_rng(s)) for s in range(200)]
    assert np.median(months) == pytest.approx(1.2 * 160 * 30.4, rel=0.04)


def test_removals_that_rose_by_leaps_have_wider_bands() -> None:
    seen, of = toy({})
    leaps = seen.history.removals * np.tile([0.7, 1.4], 6)
    wild = Window(replace(seen.history, removals=leaps))
    spread = [
        np.std(
            [np.log(all_removals(w, of, np.full(6, 3_900.0), MONTHS, np.random.default_rng(s)))[5] for s in range(99)]
        )
        for w in (seen, wild)
    ]
    assert spread[1] > 5 * spread[0]
    assert FEW > 0
