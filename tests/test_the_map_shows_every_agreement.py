"""Every country that an agreement names is on the map or named below it, with a symbol that tells its status."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import get_args

import pytest

from sojourn.evidence.tables import table
from sojourn.scenario.agreements import Status
from sojourn.show.pictures.destinations_map import KINDS, destinations_map
from sojourn.show.pictures.picture import NoPicture
from sojourn.show.pictures.places import fit, places, point
from sojourn.show.pictures.render import SCHEMA, svg
from the_pictures import of_a_run, one, rows_of, with_agreements, written

EVIDENCE = sorted({row.text("country") for row in table("agreements")})
STATUSES: tuple[str, ...] = get_args(Status)


def symbols(spec: dict[str, object]) -> dict[str, str]:
    return {row["country"]: row["kind"] for row in rows_of(spec) if "kind" in row}


def test_each_agreement_of_the_scenario_has_a_symbol() -> None:
    named = {deal["country"] for deal in one().summary["third_country"]["agreements"]}
    assert (
        set(symbols(of_a_run()["map"].spec))
        == named
        == {
            "Turks and Caicos",
            "Bahamas",
            "Panama",
            "Grenada",
            "Guatemala",
        }
    )
    for country in named:
        assert country in of_a_run()["map"].alt


def test_every_country_of_the_evidence_has_a_place() -> None:
    assert [country for country in EVIDENCE if country.casefold() not in places()] == []


def test_all_statuses_are_drawn_and_told_apart() -> None:
    assert {status for kind in KINDS for status in kind.statuses} == set(STATUSES)
    assert len({kind.shape for kind in KINDS}) == len({kind.part for kind in KINDS}) == len(KINDS)
    picture = destinations_map(with_agreements(dict(zip(EVIDENCE, STATUSES * 4, strict=False))))
    shown = symbols(picture.spec)
    assert set(shown) == set(EVIDENCE)
    told = " ".join(one.text for one in written(picture.svg()))
    for country in EVIDENCE:
        assert country in told


def test_a_small_state_has_a_symbol_and_no_shape() -> None:
    assert places()["turks and caicos"].shape == ""
    spec = of_a_run()["map"].spec
    shaded = spec["layer"][1]["transform"][0]["filter"]["oneOf"]
    assert set(shaded) == {"Bahamas", "Guatemala", "Panama"}
    shapes = json.loads((files("sojourn.show.pictures") / "data/countries-110m.json").read_text())
    known = {one["properties"]["name"] for one in shapes["objects"]["countries"]["geometries"]}
    assert set(shaded) <= known
    assert {place.shape for place in places().values()} - {""} <= known


def test_a_country_without_a_place_is_named_below() -> None:
    picture = destinations_map(with_agreements({"Panama": "signed", "Atlantis": "talks"}))
    assert "Not on the map: Atlantis (talks)" in picture.source
    assert picture.title == "1 has signed, none is in force: 2 countries are named"


def test_a_run_without_agreements_has_no_map() -> None:
    with pytest.raises(NoPicture, match="nothing to map"):
        destinations_map(with_agreements({}))


def test_symbols_lie_where_the_renderer_puts_their_countries() -> None:
    at = places()["grenada"], places()["eswatini"], places()["palau"], places()["russia"]
    scale, shift = fit(600, 300, at)
    point_at = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    spec = {
        "$schema": SCHEMA,
        "width": 600,
        "height": 300,
        "padding": 0,
        "autosize": "none",
        "projection": {"type": "naturalEarth1", "scale": scale, "translate": list(shift)},
        "data": {"values": [{"lon": one.longitude, "lat": one.latitude} for one in at]},
        "mark": "circle",
        "encoding": point_at,
    }
    drawn = [tuple(map(float, found)) for found in re.findall(r"<path[^>]*translate\(([-\d.]+),([-\d.]+)\)", svg(spec))]
    assert len(drawn) == len(at)
    for there, place in zip(drawn, at, strict=True):
        assert there == pytest.approx(point(place, scale, shift), abs=0.01)


def test_vendored_shapes_are_what_their_note_says() -> None:
    import hashlib

    data = files("sojourn.show.pictures") / "data"
    digest = hashlib.sha256((data / "countries-110m.json").read_bytes()).hexdigest()
    note = (data / "VENDOR.md").read_text()
    assert digest in note
    assert "http" not in note
