"""Tables add up: to their own totals, to the totals the agency printed, and to one where they are shares."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

import pytest

from sojourn.evidence import figure, table, table_info

# Totals as printed in the workbooks, which the parts in our tables have to reach.
BOOK_OUTS_OCT_2023_TO_DEC_2024 = 331_775
BOOK_INS = {2020: 182_869, 2023: 273_220, 2024: 277_913}
DETAINED = {"2019-09-30": 50_922, "2023-11-18": 39_013, "2024-12-28": 39_152}
REMOVALS_FY16_FY19 = 963_972
REMOVALS_FY2024 = 271_484
FINAL_ORDERS = 1_445_549


def test_reasons_add_to_the_published_book_outs() -> None:
    rows = table("book_outs_monthly")
    assert sum(row.whole("book_outs") for row in rows) == BOOK_OUTS_OCT_2023_TO_DEC_2024
    assert len({row["month"] for row in rows}) == 15
    assert {row["reason"] for row in rows} == {
        "removed",
        "bonded",
        "recognizance",
        "supervision",
        "paroled",
        "terminated",
        "relief",
        "marshals",
        "transferred",
        "other",
    }


def test_bonds_by_who_set_them_add_to_bonded() -> None:
    bonded = {
        (row["month"], row["criminality"]): row.whole("book_outs")
        for row in table("book_outs_monthly")
        if row["reason"] == "bonded"
    }
    by_who: dict[tuple[object, object], int] = defaultdict(int)
    for row in table("bonds_monthly"):
        by_who[row["month"], row["criminality"]] += row.whole("book_outs")
    assert by_who == bonded


@pytest.mark.parametrize("year", BOOK_INS)
def test_months_add_to_the_published_year(year: int) -> None:
    rows = [r for r in table("book_ins_monthly") if f"{year - 1}-10" <= r.text("month") <= f"{year}-09"]
    assert len(rows) == 24
    assert sum(row.whole("book_ins") for row in rows) == BOOK_INS[year]


def test_days_covered_are_days_of_the_month() -> None:
    for row in table("book_ins_monthly"):
        assert 20 < row.whole("days_covered") <= row.whole("days_in_month") <= 31


@pytest.mark.parametrize("day", DETAINED)
def test_people_in_custody_add_to_the_published_count(day: str) -> None:
    rows = [row for row in table("detained_snapshots") if row["as_of"] == day]
    assert len(rows) == 6
    assert sum(row.whole("people") for row in rows) == DETAINED[day]


def test_average_population_adds_up_by_criminality_and_by_agency() -> None:
    adp = {(r["month"], r["agency"], r["criminality"]): r.number("adp") for r in table("population_monthly")}
    months = {month for month, _, _ in adp}
    assert len(months) == 63
    for month in months:
        for agency in ("border", "interior", "all"):
            parts = sum(adp[month, agency, kind] for kind in ("convicted", "pending", "other"))
            # Each published cell is a rounded daily average.
            assert parts == pytest.approx(adp[month, agency, "all"], abs=0.1)
        both = adp[month, "border", "all"] + adp[month, "interior", "all"]
        assert both == pytest.approx(adp[month, "all", "all"], abs=0.1)


def test_average_population_of_the_year_is_the_published_one() -> None:
    rows = [
        row
        for row in table("population_monthly")
        if row["agency"] == row["criminality"] == "all" and "2023-10" <= row.text("month") <= "2024-09"
    ]
    days = sum(row.whole("days_covered") for row in rows)
    mean = sum(row.number("adp") * row.whole("days_covered") for row in rows) / days
    assert days == 366
    assert mean == pytest.approx(figure("detention.adp.FY2024").number, abs=0.1)


def test_areas_share_one_population() -> None:
    rows = table("population_by_area")
    assert len(rows) == len({row["aor"] for row in rows}) == 24
    people = sum(row.number("people") for row in rows)
    assert sum(row.number("share") for row in rows) == pytest.approx(1, abs=1e-5)
    for row in rows:
        assert row.number("share") == pytest.approx(row.number("people") / people, abs=1e-6)
        assert row.number("people") <= row.number("peak")
    # Facility counts are known to run 1.6 % under the agency's own average.
    december = next(r for r in table("population_monthly") if (r["month"], r["agency"]) == ("2024-12", "all"))
    whole = next(
        r.number("adp")
        for r in table("population_monthly")
        if (r["month"], r["agency"], r["criminality"]) == (december["month"], "all", "all")
    )
    assert people == pytest.approx(whole * (1 - 0.016), rel=0.005)


def test_kinds_of_case_share_one() -> None:
    shares: dict[tuple[object, object], float] = defaultdict(float)
    people: dict[tuple[object, object], float] = defaultdict(float)
    for row in table("case_types"):
        shares[row["basis"], row["agency"]] += row.number("share")
        people[row["basis"], row["agency"]] += row.number("people")
    assert all(share == pytest.approx(1, abs=5e-6) for share in shares.values())
    assert people["detained", "all"] == DETAINED["2023-11-18"]
    both = people["detained", "border"] + people["detained", "interior"]
    assert both == pytest.approx(people["detained", "all"], abs=0.5)
    assert people["removed", "all"] == REMOVALS_FY16_FY19


def test_nationalities_share_one_and_keep_the_published_totals() -> None:
    rows = table("nationalities")
    assert len(rows) == len({row["iso3"] for row in rows}) == 41
    assert rows[-1]["nationality"] == "Other"
    for column in ("share_border", "share_interior"):
        assert sum(row.number(column) for row in rows) == pytest.approx(1, abs=1e-9)
        assert all(row.number(column) > 0 for row in rows)
    assert sum(row.whole("removals_fy2024") for row in rows) == REMOVALS_FY2024
    assert sum(row.whole("removals_fy16_fy19") for row in rows) == REMOVALS_FY16_FY19
    assert sum(row.whole("final_orders") for row in rows) == FINAL_ORDERS


def test_nationality_shares_follow_from_the_formula_in_the_sidecar() -> None:
    rows = table("nationalities")
    with_both = [
        row
        for row in rows
        if row["status"] == "cooperative" and row["removals_grade"] == row["final_orders_grade"] == "B"
    ]
    per_removal = sum(r.whole("final_orders") for r in with_both) / sum(r.whole("removals_fy2024") for r in with_both)
    assert f"{per_removal:.4f}" in table_info("nationalities").note
    arrests = {}
    for row in rows:
        removed = row.whole("removals_fy2024")
        missing = max(0.0, row.whole("final_orders") - per_removal * removed) / 4
        arrests[row.text("nationality")] = removed + (missing if row["status"] != "cooperative" else 0)
    book_ins = {"Mexico": 0.311, "Guatemala": 0.171, "Honduras": 0.128}
    share = {name: count / sum(arrests.values()) for name, count in arrests.items()}
    fixed = {name: (share[name] + published) / 2 for name, published in book_ins.items()}
    scale = (1 - sum(fixed.values())) / sum(part for name, part in share.items() if name not in fixed)
    for row in rows:
        name = row.text("nationality")
        assert row.number("share_border") == pytest.approx(fixed.get(name, share[name] * scale), abs=2e-5)
        old = row.whole("removals_fy16_fy19") / REMOVALS_FY16_FY19
        assert row.number("share_interior") == pytest.approx(
            (old + row.whole("final_orders") / FINAL_ORDERS) / 2, abs=2e-5
        )


def test_home_countries_that_refuse_are_grossed_up() -> None:
    """Removals understate arrests where the home country refuses, so its share must exceed its removals."""
    for row in table("nationalities"):
        if row["status"] == "uncooperative":
            assert row.number("share_border") > row.whole("removals_fy2024") / REMOVALS_FY2024, row["nationality"]


def test_ranges_of_nationalities_are_in_order_and_get_worse_with_status() -> None:
    rows = table("nationalities")
    for row in rows:
        assert 0 <= row.number("refusal_low") <= row.number("refusal") <= row.number("refusal_high") < 1
        low, mid, high = (row.number(f"document_days_{end}") for end in ("low", "mid", "high"))
        assert 0 < low <= mid <= high
        assert row["mode"] in {"land", "charter", "commercial"}
    days = {
        s: median(r.number("document_days_mid") for r in rows if r["status"] == s)
        for s in ("cooperative", "at_risk", "uncooperative")
    }
    assert days["cooperative"] < days["at_risk"] < days["uncooperative"]


def test_departure_times_are_quantiles() -> None:
    rows = {row.text("case_type"): row for row in table("departure_times")}
    for row in rows.values():
        points = [row.number(p) for p in ("p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99")]
        assert points == sorted(points)
        assert (points[3] <= 365) == (row.number("share_within_365") >= 0.5)
    assert [rows[kind].whole("p50") for kind in ("reinstatement", "expedited", "notice_to_appear")] == [
        11,
        20,
        70,
    ]
    assert sum(row.whole("removals") for kind, row in rows.items() if kind != "all") == rows["all"].whole("removals")


def test_removals_by_fiscal_year_have_one_row_a_rule_and_year() -> None:
    rows = table("removals_by_fiscal_year")
    keys = [(row["fy"], row["rule"]) for row in rows]
    assert len(keys) == len(set(keys))
    official = {row.whole("fy"): row.whole("removals") for row in rows if row["rule"] == "ice_official"}
    departed = {row.whole("fy"): row.whole("removals") for row in rows if row["rule"] == "ice_departed"}
    assert list(official) == list(range(2005, 2025))
    # From FY2012 the records by day of departure agree with the published year within 4.5 %.
    for fy in range(2012, 2025):
        assert departed[fy] == pytest.approx(official[fy], rel=0.046), fy
