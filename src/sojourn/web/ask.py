"""What is asked for: a shipped scenario, changes to it, a seed and an end; read as a scenario file is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sojourn.scenario import Document, Problem, ScenarioError
from sojourn.scenario import paths as dotted
from sojourn.web import limits, sheltered

Change = tuple[str, str]
"""A dotted path and the text that is laid there, as after `--set PATH=`."""
KEYS = ("scenario", "set", "seed", "until", "weight", "client", "beside")
"""What a request for a run may hold."""
STUDY = ("scenario", "set", "seed", "draws", "client", "vs")
"""What a request for a study may hold."""
OTHER = ("scenario", "set")
"""What may be said of a scenario that another one is laid beside."""


class Refused(Exception):
    """A request cannot be answered; it carries what is wrong, each with the path it is about."""

    def __init__(self, *problems: Problem, status: int = 422) -> None:
        self.problems, self.status = problems, status
        super().__init__("; ".join(one.message for one in problems))

    def to_json(self) -> dict[str, Any]:
        """`{"problems": [{"path", "message", "allowed"}]}`."""
        return {"problems": [told(one) for one in self.problems]}


def refused(path: str, message: str, allowed: str | None = None, status: int = 422) -> Refused:
    """A refusal for one reason."""
    return Refused(Problem(None, message, path, allowed), status=status)


def told(problem: Problem) -> dict[str, Any]:
    """A problem for a client: the path, what is wrong, and what is allowed or was probably meant."""
    return {"path": problem.path, "message": problem.message, "allowed": problem.hint}


@dataclass(frozen=True)
class Ask:
    """A run that is asked for; the same ask is the same run."""

    scenario: str
    """Name of a shipped scenario."""
    changes: tuple[Change, ...] = ()
    """In the order in which they are laid over it."""
    seed: int | None = None
    """The scenario's own where not given."""
    until: date | None = None
    """First day that is not simulated; the scenario's own where not given."""
    weight: int = 1
    """How many people each simulated person stands for."""
    client: str = field(default="", compare=False)
    """Who asks: a later request of the same client for the same weight takes the place of this one."""

    @property
    def id(self) -> str:
        """Hash of all that decides the numbers."""
        given = [self.scenario, self.changes, self.seed, str(self.until), self.weight, counted_by()]
        return hashlib.sha256(json.dumps(given).encode()).hexdigest()[:20]

    def as_far_as(self, beside: Ask) -> Ask:
        """The same over the days that another scenario has too, where both start on the same day."""
        mine, its = (document(one).model.period for one in (self, beside))
        end = min(mine.until, self.until or mine.until)
        if mine.start.value != its.start.value or its.until >= end:
            return self
        return replace(self, until=its.until)

    @property
    def overrides(self) -> list[str]:
        """The changes as after `--set`."""
        return [f"{path}={text}" for path, text in self.changes]


@cache
def counted_by() -> str:
    """Versions of all that counts, and of the evidence."""
    from sojourn.results.identity import evidence_hash
    from sojourn.results.run import versions

    return json.dumps([evidence_hash(), versions()], sort_keys=True)


def ask(data: Any) -> Ask:
    """A request that came as JSON.

    Raises:
        Refused: it is not one; each thing that is wrong is told.
    """
    known(data, KEYS)
    weight = data.get("weight", 1)
    if isinstance(weight, bool) or weight not in limits.WEIGHTS:
        raise refused("weight", "not a weight that is offered", f"allowed: {', '.join(map(str, limits.WEIGHTS))}")
    found = Ask(name(data.get("scenario", "plan-2025")), changes(data.get("set", {})), _seed(data),
                _day(data.get("until")), int(weight), client(data))  # fmt: skip
    if found.weight != 1 and not thins(found.scenario):
        found = replace(found, weight=1)
    return found if data.get("beside") is None else found.as_far_as(other(data["beside"], "beside"))


def known(data: Any, keys: tuple[str, ...], path: str = "") -> None:
    """See that something is an object with no other keys than these.

    Raises:
        Refused: it is not.
    """
    if not isinstance(data, dict):
        raise refused(path, "a JSON object expected, with `scenario` and what is to be changed")
    for key in data:
        if key not in keys:
            at = f"{path}.{str(key)[:80]}" if path else str(key)[:80]
            raise refused(at, f"there is no {str(key)[:80]!r} in a request", f"allowed: {', '.join(keys)}")


def other(data: Any, path: str) -> Ask:
    """A scenario that another one is laid beside.

    Raises:
        Refused: it is none.
    """
    known(data, OTHER, path)
    return Ask(name(data.get("scenario", "plan-2025")), changes(data.get("set", {})))


def client(data: Mapping[str, Any]) -> str:
    """The name that a client gave itself, or none.

    Raises:
        Refused: it is no name.
    """
    given = data.get("client", "")
    if not isinstance(given, str) or len(given) > 64:
        raise refused("client", "a text of at most 64 characters expected")
    return given


def _seed(data: Mapping[str, Any]) -> int | None:
    seed = data.get("seed")
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63):
        raise refused("seed", "a whole number from 0 expected", "0 to 9223372036854775807")
    return seed


