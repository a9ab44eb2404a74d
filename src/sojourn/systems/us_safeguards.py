"""Limits and custody reviews as clocks: how long somebody can be held, and who decides on it when.

- `limit`: so many days after the final order everybody still held is released under supervision.
- `review_first`, at the end of the removal period: of those whom their country refuses a share is released, and the
  others go on to `kept_after_review`, where a second review (`review_second`) and the limit await them. Nobody whose
  removal is foreseeable is released at a review: not somebody with a landing cleared, a seat, or a notice; somebody who
  waits for a document only where the scenario says so.
- `family_limit`: so many days after the book-in a family is released, whatever they wait for.

A network keeps one mark. Where families come it is the book-in for them and the final order for everybody else: a
family's order has a stage of its own that does not set it.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from sojourn.network import By, Clock, Duration, Fixed, Never, Sometimes, Stage
from sojourn.network import Dated as DatedRoute
from sojourn.network.stage import Route, Shares
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar, Floats, pace

MARK = "final_order"
"""The day from which limits run: the final order, or for a family with a limit of its own the book-in."""
REFUSED, KEPT = "third_country", "kept_after_review"
"""Stage of those whom their country refuses, before and after the first review."""
FAMILY_ORDER = "family_order"
"""Stage in which the home country of a family is asked."""
EXIT = "supervision"
BEFORE = "review"
"""Clock of those who are released before the first review."""


def limits(scenario: UsScenario) -> tuple[Clock, ...]:
    """The clocks that run against everybody held after a final order."""
    most = Fixed(_days(scenario.limits.post_order.value))
    if not _own_limit(scenario):
        return (Clock("limit", most, "supervision_180", since=MARK),)
    not_family = By[Duration]("unit", {"alone": most, "family": Never()})
    return (Clock("limit", not_family, "supervision_180", since=MARK), *_family_limit(scenario, MARK))


def with_families(scenario: UsScenario, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Stages with the limit on the custody of families, if any come."""
    if not scenario.people.families.any:
        return stages
    out = []
    for stage in stages:
        if stage.name == "proceedings":
            clocks = tuple(_to_family_order(clock) for clock in stage.clocks)
            own = _own_limit(scenario)
            stage = replace(stage, clocks=(*_family_limit(scenario, None), *clocks), sets=MARK if own else stage.sets)
        out.append(stage)
        if stage.name == "final_order":
            out.append(replace(stage, name=FAMILY_ORDER, sets=None if _own_limit(scenario) else stage.sets))
    return tuple(out)


def exits(scenario: UsScenario) -> tuple[str, ...]:
    """Exits that the safeguards add."""
    return ("family_limit",) if _own_limit(scenario) else ()


def with_reviews(
    scenario: UsScenario, calendar: Calendar, stages: tuple[Stage, ...]
) -> tuple[tuple[Stage, ...], dict[str, Floats]]:
    """Stages with the custody reviews, and the paces that these need.

    The rate at which people are released before the first review is that of the clock `review` and stops there. What
    the scenario lays on it (`releases.supervision`) is laid on the first review as on a hazard: with a factor f the
    share s becomes 1 - (1 - s)^f. Where it is 0 there is no release at any review; a second one is put off till later.
    """
    r = scenario.limits.reviews
    factor = pace(calendar, scenario.releases.supervision)
    halted = "reviews" if (factor == 0).any() else None
    at_first, at_second = Fixed(_days(r.first.value)), Fixed(_days(r.second.value))
    out = []
    for stage in stages:
        if stage.name == "travel_document" and r.awaiting_document.value > 0:
            share = r.awaiting_document.value
            added = [
                Clock(name, Sometimes(share, at), EXIT, pace=halted, since=MARK)
                for name, at in (("review_first", at_first), ("review_second", at_second))
            ]
            stage = replace(stage, clocks=(*stage.clocks, *added))
        if stage.name != REFUSED:
            out.append(stage)
            continue
        before = [clock for clock in stage.clocks if clock.name == BEFORE]
        others = [clock for clock in stage.clocks if clock.name != BEFORE]
        first = Clock("review_first", at_first, _decided(r.released_first.value, factor), since=MARK)
        second = Clock("review_second", Sometimes(r.released_second.value, at_second), EXIT, pace=halted, since=MARK)
        out.append(replace(stage, clocks=(*others, first, *before)))
        out.append(replace(stage, name=KEPT, clocks=(*others, second)))
    return tuple(out), {} if halted is None else {halted: (factor > 0).astype(np.float64)}


def _decided(share: float, factor: Floats) -> Route:
    """Where the first review leads, from day to day."""
    released = 1.0 - (1.0 - share) ** factor
    changes = [0, *(np.flatnonzero(np.diff(released)) + 1).tolist()]
    steps = [(at, {EXIT: float(released[at]), KEPT: 1.0 - float(released[at])}) for at in changes]
    return steps[0][1] if len(steps) == 1 else DatedRoute(steps)


def _own_limit(scenario: UsScenario) -> bool:
    return scenario.people.families.any and scenario.limits.family.value != "none"


def _family_limit(scenario: UsScenario, since: str | None) -> tuple[Clock, ...]:
    longest = scenario.limits.family.value
    if longest == "none":
        return ()
    law = By[Duration]("unit", {"alone": Never(), "family": Fixed(_days(longest))})
    return (Clock("family_limit", law, "family_limit", since=since),)


def _to_family_order(clock: Clock) -> Clock:
    """The same clock, but a final order for a family leads to the stage of its own."""
    if clock.name != "order":
        return clock
    steps = clock.to.steps if isinstance(clock.to, DatedRoute) else [(0, clock.to)]
    told = [(at, _by_unit(route)) for at, route in steps]
    return replace(clock, to=told[0][1] if len(told) == 1 else DatedRoute(told))


def _by_unit(route: str | Shares | By[str | Shares]) -> By[str | Shares]:
    """A route that differs by unit as well."""
    if not isinstance(route, By):
        return By("unit", {"alone": route, "family": _renamed(route)})
    parts = (route.parts,) if isinstance(route.parts, str) else tuple(route.parts)
    values: dict[str | tuple[str, ...], str | Shares] = {}
    for key, value in route.values.items():
        levels = (key,) if isinstance(key, str) else tuple(key)
        values[(*levels, "alone")] = value
        values[(*levels, "family")] = _renamed(value)
    if route.default is not None:
        raise TypeError("a decision is given for every class of people")
    return By((*parts, "unit"), values)


def _renamed(route: str | Shares) -> str | Shares:
    if isinstance(route, str):
        return FAMILY_ORDER if route == "final_order" else route
    return {FAMILY_ORDER if target == "final_order" else target: share for target, share in route.items()}


def _days(length: float) -> int:
    return math.ceil(length - 1e-9)
