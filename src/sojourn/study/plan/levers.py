"""What a plan may change, from which day on, how fast and how far, and on what these limits stand.

What a scenario has planned itself may be had as it is planned. More than that begins to come after a lead time and
rises by so much a month. Arrests that are added may be made fewer at once, and beds closed; seats are not taken away.
The arrests that were made before go on, unless `cuts` is named.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from sojourn.evidence.registry import figure
from sojourn.run import CannotRun
from sojourn.scenario.accounts import CURRENCY
from sojourn.scenario.amounts import QuantityError, leading
from sojourn.scenario.bed_blocks import TYPES, BedType
from sojourn.scenario.errors import nearest, quoted
from sojourn.scenario.money import parse_money
from sojourn.scenario.quantities import parse_duration
from sojourn.scenario.sourced import Dated, Step
from sojourn.scenario.staff import MOST_POSTS, PacedPosts, StaffKind
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_staff import in_post

Floats = npt.NDArray[np.float64]
Name = Literal["arrests", "beds", "seats", "judges", "documents", "releases", "cuts", "agreements"]
NAMES: tuple[Name, ...] = get_args(Name)
USUAL: tuple[Name, ...] = ("arrests", "beds", "seats", "judges", "documents")
"""Levers that are used where none are named; the others are choices of policy that have to be named."""
USUAL_BED: BedType = "contract_facility"
"""Kind of the beds that are added where none is named."""
AGREEING = ("plan_lever.agreement_signing", "plan_lever.agreement_lead")
"""Rows of the evidence: days from being named to a signature, and from that to the first who are sent."""
STAFF: Mapping[Name, StaffKind] = {"judges": "judges", "documents": "document_officers"}
"""Lever to the kind of staff that it moves."""
MONTHS = 12
SHORT_STEP = 45
"""Days below which the last step is a part of the one before: what is done in it would count no more."""
TOLD: Mapping[str, str] = {
    "arrests": "arrests a day that are added inside the country",
    "beds": "beds",
    "seats": "seats a day out of the country",
    "judges": "immigration judges",
    "documents": "officers who obtain travel documents",
    "releases": "times the pace of bond, recognizance, parole and supervision",
    "cuts": "of the arrests that were made before",
    "agreements": "agreements with third countries, each a decision of another government",
}


@dataclass(frozen=True)
class Lever:
    """One thing that may be changed."""

    name: Name
    lead: float
    """Days from the start until more than the scenario's own begins to come."""
    rise: float
    """By how much it can rise in a month, in its own unit."""
    first: float
    """Level of the first day."""
    unit: str
    source: str
    """On what its limits stand."""
    price: float = 0.0
    """USD for a unit and day more than there is on the first day."""
    once: float = 0.0
    """USD for each one more, once: a bed that is stood up, somebody who is hired."""
    fixed: float | None = None
    """A level that is given (`--fix`), reached as soon as it can be."""
    bed_type: BedType | None = None
    """Kind of the beds that are added, where one is asked for; they are ordered in blocks."""
    own: Floats | None = field(default=None, repr=False)
    """(ticks,) the scenario's own level, where it is not the first all along: staff that it follows itself."""
    most: Floats | None = field(default=None, repr=False)
    """(ticks,) the most that hiring lets there be, where the scenario says how many can be hired."""
    note: str = ""
    """What else keeps it from being more, in words."""
    elasticity: float = 1.0
    """By how many per cent the pace rises where the level rises by one."""
    at_once: bool = False
    """Whether all of it can be had from its first day on: a policy, for which nobody is hired."""


