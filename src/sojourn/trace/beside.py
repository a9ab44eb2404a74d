"""One synthetic person under two scenarios: the same person with the same luck, and where their paths part.

The person is named by source, day of arrival and number among the day's arrivals, and so is all their luck. Under
another scenario the person of that name is the same one. They may be of another kind there, where the scenario changes
who people are; may not be booked in; or may not come at all, where it lets in fewer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from sojourn import warm_up
from sojourn.engine import Simulation, Tally
from sojourn.scenario.amounts import QuantityError
from sojourn.scenario.dates import parse_date
from sojourn.scenario.errors import quoted
from sojourn.scenario.us import UsScenario
from sojourn.trace.account import MONTH, SETTLING
from sojourn.trace.histories import Histories, booked_in
from sojourn.trace.many import INSIDE
from sojourn.trace.setting import Setting
from sojourn.trace.steps import Step, steps_of
from sojourn.trace.who import PARTS, TraceError, Who

LONGEST = 730
"""Days for which a person is followed."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Way:
    """The person's path under one scenario."""

    scenario: str
    """Title of the scenario."""
    person: dict[str, str]
    """Level of each part of the person's kind at arrest; empty for one who does not come."""
    steps: tuple[Step, ...]
    """None where the person is not brought in."""
    outcome: str
    """Name of the exit; ``inside`` for one who has not left; ``absent`` for one who does not come."""
    left: date | None
    """Day of the exit."""
    days: int
    """Midnights from arrest to exit, or so far."""


