"""2023 and 2024 simulated with what came in keep to the reported census and discharges; a law is found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sojourn.evidence import figure, table
from sojourn.study.children_fit import HALVES, Stays, by_transfers, expected, fit, halves, replayed
from sojourn.systems.children_reports import reports

KNOWN = reports("children_daily")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_run_keeps_to_the_reports(seed: int) -> None:
    told = replayed(seed=seed)
    errors = told.errors()
    assert errors.share < 0.04
    assert abs(errors.bias) < 0.02 * told.reported.mean()
    assert errors.discharged < 0.06 * told.discharged.mean()
    for year in ("2023", "2024"):
        assert told.errors(f"{year}-01", f"{year}-12").share < 0.045


def test_what_is_reported_is_what_the_table_says() -> None:
    told = replayed(seed=1)
    rows = [row for row in table("children_daily") if row.text("on").startswith("2024-03")]
    at = told.months.index("2024-03")
    assert told.reported[at] == pytest.approx(np.mean([row.whole("in_care") for row in rows]))
    assert told.discharged[at] == pytest.approx(np.mean([row.whole("discharged") for row in rows]))
    assert len(told.months) == 23


def test_what_came_in_less_what_left_is_the_change_of_the_census() -> None:
    days = np.bincount(KNOWN.month)
    net = (np.bincount(KNOWN.month, weights=KNOWN.intake) - KNOWN.monthly(KNOWN.discharged) * days).sum()
    assert net == pytest.approx(KNOWN.in_care[-1] - KNOWN.in_care[0])


def test_the_evidence_holds_what_the_fit_gives() -> None:
    found = fit(KNOWN, date(2024, 12, 31), HALVES)
    assert found.median == pytest.approx(figure("children.fit_stay_median").number, abs=0.1)
    assert found.spread == pytest.approx(figure("children.fit_stay_spread").number, abs=0.005)
    paces = [figure(f"children.fit_pace_2024H{half}").number for half in (1, 2)]
    assert found.paces == pytest.approx(paces, abs=0.002)


def test_2023_alone_says_less_of_2024() -> None:
    inside, outside = halves()
    assert inside.share < 0.04
    # Stays grew longer in 2024, which a law fitted to 2023 cannot know: the census would have been lower.
    assert 0.08 < outside.share < 0.15
    assert outside.bias < 0


def test_the_transfers_of_2024_tell_its_second_half() -> None:
    factor, inside, outside = by_transfers()
    assert 0.7 < factor < 1.1
    assert inside.share < 0.1
    assert outside.share < 0.1


@pytest.mark.parametrize("truth", [Stays(30.0, 0.5, HALVES[:1], (0.8,)), Stays(20.0, 0.9, HALVES[:1], (1.2,))])
def test_a_known_law_is_found_again(truth: Stays) -> None:
    told = expected(KNOWN, truth)
    # A month of reports that all say what that law expects: its monthly means are those of the law.
    at = KNOWN.month[KNOWN.at] - 1
    made = replace(KNOWN, in_care=np.where(at >= 0, told.simulated[at], KNOWN.in_care))
    found = fit(made, date(2024, 12, 31), truth.since, intake=KNOWN.intake)
    # Those in care on the first day are taken to be those of the reports, so the two agree but for them.
    assert (found.median, found.spread, found.paces[0]) == pytest.approx(
        (truth.median, truth.spread, truth.paces[0]), rel=0.01
    )
