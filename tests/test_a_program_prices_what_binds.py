"""A linear programme of a textbook: most 3 x + 2 y with x + y <= 4, x + 3 y <= 9, x <= 3 is 11, at (3, 1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.study.plan.program import Linear, Program


def textbook() -> tuple[Program, Linear, list[int], list[int]]:
    program = Program()
    x, y = program.column("x", 0, 3), program.column("y")
    rows = [
        program.row("first", Linear().add(x, 1).add(y, 1), high=4),
        program.row("second", Linear().add(x, 1).add(y, 3), high=9),
    ]
    return program, Linear().add(x, 3).add(y, 2), [x, y], rows


def test_the_answer_and_its_prices_are_those_of_the_textbook() -> None:
    program, what, (x, y), (first, second) = textbook()
    found = program.maximise(what)
    assert found.optimal
    assert found.value == pytest.approx(11)
    assert (found.columns[x], found.columns[y]) == pytest.approx((3, 1))
    assert found.row_prices[first] == pytest.approx(2)
    assert found.row_prices[second] == pytest.approx(0)
    assert found.worth_more(x) == pytest.approx(1)
    assert found.worth_more(y) == 0


def test_the_least_of_the_opposite_has_the_opposite_prices() -> None:
    program, what, (x, _), (first, _) = textbook()
    found = program.minimise(Linear().plus(what, -1.0))
    assert found.value == pytest.approx(-11)
    assert found.row_prices[first] == pytest.approx(-2)
    assert found.worth_more(x) == pytest.approx(1)


def test_another_end_is_solved_again_and_a_price_is_a_difference() -> None:
    program, what, _, (first, _) = textbook()
    before = program.maximise(what)
    program.bound_row(first, -float("inf"), 4.1)
    after = program.maximise(what)
    assert after.value - before.value == pytest.approx(0.1 * before.row_prices[first])


def test_a_constant_in_a_row_counts() -> None:
    program = Program()
    x = program.column("x")
    program.row("with ten", Linear({x: 1.0}, 10.0), high=12)
    assert program.maximise(Linear().add(x, 1)).value == pytest.approx(2)


def test_what_cannot_be_is_said() -> None:
    program, what, (x, _), _ = textbook()
    program.row("more than there is", Linear().add(x, 1), low=5)
    assert program.maximise(what).status == "infeasible"


def test_it_is_written_as_text_that_names_everything(tmp_path: Path) -> None:
    program, what, _, _ = textbook()
    program.maximise(what)
    program.write(tmp_path / "toy.lp")
    text = (tmp_path / "toy.lp").read_text()
    assert all(name in text for name in ("first", "second", "x", "y"))
