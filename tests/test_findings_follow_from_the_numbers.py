"""The sentences below the table say what the numbers say, and what is assumed."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pytest

from a_run import a_run
from sojourn.results.findings import findings
from sojourn.results.run import Run
from sojourn.run import load


class Changed(Run):
    """The short run with people released for want of a bed set by hand."""

    released: tuple[int, ...] = ()

    @cached_property
    def series(self) -> Any:
        out = dict(a_run().series)
        cells = np.zeros_like(out["exit_released_no_bed"])
        cells[-1] = self.released
        return out | {"exit_released_no_bed": cells, "held": np.full_like(out["held"], 10**6)}


def told(*released: int) -> str:
    run = a_run()
    other = object.__new__(Changed)
    other.__dict__.update({name: value for name, value in vars(run).items() if name != "series"})
    other.__dict__["released"] = released
    lines = dict(run.summary["lines"])
    lines["exit_released_no_bed"] = {**lines["exit_released_no_bed"], "values": {"all": sum(released)}}
    return findings(other, lines)[0]


@pytest.mark.parametrize(
    ("released", "says"),
    [
        ((10, 10, 500, 10, 10, 460), "96 % of them with neither a conviction nor pending charges."),
        ((0, 0, 500, 0, 0, 0), ", all of them with neither"),
        ((0, 1, 500, 0, 0, 4000), ", nearly all of them with neither"),
        ((600, 10, 10, 0, 0, 0), "97 % of them convicted of a crime."),
        ((10, 60, 10, 0, 20, 0), "80 % of them with pending charges."),
        ((100, 100, 100, 100, 100, 100), "released because none was free."),
    ],
)
def test_the_class_of_most_who_are_released_is_told(released: tuple[int, ...], says: str) -> None:
    # Cells are agencies by convicted, pending and other.
    assert says in told(*released)


def test_what_is_assumed_of_added_arrests_is_told_only_where_there_are_any() -> None:
    def said(run: Run) -> bool:
        return any("arrivals.added_*" in one for one in findings(run, a_run().summary["lines"]))

    assert said(a_run())
    none = replace(a_run())
    none.__dict__["series"] = a_run().series | {"arrived_interior_added": a_run().series["arrived_interior"] * 0}
    assert not said(none)


def test_shares_that_the_author_sets_are_not_called_those_of_the_docket() -> None:
    def said(*changes: str) -> str:
        run = replace(a_run(), scenario=load("plan-2025", list(changes)).model)
        run.__dict__.update(series=a_run().series, ledger=a_run().ledger)
        return next(one for one in findings(run, a_run().summary["lines"]) if "arrivals.added_*" in one)

    assert "those added as on the docket" in said()
    assert "those added as the scenario says" in said("arrivals.added_convicted=50%")
    assert "docket" not in said("arrivals.added_pending=0.4")


def test_people_released_beside_free_beds_of_other_areas_are_told() -> None:
    run, lines = replace(a_run()), dict(a_run().summary["lines"])
    lines["exit_released_no_bed"] = {**lines["exit_released_no_bed"], "values": {"all": 500}}
    series = dict(a_run().series)
    series["exit_released_no_bed"] = np.zeros_like(series["exit_released_no_bed"])
    series["exit_released_no_bed"][-1] = (0, 0, 0, 0, 0, 500)
    for transfers, where in ((True, "none was free"), (False, "none was free in their own area")):
        scenario = load("plan-2025", [f"beds.transfers={str(transfers).lower()}"]).model
        free = replace(a_run(), scenario=scenario)
        free.__dict__.update(series=series | {"held": series["held"] * 0}, ledger=run.ledger)
        sentence = findings(free, lines)[0]
        assert sentence.startswith("The beds are never all taken: ")
        assert f"; about 500 people are released because {where}, all of them with neither" in sentence
        full = replace(a_run(), scenario=scenario)
        full.__dict__.update(series=series | {"held": series["held"] + 10**6}, ledger=run.ledger)
        assert f"; about 500 people are released because {where}, " in findings(full, lines)[0].replace(
            "; 5", "; about 5"
        )


def test_deaths_come_with_their_range_and_the_gap_in_the_count() -> None:
    (sentence,) = [one for one in a_run().summary["findings"] if "die" in one]
    low, middle, high = (
        a_run().summary["lines"][f"deaths_{key}"]["values"]["all"] for key in ("low", "expected", "high")
    )
    assert sentence.startswith(f"At the published rate {middle} p")
    assert f"({low} to {high}); that count is known to be incomplete" in sentence


def test_the_mean_stay_stands_beside_what_was_published_and_the_plan() -> None:
    (sentence,) = [one for one in a_run().summary["findings"] if one.startswith("A bed is taken")]
    assert "on average in this run (the plan speaks of 30; published FY2024 46.9; see `sojourn replay`)" in sentence
