"""A hindcast is made from what was published before its start and the book-ins it is given."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from command_line import sojourn
from custody_toys import TINY
from sojourn.evidence.looking_back import known_before
from sojourn.study.custody.fit import Settings
from sojourn.study.custody.kept import name_of, shipped
from sojourn.study.custody.rolling import forecaster
from sojourn.study.custody.window import window
from sojourn.study.forecasts.history import published
from sojourn.study.forecasts.origins import rolling
from test_a_forecaster_sees_nothing_later import made_up_from


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@pytest.mark.parametrize("start", ["2024-04"])
def test_later_figures_change_nothing(start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = []
    for number, history in enumerate((published(), made_up_from(published(), start))):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / str(number)))
        given.append([pair.quantiles for pair in rolling(forecaster(TINY), [start], 2, history)])
    assert len(given[0]) > 10
    assert np.array_equal(given[0], given[1])


def test_priors_and_windows_are_made_of_what_lies_before() -> None:
    """The name of a fit is a hash of all that goes into it."""
    history = published()
    changed = made_up_from(history, "2023-04")
    first, second = (name_of(window(one.before("2023-04")), TINY) for one in (history, changed))
    assert first == second
    assert name_of(window(changed.before("2023-05")), TINY) != name_of(window(history.before("2023-05")), TINY)
    with known_before(date(2023, 4, 1)):
        assert name_of(window(history.before("2023-04")), TINY) == first


def test_the_fit_that_ships_is_of_these_inputs_and_of_no_other_start() -> None:
    """Where this fails, `sojourn calibrate --out src/sojourn/study/custody/data` makes it anew."""
    assert shipped(window(published()), Settings()) is not None
    assert shipped(window(published().before("2024-12")), Settings()) is None
    assert shipped(window(published()), Settings(seed=2)) is None


@pytest.mark.usefixtures("own_cache")
def test_the_command_gives_every_month_from_the_start(tmp_path: Path) -> None:
    book_ins = tmp_path / "in.csv"
    rows = [f"2025-{m:02},{a},{n}" for m in (1, 2) for a, n in (("ICE", 8_000), ("CBP", 14_000))]
    book_ins.write_text("\n".join(["month,agency,book_ins", *rows]) + "\n", encoding="utf-8")
    told = sojourn("hindcast", "--arrivals", str(book_ins), "--from", "2024-12-31", "--until", "2025-01-31", "--json")
    assert (told.code, told.err) == (0, "")
    records = json.loads(told.out)
    assert {record["month"] for record in records} == {"2025-01"}
    total = next(record for record in records if record["series"] == "population.total")
    assert total["p5"] < total["p50"] < total["p95"]
    assert total["p50"] == pytest.approx(39_500, rel=0.15)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--from", "2024-12-30"), "not the last day of a month"),
        (("--from", "2025-01-31"), "cannot be fitted"),
        (("--from", "2019-12-31"), "cannot be fitted"),
        (("--from", "yesterday"), "is not a day"),
        (("--until", "2024-11-30"), "lies before 2025-01"),
        (("--until", "2026-01-31"), "2026-01"),
        (("--policy", "nowhere.csv"), "is not there"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(arguments: tuple[str, ...], what: str, tmp_path: Path) -> None:
    book_ins = tmp_path / "in.csv"
    book_ins.write_text("month,agency,book_ins\n2025-01,ICE,8000\n2025-01,CBP,14000\n", encoding="utf-8")
    told = sojourn("hindcast", "--arrivals", str(book_ins), *arguments)
    assert told.code == 2
    assert told.out == ""
    assert what in told.err
    assert told.err.count("\n") <= 4
