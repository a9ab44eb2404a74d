"""A ranking of a scenario's numbers names what decides a result, with shares and ends that are known beforehand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from sensitivity_runs import BASE, COMMERCIAL, FLIGHTS, PATIENCE, REACH, STRONG, WEAK, Made, study
from sojourn.run import load_us
from sojourn.show.sensitivity import show
from sojourn.study.points.drawing import drawing
from sojourn.study.points.point import Values
from sojourn.study.sensitivity.answer import Planned, Sensitivity
from sojourn.study.sensitivity.factors import factors
from sojourn.study.sensitivity.summary import summary, tornado
from sojourn.study.sensitivity.tables import save

LUCK = 200.0
VARIANCE = STRONG**2 + WEAK**2 + LUCK**2
SHARES = {FLIGHTS: STRONG**2 / VARIANCE, PATIENCE: WEAK**2 / VARIANCE, "luck": LUCK**2 / VARIANCE}


class Kept:
    """A store in memory."""

    def __init__(self) -> None:
        self.values: dict[str, Values] = {}

    def read(self, key: str) -> Values | None:
        return self.values.get(key)

    def write(self, key: str, values: Values) -> None:
        self.values[key] = values


@pytest.fixture(scope="module")
def found() -> Iterator[Sensitivity]:
    with pytest.MonkeyPatch.context() as patch:
        yield study(patch, Made(LUCK), thresholds=[f"removed_all >= {BASE + 5000}"])


def test_keys_are_named_one_by_one_or_with_commas() -> None:
    own = drawing(load_us("plan-2025", ["opening.warm_up=180 days"]).model)
    keys = [factors(own, among).keys for among in ([FLIGHTS, PATIENCE], [f"{FLIGHTS}, {PATIENCE}"])]
    assert sorted(keys[0]) == sorted([FLIGHTS, PATIENCE])
    assert keys[0] == keys[1]


def test_shares_are_those_put_in(found: Sensitivity) -> None:
    (result,) = found.results
    by_key = {one.factor.key: one for one in result.ranking}
    assert [one.factor.key for one in result.stands_out] == [FLIGHTS, PATIENCE]
    for key, share in SHARES.items():
        for estimate in (by_key[key].alone, by_key[key].together):
            assert abs(estimate.value - share) <= 5 * estimate.error + 1e-9, key
    assert by_key[FLIGHTS].narrower.value == pytest.approx(1 - (1 - by_key[FLIGHTS].alone.value) ** 0.5)


def test_screening_gives_the_change_over_the_range(found: Sensitivity) -> None:
    (result,) = found.results
    by_key = {one.factor.key: one for one in result.screening}
    for key, slope in ((FLIGHTS, STRONG), (PATIENCE, WEAK)):
        exact = 2 * REACH * slope
        assert by_key[key].mu == pytest.approx(exact, rel=1e-6)
        assert by_key[key].mu_star == pytest.approx(exact, rel=1e-6)
        assert by_key[key].told
    assert by_key[COMMERCIAL].still
    assert not by_key[COMMERCIAL].told
    assert result.floor > 0


def test_the_tornado_stands_at_the_ends(found: Sensitivity) -> None:
    table = tornado(found, "removed_all").filter(pl.col("parameter") == FLIGHTS).row(0, named=True)
    assert (table["low_value"], table["high_value"]) == (15, 25)
    assert table["high_result"] - table["low_result"] == pytest.approx(2 * REACH * STRONG, rel=1e-6)
    assert tornado(found).columns[-3:] == ["low_result", "high_result", "central"]


def test_what_to_measure_next_is_what_decides(found: Sensitivity) -> None:
    (result,), (worth,) = found.results, found.knowing
    assert result.next is not None
    assert result.next.key == FLIGHTS
    assert worth.next is not None
    assert worth.next.key == FLIGHTS
    assert not worth.answer  # 5,000 above the middle: no, in about six of ten cases
    assert worth.chance.low < 0.405 < worth.chance.high
    best = worth.known[0]
    assert best.fewer.value <= worth.wrong.value
    assert best.fewer.value > 0.25  # of 0.405, the flights are nearly all


def test_where_luck_alone_decides_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = study(monkeypatch, Made(200.0, 0.0, 0.0), runs=60, thresholds=[f"removed_all <= {BASE}"])
    assert nothing.results[0].next is None
    assert nothing.knowing[0].next is None
    assert "nothing is named" in summary(nothing)["results"][0]["findings"][-1]


def test_without_luck_what_decides_little_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = study(monkeypatch, Made(0.0, STRONG, 1.0), runs=60)
    assert sure.results[0].told == {FLIGHTS, PATIENCE}
    assert sure.results[0].floor == 0


def test_a_result_that_never_differs_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    (result,) = study(monkeypatch, Made(), of=("share_without_conviction",), runs=60).results
    assert result.next is None
    assert result.told == frozenset()


def test_the_same_again_makes_no_run_and_a_stopped_study_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    store, first, whole = Kept(), Made(stop_after=20), Made()
    with pytest.raises(KeyboardInterrupt, match="same command goes on"):
        study(monkeypatch, first, store=store, runs=60)
    found = study(monkeypatch, whole, store=store, runs=60)
    assert len(first.made) + len(whole.made) + 1 == found.runs
    again = Made()
    assert summary(study(monkeypatch, again, store=store, runs=60)) == summary(found)
    assert again.made == []


def test_the_budget_is_kept_and_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Planned] = []
    for runs in (57, 80):
        made = Made()
        found = study(monkeypatch, made, runs=runs, planned=told.append)
        assert len(made.made) + 1 <= runs
        assert found.runs == len(made.made) + 1
        assert told[-1].division.runs <= runs
        assert told[-1].minutes > 0


def test_the_rest_is_one_factor_and_all_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is in doubt, the fit of custody as one: with few runs few are named, and the others stand together."""
    found = study(monkeypatch, Made(), among=(), runs=115)
    keys = [one.factor.key for one in found.results[0].ranking]
    assert keys[-2:] == ["rest", "luck"]
    assert set(found.rows.together) == set(found.factors.keys) - set(keys)
    assert "fit" in found.factors.keys
    assert not any(key.startswith("fitted.") for key in found.factors.keys)
    told = json.loads(json.dumps(summary(found), allow_nan=False))
    assert told["results"][0]["measure_next"] == FLIGHTS
    assert all(one["source"] for one in told["factors"])