def levers_of(
    scenario: UsScenario, calendar: Calendar, names: Sequence[Name], bed_type: BedType | None = None
) -> dict[Name, Lever]:
    """Levers of a scenario with their usual limits.

    Args:
        scenario: the scenario.
        calendar: the days of its run.
        names: which.
        bed_type: kind of the beds that are added; of a contract facility where not given.
    """
    usual = {
        "arrests": float(calendar.values(scenario.arrivals.interior)[0]),
        "beds": float(calendar.values(scenario.beds.capacity)[0]),
        "seats": float(sum(values[0] for values in seats_of(scenario, calendar).values())),
    }
    judges, officers = (figure(key).number for key in ("court.ij_count.FY2024", "staff.document_officers"))
    hiring, routes = (figure(key).number for key in ("staff.officer_lead", "flight.new_route_lead_time"))
    net = figure("court.ij_hired.FY2022").number - figure("staff.judge_attrition").number * judges
    judge_day, judge_hired = _pay("judge", "staff.judge_training", "staff.judge_attrition")
    officer_day, officer_hired = _pay("document_officer", "staff.officer_training", "staff.officer_attrition")

    stand_up = f"new_bed.{bed_type or USUAL_BED}.stand_up"

    def rise(name: str, first: float) -> float:
        return figure(f"plan_lever.{name}_rise").number * first

    every = {
        "arrests": Lever("arrests", hiring, rise("arrests", usual["arrests"]), usual["arrests"], "a day",
                         "lead staff.officer_lead (C), rise plan_lever.arrests_rise (C)"),
        "beds": Lever("beds", _bed_lead(bed_type), rise("beds", usual["beds"]), usual["beds"], "beds",
                      f"lead {_bed_lead_of(bed_type)} (C), rise plan_lever.beds_rise (C), {stand_up} (C)",
                      once=figure(stand_up).number, bed_type=bed_type),
        "seats": Lever("seats", routes, rise("seats", usual["seats"]), usual["seats"], "a day",
                       "lead flight.new_route_lead_time (C), rise plan_lever.seats_rise (C)"),
        "judges": Lever("judges", figure("staff.judge_lead").number, max(net, 0.0) / MONTHS, judges, "judges",
                        "lead staff.judge_lead (C), hiring court.ij_hired.FY2022 (A) less staff.judge_attrition (C), "
                        "cost.judge_day and cost.judge_hired (C)", price=judge_day, once=judge_hired),
        "documents": Lever("documents", hiring, rise("documents", officers), officers, "officers",
                           "lead staff.officer_lead (C), hiring plan_lever.documents_rise (C), "
                           "cost.document_officer_day and cost.document_officer_hired (C)",
                           price=officer_day, once=officer_hired),
        "releases": Lever("releases", 0.0, figure("plan_lever.most_pace").number, 1.0, "times",
                          "a choice of policy; at most plan_lever.most_pace (C)", at_once=True),
        "cuts": Lever("cuts", 0.0, 0.0, 1.0, "share", "a choice of policy"),
        "agreements": Lever("agreements", sum(figure(key).number for key in AGREEING), 0.0, 0.0, "agreements",
                            " and ".join(f"{key} (C)" for key in AGREEING) + "; each is for its government to decide"),
    }  # fmt: skip
    if scenario.staff.arrest_officers is not None:
        note = "no more than the officers of staff.arrest_officers can make"
        every["arrests"] = replace(every["arrests"], note=note)
    for name, kind in STAFF.items():
        posts = scenario.staff.of(kind)
        if isinstance(posts, PacedPosts):
            every[name] = _followed(every[name], posts, kind, calendar)
    return {name: every[name] for name in NAMES if name in names}


def _followed(lever: Lever, posts: PacedPosts, kind: StaffKind, calendar: Calendar) -> Lever:
    """A lever of staff that the scenario follows itself: its lead, its attrition and its limit of hiring hold."""
    first, lead = float(posts.in_post.value), math.ceil(posts.lead.value - 1e-9)
    rise, most, source = lever.rise, None, f"lead as in staff.{kind} of the scenario, {lever.source.partition(', ')[2]}"
    if posts.most_hired is not None:
        # As many as can be hired from the first day that is not decided yet: those who are on their way come anyway.
        unlimited = Dated[int](steps=(Step[int](value=MOST_POSTS),))
        most = in_post(posts.model_copy(update={"authorised": unlimited}), calendar)
        rise = max(posts.most_hired.value * 365.25 - posts.attrition.value * first, 0.0) / MONTHS
        source = f"lead, attrition and hiring as in staff.{kind} of the scenario"
    return replace(
        lever, lead=float(lead), rise=rise, first=first, source=source, own=in_post(posts, calendar), most=most,
        elasticity=posts.elasticity.value,
    )  # fmt: skip


def _pay(who: str, training: str, attrition: str) -> tuple[float, float]:
    """USD a day of one more in post, and once of hiring one: pay in training is part of it.

    One more in post means that one more of those who leave has to be replaced.
    """
    day, hired = figure(f"cost.{who}_day").number, figure(f"cost.{who}_hired").number
    once = hired + figure(training).number * day
    return day + once * figure(attrition).number / 365.25, once


def _bed_lead_of(bed_type: BedType | None) -> str:
    """The rows that say how long beds take: of a type that is asked for until the last of them is there."""
    rows = f"new_bed.{bed_type or USUAL_BED}.lead_time"
    return rows if bed_type is None else f"{rows} and build_up"


