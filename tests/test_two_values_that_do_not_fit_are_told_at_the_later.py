"""Where two values do not fit each other, the sentence points at the one that was written later."""

from __future__ import annotations

import pytest

from sojourn.scenario import ScenarioError, read
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario

MINE = "extends: us-2024\nlimits: {reviews: {KEY: DAYS}}\n"


def place(source: str, key: str = "first", days: str = "200 days", *overrides: str) -> str:
    mine = MINE.replace("KEY", key).replace("DAYS", days)
    with pytest.raises(ScenarioError) as caught:
        read(source, UsScenario, overrides=list(overrides), shipped={**shipped(), "mine": mine})
    (problem,) = caught.value.problems
    assert "has to come after the first" in problem.message
    return str(problem.place)


def test_an_override_is_pointed_at() -> None:
    assert place("us-2024", "first", "1 day", "limits.reviews.first=200 days").startswith("--set:1:")
    assert place("us-2024", "first", "1 day", "limits.reviews.second=20 days").startswith("--set:1:")


@pytest.mark.parametrize(("key", "days"), [("first", "200 days"), ("second", "20 days")])
def test_the_outermost_file_is_pointed_at(key: str, days: str) -> None:
    assert place("mine", key, days).startswith("mine:2:")