def test_a_share_beyond_what_a_share_can_be_is_told_as_it_came_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A factor of next to no effect is estimated as below 0 by chance, and what that means is said beside it."""
    told = summary(study(monkeypatch, Made(), among=(), runs=115))
    shares = [one[name] for one in told["results"][0]["ranking"] for name in ("alone", "with_others")]
    assert any(one["low"] < 0 or one["high"] > 1 for one in shares)
    assert "sampling error can carry" in " ".join(told["notes"])


def test_the_screen_is_whole_and_plain(found: Sensitivity) -> None:
    for width in (80, 100):
        screen = StringIO()
        show(found, Console(file=screen, width=width, highlight=False, markup=False, color_system=None))
        text = screen.getvalue()
        assert max(len(line.rstrip()) for line in text.splitlines()) <= width
        assert "…" not in text
        assert "expected value of perfect information" in " ".join(text.split())
        assert f"Measure next: {FLIGHTS}" in text


def test_the_folder_reads_back(found: Sensitivity, tmp_path: Path) -> None:
    folder = save(found, tmp_path, "sojourn sensitivity plan-2025")
    ranking = pl.read_parquet(folder / "ranking.parquet")
    assert ranking.filter(pl.col("factor") == FLIGHTS)["alone"].item() == found.results[0].ranking[0].alone.value
    runs = pl.read_parquet(folder / "results.parquet")
    assert len(runs) == sum(len(one) for one in found.numbers["removed_all"])
    assert {file.suffix for file in folder.iterdir()} == {".parquet", ".json", ".txt", ".yaml"}


def test_a_point_moved_nowhere_is_the_central_one() -> None:
    plan = drawing(load_us("plan-2025", ["opening.warm_up=180 days"]).model)
    assert plan.at().hash == plan.central().hash
    assert plan.at(replication=3).hash == plan.central(3).hash
    assert plan.at({FLIGHTS: 0.95}).scenario != plan.central().scenario
    assert plan.at(row=3).custody == plan.draw(3).custody
