"""A ledger that is kept with a run is told at other rates and in other dollars, and nothing is run again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from a_run import a_run
from command_line import sojourn
from sojourn.results.ledger_table import NoLedger, ledger_in
from sojourn.results.store import save
from sojourn.run import load_us, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(a_run(), tmp_path_factory.mktemp("runs"))


def test_it_reads_back_to_the_cent(folder: Path) -> None:
    book, days = ledger_in(folder)
    assert (book.entries == a_run().ledger.entries).all()
    assert (days == a_run().calendar.days).all()
    assert [item.cost for item in book.items] == [item.cost for item in a_run().ledger.items]


def test_the_table_adds_up_to_the_ledger(folder: Path) -> None:
    table = pl.read_parquet(folder / "ledger.parquet")
    assert table["cents"].sum() == a_run().ledger.total()


def test_another_rate_changes_that_item_alone(folder: Path) -> None:
    rows = json.loads(sojourn("ledger", str(folder), "--json").out)["rows"]
    changed = json.loads(sojourn("ledger", str(folder), "--rate", "legal.decision=1,000 USD", "--json").out)["rows"]
    for before, after in zip(rows, changed, strict=True):
        if before["item"] == "legal.decision":
            assert after["cents_value"] == before["count"] * 100_000
        else:
            assert after == before


def test_dollars_of_2008_are_fewer_by_the_price_index(folder: Path) -> None:
    now = json.loads(sojourn("ledger", str(folder), "--json").out)["rows"]
    then = json.loads(sojourn("ledger", str(folder), "--dollars", "2008", "--json").out)["rows"]
    for one, other in zip(now, then, strict=True):
        assert other["cents_value"] == pytest.approx(one["cents_value"] * 215.303 / 313.689, rel=1e-6, abs=200)


def test_what_appropriations_pay_is_said_to_be_left_out_where_it_is(tmp_path: Path, folder: Path) -> None:
    paid = (
        "money.accounts.agreements={costs: [{value: 4000 USD per third-country removal, dollars: 2024}], "
        "appropriations: [{amount: 100000 USD, from: 2025-01-20, lapses: 2025-09-30}]}"
    )
    asked = ("opening.warm_up=180 days", paid)
    kept = save(run(load_us("plan-2025", asked), until=date(2025, 1, 25)), tmp_path)
    line = ("ledger", "plan-2025", "--set", asked[0], "--set", asked[1], "--until", "2025-01-25")
    assert "What appropriations pay is left out: a run that is kept" in " ".join(
        sojourn("ledger", str(kept)).out.split()
    )
    assert "What appropriations pay is left out: it is" in " ".join(sojourn(*line, "--dollars", "2018").out.split())
    assert "left out" not in sojourn(*line).out
    assert "left out" not in sojourn("ledger", str(folder)).out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--rate", "legal.decison=3 USD"), "did you mean `legal.decision`?"),
        (("--rate", "legal.decision=3 EUR"), "the ledger is in USD"),
        (("--rate", "legal.decision=much"), "--rate legal.decision:"),
        (("--dollars", "1950"), "no price index for 1950; years from 2000 to 2024 are allowed"),
        (("--dollars", "2060"), "no price index for 2060; years from 2000 to 2024 are allowed"),
        (("--until", "2025-02-01"), "--set and --until need a scenario"),
    ],
)
def test_what_makes_no_sense_gets_one_sentence(folder: Path, options: tuple[str, str], sentence: str) -> None:
    told = sojourn("ledger", str(folder), *options)
    assert told.code == 2
    assert sentence in told.err
    assert "Traceback" not in told.err


def test_a_folder_without_a_ledger_is_refused(tmp_path: Path) -> None:
    assert "cannot be read as a ledger" in sojourn("ledger", str(tmp_path)).err
    (tmp_path / "ledger.parquet").write_bytes(b"no table")
    with pytest.raises(NoLedger, match="cannot be read as a ledger"):
        ledger_in(tmp_path)
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "ledger.parquet")
    with pytest.raises(NoLedger, match="it has no column 'date'"):
        ledger_in(tmp_path)
