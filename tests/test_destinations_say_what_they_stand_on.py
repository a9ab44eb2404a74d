"""`sojourn destinations` says what is assumed, not published, or hindsight: on one screen, or as JSON."""

from __future__ import annotations

import json
import math
from datetime import date

import pytest

from command_line import sojourn
from destination_toys import SHORT, UNTIL, agreement, compared
from sojourn.evidence.tables import table
from sojourn.study.destination_terms import candidates, caps, distances
from sojourn.study.destinations import destinations

QUICK = ("--workers", "1", "--seed", "5", *(part for one in SHORT for part in ("--set", one)))


@pytest.fixture(scope="module")
def screen() -> str:
    told = sojourn("destinations", "plan-2025", *QUICK, "--portfolio", "2")
    assert told.code == 0, told.err
    return told.out


def test_it_fits_the_screen_and_names_every_candidate(screen: str) -> None:
    assert max(map(len, screen.splitlines())) <= 100
    for country in ("Turks and Caicos", "Bahamas", "Panama", "Grenada", "Guatemala"):
        assert screen.count(country) >= 3
    assert "…" not in screen


def test_it_says_what_nobody_published(screen: str) -> None:
    plain = " ".join(screen.split())
    assert "21 people a month (Guatemala, Bahamas, Grenada, Panama, Turks and Caicos)" in plain
    assert "everybody accepted (Bahamas, Grenada, Panama, Turks and Caicos)" in plain
    assert "not published" in plain
    assert "No public safety grade" in plain
    assert "2 of 5" in plain
    assert "0 of 5" in plain
    assert "hindsight" in plain
    assert "Best 2 together: Panama, Guatemala" in plain


def test_json_is_one_document_with_effects_and_chances_apart() -> None:
    told = sojourn("destinations", "plan-2025", *QUICK, "--of", "Panama", "--quota", "30", "--json")
    (row,) = json.loads(told.out)["candidates"]
    assert row["country"] == "Panama"
    assert row["quota_a_month"] == 30
    assert row["safety_grade"] is None
    assert row["if_in_force"]["moved"] > 0
    assert set(row["in_force_by"]) == {"value", "low", "high", "n"}
    product = row["if_in_force"]["moved"] * row["in_force_by"]["value"]
    assert row["chance_times_moved"] == pytest.approx(product)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--of", "Panamá"), "no candidate of the scenario or of the evidence"),
        (("--from", "2030-01-01"), "is no day of the runs"),
        (("--by", "tomorrow"), "--by"),
        (("--by", "2025-01-19"), "the runs begin on 2025-01-20"),
        (("--known-by", "2100-01-01"), "is not in the evidence, which ends on"),
        (("--portfolio", "9"), "agreements in a portfolio"),
        (("--draws", "1"), "number of draws"),
        (("--quota", "-1"), "people a month"),
        (("--set", "third_country.agreements=[]"), "names no country"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    told = sojourn("destinations", "plan-2025", *QUICK, *arguments)
    assert told.code == 2
    assert told.out == ""
    assert said in told.err
    assert "Traceback" not in told.err


def test_terms_of_the_scenario_go_before_those_of_the_evidence() -> None:
    model = compared(agreement("Rwanda", "quota: 7 people"), agreement("Panama", "accepts: all")).scenario
    rwanda, panama = candidates(model, quota=None)
    assert rwanda.terms.quota is not None
    assert rwanda.terms.quota.value == 7
    assert not rwanda.assumed_quota
    assert rwanda.payment_fixed == 7_500_000.0
    assert panama.assumed_quota
    assert panama.payment_fixed is None
    assert candidates(model, known_by=date(2025, 1, 5))[0].payment_fixed is None  # published in 2025


def test_countries_of_the_evidence_alone_come_with_its_terms() -> None:
    model = compared(agreement("Panama")).scenario
    found = {one.name: one for one in candidates(model, every=True)}
    assert set(found) >= {"Panama", "Eswatini", "Costa Rica", "Ecuador", "Honduras"}
    assert not {"Nauru", "Albania"} & set(found)  # schemes of other senders
    assert found["Eswatini"].terms.quota is not None
    assert found["Eswatini"].terms.quota.value == math.ceil(160 / 12)
    assert found["Eswatini"].payment_fixed == 5_100_000.0
    assert found["Honduras"].standing(UNTIL) == "ended 2021-02-06"
    assert found["Eswatini"].standing(UNTIL) == "not named by then"


def test_assumed_numbers_are_those_of_published_caps() -> None:
    sizes = caps().a_year
    assert sizes == tuple(sorted(sizes))
    assert sizes[0] <= 12 * (caps().quota() or 0) <= sizes[-1] + 12
    assert caps(date(2000, 1, 1)).quota() is None


def test_distances_are_great_circles() -> None:
    places = {row.text("country"): row for row in table("places")}
    airport = places["United States"]

    def at(country: str) -> tuple[float, float, float]:
        lat, lon = (math.radians(places[country].number(x)) for x in ("latitude", "longitude"))
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    assert airport.text("kind") == "staging airport"
    for country, found in distances().items():
        cosine = sum(a * b for a, b in zip(at("United States"), at(country), strict=True))
        assert found == pytest.approx(6371.0 * math.acos(cosine), rel=1e-6)
    countries = {row.text("country") for row in table("agreements")}
    assert countries <= set(distances())


def test_a_band_holds_every_draw_of_a_few() -> None:
    model = compared(agreement("Panama"), agreement("Guatemala", "accepts: all")).scenario
    found = destinations(model, draws=3, seed=5, workers=1)
    for row in found.rows:
        moved = [one.moved for one in row.effects]
        band = row.band("moved")
        assert len(moved) == 3
        assert band is not None
        assert (band.low, band.high) == (min(moved), max(moved))
        assert len(row.dated) == 3


def test_what_has_ended_is_not_said_to_have_been_ruled_out() -> None:
    over = "[{on: 2025-01-25, status: in_force}, {on: 2025-02-25, status: ended}]"
    found = compared(agreement("Panama"), agreement("Grenada"), agreement("Kenya", statuses=over), portfolio=1)
    assert found.portfolio is not None
    assert "Kenya" not in found.portfolio.countries
    assert found.portfolio.how.endswith("of those that have not ruled it out or ended it")
