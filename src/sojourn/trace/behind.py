"""The numbers that stand behind a wait, each with its source and the grade of its evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from sojourn.evidence import figures, table, tables
from sojourn.policy.agreements import channels
from sojourn.policy.litigation import stopped_by
from sojourn.results.court_stops import FLIGHTS
from sojourn.results.standing import PLAN, YOURS, Standing
from sojourn.scenario.agreements import Agreement
from sojourn.scenario.sourced import Dated, Sourced, Step
from sojourn.scenario.us import Route
from sojourn.systems.us import order_factor
from sojourn.systems.us_beds import in_all
from sojourn.systems.us_people import JUDGE
from sojourn.systems.us_refusal import at_ticks
from sojourn.systems.us_staff import in_post, pace_factor
from sojourn.systems.us_third_country import active, names
from sojourn.trace.setting import Setting
from sojourn.trace.words import parted

BY_HAND = "set by you"

PROCEDURES = {
    "expedited": "in expedited removal",
    "reinstatement": "where an earlier order is reinstated",
    "notice_to_appear": "before an immigration judge",
    "other": "in other cases",
}


@dataclass(frozen=True)
class Number:
    """One number in words, and what it stands on."""

    text: str
    source: str | None
    """Key of the evidence, name of a table, or ``set by you``; None where nobody vouches for it."""
    grade: str | None
    """A official, B press or secondary, C assumed or calibrated; None for a number that is no evidence."""

    @classmethod
    def of(cls, text: str, source: str | None, grade: str | None = None) -> Number:
        """A number with the grade of its source, unless its own is given."""
        if grade is None and source is not None:
            row = figures().get(source) or tables().get(source)
            grade = None if row is None else row.grade
        return cls(text, source, grade)

    @classmethod
    def held(cls, text: str, value: Sourced[Any] | Step[Any]) -> Number:
        """A number of the scenario; one that is not what its source says is its author's."""
        if value.source is None:
            return cls(text, None, None)
        grade = Standing("", value.value, value.source).grade
        if grade == YOURS and value.source in figures():
            return cls(f"{text}, which is not the value of {value.source}", BY_HAND, None)
        return cls(text, value.source, None) if grade == PLAN else cls.of(text, value.source)

    def __str__(self) -> str:
        known = [part for part in (self.grade, self.source) if part]
        return f"{self.text} [{': '.join(known) or 'no source given'}]"


def behind(setting: Setting, stage: str, kind: int, tick: int) -> tuple[Number, ...]:
    """What decides how long a person of a kind, who enters a stage on a tick, waits there."""
    who = setting.network.kinds.describe(kind)
    found = {
        "intake": _bed,
        "proceedings": _decision,
        "travel_document": _document,
        "landing_rights": _landing,
        "seat": _seat,
        "third_country": _third_country,
        "kept_after_review": _kept,
    }.get(stage)
    name, deal = parted(stage)
    if deal:
        return {"notice": _notice, "departure": _place}[name](setting, deal, tick)
    return () if found is None else found(setting, who, tick)


def _bed(setting: Setting, who: dict[str, str], tick: int) -> tuple[Number, ...]:
    beds = setting.scenario.beds
    capacity = setting.calendar.values(beds.capacity)[tick]
    ordered = in_all(beds, setting.calendar)[tick] - capacity
    more = f", and {ordered:,.0f} of those ordered" if beds.blocks else ""
    return (
        Number.held(f"{capacity:,.0f} beds on the day{more}", in_force(beds.capacity, setting, tick)),
        Number.held(f"patience of {days_of(beds.patience.value)}: released on the morning after", beds.patience),
    )


def _decision(setting: Setting, who: dict[str, str], tick: int) -> tuple[Number, ...]:
    base = getattr(setting.scenario.proceedings, who["case"])
    cell = setting.custody.cells[who["agency"], who["criminality"]]
    median = cell.order_long if who["case"] == JUDGE else cell.order_short
    text = f"median {median:.3g} days {PROCEDURES[who['case']]} for {who['criminality']}, {who['agency']}"
    found = [Number.of(text, setting.scenario.people.custody)]
    longer = order_factor(setting.scenario, who["case"])
    if longer != 1:
        found.append(Number.held(f"times {longer:.3g}, as {base.value:g} days are to those assumed", base))
    fitted = float(setting.custody.pace(setting.calendar, "proceedings", who["agency"])[tick])
    found.append(Number.of(f"run at {fitted:.3g} of that speed on the day", setting.scenario.people.paces))
    dated = setting.scenario.proceedings.pace
    pace = 1.0 if dated is None else float(setting.calendar.values(dated)[tick])
    if dated is not None and pace != 1:
        found.append(Number.held(f"times {pace:.3g}", in_force(dated, setting, tick)))
    return (*found, *(_staff(setting, "judges", tick) if who["case"] == JUDGE else ()))


