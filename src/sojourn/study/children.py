"""How many staff for how long to attempt contact with every child, whom that would reach, and what claims would take.

With N children, a share b of bad addresses, k attempts each and a chance p that one attempt reaches a child whose
address is good, the attempts made are

    N * (b * k + (1 - b) * (1 - (1 - p)^k) / p),

of which the first N are everybody's first, and the share reached is (1 - b) * (1 - (1 - p)^k). So many attempts take
attempts / (staff * attempts a working day) working days. The run beside it is the simulation of the scenario's list,
with the queue and the days between attempts. Bands are the 10 % and 90 % points over draws of what is assumed, each
triangular between the low and the high end of its row of the evidence with its mode at the value; a number set by the
author is not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.evidence import figure, figures
from sojourn.results.backing import backs
from sojourn.run import CannotRun, load, run
from sojourn.scenario import Document
from sojourn.scenario.children import ChildrenScenario
from sojourn.scenario.sourced import Sourced
from sojourn.systems.business_days import is_business_day
from sojourn.systems.calendar import Calendar
from sojourn.systems.children import LISTS, listed
from sojourn.systems.children_numbers import Bounds, Number, anybody, either, three_numbers

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun

Floats = npt.NDArray[np.float64]

DRAWS = 2000
MOST_STAFF = 1_000_000
FURTHEST = date(2199, 12, 31)
CLAIMS = {
    "plan.children_located_claim_president.2025-07": date(2025, 8, 1),
    "plan.children_located_claim.2025-07": date(2025, 8, 1),
    "plan.children_located_claim.2025-11": date(2025, 12, 1),
}
"""Announced numbers of children located, and the first day after the month in which each was announced."""


@dataclass(frozen=True)
class Band:
    """At the central values, and the 10 % and 90 % points over the draws."""

    low: float
    value: float
    high: float


@dataclass(frozen=True)
class Terms:
    """The terms of contact: numbers, or arrays with one entry a draw."""

    bad: float | Floats
    reaches: float | Floats
    each: float | Floats
    per_worker: float | Floats

    @property
    def attempts(self) -> Floats:
        """Attempts for each child on the list."""
        p, k = np.asarray(self.reaches, dtype=np.float64), np.asarray(self.each, dtype=np.float64)
        good = np.where(p > 0, (1 - (1 - p) ** k) / np.where(p > 0, p, 1.0), k)
        return np.asarray(self.bad * k + (1 - np.asarray(self.bad)) * good)

    @property
    def reached(self) -> Floats:
        """Share of the list that is reached."""
        return np.asarray((1 - np.asarray(self.bad)) * (1 - (1 - np.asarray(self.reaches)) ** np.asarray(self.each)))


@dataclass(frozen=True)
class Effort:
    """What it takes to attempt contact with every child of a list."""

    who: str
    children: int
    first_days: Band
    """Working days until everybody has been tried once."""
    first_by: date | None
    """Day on which that is so, at the central values; None beyond 2199."""
    all_days: Band
    """Working days until everybody has been reached or tried as often as is meant."""
    all_by: date | None
    worker_days: Band
    """Days of one worker for all attempts."""
    staff_first: Band | None
    """Workers who try everybody once by the day asked about; None where none was."""
    staff_all: Band | None
    """Workers who make all attempts by then."""
    reached: Band
    """Share reached."""


@dataclass(frozen=True)
class Claim:
    """An announced number of children located, and what it would have taken. It is not verified."""

    key: str
    children: int
    by: date
    working_days: int
    located_a_day: float
    attempts_a_day: Band
    staff: Band
    publisher: str
    note: str


@dataclass(frozen=True)
class Simulated:
    """The scenario's own list worked off in one run."""

    listed: Mapping[str, int]
    tried_once: date | None
    """Day by whose end each child of the list had been tried once; None if not within the period."""
    worked_off: date | None
    """Day by whose end each had been reached or tried in all attempts."""
    located: int
    unreachable: int
    not_reached: int
    still: int
    """Of the list, not yet at an end."""
    run: PlainRun


@dataclass(frozen=True)
class ContactAnswer:
    """The answer to `sojourn children`."""

    scenario: ChildrenScenario
    start: date
    staff: tuple[int, int]
    """Caseworkers on the first working day, and on the last of the period and from then on."""
    by: date | None
    draws: int
    numbers: tuple[Number, Number, Number]
    either: Bounds
    anybody: Bounds
    efforts: tuple[Effort, ...]
    claims: tuple[Claim, ...]
    simulated: Simulated


