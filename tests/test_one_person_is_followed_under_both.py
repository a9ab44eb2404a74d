"""One synthetic person under two scenarios is the same person, whose paths are equal until a change reaches them."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from compared import SHORT
from sojourn.run import load_us
from sojourn.trace.beside import Beside, asked, beside
from sojourn.trace.setting import Setting
from sojourn.trace.who import TraceError

UNTIL = date(2025, 4, 1)
LATER = date(2025, 3, 10)


@cache
def both(person: str, *changes: str, seed: int = 2025) -> Beside:
    one, other = (load_us("plan-2025", (SHORT, *more)).model for more in ((), changes))
    return beside(one, other, person, seed=seed, until=UNTIL)


def told(found: Beside, which: int) -> list[tuple[object, ...]]:
    return [(step.stage, step.begins, step.ends, step.ended_by) for step in found.ways[which].steps]


@pytest.mark.parametrize("person", ["El Salvador", "Cuba, convicted, interior", "Guatemala, border, 2025-03-01"])
def test_under_equal_scenarios_paths_are_equal(person: str) -> None:
    found = both(person)
    assert found.equal
    assert found.parts_on is None
    assert told(found, 0) == told(found, 1) != []
    assert found.ways[0].person == found.ways[1].person


@pytest.mark.parametrize(("nationality", "seed"), [("Guatemala", 1), ("Venezuela", 2)])
def test_until_the_day_on_which_the_scenarios_differ_paths_are_equal(nationality: str, seed: int) -> None:
    # From that day on nobody is held for long.
    stop = ("releases.paroled=[{value: 1}, {from: 2025-03-10, value: 1000}]",)
    found = both(nationality, *stop, seed=seed)
    if found.parts_on is not None:
        assert found.parts_on >= LATER
    before = [
        [entry for entry in told(found, which) if isinstance(entry[2], date) and entry[2] < LATER] for which in (0, 1)
    ]
    assert before[0] == before[1]


def test_a_change_that_reaches_a_person_parts_their_paths() -> None:
    found = both("China, interior, 2025-03-01", "releases.paroled=[{value: 1}, {from: 2025-03-10, value: 5000}]")
    assert not found.equal
    assert found.parts_on is not None
    assert found.parts_on >= LATER
    assert found.ways[1].outcome == "paroled"
    assert told(found, 0)[: found.common] == told(found, 1)[: found.common]
    plain = found.to_json()
    assert plain["synthetic"] is True
    assert plain["parts_on"] == found.parts_on.isoformat()


def test_a_person_who_does_not_come_is_told() -> None:
    found = both("El Salvador, interior, 2025-03-20", "arrivals.history=null", "arrivals.interior=1 per day")
    assert found.number > 1
    assert found.ways[0].steps != ()
    assert (found.ways[1].outcome, found.ways[1].steps) == ("absent", ())


def test_the_person_is_the_one_that_trace_follows() -> None:
    from sojourn.trace import trace

    model = load_us("plan-2025", (SHORT, "period.until=2025-04-01")).model
    alone = trace(model, nationality="Honduras", arrested=date(2025, 3, 1))
    found = beside(model, model, "Honduras, 2025-03-01")
    assert (found.source, found.number, found.arrested) == (alone.source, alone.number, alone.arrested)
    assert [(s.stage, s.begins, s.ends) for s in found.ways[0].steps] == [
        (s.stage, s.begins, s.ends) for s in alone.steps
    ]
    assert found.ways[0].outcome == alone.outcome


def test_words_of_a_person_come_in_any_order() -> None:
    setting = Setting(load_us("plan-2025").model)
    one, since = asked(setting, "Cuba, 2025-06-01, interior, notice to appear, convicted")
    assert (one.nationality, one.criminality, one.agency, one.case) == (
        "Cuba", "convicted", "interior", "notice_to_appear",
    )  # fmt: skip
    assert setting.calendar.day(since) == date(2025, 6, 1)
    other, _ = asked(setting, "case=other, nationality=Cuba")
    assert (other.criminality, other.case) == (None, "other")


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("Cubba", "did you mean `Cuba`"),
        ("Cuba, dangerous", "says nothing of a person"),
        ("", "has a nationality first"),
        ("Cuba, 2035-01-01", "outside the days"),
        ("Cuba, 2025-99-99", "--trace"),
    ],
)
def test_a_person_who_cannot_be_is_one_sentence(person: str, words: str) -> None:
    with pytest.raises(TraceError, match=words) as found:
        both(person)
    assert "\n" not in str(found.value)
