"""The months of the history agree with totals as printed, and say what was not published."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.evidence import figure, table
from sojourn.study.forecasts.history import published
from sojourn.study.forecasts.series import REASONS, RELEASES, SERIES

RELEASED = {"2023-06": 11_090, "2023-07": 11_255, "2023-08": 12_344, "2023-09": 10_474}
"""Totals of the four reasons as printed in the workbook of FY2023."""
BOOK_OUTS = {"2023-10": 20_388, "2023-11": 19_638, "2023-12": 20_287, "2024-01": 19_296}
REMOVALS = {2021: 57_627, 2022: 69_019, 2023: 142_580, 2024: 271_484}
"""Fiscal-year-to-date counts of the last release within each year."""
DEPARTED = {2021: 56_437, 2022: 72_223, 2023: 140_868, 2024: 280_976}
"""Sums of the weeks that begin in each year."""


def of_year(year: int) -> slice:
    begin = published().months.index(f"{year - 1}-10")
    return slice(begin, begin + 12)


def test_months_are_whole_and_none_is_missing() -> None:
    history = published()
    assert (history.months[0], history.months[-1], len(history.months)) == ("2019-10", "2024-12", 63)
    partial = {history.months[at]: int(history.days[at]) for at in np.flatnonzero(history.full > 1)}
    assert partial == {"2021-09": 25, "2022-09": 24}
    assert not np.isnan(history.population).any()
    assert not np.isnan(history.book_ins).any()


def test_releases_reach_the_printed_totals() -> None:
    history = published()
    for month, printed in RELEASED.items():
        at = history.months.index(month)
        found = sum(history.book_outs[reason][at].sum() for reason in RELEASES)
        assert found == printed, month
    for month, printed in BOOK_OUTS.items():
        assert history.series("book_outs.total")[history.months.index(month)] == printed


def test_releases_are_a_table_of_four_reasons_and_no_more() -> None:
    rows = table("releases_monthly")
    assert {row.text("reason") for row in rows} == set(RELEASES)
    assert len(rows) == 36 * 4 * 3
    assert {row.text("month") for row in rows}.isdisjoint(row.text("month") for row in table("book_outs_monthly"))


def test_what_was_not_published_is_not_a_number() -> None:
    history = published()
    first = {name: history.months[int(np.argmin(np.isnan(history.series(name))))] for name in SERIES}
    for name in (*(f"book_outs.{r}" for r in REASONS if r not in RELEASES), "book_outs.total", "removals.custody"):
        assert first[name] == "2023-10", name
    for name in (*(f"book_outs.{r}" for r in RELEASES), "removals.all"):
        assert first[name] == "2020-10", name
    for name in (one for one in SERIES if one.startswith(("population", "alos"))):
        assert first[name] == "2019-10", name


@pytest.mark.parametrize("year", REMOVALS)
def test_removals_of_a_year_are_those_published(year: int) -> None:
    """Lines between counts keep the sum; weeks spread over days move a few hundred across the ends of a year."""
    history = published()
    assert history.removals[of_year(year)].sum() == pytest.approx(REMOVALS[year], abs=6)
    assert history.departures[of_year(year)].sum() == pytest.approx(DEPARTED[year], rel=0.01)


def test_custody_removals_are_the_ones_that_the_figure_counts() -> None:
    history = published()
    assert history.series("removals.custody")[of_year(2024)].sum() == 152_982
    assert history.series("removals.all")[of_year(2024)].sum() > history.series("removals.custody")[of_year(2024)].sum()


def test_parts_of_the_population_add_up() -> None:
    history = published()
    total = history.series("population.total")
    assert history.series("population.ICE") + history.series("population.CBP") == pytest.approx(total)
    assert sum(history.series(f"population.{c}") for c in ("convicted", "pending", "other")) == pytest.approx(total)
    year = history.series("population.total")[of_year(2024)] @ history.days[of_year(2024)] / 366
    assert year == pytest.approx(figure("detention.adp.FY2024").number, rel=0.005)


def test_arrivals_are_of_full_months() -> None:
    arrivals = published().arrivals("2022-08", "2022-10")
    assert arrivals.book_ins[1] == pytest.approx([4854 * 30 / 24, 10956 * 30 / 24])
    assert arrivals.months == ("2022-08", "2022-09", "2022-10")