def _bed_lead(bed_type: BedType | None) -> float:
    lead = figure(f"new_bed.{bed_type or USUAL_BED}.lead_time").number
    return lead if bed_type is None else lead + figure(f"new_bed.{bed_type}.build_up").number


def bed_type_of(text: str, names: Sequence[Name] = NAMES) -> BedType:
    """A type of bed from text, where beds are among the levers.

    Raises:
        CannotRun: it is none, or no beds are added.
    """
    if "beds" not in names:
        raise CannotRun(f"--bed-type: beds are not among the levers, which are {', '.join(names)}")
    plain = text.strip().casefold().replace("-", "_").replace(" ", "_")
    for known in TYPES:
        if plain == known:
            return known
    meant = f"did you mean {near}? " if (near := nearest(plain, TYPES)) else ""
    raise CannotRun(f"--bed-type: {quoted(text)} is no type of bed; {meant}known are {', '.join(TYPES)}")


def seats_of(scenario: UsScenario, calendar: Calendar) -> dict[str, Floats]:
    """(ticks,) seats a day of each departure."""
    d = scenario.departures
    found = {"land": calendar.values(d.land), "commercial": calendar.values(d.commercial)}
    return found | {route.name: calendar.values(route.flights) * d.seats.value for route in d.charter}


def names_of(text: str) -> tuple[Name, ...]:
    """Levers from `beds, seats, judges`.

    Raises:
        CannotRun: one is not known.
    """
    found = [part.strip().casefold() for part in text.split(",")]
    for part in found:
        if part not in NAMES:
            meant = f"did you mean {near}? " if (near := nearest(part, NAMES)) else ""
            raise CannotRun(f"--levers: {quoted(part)} is no lever; {meant}allowed are {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in found)


def given(texts: Sequence[str], option: str) -> dict[Name, str]:
    """`NAME=VALUE` texts by lever.

    Raises:
        CannotRun: one is none.
    """
    out: dict[Name, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise CannotRun(f"{option}: {quoted(text)} is not LEVER=VALUE, such as beds=60,000")
        out[names_of(name)[0]] = value.strip()
    return out


def with_limits(
    levers: Mapping[Name, Lever],
    leads: Mapping[Name, str],
    rises: Mapping[Name, str],
    fixed: Mapping[Name, str],
    prices: Mapping[Name, str],
) -> dict[Name, Lever]:
    """Levers with lead times, rises a month, levels and prices that a user gave.

    Raises:
        CannotRun: one cannot be read, or is of a lever that is not used.
    """
    out = dict(levers)
    for option, texts in (("--lead", leads), ("--rise", rises), ("--fix", fixed), ("--price", prices)):
        for name, text in texts.items():
            if name not in out:
                raise CannotRun(f"{option}: {name} is not among the levers, which are {', '.join(out)}")
            if option == "--lead" and (kind := STAFF.get(name)) is not None and out[name].own is not None:
                raise CannotRun(
                    f"--lead: the lead of staff.{kind} of the scenario holds for {name}; another is given by "
                    f"--set staff.{kind}.lead={text!r}"
                )
            if name == "agreements" and option != "--lead":
                raise CannotRun(
                    f"{option}: agreements have a --lead only; terms and days stand in --may-agree, such as "
                    "'Panama=200 people per month, 20,000 USD per person@2025-09-01'"
                )
            try:
                if option == "--lead":
                    out[name] = replace(
                        out[name], lead=parse_duration(text), source=_as_given(out[name].source, "lead")
                    )
                elif option == "--rise":
                    rise = _number(name, text, "per month")
                    source = _as_given(out[name].source, "rise")
                    out[name] = replace(out[name], rise=rise, source=source, at_once=False)
                elif option == "--price":
                    usd = _dollars(text)
                    out[name] = replace(out[name], once=usd) if name == "beds" else replace(out[name], price=usd)
                else:
                    level = _number(name, text, "")
                    if name == "cuts" and level > 1:
                        raise QuantityError(f"a share of the arrests from 0 to 1 expected, got {quoted(text)}")
                    out[name] = replace(out[name], fixed=level)
            except QuantityError as trouble:
                raise CannotRun(f"{option} {name}: {trouble}{f'; {trouble.hint}' if trouble.hint else ''}") from None
    return out


def _as_given(source: str, limit: str) -> str:
    """The source of a lever of which one limit is a user's own: the rows of the others stay.

    What tells a lead begins with `lead` in it, what tells a rise with `rise` or `hiring`; where nothing does, what is
    given is told at the end.
    """
    starts = ("rise ", "hiring ") if limit == "rise" else ("lead ",)
    parts = source.split(", ")
    kept = [f"{limit} as given" if part.startswith(starts) else part for part in parts]
    return ", ".join(kept if kept != parts or f"{limit} as given" in parts else [*parts, f"{limit} as given"])


def _dollars(text: str) -> float:
    money = parse_money(text)
    if money.currency != CURRENCY:
        raise QuantityError(f"{quoted(text)} is in {money.currency}; the accounts are in {CURRENCY}")
    return float(money.amount)


WORDS: Mapping[str, str] = {"documents": "officers", "releases": "times", "cuts": "share"}
"""Lever to the word that may stand after a number of it, where it is not its name."""


def _number(name: Name, text: str, after: str) -> float:
    found, word = leading(text), WORDS.get(name, name)
    if found is None or found[0] < 0 or found[0] > 10**9:
        raise QuantityError(f"a number expected, got {quoted(text)}")
    words = found[1].casefold().removeprefix(word).strip()
    allowed = {"", after, "a month"} if after else {"", "per day", "a day"}
    if words not in allowed:
        raise QuantityError(f"a number of {word}{f' {after}' if after else ''} expected, got {quoted(text)}")
    return float(found[0])


@dataclass(frozen=True, eq=False)
class Control:
    """A lever, or a part of one, step by step of a plan."""

    key: str
    """`beds`, `added`, `kept`, `seats: land`, `judges`..."""
    lever: Name
    own: Floats
    """(steps,): the scenario's own level, at the beginning of each step; on the average of a step where it falls."""
    high: Floats
    """(steps,): the most that can be had."""
    low: Floats
    """(steps,): the least."""
    rise: Floats
    """(steps,): by how much it can rise from the step before."""
    bed_type: BedType | None = None
    """Of beds, as of the lever."""
    lead: float = 0.0
    """Days from an order of such beds until all are there; of staff, from the authorisation of a post until somebody
    trained is in it."""


def steps_of(calendar: Calendar, months: int = 3) -> npt.NDArray[np.int64]:
    """(months of the run,): the step of each month; steps are quarters of the fiscal year, or single months."""
    count = int(calendar.month[-1]) + 1
    first = calendar.start.month - 10  # October begins the year
    step = (np.arange(count) + first) // months
    step -= step[0]
    if step[-1] and months > 1 and int((step[calendar.month] == step[-1]).sum()) < SHORT_STEP:
        step[step == step[-1]] -= 1
    return np.asarray(step)


def first_ticks(calendar: Calendar, steps: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """(steps,): first tick of each step."""
    return np.searchsorted(steps[calendar.month], np.arange(int(steps[-1]) + 1))


def control(
    key: str,
    lever: Lever,
    own: Floats,
    calendar: Calendar,
    steps: npt.NDArray[np.int64],
    *,
    rise: float | None = None,
    least: float = 0.0,
) -> Control:
    """A part of a lever, from what the scenario has of it on each day.

    Args:
        key: its name.
        lever: its limits.
        own: (ticks,) the scenario's own level.
        calendar: the days.
        steps: as `steps_of`.
        rise: of this part, where it has less than the whole lever's.
        least: share of its own level below which it is not taken.
    """
    begins = first_ticks(calendar, steps)
    month = lever.rise if rise is None else rise
    there = own[begins]
    lowest = np.array([own[steps[calendar.month] == step].min() for step in range(len(begins))])
    there = np.minimum(there, np.maximum(lowest, 0.0)) if lever.name == "beds" else there
    more = month * np.maximum(begins - lever.lead, 0.0) / (365.25 / MONTHS)
    up = np.maximum(np.diff(there, prepend=there[:1]), 0.0) + np.diff(more, prepend=0.0)
    if lever.at_once:
        more, up = np.where(begins >= lever.lead, month, 0.0), np.full(len(begins), month)
    high = there + more
    if lever.most is not None:
        high = np.maximum(np.minimum(high, lever.most[begins]), there)
        up = np.maximum(np.diff(high, prepend=high[:1]), up)
    low = least * there
    if lever.bed_type is not None:
        low = there  # what the scenario has stays; only what is ordered comes and goes
    if lever.fixed is not None and rise is None:
        high = np.minimum(high, np.maximum(lever.fixed, 0.0))
        low = high = np.maximum(high, there) if lever.bed_type is not None else high
    return Control(key, lever.name, there, high, low, up, lever.bed_type, lever.lead)
