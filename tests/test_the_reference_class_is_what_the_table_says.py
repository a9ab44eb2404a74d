"""The reference class holds what the tables say and no more, and its chances move when the tables do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from sojourn.evidence.reading import Row
from sojourn.evidence.tables import table
from sojourn.policy import reference_class
from sojourn.policy.courses import course, known
from sojourn.policy.outlook import in_force_by, stopped_by_court
from sojourn.policy.reference_class import CAUSES, chances, laws, reference
from sojourn.scenario.agreements import Agreement

ARTICLE = date(2025, 1, 5)
START = date(2025, 1, 20)


def of(sort: str, known_by: date | None = None) -> dict[str, list[tuple[int, str | None]]]:
    out: dict[str, list[tuple[int, str | None]]] = {}
    for one in reference(known_by).sorts[sort].found:
        out.setdefault(one.member.split(" / ")[-1], []).append((one.days, one.cause))
    return out


def rows(*events: tuple[str, str]) -> list[Row]:
    return [Row({"scheme": "s", "country": "c", "on": on, "status": status}) for on, status in events]


def spells(*events: tuple[str, str], told: str = "2020-12-31") -> dict[str, list[tuple[int, str | None]]]:
    found = {sort: [] for sort in CAUSES}
    course("s / c", rows(*events), date.fromisoformat(told), found)
    return {sort: [(one.days, one.cause) for one in each] for sort, each in found.items() if each}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("2020-01-01", "floated")], {"named": [(365, None)]}),
        (
            [("2020-01-01", "floated"), ("2020-01-11", "open"), ("2020-01-31", "signed"), ("2020-03-01", "in_force")],
            {"named": [(30, "signed")], "signed": [(30, "in_force")], "in_force": [(305, None)]},
        ),
        ([("2020-01-01", "signed"), ("2020-01-11", "ended")], {"signed": [(10, "ended")]}),
        ([("2020-01-01", "in_force"), ("2020-01-11", "suspended")], {"in_force": [(10, "stopped")]}),
        (
            [("2020-01-01", "talks"), ("2020-01-11", "in_force")],
            {"named": [(10, "signed")], "signed": [(0, "in_force")], "in_force": [(355, None)]},
        ),
        (
            [
                ("2020-01-01", "signed"),
                ("2020-02-01", "enjoined"),
                ("2020-03-01", "signed"),
                ("2020-03-31", "in_force"),
            ],
            {"signed": [(90, "in_force")], "in_force": [(275, None)]},
        ),
        (
            [("2020-01-01", "open"), ("2020-01-02", "ruled_out"), ("2020-01-12", "talks"), ("2020-02-01", "signed")],
            {"named": [(1, "ruled_out"), (20, "signed")], "ruled_out": [(10, "came_back")], "signed": [(334, None)]},
        ),
        (
            [("2020-01-01", "signed"), ("2020-02-01", "talks")],
            {"signed": [(31, "ended")], "named": [(334, None)]},
        ),
        ([("2020-05-07", "enjoined")], {}),
    ],
)
def test_a_course_is_read_as_by_hand(events: list[tuple[str, str]], expected: dict[str, object]) -> None:
    assert spells(*events) == expected


def test_known_courses_of_the_table_are_there() -> None:
    assert of("named")["Turks and Caicos"] == [(1, "ruled_out")]
    assert of("named")["Bahamas"] == [(0, "ruled_out")]
    assert of("named")["Panama"] == [(69, "signed")]  # 5 December 2024 to 12 February 2025
    assert (118, "in_force") in of("signed")["Guatemala"]  # 26 July to 21 November 2019
    assert (116, "stopped") in of("in_force")["Guatemala"]  # to 16 March 2020
    assert (742, "in_force") in of("signed")["Rwanda"]  # 14 April 2022 to 25 April 2024
    assert of("agreed")["uk_rwanda"] == [(61, "challenged")]  # to 14 June 2022
    assert (8, "stopped") in of("challenged")["East Bay Sanctuary Covenant v. Barr (rule on transit)"]
    assert of("challenged")["U.T. v. Barr"] == [(388, None)]  # open until the agreements ended, 6 February 2021
    assert of("stopped")["N.S.K. v. the United Kingdom"] == [(753, None)]  # until the scheme ended, 6 July 2024
    assert of("stopped")["D.V.D. v. Department of Homeland Security"] == [(87, "reopened")]


def test_on_the_day_of_the_article_nobody_had_signed_and_two_were_open() -> None:
    named = of("named", ARTICLE)
    assert named == {
        "Bahamas": [(0, "ruled_out")],
        "Grenada": [(5, "ruled_out")],
        "Guatemala": [(16, None)],
        "Panama": [(31, None)],
        "Turks and Caicos": [(1, "ruled_out")],
    }
    counted = {one.what: (one.did, one.of) for one in chances(ARTICLE)}
    assert counted["countries named in December 2024 signed"] == (0, 5)
    assert counted["courses in the table, named before or not, were signed"] == (5, 10)


def test_nothing_later_than_the_fence_is_known() -> None:
    for day in (date(2020, 1, 1), date(2023, 1, 1), ARTICLE):
        past = reference(day)
        until = {name: max(row.text("on") for row in known(table(name), day)) for name in ("agreements", "litigation")}
        assert all(last <= day.isoformat() for last in until.values())
        first = min(date.fromisoformat(row.text("on")) for name in until for row in table(name))
        assert all(one.days <= (day - first).days for spells in past.sorts.values() for one in spells.found)
    assert len(reference(date(2000, 1, 1)).sorts["named"]) == 0
    assert 0 < stopped_by_court(date(2000, 1, 1)).value < 1


def test_what_is_counted_lies_between_the_few_and_the_most() -> None:
    few, named, everything = [one.did / one.of for one in chances()][:3]
    assert max(few, named) < everything
    for one in chances():
        assert one.low < one.did / one.of < one.high or one.did in (0, one.of)


@contextmanager
def without(monkeypatch: pytest.MonkeyPatch, scheme: str) -> Iterator[None]:
    def fewer(name: str) -> tuple[Row, ...]:
        return tuple(row for row in table(name) if row.text("scheme") != scheme)

    with monkeypatch.context() as patch:
        patch.setattr(reference_class, "table", fewer)
        for one in (reference, laws):
            one.cache_clear()
        yield
    for one in (reference, laws):
        one.cache_clear()


@pytest.mark.parametrize("scheme", ["third_country_2025", "candidates_2024", "uk_rwanda"])
def test_the_chances_come_from_the_table(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    panama = Agreement.model_validate({"country": "Panama", "statuses": [{"on": "2024-12-05", "status": "floated"}]})
    before = in_force_by(panama, START, date(2027, 1, 1)), stopped_by_court()
    with without(monkeypatch, scheme):
        after = in_force_by(panama, START, date(2027, 1, 1)), stopped_by_court()
    assert before[0] != after[0]
    assert before == (in_force_by(panama, START, date(2027, 1, 1)), stopped_by_court())


def test_few_make_a_wide_band() -> None:
    panama = Agreement.model_validate({"country": "Panama", "statuses": [{"on": "2024-12-05", "status": "floated"}]})
    now, then = in_force_by(panama, START, date(2029, 1, 20)), in_force_by(panama, START, date(2029, 1, 20), ARTICLE)
    assert now is not None
    assert then is not None
    assert now.n > then.n
    assert now.high - now.low > 0.2
    assert then.high - then.low > 0.2
