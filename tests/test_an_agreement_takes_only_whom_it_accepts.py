"""An agreement takes the nationalities and classes of people it accepts, on its terms, and never its own nationals."""

from __future__ import annotations

import numpy as np
import pytest

from agreement_runs import SENT, by_nationality, daily, deal, ran

CLASSES = ("convicted", "pending", "other")


@pytest.mark.parametrize("taken", [("convicted",), ("pending", "other")])
def test_only_the_classes_of_people_it_accepts(taken: tuple[str, ...]) -> None:
    run = ran((deal(f"accepts: {{criminality: [{', '.join(taken)}]}}"),))
    by_class = run.panel.taken(target=SENT).sum(axis=0).reshape(-1, len(CLASSES)).sum(axis=0)
    assert {name for name, people in zip(CLASSES, by_class, strict=True) if people} == set(taken)


def test_nationalities_and_classes_hold_together() -> None:
    run = ran((deal("accepts: {nationalities: [Cuba, Venezuela], criminality: [convicted]}"),))
    assert set(by_nationality(run)) == {"Cuba", "Venezuela"}
    by_class = run.panel.taken(target=SENT).sum(axis=0).reshape(-1, len(CLASSES)).sum(axis=0)
    assert by_class[1:].sum() == 0


def test_two_agreements_each_take_their_own() -> None:
    run = ran(
        (
            deal("accepts: {nationalities: [Cuba], criminality: [other]}"),
            deal("accepts: {nationalities: [Cuba, China], criminality: [convicted, pending]}", country="Rwanda"),
        )
    )
    assert set(by_nationality(run, stage="departure: Panama")) == {"Cuba"}
    assert set(by_nationality(run, stage="departure: Rwanda")) == {"Cuba", "China"}


def test_a_country_never_takes_its_own_by_agreement() -> None:
    run = ran((deal(country="Cuba"),))
    assert "Cuba" not in by_nationality(run)
    assert "Venezuela" in by_nationality(run)


def test_a_notice_of_its_own_delays_the_first_departure() -> None:
    first = [int(np.flatnonzero(daily(ran((deal(more),))))[0]) for more in ("", "notice: 30 days")]
    # The notice of the scenario is one day.
    assert first[1] - first[0] == 29


def test_a_screening_of_its_own_sets_who_is_not_sent() -> None:
    told = {}
    for share in (0.0, 0.5, 1.0):
        run = ran((deal(f"fear_found: {share:.0%}"),))
        (one,) = run.summary["third_country"]["agreements"]
        told[share] = one["screened_out"], one["sent"]
    assert told[0.0][0] == 0
    assert told[1.0][1] == 0
    out, sent = told[0.5]
    # A share of one half among n people has a standard error of sqrt(n) / 2 people.
    assert abs(out - (out + sent) / 2) < 4 * np.sqrt(out + sent) / 2


def test_whom_nobody_would_take_is_told_by_nationality() -> None:
    run = ran((deal("accepts: [Cuba, China]"), deal("accepts: [India]", "Rwanda", "{on: 2025-03-01, status: talks}")))
    told = run.summary["third_country"]
    refused = by_nationality(run, target="third_country")
    assert set(told["nobody_takes"]) == set(refused) - {"Cuba", "China"}
    assert told["nobody_takes"]["India"] == refused["India"].sum()
    assert told["refused_by_home"] == sum(people.sum() for people in refused.values())


def test_classes_that_every_agreement_leaves_out_are_told() -> None:
    run = ran((deal("accepts: {criminality: [convicted]}"),))
    told = run.summary["third_country"]
    by_class = run.panel.taken(target="third_country").sum(axis=0).reshape(-1, len(CLASSES)).sum(axis=0)
    assert told["nobody_takes"] == {}, "it goes by nationality only"
    assert told["classes_nobody_takes"] == {"pending": by_class[1], "other": by_class[2]}
    assert told["classes_nobody_takes"]["other"] > 0
    (said,) = [one for one in run.summary["findings"] if "third country" in one]
    end = "people with pending charges or with neither a conviction nor pending charges."
    assert said.endswith(f" No agreement that could be used accepts {end}")
    everybody = ran((deal("accepts: {criminality: [convicted]}"), deal(country="Rwanda")))
    assert everybody.summary["third_country"]["classes_nobody_takes"] == {}
    assert not any("that could be used accepts" in one for one in everybody.summary["findings"])


def test_an_agreement_without_a_class_of_people_is_said_to_take_nobody() -> None:
    run = ran((deal("accepts: {criminality: []}"),))
    assert run.summary["third_country"]["agreements"][0]["sent"] == 0
    assert any("but with no class of people accepted" in one for one in run.summary["findings"])


def test_everybody_told_is_somewhere_at_the_end() -> None:
    run = ran((deal("quota: 300"),))
    (told,) = run.summary["third_country"]["agreements"]
    places = ("notice: Panama", "departure: Panama")
    waiting = sum(int(run.panel.inside(place)[-1].sum()) for place in places)
    others = sum(
        int(run.panel.taken(stage=place, target=name).sum())
        for place in places
        for name in run.exits
        if name not in (SENT, "fear_of_third_country")
    )
    before = sum(int(run.panel.opening[run.stages.index(place)].sum()) for place in places)
    assert told["noticed"] + before == told["screened_out"] + told["sent"] + waiting + others


def test_payments_fall_due_when_signed_and_for_each_who_is_sent() -> None:
    terms = "payment_fixed: 5 million USD, payment_per_person: 20k USD per person"
    run = ran((deal(terms, statuses="{on: 2025-02-01, status: signed}, {on: 2025-03-01, status: in_force}"),))
    (told,) = run.summary["third_country"]["agreements"]
    assert told["payments"] == {
        "currency": "USD",
        "due": {"FY2025": 5e6 + 2e4 * told["sent"]},
        "in_all": 5e6 + 2e4 * told["sent"],
    }
    early = ran((deal(terms, statuses="{on: 2024-02-01, status: signed}"),))
    assert early.summary["third_country"]["agreements"][0]["payments"]["due"] == {"before the run": 5e6}
    never = ran((deal(terms, statuses="{on: 2025-02-01, status: talks}"),))
    assert never.summary["third_country"]["agreements"][0]["payments"]["in_all"] == 0