def _staff(setting: Setting, kind: Literal["judges", "document_officers"], tick: int) -> tuple[Number, ...]:
    """What a kind of staff that is followed does to the pace on a day."""
    posts = getattr(setting.scenario.staff, kind)
    if posts is None:
        return ()
    factor = float(pace_factor(setting.scenario, setting.calendar, kind)[tick])
    number = float(in_post(posts, setting.calendar)[tick])
    words = kind.replace("_", " ")
    return (Number.held(f"run at {factor:.3g} of it, with {number:,.0f} {words} in post", posts.elasticity),)


def _document(setting: Setting, who: dict[str, str], tick: int) -> tuple[Number, ...]:
    name = who["nationality"]
    nation, people = setting.nations[name], setting.scenario.people
    change = people.change.get(name)
    staff = _staff(setting, "document_officers", tick)
    if change is not None and change.document_days is not None:
        text = f"{name}: median {nation.document_days:g} days, 9 in 10 within {nation.document_days_high:g}"
        return (Number(f"{text}, as changed in the scenario", None, None), *staff)
    scale = people.document_scale
    middle, high = (days / scale.value for days in (nation.document_days, nation.document_days_high))
    text = f"{name}: median {middle:g} days, 9 in 10 within {high:g}"
    table_says = Number.of(text, people.nationalities, _grade(people.nationalities, name, "document_grade"))
    scaled = (Number.held(f"times {scale.value:.3g}", scale),) if scale.value != 1 else ()
    return (table_says, *scaled, *staff)


def _landing(setting: Setting, who: dict[str, str], tick: int) -> tuple[Number, ...]:
    mode = setting.nations[who["nationality"]].mode
    days = getattr(setting.scenario.departures, f"landing_rights_{mode}")
    way = {"land": "over land", "charter": "for a charter", "commercial": "for a commercial flight"}[mode]
    return (Number.held(f"median {days.value:g} days {way}", days),)


def _seat(setting: Setting, who: dict[str, str], tick: int) -> tuple[Number, ...]:
    nation, d = setting.nations[who["nationality"]], setting.scenario.departures
    routes = routes_of(setting, nation.name)
    if routes:
        seats = Number.held(f"{d.seats.value} seats a flight", d.seats)
        return (*(_flights(setting, route, tick) for route in routes), seats)
    dated = d.land if nation.mode == "land" else d.commercial
    what = "crossings over land" if nation.mode == "land" else "seats on commercial flights"
    value = setting.calendar.values(dated)[tick]
    return (Number.held(f"{value:g} {what} a day, for all who leave that way", in_force(dated, setting, tick)),)


def _flights(setting: Setting, route: Route, tick: int) -> Number:
    per_week = setting.calendar.values(route.flights)[tick] * 7
    often = f"{per_week:.3g} a week" if per_week >= 1 else f"one every {7 / max(per_week, 1e-9):.0f} days"
    days = ", ".join(day.capitalize() for day in dict.fromkeys(route.days))
    shared = f"shared with {_others(route, setting)}"
    text = f"charter {route.name}: {often} ({days}), {shared}{_stop(setting, (FLIGHTS,), tick)}"
    return Number.held(text, in_force(route.flights, setting, tick))


def _others(route: Route, setting: Setting) -> str:
    return f"{len(route.to) - 1} other nationalities" if len(route.to) != 2 else "one other nationality"


