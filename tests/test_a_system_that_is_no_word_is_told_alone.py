"""A system that is no word is told at its place, and no key is said to be missing from another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.run import load
from sojourn.scenario import ScenarioError


@pytest.mark.parametrize(("written", "said", "column"), [("5", "`5`", 9), ("[us]", "a list", 9), ("", "nothing", 1)])
def test_a_system_that_is_no_word_is_told_alone(tmp_path: Path, written: str, said: str, column: int) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"system: {written}\ntitle: A plan\n")
    with pytest.raises(ScenarioError) as refused:
        load(plan)
    (problem,) = refused.value.problems
    assert problem.message == f"{said} is no system that can be simulated"
    assert (problem.place.line, problem.place.column) == (1, column) if problem.place else False
