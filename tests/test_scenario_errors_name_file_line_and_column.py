"""Whatever is wrong in a scenario is said in a sentence that begins with its file, line and column."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from sojourn.run import load
from sojourn.scenario import ScenarioError, read
from toy_scenario import BASE, errors_of

# Each case: a text with « and » around what is to be underlined, and words of the sentence and of the hint.
# ruff: noqa: E501 (a table reads best unbroken)
CASES = [
    ("horizon: «30»", "a duration expected, got `30`", "give the unit: `30 days`?"),
    ("horizon: 4 years\n«bedz»:\n  capacity: 3", "unknown key `bedz`", "did you mean `beds`?"),
    ("horizon: 4 years\nbeds:\n  «capasity»: 3", "unknown key `capasity`", "allowed here: capacity, bed_day, stay"),
    ("«horizn»: 4 years", "unknown key `horizn`", "did you mean `horizon`?"),
    ("horizon: 4 years\njudges: «many»", "`judges`: a whole number expected, got `many`", ""),
    ("horizon: 4 years\nopen: «maybe»", "`open`: true or false expected, got `maybe`", ""),
    ("horizon: 4 years\ntitle: «[a, b]»", "`title`: text expected, got a list", ""),
    ("horizon: 4 years\nbeds: «[1]»", "`beds`: a mapping expected, got a list", ""),
    ("horizon: 4 years\nagreements: «none»", "`agreements`: a list expected, got `none`", ""),
    ("horizon: 4 years\nagreements:\n  - {country: Peru, status: «taks»}", "`taks` is not allowed", "did you mean `talks`?"),
    ("horizon: 4 years\nagreements:\n  - «{status: talks}»", "`country` is missing from `agreements.0`", ""),
    ("horizon: 4 years\n«period»:\n  from: 2025-01-20", "`until` is missing from `period`", ""),
    ("horizon: 4 years\nperiod: {from: 2025-01-20, until: «2024-01-20»}", "`period.until`: lies before", "swap the two"),
    ("horizon: 4 years\nagreements: [{country: «Atlantis», status: talks}]", "no such country", ""),
    ("horizon: 4 years\nbeds: {stay: {dist: «log-normal»}}", "`log-normal` is not allowed for `beds.stay.dist`", "`lognormal`"),
    ("horizon: 4 years\nbeds: {stay: {dist: lognormal, «media»: 3 days, p90: 9 days}}", "unknown key `media`", "`median`"),
    ("horizon: 4 years\nbeds: {capacity: «many»}", "a number of beds expected, got `many`", "41,500 beds"),
    ("horizon: 4 years\nbeds: {capacity: {value: «-3», source: x}}", "between 0 and 1 trillion, got `-3`", ""),
    ("horizon: 4 years\nbeds: {capacity: {«valeu»: 3, source: x}}", "unknown key `valeu`", "did you mean `value`?"),
    ("horizon: 4 years\nbeds: {capacity: [{from: «1/2/2025», value: 3}]}", "a date expected", "2025-01-02 or 2025-02-01"),
    ("horizon: 4 years\npace: «nevr»", "`nevr` is not allowed for `pace`", "did you mean `never`?"),
    ("horizon: 4 years\npace: «quick»", "a factor expected, got `quick`", "never"),
    ("horizon: 4 years\nby_year: {2025: 3, «soon»: 4}", "the key `soon` is not allowed: a whole number expected", ""),
    ("horizon: 4 years\nnationalities:\n  El Salvador: {refuses: «12»}", 'nationalities."El Salvador".refuses`', "12% or 0.12"),
    ("horizon: 4 years\ntitle: a\n«title»: b", "`title` is given twice: first at line 2, column 1", ""),
    ("horizon: 4 years\nweights: [«.nan»]", "`.nan` is not a number", ""),
    ("horizon: 4 years\nweights: [1, «-.inf»]", "`-.inf` is not a number", ""),
    ("horizon: 4 years\nweights: [«1e999»]", "too large a number", ""),
    ("horizon: 4 years\nweights: [«40»,000, 50,000]", "a comma between digits", "write 40_000 or 40k"),
    ("horizon: 4 years\nweights: [«41»,500, 60,250]", "a comma between digits", "write 41_500 or 41.5k"),
    ("horizon: 4 years\nbeds: {capacity: {value: 41,«500 beds», source: x}}", "a comma between digits", "41_500 beds"),
    ("horizon: 4 years\ntitle: «!!python/name:os.system x»", "tags such as", ""),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "message", "hint"), CASES)
def test_one_thing_wrong_is_one_problem_at_its_place(marked: str, message: str, hint: str) -> None:
    text = marked.replace("«", "").replace("»", "")
    before, _, rest = marked.partition("«")
    under = rest.partition("»")[0]
    (problem,) = errors_of(text).problems
    assert problem.place is not None
    assert str(problem.place) == f"plan:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    assert problem.excerpt is not None
    assert problem.excerpt[problem.caret - 1 :][: problem.width] == under
    assert message in problem.message
    assert hint in (problem.hint or "")


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    error = errors_of("judges: many\nhorizon: 30\nbedz: 3\ntitle: a\ntitle: b\n")
    assert [problem.place.line for problem in error.problems if problem.place] == [1, 2, 3, 5]


def test_a_missing_key_of_the_whole_scenario_is_told_at_its_beginning() -> None:
    (problem,) = errors_of("title: x\n").problems
    assert str(problem.place) == "plan:1:1"
    assert problem.message == "`horizon` is missing from the scenario"


def test_an_overlay_without_its_base_is_told_how_to_name_one() -> None:
    class Two(BaseModel):
        first: int
        second: int

    with pytest.raises(ScenarioError, match="begin with `extends: base`"):
        read("plan", Two, shipped={"base": "first: 1\nsecond: 2\n", "plan": "{}\n"})


def test_it_looks_like_a_good_compiler() -> None:
    assert str(errors_of(BASE.replace("beds:", "bedz:"))) == (
        "plan:2:1: error: unknown key `bedz`\n"
        "  2 | bedz:\n"
        "    | ^^^^\n"
        "    = did you mean `beds`?\n"
        "    = allowed here: horizon, title, judges, request, book_ins, pace, open, period, beds, agreements, "
        "nationalities, by_year, weights"
    )


def test_carets_stand_under_the_place_after_wide_characters_and_tabs() -> None:
    rendered = str(errors_of('horizon: 4 years\nagreements: [{country: "日本",\tstatus: taks}]\n')).splitlines()
    assert rendered[1].index("taks") + 2 == rendered[2].index("^")
    assert rendered[2].count("^") == 4


def test_a_long_line_is_cut_around_the_place() -> None:
    (problem,) = errors_of("horizon: 4 years\nweights: [" + "1, " * 2000 + "x, " + "1, " * 2000 + "1]\n").problems
    assert problem.excerpt is not None
    assert len(problem.excerpt) < 200
    assert problem.excerpt[problem.caret - 1] == "x"


def test_nothing_in_a_message_can_drive_a_terminal() -> None:
    assert "\x1b" not in str(errors_of('horizon: "\\e[31m 30"\n'))
    assert "\u202e" not in str(errors_of("horizon: \u202e30 days\n"))


def test_problems_are_plain_data_for_other_programs() -> None:
    (one,) = json.loads(json.dumps(errors_of("horizon: 30\n").to_json()))
    assert (one["file"], one["line"], one["column"], one["width"], one["path"]) == (
        "plan",
        1,
        10,
        2,
        "horizon",
    )
    assert one["excerpt"] == "horizon: 30"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("beds.order=[other]", "`beds.order`: 3 entries expected, got 1"),
        ("beds.order=[]", "`beds.order`: 3 entries expected, got 0"),
        ("departures.charter.0.days=[sundae]", "`sundae` is not allowed for `departures.charter.0.days.0`"),
        ("departures.charter.0.days=[]", "`departures.charter.0.days`: at least 1 entry expected, got a list"),
    ],
)
def test_a_list_that_is_too_short_is_one_problem(change: str, message: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        load("plan-2025", [change])
    assert [one.message for one in refused.value.problems] == [message]
