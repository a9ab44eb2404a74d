"""Other evidence or other numbers give another finding; no finding is written down anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_numbers import changed, judged, known, reading, without
from sojourn.evidence import figure
from sojourn.evidence.registry import Figure
from sojourn.study.claims import rules
from sojourn.study.claims.children import NUMBERS as CHILDREN
from sojourn.study.claims.children import judged as children
from sojourn.study.claims.claim import FINDINGS, Reading, together
from sojourn.study.claims.known import Known, Spread, spread

At = Callable[[float], Spread]


def near(value: float) -> Spread:
    """A band of a hundredth either way."""
    return Spread(value * 0.99, value, value * 1.01)


def other(key: str, **parts: object) -> dict[str, Figure]:
    """A figure with other parts."""
    return {key: replace(figure(key), **parts)}  # type: ignore[arg-type]


NUMBER_MOVES = [
    ("near", "by what was known on that day", "chance__soon", 0.8, 0.01),
    ("key-part", "by all who are removed", "credit__share", 0.3, 0.02),
    ("key-part", "by those whom their country refuses", "credit__of_refused", 0.9, 0.1),
    ("20-january", "removals change within a month", "start__removals_change", 0.3, 0.01),
    ("scale", "beds are what holds it back", "scale__beds", 0.3, 0.01),
    ("scale", "it does not grow rapidly", "removed__year", 300_000, 900_000),
    ("congress", "the beds cost more than was given", "money__custody__year", 6e9, 2e9),
    ("86-billion", "it pays what is counted here", "money__all", 60e9, 200e9),
    ("first-day", "somebody from El Salvador, in a run", "stay__first_day__el_salvador", 0.01, 0.5),
    ("documents", "El Salvador, in a run", "wait__el_salvador", 9, 90),
    ("documents", "countries that co-operate, in a run", "wait__cooperative", 9, 90),
    ("thirty-days", "mean stay that ended, the plan", "stay__completed", 30, 70),
    ("thirty-days", "Little's law, the plan", "stay__little", 30, 90),
    ("thousands", "with the arrests of the plan", "beds__needed__plan", 100_000, 30_000),
    ("thousands", "with arrests as in 2024", "beds__needed__as_is", 100_000, 30_000),
    ("largest", "ICE removals, official count", "removals__best__ice_official", 500_000, 300_000),
]


@pytest.mark.parametrize(("name", "of", "number", "good", "bad"), NUMBER_MOVES, ids=lambda one: str(one))
def test_a_number_of_a_run_moves_the_finding(name: str, of: str, number: str, good: float, bad: float) -> None:
    assert reading(name, of, known(**{number: near(good)})) == "supported"
    assert reading(name, of, known(**{number: near(bad)})) == "not supported"
    low, high = sorted((good, bad))
    assert reading(name, of, known(**{number: Spread(low, low, high)})) == "depends on"


def by(**tables: tuple[object, ...]) -> Known:
    return replace(known(), tables=tables)  # type: ignore[arg-type]


def test_a_status_moves_the_finding_on_a_country() -> None:
    panama = {"country": "Panama", "status": "floated"}
    assert judged("panama", known()).finding == "supported"
    assert judged("panama", by(agreements=changed("agreements", panama, status="ruled_out"))).finding != "supported"
    gone = by(agreements=without("agreements", country="Bahamas", status="ruled_out"))
    assert judged("bahamas", gone).finding != "supported"
    assert judged("panama", by(agreements=without("agreements", country="Panama"))).finding != "supported"


def test_what_hangs_on_grade_c_alone_is_not_settled() -> None:
    of = "nothing had ruled it out by then"
    row = {"country": "Grenada", "status": "ruled_out"}
    assert reading("grenada", of, known()) == "depends on"
    assert reading("grenada", of, by(agreements=changed("agreements", row, grade="B"))) == "not supported"


def test_a_signature_before_the_article_moves_the_finding() -> None:
    row = {"country": "Guatemala", "status": "signed"}
    early = by(agreements=changed("agreements", row, on="2024-12-30"))
    assert reading("signed", "no agreement had been signed", known()) == "supported"
    assert reading("signed", "no agreement had been signed", early) == "not supported"
    assert judged("near", by(agreements=without("agreements", scheme="candidates_2024"))).finding == "not supported"


def test_a_confirmed_talk_moves_the_finding() -> None:
    row = {"country": "Panama", "status": "floated"}
    assert judged("talks", known()).finding == "cannot be known"
    assert judged("talks", by(agreements=changed("agreements", row, status="talks"))).finding == "supported"


def test_acts_of_courts_move_the_findings() -> None:
    assert reading("rwanda", "courts held it up again and again", known()) == "supported"
    none = by(litigation=without("litigation", scheme="uk_rwanda", effect="stops"))
    assert reading("rwanda", "courts held it up again and again", none) == "not supported"
    later = changed("litigation", {"scheme": "uk_rwanda", "act": "abandoned"}, on="2025-01-02")
    assert reading("rwanda", "that was in the year of the article", by(litigation=later)) == "supported"
    unfiled = by(litigation=without("litigation", scheme="cooperative_agreements_2019"))
    assert judged("effort-2019", known()).finding == "supported"
    assert judged("effort-2019", unfiled).finding == "depends on"


def test_figures_move_the_findings() -> None:
    none = replace(known(), figures=other("td.uncooperative_count.2024", value=0.0))
    assert judged("refusal", none).finding == "depends on"
    proposed = other("budget.ice_laken_riley_3yr_usd", publisher="Congress", as_of="2024-12-01")
    origin = "it came from Congress"
    assert reading("86-billion", origin, known()) == "cannot be known"
    assert reading("86-billion", origin, replace(known(), figures=proposed)) == "supported"
    late = replace(known(), figures=other("rule.expedited_interior_2025", value="2025-06-01"))
    assert reading("20-january", "rules change with the day", late) == "not supported"
    told = replace(known(), figures=other("plan.missing_children", publisher="President-elect"))
    assert judged("priorities", told).finding == "supported"
    thirty = replace(known(), figures=other("detention.alos.FY2024", value=31.0))
    assert reading("thirty-days", "mean stay that ended, FY2024", thirty) == "supported"


def test_times_to_a_document_move_the_finding() -> None:
    of = "countries listed as uncooperative or at risk, in a run"
    quick = known(wait__refusing=near(10))
    assert reading("documents", of, quick) == "depends on"  # it hangs on figures of grade C alone
    assured = tuple(type(row)({**row, "document_grade": "B"}) for row in known().rows("nationalities"))
    assert reading("documents", of, replace(quick, tables={"nationalities": assured})) == "supported"
    none = replace(known(), figures=other("td.not_removed_in_90_days", value=0.0))
    assert reading("documents", "without exception", known()) == "not supported"
    assert judged("documents", replace(none, tables={"nationalities": assured})).finding != "not supported"


def test_a_count_of_missing_children_would_move_the_finding() -> None:
    counted = frozenset({"children.oig_no_nta"})
    names = {reading.name: reading.finding for reading in children(known(), counted)}
    assert names[CHILDREN["children.oig_no_nta"][0]] == "supported"
    assert {one.finding for one in children(known()) if one.counts} == {"not supported", "cannot be known"}


def test_times_to_departure_move_the_finding() -> None:
    slow = tuple(type(row)({**row, "p10": 5}) for row in known().rows("departure_times"))
    assert judged("first-day", known()).finding == "depends on"
    assert judged("first-day", by(departure_times=slow)).finding == "supported"


bands = st.tuples(*[st.floats(-1e6, 1e6)] * 3).map(lambda ends: Spread(*sorted(ends)))


@given(bands, st.floats(-1e6, 1e6))
def test_above_and_below_are_contrary_and_sure_only_of_whole_bands(band: Spread, limit: float) -> None:
    found = rules.above(band, limit)
    assert rules.below(band, limit) == rules.opposite(found)
    assert (found == "supported") == (band.low > limit)
    assert (found == "not supported") == (band.high <= limit)


@given(bands, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_wider_band_is_never_surer(band: Spread, limit: float, more: float) -> None:
    wide = Spread(min(band.low, more), band.value, max(band.high, more))
    assert rules.above(wide, limit) in (rules.above(band, limit), "depends on")


@given(st.lists(st.sampled_from(FINDINGS), min_size=1, max_size=6), st.lists(st.sampled_from(FINDINGS), max_size=3))
def test_a_claim_is_sure_only_where_all_its_readings_agree(found: list[str], beside: list[str]) -> None:
    counted = tuple(Reading(str(at), one, "why") for at, one in enumerate(found))  # type: ignore[arg-type]
    extra = tuple(Reading(f"b{at}", one, "why", counts=False) for at, one in enumerate(beside))  # type: ignore[arg-type]
    whole = together((*counted, *extra))
    assert whole == together(counted)
    if whole in ("supported", "not supported"):
        assert set(found) == {whole}
    assert together((*counted, Reading("waits", None, "why"))) is None


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=40))
def test_a_band_holds_its_runs_and_few_runs_make_it_wider(values: list[float]) -> None:
    found = spread(values)
    assert found.low <= found.value <= found.high
    assert found.low >= 0
    if len(values) < 19:
        assert found.low <= min(values)
        assert max(values) <= found.high


def test_what_the_plan_costs_in_custody_is_told_of_the_year_that_is_counted() -> None:
    found = judged("congress", known(money__custody__year=Spread(5.4e9, 5.86e9, 5.86e9)))
    (one,) = (one for one in found.readings if one.name == "the beds cost more than was given")
    assert "in the plan's first full fiscal year costs $5.4 bn to $5.86 bn" in one.why  # beds are still rising in it
