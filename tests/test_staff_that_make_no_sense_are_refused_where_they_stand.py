"""Staff that make no sense are refused in one sentence, where they stand in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.run import load
from sojourn.scenario import ScenarioError

HEAD = "extends: plan-2025\ntitle: Staff\n"

REFUSED = {
    "more leave than there are": (
        "staff:\n  judges:\n    attrition: 120%\n",
        "5:16",
        "a share lies between 0% and 100%",
    ),
    "all leave": ("staff:\n  judges:\n    attrition: 100%\n", "5:16", "has to be below 100%"),
    "a lead below nothing": ("staff:\n  judges:\n    lead: -5 days\n", "5:11", "a duration lies between 0 days"),
    "fewer posts than none": (
        "staff:\n  arrest_officers:\n    authorised: [{value: -100 officers}]\n",
        "5:26",
        "a number of officers lies between 0",
    ),
    "nobody in post": ("staff:\n  judges:\n    in_post: 0 judges\n", "5:14", "at least one has to be in post"),
    "training longer than the lead": (
        "staff:\n  document_officers:\n    lead: 30 days\n    training: 60 days\n",
        "6:15",
        "training of 60 days is a part of the lead, 30 days",
    ),
    "officers as judges": ("staff:\n  judges:\n    in_post: 700 officers\n", "5:14", "a number of judges expected"),
    "more than can be": ("staff:\n  judges:\n    authorised: 2 million judges\n", "5:17", "at most 1,000,000"),
    "a kind that there is not": ("staff:\n  judge: {}\n", "4:3", "did you mean `judges`"),
    "arrests by a judge": ("staff:\n  judges:\n    per_officer: 9 per year\n", "5:5", "unknown key `per_officer`"),
    "posts after the end": (
        "staff:\n  judges:\n    authorised: [{value: 735}, {from: 2040-01-01, value: 800}]\n",
        "5:39",
        "2040-01-01 is outside the period",
    ),
    "a cost of staff who are not followed": (
        "money:\n  accounts:\n    legal:\n      costs: [{value: 3769 USD per judge-day, dollars: 2021}]\n",
        "6:23",
        "nothing is counted per judge-day: the scenario has no `staff.judges`",
    ),
    "a cost of people who are not followed": (
        "money:\n  accounts:\n    alternatives:\n      costs: [{value: 5 USD per monitored day, dollars: 2018}]\n",
        "6:23",
        "no `alternatives`",
    ),
    "a cost of children who are not followed": (
        "money:\n  accounts:\n    children:\n      costs: [{value: 290 USD per child-day, dollars: 2021}]\n",
        "6:23",
        "no `children`",
    ),
    "a stay of nothing": ("alternatives:\n  stay: 2 hours\n", "4:9", "for a day at least"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_where_it_stands(what: str, tmp_path: Path) -> None:
    text, place, sentence = REFUSED[what]
    file = tmp_path / "staff.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load(file)
    told = str(refused.value)
    assert f"staff.yaml:{place}" in told
    assert sentence in told
    assert len([line for line in told.splitlines() if ": error: " in line]) == 1


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["judges", "document_officers", "arrest_officers"]),
    said=st.dictionaries(
        st.sampled_from(["in_post", "authorised", "lead", "training", "attrition", "most_hired", "elasticity"]),
        st.one_of(st.integers(-5, 2000), st.floats(0, 2), st.text(max_size=12), st.none()),
        max_size=4,
    ),
)
def test_whatever_is_written_is_read_or_refused_in_sentences(
    kind: str, said: dict[str, object], tmp_path: Path
) -> None:
    file = tmp_path / "staff.yaml"
    file.write_text(f"{HEAD}staff: {{{kind}: {json.dumps(said)}}}\n", encoding="utf-8")
    problems = []
    try:
        load(file)
    except ScenarioError as refused:
        problems = [problem.message for problem in refused.problems]
    assert all(problems)
