"""A report of one run says what one run cannot tell and what would; a report of many, what their bands hold."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from a_run import a_run
from an_ensemble import an_ensemble
from sojourn.results.bands import held
from sojourn.results.kept import Kept, kept
from sojourn.results.rounding import short
from sojourn.results.store import save
from sojourn.run import load, run
from sojourn.show.export.about import caveats
from sojourn.show.pictures.make import kept_of_many
from sojourn.show.pictures.words import holding
from sojourn.show.report.contents import MAIN, contents
from sojourn.show.report.sure import DRAWS, sure
from sojourn.study.draw_files import save as save_many
from the_pictures import many, of_many, one


def told(whole: Kept) -> dict[str, Any]:
    return sure(whole, [key for key in MAIN if key in whole.summary["lines"]], 7, str, str)


def test_one_run_says_that_it_is_one_and_what_would_tell_more(tmp_path: Path) -> None:
    said = contents(save(a_run(), tmp_path))["sure"]
    whole = " ".join(said["texts"])
    for word in ("one run", "luck", "not known", "no error bars", "another seed"):
        assert word in whole
    words = shlex.split(said["command"])
    assert words[:3] == ["sojourn", "run", "scenario.yaml"]
    assert words[words.index("--draws") + 1] == str(DRAWS)
    assert words[words.index("--seed") + 1] == str(a_run().seed)
    assert said["rows"] == []


def test_it_counts_the_values_that_are_assumed(tmp_path: Path) -> None:
    said = contents(save(a_run(), tmp_path))
    assumed = sum(one["grade"] == "C" for one in said["values"])
    assert assumed > 10
    assert f"{assumed:,} values of grade C" in " ".join(said["sure"]["texts"])


def test_of_another_system_the_command_names_another_seed() -> None:
    made = run(load("uk-rwanda-2022"), until=date(2022, 6, 1))
    said = told(kept(made))
    assert "--draws" not in said["command"]
    assert f"--seed {made.seed + 1}" in said["command"]
    known = made.summary["identity"]
    assert (
        f"{known['opening']:,} + {known['arrived']:,} = {known['left']:,} + {known['inside']:,}; it holds"
        in " ".join(said["texts"])
    )


def test_many_runs_say_of_each_line_its_band_and_where_its_width_is_from(tmp_path: Path) -> None:
    study = replace(an_ensemble(), folder=tmp_path / "study")
    said = contents(save_many(study))["sure"]
    assert [row["label"] for row in said["rows"]]
    lines = study.summary["lines"]
    for row, key in zip(said["rows"], (key for key in MAIN if key in lines), strict=True):
        band = lines[key]["values"]["all"]
        assert short(band["high"], lines[key]["unit"]).split(" ")[0].lstrip("$") in row["band"]
        assert row["out"] == ("yes" if band["rule_leads_out"] else "")
    assert {one["label"] for one in said["rules"]} == {rule.label for rule, _ in study.otherwise}
    assert f"--draws {DRAWS}" in said["command"]


@pytest.mark.parametrize(("draws", "says"), [(3, "50%"), (12, "85%"), (19, "nine of ten"), (400, "nine of ten")])
def test_a_band_of_few_draws_is_not_said_to_hold_nine_of_ten(draws: int, says: str) -> None:
    band = {**many().summary["band"], "holds": held(draws)}
    few = replace(many(), made={**many().made, "draws": draws}, summary={**many().summary, "band": band})
    assert says in holding(few)
    assert ("nine of ten" in holding(few)) == (draws >= 19)
    assert holding(few) in " ".join(caveats(few))


def test_no_picture_of_few_draws_says_nine_of_ten() -> None:
    for name, picture in of_many().items():
        words = " ".join([*picture.spec["title"]["subtitle"], picture.alt, picture.source])
        assert "nine of ten" not in words, name


def test_an_assumed_unit_cost_looks_assumed_in_many_runs_too() -> None:
    def dashed(whole: Kept) -> set[str]:
        from sojourn.show.pictures.ledger import ledger

        layers = [layer for layer in ledger(whole).spec["layer"] if layer["mark"].get("style") == "bar_part"]
        return {row["account"] for layer in layers for row in layer["data"]["values"] if row}

    assert dashed(kept_of_many(an_ensemble())) == dashed(one()) != set()
