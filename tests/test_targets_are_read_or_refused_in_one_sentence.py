"""Whatever is typed as a target is read, or refused in one sentence that says where, before anything is run."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import sojourn
from sojourn.run import CannotRun
from sojourn.study.plan.levers import names_of
from sojourn.study.plan.targets import NAMES, OPERATORS, goal_of, target_of
from sojourn.systems.calendar import Calendar


@pytest.mark.parametrize(
    ("text", "key", "least", "number", "when"),
    [
        ("removals >= 400000 per fiscal year", "removed_all", True, 400_000, "per fiscal year"),
        ("Removals at least 400k /year", "removed_all", True, 400_000, "per fiscal year"),
        ("removals ≥ 1.2 million people in FY2027", "removed_all", True, 1_200_000, "in FY2027"),
        ("nobody held over 90 days", "over_90", False, 0, "in all"),
        ("nobody released for want of a bed per fiscal year", "exit_released_no_bed", False, 0, "per fiscal year"),
        ("people held over 180 nights <= 5,000 per fiscal year", "over_180", False, 5_000, "per fiscal year"),
        ("held over 60 days <= 5,000 in FY2026", "over_60", False, 5_000, "in FY2026"),
        ("nobody held over 365 days per fiscal year", "over_365", False, 0, "per fiscal year"),
        ("peak population <= 41500", "held_peak", False, 41_500, "in all"),
        ("population no more than 41,500 people at any time", "held_peak", False, 41_500, "in all"),
        ("cost <= 20 billion USD per fiscal year", "cost", False, 2e10, "per fiscal year"),
        ("cost <= $20bn in FY2026", "cost", False, 2e10, "in FY2026"),
        ("person-days in custody <= 12 million person-days in all", "person_days", False, 12e6, "in all"),
        ("third-country removals >= 500 by 2026-09-30", "removed_third_country", True, 500, "by 2026-09-30"),
    ],
)
def test_targets_are_read_in_their_forms(text: str, key: str, least: bool, number: float, when: str) -> None:
    found = target_of(text)
    assert (found.result.key, found.least, found.number, str(found.when)) == (key, least, number, when)
    assert target_of(str(found)) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("removal >= 5 in all", "did you mean removals?"),
        ("removals", "column 9: >= or <= expected"),
        ("removals = 400000 in all", "column 10: `=` cannot be met exactly"),
        ("removals >= many in all", "column 13: a number expected, got `many in all`"),
        ("removals >= 400,000", "does not say in what time"),
        ("removals >= 400,000 per month", "column 21: `per month` is no time"),
        ("removals >= 20 billion USD in all", "removals: people expected, not `usd`"),
        ("removals >= $5 in all", "removals: people expected, not `$`"),
        ("cost <= 20 billion per fiscal year", "give the currency"),
        ("cost <= 20 billion GBP per fiscal year", "money, in USD expected, not `gbp`"),
        ("peak population <= 5 person-days", "people expected, not `person-days`"),
        ("nobody held over 0 days", "held over 1 to 1,000 days, not over `0 days`"),
        ("nobody held over 2000 days", "held over 1 to 1,000 days, not over `2000 days`"),
        ("held over 6 months <= 5 in all", "held over 1 to 1,000 days, not over `6 months`"),
        ("nobody held over many days", "not over `many days`"),
        ("nobody removed", "is not known after `nobody`"),
        ("removals >= 5 at any time", "add up over days"),
        ("removals >= -5 in all", "from 0"),
        ("people held over 90 days <= 5 by 2026-09-30", "counted by fiscal year"),
        ("removals >= 5 by soon", "write it as by 2027-09-30"),
        (">= 5 in all", "a result expected"),
        ("", "cannot be read"),
    ],
)
def test_bad_targets_get_one_sentence(text: str, says: str) -> None:
    with pytest.raises(CannotRun) as told:
        target_of(text)
    assert says in str(told.value)
    assert len(str(told.value).splitlines()) == 1


@given(st.text(max_size=60) | st.builds(
    "{} {} {} {}".format,
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(sorted(OPERATORS)),
    st.from_regex(r"\$?[0-9][0-9,.]{0,6}( ?(k|bn|million|USD|people))?", fullmatch=True),
    st.sampled_from(["", "per fiscal year", "in FY2027", "by 2026-02-30", "ever", "in all", "/year"]),
))  # fmt: skip
def test_any_text_is_a_target_or_one_line(text: str) -> None:
    try:
        found = target_of(text)
    except CannotRun as trouble:
        assert len(str(trouble).splitlines()) == 1  # noqa: PT017
        assert len(str(trouble)) < 700  # noqa: PT017
    else:
        assert found.number >= 0
        assert target_of(str(found)) == found


@given(st.text(max_size=40))
def test_any_text_is_a_goal_or_levers_or_one_line(text: str) -> None:
    for read in (lambda: goal_of(text, most=False), lambda: names_of(text)):
        try:
            read()
        except CannotRun as trouble:
            assert len(str(trouble).splitlines()) == 1  # noqa: PT017


def test_the_days_of_a_target_have_to_be_in_the_run() -> None:
    days = Calendar(date(2025, 1, 20), date(2026, 3, 1))
    for text, says in (
        ("removals >= 5 per fiscal year", "no fiscal year is wholly in a run"),
        ("removals >= 5 in FY2030", "the run has no FY2030; it has FY2025 to FY2026"),
        ("removals >= 5 by 2027-01-01", "is not inside the run"),
    ):
        with pytest.raises(CannotRun, match=says):
            target_of(text).spans(days)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "nothing is asked for"),
        (("--target", "removals >= 5"), "does not say in what time"),
        (("--minimise", "suffering"), "--minimise: `suffering` is not known"),
        (("--minimise", "cost", "--maximise", "removals"), "give --minimise or --maximise"),
        (("--minimise", "cost", "--levers", "bed"), "did you mean beds?"),
        (("--minimise", "cost", "--fix", "beds"), "`beds` is not LEVER=VALUE"),
        (("--minimise", "cost", "--levers", "seats", "--fix", "beds=5"), "beds is not among the levers"),
        (("--minimise", "cost", "--fix", "beds=5 seats"), "--fix beds: a number of beds expected"),
        (("--minimise", "cost", "--lead", "beds=30"), "a duration expected"),
        (("--minimise", "cost", "--rise", "beds=many"), "--rise beds: a number expected"),
        (("--minimise", "cost", "--price", "beds=5"), "give the currency"),
        (("--minimise", "cost", "--sure", "1.5"), "--sure: 1.5 is no probability"),
        (("--minimise", "cost", "--draws", "-1"), "--draws: -1 cannot be had"),
        (("--minimise", "cost", "--lp", "a.txt"), "does not end in .lp"),
        (("--frontier", "removals", "removals"), "give two results that are not the same"),
        (("--frontier", "removals", "beds"), "cannot be laid on a frontier"),
        (("children-2025", "--minimise", "cost"), "is asked of scenarios of 'us' only"),
    ],
)
def test_bad_options_get_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    with patch("sojourn.study.plan.plan.Setting", side_effect=AssertionError("a run was made")):
        told = sojourn("plan", *arguments)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert len(told.err.splitlines()) == 1