@dataclass(frozen=True)
class Beside:
    """One person's two paths."""

    source: str
    number: int
    """The person is this number, from 1, of the day's arrivals from the source."""
    arrested: date
    seed: int
    followed_until: date
    """First day that was not looked at any more."""
    ways: tuple[Way, Way]

    @property
    def common(self) -> int:
        """Steps that are the same under both, from the first on: where, when, and what ended them."""
        one, other = (way.steps for way in self.ways)
        same = 0
        for first, second in zip(one, other, strict=False):
            if _told(first) != _told(second):
                break
            same += 1
        return same

    @property
    def equal(self) -> bool:
        """Whether the paths never part."""
        one, other = self.ways
        return self.common == len(one.steps) == len(other.steps) and (one.outcome, one.left) == (
            other.outcome,
            other.left,
        )

    @property
    def parts_on(self) -> date | None:
        """The first day on which something happens under one scenario that does not under the other; None if never."""
        if self.equal:
            return None
        one, other = (way.steps[self.common :] for way in self.ways)
        if not one or not other:
            rest = [step.begins for step in (*one, *other)]
            ends = [way.left for way in self.ways if way.left is not None]
            return min([*rest, *ends], default=self.arrested)
        first, second = one[0], other[0]
        if (first.stage, first.begins) != (second.stage, second.begins):
            return min(first.begins, second.begins)
        return min([step.ends for step in (first, second) if step.ends is not None], default=self.arrested)

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data; days as ISO text."""
        plain: dict[str, Any] = _plain(asdict(self))
        parts = self.parts_on
        return {
            **plain,
            "synthetic": True,
            "equal": self.equal,
            "common_steps": self.common,
            "parts_on": None if parts is None else parts.isoformat(),
        }


def beside(
    base: UsScenario,
    other: UsScenario,
    person: str,
    *,
    seed: int | None = None,
    until: date | None = None,
    progress: Progress | None = None,
) -> Beside:
    """Follow one person under two scenarios that start on the same day.

    Args:
        base: the scenario in which the person is chosen: the first who matches and is brought in for a bed.
        other: the other one.
        person: a nationality, then what else is asked for, with commas: a class (convicted, pending, other), border or
            interior, a type of case, and the first day of the arrest. `criminality=other` says which where it is not
            clear.
        seed: of both runs; that of the base where not given.
        until: first day that is not looked at.
        progress: called about once a simulated month, with the days that are done of both and all.

    Raises:
        TraceError: a word is unknown, a day is outside the period, nobody matches, or the starts differ.
        NetworkError: a scenario cannot be run.
    """
    settings = Setting(base), Setting(other)
    one, two = (setting.calendar for setting in settings)
    if one.start != two.start:
        raise TraceError(
            f"the scenarios start on {one.start} and {two.start}: their people are not the same, so nobody can be "
            "followed under both; give both the same period.start"
        )
    who, since = asked(settings[0], person)
    seed = base.seed if seed is None else seed
    most = min(one.ticks, two.ticks, one.ticks if until is None else one.tick(until))
    if not 0 <= since < most:
        raise TraceError(
            f"--trace: {one.day(since)} is outside the days that are followed, which end before {one.day(most)}"
        )
    tell = progress or (lambda done, everything: None)
    run = _watching(settings[0], who.mask(settings[0].network.kinds), seed)
    found = Histories((), *(np.zeros(0, dtype=np.int64) for _ in range(5)))
    while not len(found):
        if run.tick >= most:
            raise TraceError(
                f"--trace: nobody from {person} was brought in from {one.day(since)} to {one.day(most - 1)}"
            )
        run.advance(min(max(run.tick, since) + MONTH, most))
        found = booked_in(run, since, most)
        tell(run.tick, 2 * most)
    source, number = found.who(0)
    arrival = int(found.tick[0])
    last = min(arrival + LONGEST, most)
    first = _way(settings[0], run, source, number, arrival, last, lambda done: tell(done, 2 * last))
    run = _watching_one(settings[1], seed, source, number, arrival)
    second = _way(settings[1], run, source, number, arrival, last, lambda done: tell(last + done, 2 * last))
    return Beside(source, number, one.day(arrival), seed, one.day(last), (first, second))


def asked(setting: Setting, person: str) -> tuple[Who, int]:
    """Who is asked for, and the first tick of their arrest.

    Raises:
        TraceError: a word is none that is known.
    """
    kinds, given = setting.network.kinds, dict[str, str]()
    words = [word.strip() for word in person.split(",") if word.strip()]
    since = min(SETTLING, setting.calendar.ticks // 2)
    for at, word in enumerate(words):
        part, sign, level = (text.strip() for text in word.partition("="))
        if sign and part in PARTS:
            given[part] = level
        elif at == 0:
            given["nationality"] = word
        elif word[:1].isdigit():
            since = setting.calendar.tick(_day(word))
        else:
            plain = word.casefold().replace(" ", "_").replace("-", "_")
            known = [part for part in PARTS[1:] if plain in kinds.levels(part) and part not in given]
            if not known:
                levels = [one for part in PARTS[1:] for one in kinds.levels(part)]
                raise TraceError(
                    f"--trace: {quoted(word)} says nothing of a person; allowed after the nationality: "
                    f"{', '.join(dict.fromkeys(levels))}, and a day such as 2025-06-01"
                )
            given[known[0]] = plain
    if "nationality" not in given:
        raise TraceError("--trace: a person has a nationality first, for example 'El Salvador, convicted, interior'")
    who = Who.among(
        kinds,
        nationality=given["nationality"],
        criminality=given.get("criminality"),
        agency=given.get("agency"),
        case=given.get("case"),
    )
    return who, since


def _day(word: str) -> date:
    try:
        return parse_date(word)
    except QuantityError as trouble:
        raise TraceError(f"--trace: {trouble}; {trouble.hint or 'write a day as 2025-06-01'}") from None


def _watching(setting: Setting, mask: np.ndarray[tuple[int], np.dtype[np.bool_]], seed: int) -> Simulation:
    tally = Tally(cells=("nationality",), watch=mask)
    inside = warm_up.opening(setting.scenario, seed)
    return Simulation(setting.network, ticks=setting.calendar.ticks, seed=seed, opening=inside, tally=tally)


def _watching_one(setting: Setting, seed: int, source: str, number: int, arrival: int) -> Simulation:
    """A run that watches the kind of the person of a name, whatever it is there."""
    kinds = setting.network.kinds
    everybody = _watching(setting, np.ones(kinds.size, dtype=bool), seed)
    everybody.advance(arrival + 1)
    found = _named(everybody, source, number, arrival)
    mask = np.zeros(kinds.size, dtype=bool)
    if found is not None:
        kind = kinds.describe(int(found.kind[0]))
        parts = [part for part in kind if part != "area"]  # a person may be moved to another
        mask = np.ones(kinds.size, dtype=bool)
        for part in parts:
            mask &= kinds.rows((part,)) == kinds.levels(part).index(kind[part])
    return _watching(setting, mask, seed)


def _named(run: Simulation, source: str, number: int, arrival: int) -> Histories | None:
    """The moves of the person of a name; None where nobody watched has it."""
    log, edges = run.log(), run.edges
    own = [at for at, edge in enumerate(edges) if edge.stage is None and edge.owner == f"source {source}"]
    came = np.isin(log.edge, own) & (log.arrived == arrival) & (log.index == number - 1)
    if not came.any():
        return None
    row = int(np.flatnonzero(came)[0])
    mine = (log.source == log.source[row]) & (log.arrived == arrival) & (log.index == number - 1)
    moves = int(mine.sum())
    first = np.array([0, moves], dtype=np.int64)
    return Histories(edges, log.index[row : row + 1], first, log.tick[mine], log.edge[mine], log.kind[mine])


def _way(
    setting: Setting,
    run: Simulation,
    source: str,
    number: int,
    arrival: int,
    until: int,
    tell: Callable[[int], None],
) -> Way:
    while run.tick < until:
        run.advance(min(run.tick + MONTH, until))
        tell(run.tick)
    found, title = _named(run, source, number, arrival), setting.scenario.title
    if found is None:
        return Way(title, {}, (), "absent", None, 0)
    moves = int(np.searchsorted(found.tick, until))  # the run may have gone on a little further
    found = replace(found, first=np.array([0, moves], dtype=np.int64))
    person = setting.network.kinds.describe(int(found.kind[0]))
    place = found.edges[int(found.edge[moves - 1])].target
    outcome = place if place in setting.network.exits else INSIDE
    steps = steps_of(setting, found, 0, run.panel, until)
    left = None if outcome == INSIDE else setting.calendar.day(int(found.tick[moves - 1]))
    return Way(title, person, steps, outcome, left, sum(step.days for step in steps))


def _told(step: Step) -> tuple[Any, ...]:
    """What of a step the person sees: not how many others there were."""
    return step.stage, step.begins, step.ends, step.ended_by


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, np.generic):
        return value.item()
    return value.isoformat() if isinstance(value, date) else value
