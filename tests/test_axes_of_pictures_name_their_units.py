"""Each axis with numbers says what they count; a picture is a valid specification, and the same each time."""

from __future__ import annotations

import pytest

from a_run import a_run
from sojourn.results.kept import kept
from sojourn.show.pictures.make import pictures
from sojourn.show.pictures.picture import LEAST, MOST
from test_every_picture_has_its_words import NAMES
from the_pictures import every, of_a_run

UNITS = ("people", "beds", "days", "USD", "removed", "held")
DRAWN_WITHOUT_AXES = ("flow", "map")


@pytest.mark.parametrize("name", NAMES)
def test_each_axis_with_numbers_has_its_unit(name: str) -> None:
    titles = []
    for layer in every()[name].spec["layer"]:
        for channel in ("x", "y"):
            found = layer.get("encoding", {}).get(channel, {})
            if found.get("type") == "quantitative" and found.get("axis") is not None:
                titles.append(found["axis"]["title"])
    assert all(title and any(unit in title for unit in UNITS) for title in titles)
    assert bool(titles) != (name in DRAWN_WITHOUT_AXES)


@pytest.mark.parametrize("name", NAMES)
def test_altair_finds_it_valid(name: str) -> None:
    chart = every()[name].chart
    assert chart.to_dict()["description"] == every()[name].alt


def test_the_same_run_gives_the_same_picture() -> None:
    again = pictures(kept(a_run()))
    assert list(again) == list(of_a_run())
    for name, picture in again.items():
        assert picture == of_a_run()[name]
        assert picture.spec == of_a_run()[name].spec
    assert again["ledger"].svg() == of_a_run()["ledger"].svg()
    assert again["ledger"].png(scale=1) == of_a_run()["ledger"].png(scale=1)


@pytest.mark.parametrize("width", [LEAST - 1, MOST + 1])
def test_a_width_that_cannot_be_is_told(width: int) -> None:
    with pytest.raises(ValueError, match="320 to 2,000 pixels"):
        of_a_run()["ledger"].at(width)


@pytest.mark.parametrize("width", [LEAST, 500, MOST])
def test_a_picture_is_as_wide_as_it_is_asked_to_be(width: int) -> None:
    assert f'width="{width}"' in of_a_run()["ledger"].svg(width=width)[:200]