def contact(
    scenario: Document[ChildrenScenario] | str = "children-2025",
    *,
    staff: int | None = None,
    by: date | None = None,
    seed: int | None = None,
) -> ContactAnswer:
    """Staff and time to attempt contact with every child of each list.

    Args:
        scenario: a scenario of the system `children`, or its name or path.
        staff: caseworkers, in place of the scenario's.
        by: a day by which to be done; then staff is answered as well.
        seed: names the luck of the run and of the draws; the scenario's own where not given.

    Raises:
        CannotRun: the scenario is of another system, or the staff or the day is out of range.
        ScenarioError, NetworkError: as `run`.
    """
    document: Document[ChildrenScenario] = load(scenario) if isinstance(scenario, str) else scenario
    if not isinstance(document.model, ChildrenScenario):
        name = document.files[0]
        raise CannotRun(f"{name} is a scenario of another system; this is asked of scenarios of 'children' only")
    if staff is not None:
        if not 1 <= staff <= MOST_STAFF:
            raise CannotRun(f"a staff of {staff:,} is out of range; 1 to {MOST_STAFF:,} can be asked about")
        document = with_staff(document, staff)
    model = document.model
    start = model.period.start.value
    workers = staffed(model)
    if workers[-1] <= 0 or model.contact.attempts_per_worker.value <= 0:
        raise CannotRun("no attempts are made in the end: staff and attempts a worker have to be above zero")
    if by is not None and not start < by <= FURTHEST:
        raise CannotRun(f"{by} is not after the start, {start}; give a later day")
    seed = model.seed if seed is None else seed
    told = run(document, seed=seed)
    terms = (central(model), drawn(model, seed))
    lists = model.lists
    pair, union = either(model), anybody(model)
    reachable = float(terms[0].reached) > 0
    sizes = [
        ("missed a hearing", lists.missed_hearing.value),
        ("no notice issued", lists.no_notice.value),
        ("either, if none is in both", pair.high),
        ("transferred FY2019-FY2023", lists.transferred.value),
        ("any of the three, at most", union.high),
    ]
    return ContactAnswer(
        scenario=model,
        start=start,
        staff=(int(workers[0]), int(workers[-1])),
        by=by,
        draws=DRAWS,
        numbers=three_numbers(model),
        either=pair,
        anybody=union,
        efforts=tuple(_effort(who, size, terms, workers, start, by) for who, size in sizes),
        claims=tuple(_claim(key, until, terms, start) for key, until in CLAIMS.items() if until > start and reachable),
        simulated=_simulated(model, told),
    )


def with_staff(document: Document[ChildrenScenario], staff: int) -> Document[ChildrenScenario]:
    """The same scenario with so many caseworkers all the time."""
    data = {**document.data, "contact": {**document.data["contact"], "staff": f"{staff} workers"}}
    return replace(document, model=ChildrenScenario.model_validate(data), data=data)


def staffed(scenario: ChildrenScenario) -> Floats:
    """Caseworkers on each working day of the period; the last stands for all later ones."""
    period = scenario.period
    calendar = Calendar(period.start.value, period.until)
    path = calendar.values(scenario.contact.staff)
    working = path[is_business_day(calendar.days)]
    return working if len(working) else path[-1:]


def days_for(work: float | Floats, staff: Floats) -> Floats:
    """Working days until so many worker-days have been worked, with `staff` on each working day; 0 for no work."""
    done = np.cumsum(staff)
    # Rounded to a billionth, so that what fits a number of days exactly takes no day more.
    need = np.round(np.asarray(work, dtype=np.float64), 9)
    after = len(done) + np.ceil(np.round((need - done[-1]) / staff[-1], 9))
    within = np.where(need > 0, np.searchsorted(done, need - 1e-9) + 1, 0)
    return np.asarray(np.where(need <= done[-1], within, after), dtype=np.float64)


def central(scenario: ChildrenScenario) -> Terms:
    """The terms at the scenario's own values."""
    contact, lists = scenario.contact, scenario.lists
    return Terms(
        lists.bad_address.value,
        contact.reaches.value,
        float(contact.attempts_each.value),
        contact.attempts_per_worker.value,
    )


def drawn(scenario: ChildrenScenario, seed: int, draws: int = DRAWS) -> Terms:
    """The terms in each of many draws of what is assumed."""
    contact, lists = scenario.contact, scenario.lists
    rng = np.random.default_rng([seed, 7])
    u = rng.random((4, draws))
    return Terms(
        _drawn(lists.bad_address, u[0]),
        _drawn(contact.reaches, u[1]),
        np.rint(_drawn(contact.attempts_each, u[2])),
        _drawn(contact.attempts_per_worker, u[3]),
    )


