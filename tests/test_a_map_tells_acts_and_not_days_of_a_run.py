"""A map of agreements tells the day of the last act, the acts' own grade, what a court stops, and crowds apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from sojourn.evidence.tables import table
from sojourn.results.kept import Kept
from sojourn.run import load
from sojourn.scenario.us import UsScenario
from sojourn.show.pictures.destinations_map import destinations_map
from sojourn.show.pictures.frame import NARROW, WIDE
from sojourn.show.pictures.map_panels import CROWD, NEAR, crowd, window
from sojourn.show.pictures.picture import NoPicture
from sojourn.show.pictures.places import places
from sojourn.show.pictures.standings import acts, standing_of
from test_every_picture_has_its_words import _touch
from the_pictures import of_a_run, one, rows_of, with_agreements, written

CENTRAL = ("Honduras", "El Salvador", "Costa Rica", "Panama", "Guatemala")
ALL = {**dict.fromkeys(CENTRAL, "talks"), "Rwanda": "ended", "Eswatini": "in_force", "Palau": "signed"}


def deal(country: str, *statuses: tuple[str, str], source: str = "") -> str:
    given = ", ".join(f"{{on: {on}, status: {status}{source}}}" for on, status in statuses)
    return f"{{country: {country}, accepts: [Cuba], statuses: [{given}]}}"


def run_of(deals: list[str], cases: str = "", sent: int = 0, credit: list[str] | None = None) -> Kept:
    """A run as if its scenario had these agreements, up to the end of October 2025."""
    changes = [f"third_country.agreements=[{', '.join(deals)}]", *([f"litigation=[{cases}]"] if cases else [])]
    model = load("plan-2025", changes).model
    assert isinstance(model, UsScenario)
    told = [
        {
            "agreement": one.country,
            "country": one.country,
            "status_last": [step.status for step in one.statuses if step.on.isoformat() <= "2025-10-31"][-1],
            "sent": sent,
        }
        for one in model.third_country.agreements
    ]
    third = {**one().summary["third_country"], "agreements": told, "counted_as_if_in_force": credit or []}
    return replace(one(), summary={**one().summary, "third_country": third}, scenario=lambda: model)


def test_the_day_is_that_of_the_last_act_in_the_run() -> None:
    picture = of_a_run()["map"]
    assert "after the last act, of 20 December 2024" in picture.alt
    assert "31 October 2025" not in " ".join(picture.spec["title"]["subtitle"])
    kept = run_of([deal("Palau", ("2025-03-01", "signed"), ("2025-12-01", "in_force"))])
    assert [act.on.isoformat() for act in acts(kept)] == ["2025-03-01"]
    assert "of 1 March 2025" in destinations_map(kept).alt


def test_statuses_stand_with_their_own_grade() -> None:
    source = of_a_run()["map"].source
    assert "Statuses: grade B (press, research centres, copies)." in source
    assert "Grade C" not in source  # nobody is sent, so no number of the run is on the map
    mine = run_of([deal("Palau", ("2025-03-01", "in_force"))], sent=5)
    assert "Statuses: set by you. People sent: Grade C (assumed or fitted)" in destinations_map(mine).source
    both = acts(run_of([deal("Palau", ("2025-03-01", "signed"), ("2025-03-05", "ended"))])) + acts(one())
    assert standing_of(both).startswith("grade B")
    assert f"2 of {len(both)} set by you" in standing_of(both)


CASE = "{{case: A v. B, channel: '{channel}', acts: [{{on: 2025-04-01, act: injunction}}{more}]}}"


@pytest.mark.parametrize("channel", ["third_country_removal", "agreement:Palau"])
def test_what_a_court_stops_is_not_drawn_as_going_on(channel: str) -> None:
    deals = [deal("Palau", ("2025-03-01", "in_force"))]
    stopped = destinations_map(run_of(deals, CASE.format(channel=channel, more="")))
    assert stopped.title == "A court stops the agreement in force with Palau; nobody is sent by 31 October 2025"
    assert "of 1 April 2025" in stopped.alt
    assert {row["kind"] for row in rows_of(stopped.spec) if "kind" in row} == {"in force, stopped by a court"}
    again = destinations_map(run_of(deals, CASE.format(channel=channel, more=", {on: 2025-06-01, act: stay}")))
    assert again.title == "An agreement with Palau is in force; nobody is sent by 31 October 2025"


def test_one_agreement_is_told_as_one_and_two_as_two() -> None:
    two = [deal(country, ("2025-03-01", "in_force")) for country in ("Palau", "Nauru")]
    assert destinations_map(run_of(two)).title.startswith("Agreements with Palau and Nauru are in force;")
    ended = run_of([deal("Palau", ("2025-03-01", "ended"))])
    assert destinations_map(ended).title == "None is in force: 1 country is named"


def test_what_was_in_force_before_is_no_country_that_never_signed() -> None:
    kept = run_of([deal("Palau", ("2025-03-01", "in_force"), ("2025-06-01", "talks"))])
    told = [{**one, "days_usable": 92} for one in kept.summary["third_country"]["agreements"]]
    third = {**kept.summary["third_country"], "agreements": told}
    assert destinations_map(replace(kept, summary={**kept.summary, "third_country": third})).title == (
        "None is in force: 1 country is named"
    )


def test_those_sent_anywhere_are_not_told_as_sent_to_the_one_in_force() -> None:
    two = [
        deal("Palau", ("2025-03-01", "in_force")),
        deal("Nauru", ("2025-03-01", "in_force"), ("2025-06-01", "ended")),
    ]
    title = destinations_map(run_of(two, sent=30)).title
    assert title.startswith("An agreement with Palau is in force; ")
    assert title.endswith(" people are sent to third countries by 31 October 2025")


def test_what_is_counted_as_if_in_force_is_said() -> None:
    kept = run_of([deal("Palau", ("2025-03-01", "talks"))], sent=3, credit=["Palau"])
    assert "Sent as if in force: Palau." in destinations_map(kept).source


def test_without_a_place_there_is_no_map() -> None:
    with pytest.raises(NoPicture, match="no place is known of Atlantis"):
        destinations_map(with_agreements({"Atlantis": "in_force"}))
    assert "tuvalu" in places()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_labels_of_countries_that_crowd_do_not_touch(width: int) -> None:
    picture = destinations_map(with_agreements(ALL))
    said = list(written(picture.svg(width=width)))
    assert set(ALL) <= {word for line in said for word in ALL if word in line.text}
    over = [(a.text, b.text) for a, b in combinations(said, 2) if _touch(a, b)]
    assert over == []
    spec = picture.at(width)
    assert [layer for layer in spec["layer"] if layer["mark"].get("style") == "window"]
    at = {row["country"]: (row["x"], row["y"]) for row in rows_of(spec) if "kind" in row}
    near = [
        pair for pair in combinations(at.values(), 2) if abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]) < 8
    ]
    assert near == []


def test_symbols_with_room_have_no_window() -> None:
    spec = of_a_run()["map"].spec
    assert not [layer for layer in spec["layer"] if layer["mark"].get("style") == "window"]
    apart = [(float(at) * NEAR, 0.0) for at in range(5)]
    assert crowd(apart) == []
    close = [(float(at) * (NEAR - 1), 0.0) for at in range(CROWD)]
    assert crowd(close) == []  # all of them: the whole map is of them
    assert crowd([*close, (500.0, 300.0)]) == list(range(CROWD))


@pytest.mark.parametrize("others", [[(20.0, 320.0)], [(690.0, 10.0), (690.0, 320.0), (10.0, 10.0), (10.0, 320.0)], []])
@pytest.mark.parametrize("width", [700.0, 376.0])
def test_a_window_hides_no_symbol(others: list[tuple[float, float]], width: float) -> None:
    at = [places()[name.casefold()] for name in CENTRAL]
    there = [(120.0, 150.0), (125.0, 155.0), (130.0, 160.0), (128.0, 150.0), (122.0, 158.0)]
    panel = window(at, there, others, width, 330.0)
    left, top, right, bottom = panel.box
    assert not [(x, y) for x, y in [*there, *others] if left < x < right and top < y < bottom]
    assert (top >= 330) == (width < 560 or len(others) == 4)  # no corner is free: it stands below
    inside = panel.points(at)
    assert all(left < x < right and top < y < bottom for x, y in inside)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_map_of_every_country_of_the_evidence_can_be_read(width: int) -> None:
    countries = dict.fromkeys(sorted({row.text("country") for row in table("agreements")}), "talks")
    picture = destinations_map(with_agreements(countries))
    said = list(written(picture.svg(width=width)))
    assert all(any(country in line.text for line in said) for country in countries)
    over = [(a.text, b.text) for a, b in combinations(said, 2) if _touch(a, b)]
    assert over == []
    spec = picture.at(width)
    symbols = [(row["x"], row["y"]) for row in rows_of(spec) if "kind" in row]
    assert all(0 <= x <= spec["width"] and 0 <= y <= spec["height"] for x, y in symbols)
    assert len(picture.figure()) < 2_500_000
