"""The US system: the whole pathway from arrest to removal or release.

    border, interior -> intake -> proceedings -> final_order -> travel_document -> landing_rights -> seat
                                                             -> third_country -> notice -> departure
    border_direct -> border_custody -> border_seat -> removed_border

`intake` waits for a bed; `seat` and `border_seat` wait for a seat on the same departures; `third_country` waits for an
agreement that is in force and accepts the nationality. All from `proceedings` on hold a bed, race against releases, and
from the final order on against the 180-day limit.
"""

from __future__ import annotations

import math

import numpy as np

from sojourn.evidence.registry import figure
from sojourn.network import (
    By,
    Clock,
    Duration,
    Exponential,
    Fixed,
    Lognormal,
    Network,
    Never,
    Pool,
    Schedule,
    Stage,
)
from sojourn.scenario.us import UsScenario
from sojourn.systems import us_beds, us_expedited, us_refusal, us_safeguards, us_third_country
from sojourn.systems.calendar import Calendar, Floats, pace
from sojourn.systems.us_arrivals import sources
from sojourn.systems.us_custody import PACED, Custody, custody_of
from sojourn.systems.us_departures import departures
from sojourn.systems.us_people import (
    AGENCIES,
    CASES,
    JUDGE,
    Nationality,
    areas,
    kinds,
    nationalities,
)
from sojourn.systems.us_releases import ELIGIBLE, ways_out
from sojourn.systems.us_staff import pace_factor

CELLS = ("agency", "criminality")
"""By what a run counts every day."""

GROUPS = ("nationality",)
"""By what a run counts every month."""

DOCUMENTS = "documents"
"""Name of the pace at which travel documents come."""

EXITS = (
    "removed_home",
    "removed_border",
    "removed_third_country",
    *ELIGIBLE,
    "relief",
    "supervision",
    "supervision_180",
    "fear_of_third_country",
    "released_no_bed",
    "died",
    "not_detained",
)


def us_network(
    scenario: UsScenario, calendar: Calendar, *, custody: Custody | None = None, unlimited_beds: bool = False
) -> Network:
    """The US system of a scenario over the days of a calendar.

    ``custody`` takes the place of what the scenario's tables say (draws move it). ``unlimited_beds`` is for the
    warm-up before the start, when capacity is not known but everybody was housed.
    """
    nations = nationalities(scenario)
    custody = custody_of(scenario) if custody is None else custody
    t = scenario.third_country
    died = Clock("died", _at_rate(scenario.costs.deaths.value / 365.25), "died")
    after_order = (*us_safeguards.limits(scenario), died)
    document = By("nationality", {n.name: _document(n) for n in nations})
    waiting = (_review(t.review.value), *us_refusal.reconsidered(nations, calendar))
    stages = (
        Stage("border_custody", (Clock("ready", _around(scenario.arrivals.border_direct_days.value), "border_seat"),)),
        Stage(
            "border_seat",
            (Clock("custody_limit", Fixed(days(scenario.arrivals.border_custody_limit.value)), "intake"),),
            waits_for="departures",
            granted="removed_border",
        ),
        Stage(
            "intake",
            (Clock("patience", Fixed(days(scenario.beds.patience.value) + 1), "released_no_bed"),),
            waits_for="beds",
            granted="proceedings",
        ),
        Stage(
            "proceedings",
            (*ways_out(scenario, nations, custody), died, _order(scenario, custody)),
            holds="beds",
        ),
        Stage(
            "final_order",
            (Clock("answered", Fixed(0), us_refusal.answer(nations, calendar)),),
            holds="beds",
            sets="final_order",
        ),
        Stage(
            "travel_document",
            (*after_order, Clock("document", document, "landing_rights", pace=DOCUMENTS)),
            holds="beds",
        ),
        Stage("landing_rights", (*after_order, Clock("cleared", _clearing(scenario, nations), "seat")), holds="beds"),
        Stage("seat", after_order, waits_for="departures", granted="removed_home", holds="beds"),
        *us_third_country.stages(scenario, after_order, waiting, "beds"),
    )
    fitted = {
        f"{name}.{agency}": custody.pace(calendar, name, agency) * factor
        for name, factor in _factors(scenario, calendar).items()
        for agency in AGENCIES
    }
    judges = pace_factor(scenario, calendar, "judges")
    judged = {_before_judge(agency): fitted[f"proceedings.{agency}"] * judges for agency in AGENCIES}
    paces: dict[str, Schedule] = {**fitted, **judged}
    paces[DOCUMENTS] = pace_factor(scenario, calendar, "document_officers")
    paces |= us_refusal.paces(nations, calendar)
    reviewed, more_paces = us_safeguards.with_reviews(scenario, calendar, stages)
    return Network(
        kinds=kinds(scenario),
        sources=us_expedited.arriving(scenario, calendar, sources(scenario, calendar, custody)),
        stages=us_safeguards.with_families(scenario, reviewed),
        exits=(*EXITS, *us_safeguards.exits(scenario)),
        gates=(departures(scenario, calendar, nations), *us_third_country.gates(scenario, calendar, nations)),
        pools=(bed_pool(scenario, calendar, unlimited_beds),),
        paces={**paces, **more_paces},
    )