def working_days(start: date, until: date) -> int:
    """Working days from a day to the one before another."""
    return int(is_business_day(np.arange(np.datetime64(start), np.datetime64(until))).sum())


def nth_working_day(start: date, number: int) -> date | None:
    """The nth working day from a day on, which may be the first; None beyond 2199."""
    ahead = np.datetime64(start)
    end = np.datetime64(FURTHEST) + 1
    while number > 0 and ahead < end:
        days = np.arange(ahead, min(ahead + 3660, end))
        found = days[is_business_day(days)]
        if number <= len(found):
            day: date = found[number - 1].astype(object)
            return day
        number, ahead = number - len(found), days[-1] + 1
    return start if number <= 0 else None


def _drawn(set_to: Sourced[float] | Sourced[int], u: Floats) -> Floats:
    """Inverse of the triangular law of the number's row of the evidence; its value where it is the author's own."""
    row = figures().get(set_to.source or "")
    value = float(set_to.value)
    if row is None or row.low is None or row.high is None or row.low == row.high or not backs(row, set_to.value):
        return np.full(len(u), value)
    low, high = row.low, row.high
    peak = (value - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (value - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - value))
    return np.where(u < peak, rising, falling)


def _band(value: float, draws: Floats) -> Band:
    # More assumed at the value itself than in the draws' middle: the ends always hold the value.
    low, high = np.quantile(draws, (0.1, 0.9)).tolist()
    return Band(min(low, value), value, max(high, value))


def _effort(who: str, children: int, terms: tuple[Terms, Terms], staff: Floats, start: date, by: date | None) -> Effort:
    middle, draws = terms
    work = [children * one.attempts / np.asarray(one.per_worker) for one in terms]
    first = [days_for(children / np.asarray(one.per_worker), staff) for one in terms]
    every = [days_for(one, staff) for one in work]
    staff_first = staff_all = None
    if by is not None:
        days = working_days(start, by)
        if days == 0:
            raise CannotRun(f"there is no working day between {start} and {by}; give a later day")
        once = [children / (np.asarray(one.per_worker) * days) for one in terms]
        staff_first = _band(math.ceil(round(float(once[0]), 9)), np.ceil(once[1]))
        staff_all = _band(math.ceil(round(float(work[0]) / days, 9)), np.ceil(work[1] / days))
    return Effort(
        who=who,
        children=children,
        first_days=_band(float(first[0]), np.asarray(first[1])),
        first_by=nth_working_day(start, int(first[0])),
        all_days=_band(float(every[0]), np.asarray(every[1])),
        all_by=nth_working_day(start, int(every[0])),
        worker_days=_band(float(work[0]), np.asarray(work[1])),
        staff_first=staff_first,
        staff_all=staff_all,
        reached=_band(float(middle.reached), np.asarray(draws.reached)),
    )


def _claim(key: str, until: date, terms: tuple[Terms, Terms], start: date) -> Claim:
    row = figure(key)
    days = working_days(start, until)
    attempts = [row.number * one.attempts / np.maximum(one.reached, 1e-12) / days for one in terms]
    staff = [one / np.asarray(term.per_worker) for one, term in zip(attempts, terms, strict=True)]
    return Claim(
        key=key,
        children=int(row.number),
        by=until,
        working_days=days,
        located_a_day=row.number / days,
        attempts_a_day=_band(float(attempts[0]), np.asarray(attempts[1])),
        staff=_band(float(staff[0]), np.asarray(staff[1])),
        publisher=row.publisher,
        note=row.note,
    )


def _simulated(model: ChildrenScenario, told: PlainRun) -> Simulated:
    """What became of the list that was there at the start; those who came later are left aside."""
    cells = [number for number, name in enumerate(LISTS) if name != "new"]
    stages = [name for name in told.stages if name.startswith(("attempt_", "gap_"))]
    first = told.series["in_attempt_1"][:, cells].sum(axis=1)
    left = np.asarray(sum(told.series[f"in_{name}"][:, cells].sum(axis=1) for name in stages))
    out = {name: int(told.series[f"exit_{name}"][:, cells].sum()) for name in ("located", "unreachable", "not_reached")}
    return Simulated(
        listed={name: size for name, size in listed(model).items() if size},
        tried_once=_first_empty(first, told.calendar),
        worked_off=_first_empty(left, told.calendar),
        still=int(left[-1]),
        run=told,
        **out,
    )


def _first_empty(counts: npt.NDArray[np.int64], calendar: Calendar) -> date | None:
    found = np.flatnonzero(counts == 0)
    return calendar.day(int(found[0])) if len(found) else None
