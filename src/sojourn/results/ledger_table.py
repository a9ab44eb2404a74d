"""The ledger as a table, one row a day and item, and back from it: another rate needs no new run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from sojourn.results.cents import MICRO, micro
from sojourn.results.ledger import Item, Ledger, UnitCost

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "date": pl.Date,
    "account": pl.Categorical,
    "item": pl.Categorical,
    "unit": pl.Categorical,
    "count": pl.Int64,
    "rate": pl.Decimal(18, 6),
    "rate_low": pl.Decimal(18, 6),
    "rate_high": pl.Decimal(18, 6),
    "rate_year": pl.Int32,
    "cents": pl.Int64,
    "currency": pl.Categorical,
    "dollars_of": pl.Int32,
    "source": pl.Categorical,
    "grade": pl.Categorical,
}
"""Columns: rates are in money of `rate_year`, cents in money of `dollars_of`."""


class NoLedger(Exception):
    """A folder holds no ledger that can be read; the message is one sentence."""


def ledger_table(book: Ledger, days: np.ndarray[tuple[int], np.dtype[np.datetime64]]) -> pl.DataFrame:
    """The ledger of some days, one row a day and item, by day."""
    count = len(days)
    rows = []
    for at, item in enumerate(book.items):
        cost = item.cost
        rows.append(
            pl.DataFrame(
                {
                    "date": pl.Series(days).cast(pl.Date),
                    "account": [item.account] * count,
                    "item": [item.key] * count,
                    "unit": [item.unit] * count,
                    "count": item.counts,
                    "rate": [_amount(cost.value)] * count,
                    "rate_low": [_amount(cost.low)] * count,
                    "rate_high": [_amount(cost.high)] * count,
                    "rate_year": [cost.year] * count,
                    "cents": book.entries[at],
                    "currency": [book.currency] * count,
                    "dollars_of": [book.year] * count,
                    "source": [cost.source] * count,
                    "grade": [cost.grade] * count,
                },
                schema=COLUMNS,
            )
        )
    return pl.concat(rows) if rows else pl.DataFrame(schema=COLUMNS)


def ledger_in(folder: Path) -> tuple[Ledger, np.ndarray[tuple[int], np.dtype[np.datetime64]]]:
    """The ledger that was kept with a run, and its days.

    Raises:
        NoLedger: the folder has none, or it cannot be read.
    """
    file = folder / "ledger.parquet"
    try:
        table = pl.read_parquet(file)
    except (OSError, pl.exceptions.PolarsError) as trouble:
        why = "it is not there" if not file.exists() else "it is no Parquet table"
        raise NoLedger(f"{file} cannot be read as a ledger: {why}") from trouble
    if missing := [name for name in COLUMNS if name not in table.columns]:
        raise NoLedger(f"{file} is no ledger: it has no column {missing[0]!r}")
    items = []
    for (key,), rows in table.group_by(["item"], maintain_order=True):
        first = rows.row(0, named=True)
        ends = [None if first[name] is None else micro(first[name]) for name in ("rate_low", "rate", "rate_high")]
        cost = UnitCost(ends[0], ends[1] or 0, ends[2], first["rate_year"], first["source"], first["grade"])
        items.append(Item(str(key), first["account"], first["unit"], cost, rows["count"].to_numpy()))
    if not items:
        raise NoLedger(f"{file} is an empty ledger")
    first = table.row(0, named=True)
    days = table.filter(pl.col("item") == items[0].key)["date"].to_numpy()
    return Ledger(tuple(items), first["currency"], first["dollars_of"]), days


def _amount(rate: int | None) -> Decimal | None:
    return None if rate is None else Decimal(rate) / MICRO