def _third_country(setting: Setting, who: dict[str, str], tick: int) -> tuple[Number, ...]:
    name, third = who["nationality"], setting.scenario.third_country
    named = [deal for deal in third.agreements if deal.accepts.takes(name, who["criminality"]) and deal.country != name]
    listed = ", ".join(f"{deal.country}{_stopped(setting, deal, tick)}" for deal in named)
    doors = f"named for this nationality, in force or not: {listed}" if named else "no agreement is named"
    review = Number.held(f"released before the first review: mean {third.review.value:g} days", third.review)
    limits = setting.scenario.limits.reviews
    first = Number.held(f"first review {days_of(limits.first.value)} after the order", limits.first)
    share = Number.held(f"{limits.released_first.value:.0%} are released at it", limits.released_first)
    return refused(setting, name, tick), Number(doors, None, None), review, first, share


def _kept(setting: Setting, who: dict[str, str], tick: int) -> tuple[Number, ...]:
    refusal, doors, *_ = _third_country(setting, who, tick)
    limits = setting.scenario.limits.reviews
    second = Number.held(f"second review {days_of(limits.second.value)} after the order", limits.second)
    share = Number.held(f"{limits.released_second.value:.0%} are released at it", limits.released_second)
    return refusal, doors, second, share


def refused(setting: Setting, nationality: str, tick: int = 0) -> Number:
    """How often the home country refuses a travel document to whoever has a final order on a tick."""
    people = setting.scenario.people
    steps = at_ticks(setting.nations[nationality], setting.calendar)
    share = [share for since, share in steps if since <= tick][-1]
    text = f"{nationality} refuses a document for {share:.0%} of final orders"
    change = people.change.get(nationality)
    if change is not None and change.refusal is not None:
        return Number(f"{text}, as changed in the scenario", None, None)
    # The table has no grade of its own for refusals: they share that of the row.
    return Number.of(text, people.nationalities, _grade(people.nationalities, nationality, "grade"))


def _notice(setting: Setting, name: str, tick: int) -> tuple[Number, ...]:
    third, deal = setting.scenario.third_country, _agreement(setting, name)
    notice, fear = deal.notice or third.notice, deal.fear_found or third.fear_found
    return (
        Number.held(f"notice of {days_of(notice.value)}", notice),
        Number.held(f"{days_of(third.seat.value)} from its end to a departure", third.seat),
        Number.held(f"{fear.value:.0%} are found to have a fear of the country", fear),
    )


def _place(setting: Setting, name: str, tick: int) -> tuple[Number, ...]:
    deal = _agreement(setting, name)
    stop = _stopped(setting, deal, tick)
    found = [Number(f"as long as the agreement is in force and has places left{stop}", None, None)]
    if deal.quota is not None:
        found.append(Number.held(f"at most {deal.quota.value:,} people a month", deal.quota))
    if deal.seats is not None:
        days = ", ".join(day.capitalize() for day in dict.fromkeys(deal.lands_on or ()))
        found.append(Number.held(f"{deal.seats.value:,} seats a departure, landing on {days}", deal.seats))
    return tuple(found)


def _agreement(setting: Setting, name: str) -> Agreement:
    return dict(zip(names(setting.scenario), active(setting.scenario), strict=True))[name]


def _stopped(setting: Setting, deal: Agreement, tick: int) -> str:
    """` (stopped by CASE on the day)`; nothing where no court stops an agreement on a tick."""
    return _stop(setting, channels(deal), tick)


def _stop(setting: Setting, shut: Collection[str], tick: int) -> str:
    day = setting.calendar.days[tick : tick + 1]
    cases = [c.case for c in setting.scenario.litigation if c.channel in shut and stopped_by(c, day).any()]
    return f" (stopped by a court on the day: {', '.join(dict.fromkeys(cases))})" if cases else ""


def days_of(length: float) -> str:
    """`1 day`, `3 days`."""
    return "1 day" if length == 1 else f"{length:g} days"


def routes_of(setting: Setting, nationality: str) -> tuple[Route, ...]:
    """Charter routes on which a nationality can be taken."""
    return tuple(route for route in setting.scenario.departures.charter if nationality in route.to)


def in_force(dated: Dated[Any], setting: Setting, tick: int) -> Step[Any]:
    """The step of a dated value that is in force on a tick."""
    day = setting.calendar.day(tick)
    return [step for n, step in enumerate(dated.steps) if n == 0 or step.since is None or step.since <= day][-1]


def _grade(name: str, nationality: str, column: str) -> str | None:
    row = next((row for row in table(name) if row.text("nationality") == nationality), None)
    return None if row is None or column not in row else row.text(column)
