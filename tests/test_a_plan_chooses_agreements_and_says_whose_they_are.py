"""A plan may choose agreements: where the answer is known by hand it finds it, and it never has one for granted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_toys import DAYS, lever, run, scenario
from plan_toys import responses as toy
from sojourn.run import CannotRun, calendar_of, load_us
from sojourn.study.plan.building import Builder
from sojourn.study.plan.levers import levers_of
from sojourn.study.plan.may_agree import May, may_agree_of, with_agreed
from sojourn.study.plan.response import CELLS
from sojourn.study.plan.search import Search
from sojourn.study.plan.sending import sets_of
from sojourn.study.plan.targets import goal_of, target_of

MODEL = load_us("plan-2025").model
CALENDAR = calendar_of(MODEL, None)
RATE, SHARE = 40.0, 0.25
GOING = 1 / 40
"""Of forty a day a quarter is refused at once, and stops waiting at a rate of one in forty days: four hundred wait."""
TOY = scenario("third_country.fear_found=0%")


def may(*texts: str) -> tuple[May, ...]:
    """Agreements of the toy, in force from its first day on where nothing else is said."""
    return may_agree_of([text if "@" in text else f"{text}@{DAYS.start}" for text in texts], TOY, DAYS)


def search(mays: tuple[May, ...], *targets: str, least: str = "cost") -> Search:
    """A programme in which those who are refused wait, as many and as long as is known by hand."""
    plain, lines = toy(RATE), sets_of(TOY, mays)[1]
    count = max(lines.values()) + 1
    age = np.arange(DAYS.ticks)
    waiting = np.zeros((len(CELLS), count, DAYS.ticks))
    everybody = next(line for line in range(count))
    waiting[:, everybody] = SHARE * np.exp(-GOING * age)
    one = replace(plain.months[0], waiting=waiting, going=GOING)
    inside = replace(plain.inside, waiting=np.zeros((count, DAYS.ticks)))
    known = replace(plain, months=(one,) * len(plain.months), inside=inside)
    builder = Builder(
        TOY, DAYS, known, run(1e6, {"bed-day": 1.0}), {"beds": lever("beds", first=1e6, rise=0.0)}, may=mays
    )
    builder.build()
    return Search(builder, [target_of(text) for text in targets], goal_of(least, most=False))


def test_the_cheapest_that_suffices_is_chosen_and_no_more() -> None:
    mays = may("Panama=50 people, 1,000 USD per person", "Bahamas=50 people, 9,000 USD per person", "Grenada=5 people")
    found = search(mays, "third-country removals >= 1,000 in all").find({})
    assert found.stop is None
    assert found.agreed["agreement: Panama"] is not None
    assert found.agreed["agreement: Bahamas"] is None
    assert 1_000 * (1 - 1e-6) <= found.values[0, "all"] <= 1_020


def test_how_few_are_needed_is_counted() -> None:
    mays = may("Panama=50 people", "Bahamas=50 people", "Grenada=5 people")
    months = 24
    asked = search(mays, f"third-country removals >= {60 * months - 40} in all")
    assert asked.fewest({}) == 2
    assert search(mays, "third-country removals >= 0 in all").fewest({}) == 0
    assert search(mays, f"third-country removals >= {200 * months} in all").fewest({}) is None


def test_nobody_is_sent_before_the_first_day_or_beyond_the_places() -> None:
    mays = may(f"Panama=50 people@{date(2026, 10, 1)}")
    found = search(mays, "third-country removals >= 5,000 in all").find({})
    assert found.stop is not None
    assert found.agreed["agreement: Panama"] == 4  # the first quarter of the second year
    assert 5_000 - found.stop.missed[0, "all"] == pytest.approx(12 * 50, rel=0.06)
    assert {name for name, _, _ in found.stop.limits} == {"agreements"}


def test_no_more_are_sent_than_are_refused() -> None:
    found = search(may("Panama=9,000 people"), "third-country removals >= 1 million in all").find({})
    assert found.stop is not None
    refused = RATE * SHARE * DAYS.ticks
    assert 1e6 - found.stop.missed[0, "all"] == pytest.approx(refused, rel=0.05)


def test_whoever_is_sent_spares_a_bed_for_the_wait_that_is_left() -> None:
    """Ten a day wait forty days each; with an agreement they wait for the days of notice and a seat alone."""
    mays = may("Panama=9,000 people")
    one = search(mays, least="person-days in custody")
    without = one.find({}, None, {"agreement: Panama": None})
    with_it = one.find({}, None, {"agreement: Panama": 0})
    notice = 8.0  # a day of notice and seven to a seat
    spared = RATE * SHARE * (1 / GOING - notice) * (DAYS.ticks - 60)
    assert without.best - with_it.best == pytest.approx(spared, rel=0.08)


def test_what_is_paid_is_counted_by_its_terms_for_everybody_it_takes() -> None:
    """Fifty a month for a year, 3 million at once and 1,000 each; a day that nobody waits spares a dollar."""
    mays = may(f"Panama=50 people, 1,000 USD per person, 3 million USD@{date(2026, 10, 1)}")
    found = search(mays, "third-country removals >= 500 in all").find({})
    without = search(mays).find({}, None, {"agreement: Panama": None})
    paid = found.best - without.best
    for_all = 3e6 + 600 * 1_000
    assert for_all - 13 * 1_000 - 600 / GOING * 1.1 <= paid <= for_all


def test_places_are_used_while_people_wait_and_not_kept_for_later() -> None:
    found = search(may("Panama=50 people, 1,000 USD per person"), "third-country removals >= 100 in FY2026").find({})
    first = found.agreed["agreement: Panama"]
    assert first == 3  # the last quarter of the first year sends 150, less those on their way
    assert found.values[0, "FY2026"] == pytest.approx(150 - 13, abs=8)


def test_an_agreement_that_betters_nothing_is_not_counted_on() -> None:
    found = search(may("Panama=50 people, 900,000 USD per person")).find({})
    assert found.agreed == {"agreement: Panama": None}


def test_the_first_day_is_that_of_the_evidence_and_those_that_refused_are_left_out() -> None:
    found = {one.name: one for one in may_agree_of([], MODEL, CALENDAR)}
    assert set(found) == {"Panama", "Guatemala"}
    lead = levers_of(MODEL, CALENDAR, ("agreements",))["agreements"].lead
    assert all((one.earliest - CALENDAR.start).days == lead for one in found.values())
    assert not any(one.priced for one in found.values())
    (named,) = may_agree_of(["Bahamas"], MODEL, CALENDAR)
    assert named.refused


def test_what_is_chosen_is_written_as_in_force_on_its_terms() -> None:
    (one,) = may_agree_of(["Rwanda=30 people, 5,000 USD per person@2025-09-01"], MODEL, CALENDAR)
    deals = with_agreed(MODEL, [(one, one.earliest)])
    assert len(deals) == len(MODEL.third_country.agreements) + 1
    assert deals[-1]["statuses"][-1] == {"on": "2025-09-01", "status": "in_force", "source": "assumed for a plan"}
    assert deals[-1]["payment_per_person"]["value"] == "5,000 USD per person"
    assert deals[:-1] == [deal.model_dump(mode="json", by_alias=True) for deal in MODEL.third_country.agreements]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Panma", "did you mean Panama"),
        ("Panama=5 GBP", "in GBP"),
        ("Panama=200 people, 300 people", "stands twice"),
        ("Panama=1.5 people", "whole number of people"),
        ("Panama=,", "a term is empty"),
        ("Panama@soon", "2025-09-01"),
        ("Panama@2035-01-01", "not inside the run"),
        ("Panama=lots", "write terms as"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(CannotRun) as caught:
        may_agree_of([text], MODEL, CALENDAR)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40) | st.text(max_size=30).map("Panama={}".format))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CannotRun):
        assert len(may_agree_of([text], MODEL, CALENDAR)) == 1
