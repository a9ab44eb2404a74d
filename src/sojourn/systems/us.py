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
    Stage,
)
from sojourn.scenario.us import UsScenario
from sojourn.systems import us_third_country
from sojourn.systems.calendar import Calendar, pace
from sojourn.systems.us_arrivals import sources
from sojourn.systems.us_departures import departures
from sojourn.systems.us_people import (
    CASES,
    Cells,
    Nationality,
    areas,
    custody,
    kinds,
    nationalities,
)

ELIGIBLE = {
    "bonded": ("notice_to_appear",),
    "recognizance": ("expedited", "notice_to_appear"),
    "paroled": ("expedited", "notice_to_appear"),
    "terminated": ("notice_to_appear",),
    "marshals": CASES,
    "transferred": CASES,
    "other_release": CASES,
    "uncounted": CASES,
}
"""Case types to which each way out of proceedings is open. ``uncounted`` is the published residual: book-ins that leave
without a counted book-out."""

EARLY = ("paroled", "recognizance")
"""Ways out that are taken more often by people whose country is known not to take them back."""

PACED = ("bonded", "recognizance", "paroled", "supervision")
"""Ways out that a scenario can speed, slow or end on a date."""

CELLS = ("agency", "criminality")
"""By what a run counts every day."""

GROUPS = ("nationality",)
"""By what a run counts every month."""

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
    scenario: UsScenario, calendar: Calendar, *, cells: Cells | None = None, unlimited_beds: bool = False
) -> Network:
    """The US system of a scenario over the days of a calendar.

    ``cells`` takes the place of the scenario's custody table (fitting moves it). ``unlimited_beds`` is for the
    warm-up before the start, when capacity is not known but everybody was housed.
    """
    nations = nationalities(scenario)
    cells = custody(scenario) if cells is None else cells
    t, limits = scenario.third_country, scenario.limits
    died = Clock("died", _at_rate(scenario.costs.deaths.value / 365.25), "died")
    limit = Clock("limit", Fixed(days(limits.post_order.value)), "supervision_180", since="final_order")
    after_order = (limit, died)
    document = By("nationality", {n.name: _document(n) for n in nations})
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
            (*_ways_out(nations, cells, scenario.people.release_factor.value), died, _order(scenario, cells)),
            holds="beds",
        ),
        Stage("final_order", (Clock("answered", Fixed(0), _answer(nations)),), holds="beds", sets="final_order"),
        Stage("travel_document", (*after_order, Clock("document", document, "landing_rights")), holds="beds"),
        Stage("landing_rights", (*after_order, Clock("cleared", _clearing(scenario, nations), "seat")), holds="beds"),
        Stage("seat", after_order, waits_for="departures", granted="removed_home", holds="beds"),
        *us_third_country.stages(scenario, after_order, _review(t.review.value), "beds"),
    )
    return Network(
        kinds=kinds(scenario),
        sources=sources(scenario, calendar, cells),
        stages=stages,
        exits=EXITS,
        gates=(departures(scenario, calendar, nations), *us_third_country.gates(scenario, calendar, nations)),
        pools=(_beds(scenario, calendar, unlimited_beds),),
        paces={
            **{name: pace(calendar, getattr(scenario.releases, name)) for name in PACED},
            "proceedings": pace(calendar, scenario.proceedings.pace),
        },
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


def _ways_out(nations: tuple[Nationality, ...], cells: Cells, release_factor: float) -> tuple[Clock, ...]:
    """A constant chance a day for each way out; ``release_factor`` times it where no country takes back."""
    clocks = []
    for reason, cases in ELIGIBLE.items():
        laws: dict[str | tuple[str, ...], Duration] = {}
        for n in nations:
            factor = release_factor if n.status == "uncooperative" and reason in EARLY else 1.0
            for (agency, crime), cell in cells.items():
                for case in CASES:
                    rate = factor * cell.rate[reason] if case in cases else 0.0
                    laws[n.name, agency, crime, case] = _at_rate(rate)
        by = By[Duration](("nationality", "agency", "criminality", "case"), laws)
        clocks.append(Clock(reason, by, reason, pace=reason if reason in PACED else None))
    return tuple(clocks)


def _order(scenario: UsScenario, cells: Cells) -> Clock:
    """The decision: relief, or a final order."""
    p = scenario.proceedings
    median = {
        "expedited": p.expedited,
        "reinstatement": p.reinstatement,
        "notice_to_appear": p.notice_to_appear,
        "other": p.other,
    }
    laws: dict[str | tuple[str, ...], Duration] = {}
    shares: dict[str | tuple[str, ...], str | dict[str, float]] = {}
    for (agency, crime), cell in cells.items():
        for case in CASES:
            relief = cell.relief if case == "notice_to_appear" else 0.0
            laws[agency, crime, case] = _around(median[case].value * cell.order_scale, p.spread.value)
            shares[agency, crime, case] = {"relief": relief, "final_order": 1 - relief}
    by = ("agency", "criminality", "case")
    return Clock("order", By(by, laws), By(by, shares), pace="proceedings")


def _answer(nations: tuple[Nationality, ...]) -> By[dict[str, float]]:
    """What the home country says when it is asked: it will document its national, or it refuses."""
    return By("nationality", {n.name: {"travel_document": 1 - n.refusal, "third_country": n.refusal} for n in nations})


def _review(mean: float) -> Clock:
    """Release of those who cannot be removed, after a review of custody."""
    law = _at_rate(1.0 / mean) if mean > 0 else Fixed(0)
    return Clock("review", law, "supervision", pace="supervision")


def _clearing(scenario: UsScenario, nations: tuple[Nationality, ...]) -> By[Duration]:
    d = scenario.departures
    median = {
        "land": d.landing_rights_land,
        "charter": d.landing_rights_charter,
        "commercial": d.landing_rights_commercial,
    }
    return By("nationality", {n.name: _around(median[n.mode].value) for n in nations})


def _beds(scenario: UsScenario, calendar: Calendar, unlimited: bool) -> Pool:
    """Beds, spread over areas as people are; whole beds that add up to the total."""
    names, share = areas(scenario)
    total = np.full(calendar.ticks, 1e6) if unlimited else calendar.values(scenario.beds.capacity)
    upper = np.floor(np.outer(total, np.cumsum(share)) + 1e-6)
    each = np.diff(upper, axis=1, prepend=0.0)
    capacity = By("area", {name: each[:, number] for number, name in enumerate(names)})
    level = By("criminality", {crime: place for place, crime in enumerate(scenario.beds.order)})
    return Pool("beds", capacity, areas="area", spills=scenario.beds.transfers, level=level)