def days(length: float) -> int:
    """Whole days, rounded up."""
    return math.ceil(length - 1e-9)


def _around(median: float, spread: float = 0.5) -> Duration:
    """A lognormal time; half a unit of spread for short waits of which only the middle is known."""
    return Lognormal(median, spread) if median > 0 and spread > 0 else Fixed(days(median))


def _document(nation: Nationality) -> Duration:
    """Days to a travel document, through their middle and their 90 % point."""
    if nation.document_days_high > nation.document_days > 0:
        return Lognormal.from_quantiles(nation.document_days, nation.document_days_high)
    return Fixed(days(nation.document_days))


def _at_rate(rate: float) -> Duration:
    """A constant chance a day."""
    return Exponential(1.0 / rate) if rate > 0 else Never()


def _factors(scenario: UsScenario, calendar: Calendar) -> dict[str, Floats]:
    """What the scenario lays on the paces of the fit."""
    dated = {"proceedings": scenario.proceedings.pace, **dict(scenario.releases)}
    return {name: pace(calendar, dated[name]) for name in PACED}


def _paces(name: str) -> By[str]:
    return By("agency", {agency: f"{name}.{agency}" for agency in AGENCIES})


def _before_judge(agency: str) -> str:
    """Name of the pace of cases before a judge."""
    return f"proceedings.judge.{agency}"


def _order(scenario: UsScenario, custody: Custody) -> Clock:
    """The decision: relief, or a final order. The pace of those before a judge follows the number of judges."""
    p = scenario.proceedings
    longer = {case: order_factor(scenario, case) for case in CASES}
    laws: dict[str | tuple[str, ...], Duration] = {}
    shares: dict[str | tuple[str, ...], str | dict[str, float]] = {}
    for (agency, crime), cell in custody.cells.items():
        for case in CASES:
            relief = cell.relief if case == JUDGE else 0.0
            median = cell.order_long if case == JUDGE else cell.order_short
            laws[agency, crime, case] = _around(median * longer[case], p.spread.value)
            shares[agency, crime, case] = {"relief": relief, "final_order": 1 - relief}
    by = ("agency", "criminality", "case")
    paces: dict[str | tuple[str, ...], str] = {
        (agency, case): _before_judge(agency) if case == JUDGE else f"proceedings.{agency}"
        for agency in AGENCIES
        for case in CASES
    }
    return Clock("order", By(by, laws), By(by, shares), pace=By(("agency", "case"), paces))


def order_factor(scenario: UsScenario, case: str) -> float:
    """How many times as long a case type takes as when custody was fitted: its median over the assumed one."""
    return float(getattr(scenario.proceedings, case).value / figure(f"assumed.order_{case}").number)


def _review(mean: float) -> Clock:
    """Release of those who cannot be removed, after a review of custody."""
    law = _at_rate(1.0 / mean) if mean > 0 else Fixed(0)
    return Clock("review", law, "supervision", pace=_paces("supervision"))


def _clearing(scenario: UsScenario, nations: tuple[Nationality, ...]) -> By[Duration]:
    d = scenario.departures
    median = {
        "land": d.landing_rights_land,
        "charter": d.landing_rights_charter,
        "commercial": d.landing_rights_commercial,
    }
    return By("nationality", {n.name: _around(median[n.mode].value) for n in nations})


def bed_pool(scenario: UsScenario, calendar: Calendar, unlimited: bool = False) -> Pool:
    """Beds, those of blocks among them, spread over areas as people are; whole beds that add up to the total."""
    names, share = areas(scenario)
    total = np.full(calendar.ticks, 1e6) if unlimited else us_beds.in_all(scenario.beds, calendar)
    upper = np.floor(np.outer(total, np.cumsum(share)) + 1e-6)
    each = np.diff(upper, axis=1, prepend=0.0)
    capacity = By("area", {name: each[:, number] for number, name in enumerate(names)})
    level = By("criminality", {crime: place for place, crime in enumerate(scenario.beds.order)})
    return Pool("beds", capacity, areas="area", spills=scenario.beds.transfers, level=level)