def study(data: Any) -> tuple[Ask, Ask | None, int]:
    """What a study is asked of: the scenario that is shown, what it is compared with, and the number of draws.

    Raises:
        Refused: it is no such request.
    """
    known(data, STUDY)
    draws = data.get("draws", limits.USUAL_DRAWS)
    if isinstance(draws, bool) or not isinstance(draws, int) or not 2 <= draws <= limits.MOST_DRAWS:
        raise refused("draws", f"a whole number from 2 to {limits.MOST_DRAWS} expected")
    shown = Ask(name(data.get("scenario", "plan-2025")), changes(data.get("set", {})), _seed(data))
    return shown, None if data.get("vs") is None else other(data["vs"], "vs"), draws


def name(given: Any) -> str:
    """The name of a shipped scenario; never a path.

    Raises:
        Refused: there is none of this name.
    """
    found = offered()
    if not isinstance(given, str) or given not in found:
        raise refused("scenario", f"there is no scenario {str(given)[:80]!r} here", f"there are: {', '.join(found)}")
    return given


@cache
def thins(scenario: str) -> bool:
    """Whether people of a shipped scenario can stand for several; where they cannot, everybody is simulated at once."""
    return bool(sheltered.read(scenario).model.system == "us")


@cache
def offered() -> tuple[str, ...]:
    """Names of the shipped scenarios: the default first, then those of the US system, then the others."""
    from sojourn.scenario.shipped import DEFAULT, shipped

    us = {one: sheltered.read(one).model.system == "us" for one in shipped()}
    return tuple(sorted(us, key=lambda one: (one != DEFAULT, not us[one], one)))


def changes(given: Any) -> tuple[Change, ...]:
    """Changes from an object of values by path.

    Raises:
        Refused: a path is none, or there is too much.
    """
    if not isinstance(given, dict):
        raise refused("set", "an object expected: each path with its value", '{"beds.capacity": "60,000 beds"}')
    if len(given) > limits.MOST_CHANGES:
        raise refused("set", f"at most {limits.MOST_CHANGES} values can be set at once")
    return tuple(_change(path, value) for path, value in given.items())


def _change(path: str, value: Any) -> Change:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) > limits.MOST_TEXT:
        raise refused(path[:200], f"a value has at most {limits.MOST_TEXT:,} characters")
    try:
        return dotted.join(dotted.split(path)), text
    except ValueError as trouble:
        raise refused(path[:200], str(trouble)) from None


def _day(given: Any) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise refused("until", "a day expected", "for example: 2026-01-20") from None


@lru_cache(maxsize=32)
def document(asked: Ask) -> Document[Any]:
    """The scenario that is asked for, read and found right and not too large.

    Raises:
        Refused: with everything that is wrong.
    """
    from sojourn.network import NetworkError
    from sojourn.run import CannotRun, calendar_of, seed_of

    try:
        found = sheltered.read(asked.scenario, asked.overrides)
        seed_of(found.model, asked.seed)
        calendar = calendar_of(found.model, asked.until)
        fits(found.model, calendar)
    except ScenarioError as trouble:
        raise Refused(*trouble.problems) from None
    except (CannotRun, NetworkError) as trouble:
        raise refused("", str(trouble)) from None
    return found


def fits(model: Any, calendar: Any) -> None:
    """See that a scenario is not larger than one request may be.

    Raises:
        Refused: it is.
    """
    if calendar.ticks > limits.MOST_YEARS * 366:
        raise refused("period.until", f"at most {limits.MOST_YEARS} years can be simulated here")
    if model.system != "us":
        _fits_plain(model, calendar)
        return
    given = model.arrivals
    streams = (given.border, given.border_direct, given.interior, given.interior_added)
    people = sum(float(calendar.values(one).sum()) for one in streams)
    _see_people(people)
    beds = float(calendar.values(model.beds.capacity).max()) + sum(block.beds.value for block in model.beds.blocks)
    if beds > limits.MOST_HELD:
        raise refused("beds.capacity", f"at most {limits.MOST_HELD:,} beds can be given here")
    parts: Mapping[str, int] = {
        "third_country.agreements": len(model.third_country.agreements),
        "litigation": len(model.litigation),
        "departures.charter": len(model.departures.charter),
        "beds.blocks": len(model.beds.blocks),
    }
    for path, count in parts.items():
        if count > limits.MOST_PARTS:
            raise refused(path, f"at most {limits.MOST_PARTS} can be given here")


def _fits_plain(model: Any, calendar: Any) -> None:
    """The same of a system other than the US one: its model bounds itself, but for how many come in all."""
    from sojourn.network import number_at
    from sojourn.systems.registry import system

    for path, entries in _lists(model.model_dump(mode="json", by_alias=True), ()):
        if len(entries) > limits.MOST_PARTS:
            raise refused(".".join(path), f"at most {limits.MOST_PARTS} can be given here")
    people = 0.0
    for source in system(model.system).network_of(model, calendar).sources:
        if source.counts is not None:
            people += float(source.counts[: calendar.ticks].sum())
        elif source.rate is not None:
            people += float(number_at(source.rate, calendar.ticks, source.name).sum())
    _see_people(people)


def _see_people(people: float) -> None:
    if people > limits.MOST_PEOPLE:
        raise refused("arrivals", f"{people:,.0f} people would come; at most {limits.MOST_PEOPLE:,} can here")


def _lists(data: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], list[Any]]]:
    """Every list of a scenario with its path."""
    if isinstance(data, dict):
        return [one for key, value in data.items() for one in _lists(value, (*path, str(key)))]
    if isinstance(data, list):
        return [(path, data), *(one for at, value in enumerate(data) for one in _lists(value, (*path, str(at))))]
    return []
