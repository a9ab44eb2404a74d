"""Unaccompanied children: border custody, a bed, a sponsor, release, calls, court, and contact attempts.

    border_custody -> transfer (a bed, within 72 hours) -> in_care -> released -> calls on business days
      -> awaiting_notice -> awaiting_hearing -> attended
    not heard from in any call, hearing missed, or on a list from before the start -> attempt_1, attempt_2, ...
      -> located, not_reached, or unreachable (bad address)

A tick is a day. Children here are synthetic: counts drawn from published totals, nobody's history. Little is known of
what follows release; those terms are assumed, and the scenario says which.

- *Beds* are a pool. Who is ready and has no bed by the limit in law enters `past_72_hours` and is counted there.
- *Vetting* is one clock for all: the reports do not tell sponsors apart. Its pace has dates.
- *Calls* are clocks in business days: a pace that stands still on weekends and federal holidays.
- *Caseworkers* are a gate: attempts a working day. An attempt is a grant; who is not reached queues for the next.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sojourn.network import (
    By,
    Clock,
    Door,
    Exponential,
    Fixed,
    Gate,
    Kinds,
    Lognormal,
    Network,
    Opening,
    Pool,
    Source,
    Stage,
    Table,
)
from sojourn.network.stage import Shares, Target
from sojourn.scenario.children import ChildrenScenario, followed
from sojourn.systems.business_days import is_business_day
from sojourn.systems.calendar import Calendar
from sojourn.systems.children_reports import reports

Floats = npt.NDArray[np.float64]

LISTS = ("new", "missed_hearing", "no_notice", "both", "transferred")
"""Who a child is to the caseworkers: came after the start, or from which count of those released before it."""
ADDRESSES = ("good", "bad")
KINDS = Kinds({"list": LISTS, "address": ADDRESSES})
EXITS = ("attended", "located", "not_reached", "unreachable", "turned_18", "departed", "other_discharge")
MARK = "counted_from"
"""Day from which a limit or a call is counted: the apprehension, then the release."""
LONGEST_KNOWN = 3000
"""Days in care that are looked back on for those in care at the start."""


def children_network(scenario: ChildrenScenario, calendar: Calendar) -> Network:
    """The network of a scenario.

    Raises:
        NetworkError: the scenario describes no system that can be run.
    """
    bad = scenario.lists.bad_address.value
    new = np.zeros(KINDS.size)
    new[KINDS.index(list="new", address="good")], new[KINDS.index(list="new", address="bad")] = 1 - bad, bad
    working = is_business_day(calendar.days)
    # A clock's time runs over the day *before* a tick: shifted by one, it rings on the nth business day after.
    tomorrow = is_business_day(calendar.days + 1)
    attempts = calendar.values(scenario.contact.staff) * scenario.contact.attempts_per_worker.value
    return Network(
        sources=(Source("border", "border_custody", kinds=new, rate=arrivals(scenario, calendar)),),
        stages=(*_in_custody(scenario), *_calls(scenario), *_court(scenario), *_attempts(scenario)),
        exits=EXITS,
        kinds=KINDS,
        gates=(Gate("caseworkers", (Door("attempts", np.where(working, attempts, 0.0)),)),),
        pools=(Pool("beds", calendar.values(scenario.care.beds)),),
        paces={"vetting": calendar.values(scenario.care.vetting), "business_days": tomorrow.astype(np.float64)},
    )


def arrivals(scenario: ChildrenScenario, calendar: Calendar) -> Floats:
    """Children who come, expected on each day.

    What the reports' census implies on days they cover; else the scenario's own rate, or, where it follows a scenario
    of the US system, so many for each of that one's border arrivals.
    """
    a = scenario.arrivals
    rate = calendar.values(a.children)
    if a.follow is not None:
        rate = a.per_border.value * calendar.values(followed(a.follow).arrivals.border)
    if a.history is not None:
        known = reports(a.history)
        # Who comes into care on a day was apprehended about a day or two before.
        at = (calendar.days - known.on[0]).astype(np.int64) + round(scenario.border_custody.days.value)
        inside = (at >= 0) & (at < len(known.days))
        rate = np.where(inside, known.intake[np.clip(at, 0, len(known.days) - 1)], rate)
    return np.asarray(rate, dtype=np.float64)


def stay(scenario: ChildrenScenario) -> Lognormal:
    """Days from transfer to discharge when vetting goes at speed 1."""
    return Lognormal(scenario.care.stay.value, scenario.care.spread.value)


def opening(scenario: ChildrenScenario, calendar: Calendar, seed: int) -> Opening:
    """Who is there on the first day: in border custody and in care by the last report, and the list to be worked off.

    Those in care have been there as long as in a steady state: the chance of k days is in proportion to the chance of
    a stay of more than k. Nothing is drawn, so the seed changes nothing. Of each list, every so manieth has a bad
    address.
    """
    known = reports(scenario.care.opening)
    last = known.last(scenario.period.start.value)
    stages = [stage.name for stage in children_network(scenario, Calendar(calendar.start, calendar.day(1))).stages]
    remains = 1.0 - stay(scenario).cdf(np.arange(LONGEST_KNOWN, dtype=np.int64))
    share = np.cumsum(remains) / remains.sum()
    people = int(known.in_care[last])
    elapsed = np.searchsorted(share, (np.arange(people) + 0.5) / people) if people else np.zeros(0, np.int64)
    groups = [
        ("new", "border_custody", int(known.in_border_custody[last]), None),
        ("new", "in_care", people, -1 - elapsed.astype(np.int64)),
        *((name, "attempt_1", size, None) for name, size in listed(scenario).items()),
    ]
    kind, stage, entered = [], [], []
    for name, where, size, since in groups:
        kind.append(_addresses(name, size, scenario.lists.bad_address.value))
        stage.append(np.full(size, stages.index(where), dtype=np.int64))
        entered.append(np.full(size, -1, dtype=np.int64) if since is None else since)
    since_all = np.concatenate(entered)
    return Opening(np.concatenate(kind), np.concatenate(stage), since_all, since_all, since_all)


def listed(scenario: ChildrenScenario) -> dict[str, int]:
    """Children on the list to be worked off at the start, each once, by the count or counts they belong to."""
    lists = scenario.lists
    both, work = lists.both, lists.work
    missed, without = lists.missed_hearing.value - both, lists.no_notice.value - both
    out = {"missed_hearing": 0, "no_notice": 0, "both": 0, "transferred": 0}
    if work in ("missed_hearing", "either", "transferred"):
        out["missed_hearing"] = missed
    if work in ("no_notice", "either", "transferred"):
        out["no_notice"] = without
    if work != "none":
        out["both"] = both
    if work == "transferred":
        out["transferred"] = max(lists.transferred.value - missed - without - both, 0)
    return out


def _addresses(name: str, size: int, bad: float) -> npt.NDArray[np.int64]:
    """Kinds of a group: every so manieth with a bad address."""
    marks = np.diff(np.floor(np.arange(size + 1) * bad + 0.5)) > 0
    kinds = [KINDS.index(list=name, address=one) for one in ADDRESSES]
    return np.where(marks, kinds[1], kinds[0]).astype(np.int64)


def _in_custody(scenario: ChildrenScenario) -> tuple[Stage, ...]:
    days, care = scenario.border_custody.days.value, scenario.care
    whole = math.floor(days)
    ready = Table((*([0.0] * whole), 1 - (days - whole), days - whole))
    limit = Clock("72_hours", Fixed(int(scenario.border_custody.limit.value)), "past_72_hours", since=MARK)
    left = {
        "turned_18": care.turned_18.value,
        "departed": care.departed.value,
        "other_discharge": care.other_discharge.value,
    }
    discharged = {"released": max(1.0 - sum(left.values()), 0.0), **left}
    return (
        Stage("border_custody", (Clock("ready", ready, "transfer"),), sets=MARK),
        Stage("transfer", (limit,), waits_for="beds", granted="in_care"),
        Stage("past_72_hours", waits_for="beds", granted="in_care"),
        Stage("in_care", (Clock("discharged", stay(scenario), discharged, pace="vetting"),), holds="beds"),
    )


def _calls(scenario: ChildrenScenario) -> tuple[Stage, ...]:
    """A stage before each call, by whether any earlier one was answered; the calls run from the release."""
    answered, calls = scenario.follow_up.answered.value, [call.value for call in scenario.follow_up.calls]
    names = [("", "released")] + [(f"heard_{day}", f"unheard_{day}") for day in calls[:-1]]
    after = [*names[1:], ("awaiting_notice", "attempt_1")]
    stages = []
    for day, (heard, unheard), (heard_next, unheard_next) in zip(calls, names, after, strict=True):
        clock = f"call_{day}"
        outcome = {heard_next: answered, unheard_next: 1.0 - answered}
        marks = MARK if unheard == "released" else None
        calling = Clock(clock, Fixed(day), outcome, pace="business_days", since=MARK)
        stages.append(Stage(unheard, (calling,), sets=marks))
        if heard:
            stages.append(Stage(heard, (replace(calling, to=heard_next),)))
    return tuple(stages)


def _court(scenario: ChildrenScenario) -> tuple[Stage, ...]:
    court = scenario.court
    outcome = {"attended": 1.0 - court.missed.value, "attempt_1": court.missed.value}
    return (
        Stage("awaiting_notice", (Clock("issued", Exponential(court.notice.value), "awaiting_hearing"),)),
        Stage("awaiting_hearing", (Clock("hearing", Lognormal(court.hearing.value, court.spread.value), outcome),)),
    )


def _attempts(scenario: ChildrenScenario) -> tuple[Stage, ...]:
    """A queue for each attempt, and the days in between."""
    contact = scenario.contact
    most, gap, reaches = contact.attempts_each.value, round(contact.gap.value), contact.reaches.value
    stages = []
    for number in range(1, most + 1):
        again = f"gap_{number}" if gap else f"attempt_{number + 1}"
        good, bad = (again, again) if number < most else ("not_reached", "unreachable")
        outcome: By[Target | Shares] = By("address", {"good": {"located": reaches, good: 1.0 - reaches}, "bad": bad})
        stages.append(Stage(f"attempt_{number}", waits_for="caseworkers", granted=outcome))
        if gap and number < most:
            stages.append(Stage(f"gap_{number}", (Clock("again", Fixed(gap), f"attempt_{number + 1}"),)))
    return tuple(stages)
