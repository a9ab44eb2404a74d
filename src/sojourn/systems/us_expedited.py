"""Who comes under the rules of the day: expedited removal open or closed, and families.

Both change the mix of those who come from a day on, and nobody who came before. Where expedited removal is closed,
people of that case type have a hearing before a judge instead; where it is open inside the country, a share of those
who would have had a hearing go by it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.network import By, NetworkError, Source
from sojourn.network import Dated as DatedRoute
from sojourn.network.stage import Route, Shares, Target
from sojourn.policy.litigation import stopped
from sojourn.scenario.sourced import Dated
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_arrivals import sources
from sojourn.systems.us_custody import custody_of
from sojourn.systems.us_people import kinds

EXPEDITED, HEARING = "expedited", "notice_to_appear"
ANYWHERE, INSIDE = "expedited_removal", "expedited_removal_interior"
"""Channels that a court may stop: expedited removal anywhere, or inside the country alone."""
PLACES = {"border": "border", "border_direct": "border", "interior": "interior", "interior_added": "interior"}
"""Source to the place whose rules hold for it."""

Flags = npt.NDArray[np.bool_]


def is_open(scenario: UsScenario, calendar: Calendar, place: str) -> Flags:
    """(ticks,): whether expedited removal is open, ``border`` or ``interior``, and not stopped by a court."""
    rule: Dated[Any] = getattr(scenario.proceedings.expedited_removal, place)
    channels = (ANYWHERE,) if place == "border" else (ANYWHERE, INSIDE)
    return _held(rule, calendar, lambda word: word == "open") & ~stopped(scenario.litigation, channels, calendar.days)


def arriving(scenario: UsScenario, calendar: Calendar, everybody: tuple[Source, ...]) -> tuple[Source, ...]:
    """Sources whose mix of kinds follows the rules of the day.

    Raises:
        NetworkError: more people are to go by expedited removal inside the country than would have a hearing.
    """
    return tuple(_ruled(scenario, calendar, source) for source in everybody)


def closed_share(scenario: UsScenario, calendar: Calendar, source: Source) -> Floats:
    """(ticks,): share of those who come who have a hearing because expedited removal is closed where it was used.

    ``source`` is as it is before `arriving`.
    """
    case, _ = _cases(scenario, source)
    expedited = case[:, kinds(scenario).levels("case").index(EXPEDITED)]
    mix = np.zeros(calendar.ticks, dtype=np.int64) if source.mix is None else source.mix
    return np.asarray(expedited[mix] * ~is_open(scenario, calendar, PLACES[source.name]))


def closed_shares(scenario: UsScenario, calendar: Calendar) -> dict[str, Floats]:
    """`closed_share` of each source of a scenario, by its name."""
    untouched = sources(scenario, calendar, custody_of(scenario))
    return {source.name: closed_share(scenario, calendar, source) for source in untouched}


def _ruled(scenario: UsScenario, calendar: Calendar, source: Source) -> Source:
    place = PLACES[source.name]
    opened, family = is_open(scenario, calendar, place), _families(scenario, calendar, place)
    mix = np.zeros(calendar.ticks, dtype=np.int64) if source.mix is None else source.mix
    rules = np.stack([mix.astype(np.float64), opened.astype(np.float64), family], axis=1)
    versions, which = np.unique(rules, axis=0, return_inverse=True)
    shares = np.stack([_mixed(scenario, source, int(m), bool(o), float(f)) for m, o, f in versions])
    to = source.to if source.name != "border_direct" else _direct(scenario, source, opened)
    if source.kinds is not None and shares.shape == source.kinds.shape and np.array_equal(shares, source.kinds):
        return source
    return replace(source, kinds=shares, mix=which.ravel().astype(np.int64), to=to)


def _mixed(scenario: UsScenario, source: Source, mix: int, opened: bool, family: float) -> Floats:
    """(kinds,): shares of the kinds on days when a mix, a rule and a share of families hold."""
    rule = scenario.proceedings.expedited_removal
    case, joint = _cases(scenario, source)
    names = kinds(scenario).levels("case")
    expedited, hearing = names.index(EXPEDITED), names.index(HEARING)
    here, axis = joint[mix].copy(), list(kinds(scenario).parts).index("case")
    parts = np.moveaxis(here, axis, 0)
    if opened and PLACES[source.name] == "interior":
        wanted, there = rule.interior_share.value, float(case[mix, hearing])
        if wanted > there:
            raise NetworkError(
                f"{wanted:.0%} of those arrested inside the country cannot go by expedited removal: "
                f"only {there:.0%} would have a hearing instead"
            )
        moved = parts[hearing] * (wanted / there if there > 0 else 0.0)
        parts[expedited] += moved
        parts[hearing] -= moved
    back = parts[expedited] * (rule.fear_found.value if opened else 1.0)
    parts[hearing] += back
    parts[expedited] -= back
    if scenario.people.families.any:
        here = np.stack([here * (1.0 - family), here * family], axis=-1)
    return np.asarray(here.ravel())


def _cases(scenario: UsScenario, source: Source) -> tuple[Floats, Floats]:
    """(mixes, case types): shares of the case types; and (mixes, parts...): those of the kinds, units left aside."""
    if source.kinds is None:
        raise TypeError("the sources of the US system say who comes")
    parts = {name: len(levels) for name, levels in kinds(scenario).parts.items() if name != "unit"}
    joint = np.atleast_2d(np.asarray(source.kinds, dtype=np.float64)).reshape(-1, *parts.values())
    axis = list(parts).index("case") + 1
    return joint.sum(axis=tuple(at for at in range(1, joint.ndim) if at != axis)), joint


def _direct(scenario: UsScenario, source: Source, opened: Flags) -> Route:
    """Those who would be removed straight from border custody are booked in for a hearing while that is closed."""
    if opened.all() or not isinstance(source.to, str):
        return source.to
    case, _ = _cases(scenario, source)
    names = kinds(scenario).levels("case")
    expedited, hearing = (float(case[:, names.index(name)].mean()) for name in (EXPEDITED, HEARING))
    brought = expedited / (expedited + hearing) if expedited > 0 else 0.0
    shared = {source.to: 1.0 - brought, "intake": brought}
    shut = By[Target | Shares]("case", {HEARING: shared}, default=source.to)
    changes: list[int] = [0, *(np.flatnonzero(np.diff(opened.astype(np.int8))) + 1).tolist()]
    return DatedRoute([(at, source.to if opened[at] else shut) for at in changes])


def _families(scenario: UsScenario, calendar: Calendar, place: str) -> Floats:
    shares: Dated[float] = getattr(scenario.people.families, place)
    return calendar.values(shares)


def _held(dated: Dated[Any], calendar: Calendar, holds: Callable[[Any], bool]) -> Flags:
    """(ticks,): whether something holds for a dated word."""
    out = np.full(calendar.ticks, holds(dated.steps[0].value))
    for step in dated.steps[1:]:
        if step.since is not None:
            out[max(calendar.tick(step.since), 0) :] = holds(step.value)
    return out
