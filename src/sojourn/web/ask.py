"""What is asked for: a shipped scenario, changes to it, a seed and an end; read as a scenario file is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sojourn.scenario import Document, Problem, ScenarioError
from sojourn.scenario import paths as dotted
from sojourn.web import limits

Change = tuple[str, str]
"""A dotted path and the text that is laid there, as after `--set PATH=`."""
KEYS = ("scenario", "set", "seed", "until", "weight", "client")
"""What a request for a run may hold."""


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
    if not isinstance(data, dict):
        raise refused("", "a JSON object expected, with `scenario` and what is to be changed")
    for key in data:
        if key not in KEYS:
            raise refused(str(key)[:80], f"there is no {str(key)[:80]!r} in a request", f"allowed: {', '.join(KEYS)}")
    weight = data.get("weight", 1)
    if isinstance(weight, bool) or weight not in limits.WEIGHTS:
        raise refused("weight", "not a weight that is offered", f"allowed: {', '.join(map(str, limits.WEIGHTS))}")
    seed = data.get("seed")
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63):
        raise refused("seed", "a whole number from 0 expected", "0 to 9223372036854775807")
    client = data.get("client", "")
    if not isinstance(client, str) or len(client) > 64:
        raise refused("client", "a text of at most 64 characters expected")
    return Ask(name(data.get("scenario", "plan-2025")), changes(data.get("set", {})), seed, _day(data.get("until")),
               int(weight), client)  # fmt: skip


def name(given: Any) -> str:
    """The name of a shipped scenario of the US system; never a path.

    Raises:
        Refused: there is none of this name.
    """
    found = offered()
    if not isinstance(given, str) or given not in found:
        raise refused("scenario", f"there is no scenario {str(given)[:80]!r} here", f"there are: {', '.join(found)}")
    return given


@cache
def offered() -> tuple[str, ...]:
    """Names of the shipped scenarios of the US system, the default first."""
    from sojourn.run import load
    from sojourn.scenario.shipped import DEFAULT, shipped

    found = [one for one in shipped() if load(one).model.system == "us"]
    return tuple(sorted(found, key=lambda one: (one != DEFAULT, one)))


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
    from sojourn.run import CannotRun, calendar_of, load, seed_of, us_only

    try:
        found = load(asked.scenario, asked.overrides)
        us_only(found)
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
    given = model.arrivals
    streams = (given.border, given.border_direct, given.interior, given.interior_added)
    people = sum(float(calendar.values(one).sum()) for one in streams)
    if people > limits.MOST_PEOPLE:
        raise refused("arrivals", f"{people:,.0f} people would come; at most {limits.MOST_PEOPLE:,} can here")
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
