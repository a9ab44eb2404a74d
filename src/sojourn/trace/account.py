"""`trace`: one synthetic person followed day by day through a full run, and quantiles over many like them.

Everybody else is in the run too, so beds and seats are contended. The person followed is the first who
matches and is brought in for a bed on or after a day: chosen by arrival, not by outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from sojourn import warm_up
from sojourn.engine import Simulation, Tally
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.trace.histories import booked_in
from sojourn.trace.many import INSIDE, Many, many
from sojourn.trace.plane import Plane, plane
from sojourn.trace.setting import Setting
from sojourn.trace.steps import Step, steps_of
from sojourn.trace.who import TraceError, Who

SETTLING = 30
"""Days after the start from which people are followed where no day is given, past the run's very first."""
WINDOW = 365
"""Days of arrivals over which quantiles are taken."""
FOLLOW = 365
"""Days for which arrivals are followed after the last of them."""
MOST_RUNS = 20
CLASSES = {
    "convicted": "is convicted of a crime",
    "pending": "has pending charges",
    "other": "has neither a conviction nor pending charges",
}
"""Class of people to words."""
MONTH = 30
"""Days run between two reports of progress."""

Progress = Callable[[int, int], None]
"""Told the days that are done and all there are; first with none done."""


@dataclass(frozen=True)
class Trace:
    """One synthetic person's way through the system, and how many like them fared."""

    asked: Who
    person: dict[str, str]
    """Level of each part of the kind of the one followed, at arrest."""
    source: str
    number: int
    """The one followed is this number, from 1, of the day's arrivals from the source."""
    arrested: date
    seed: int
    scenario: str
    """Title of the scenario."""
    followed_until: date
    """First day that was not simulated any more."""
    steps: tuple[Step, ...]
    outcome: str
    """Name of the exit, or ``inside`` for one who has not left at the end."""
    left: date | None
    """Day of the exit."""
    days: int
    """Midnights from arrest to exit, or so far: the sum of the days of the steps."""
    plane: Plane
    quantiles: Many

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data; days as ISO text."""
        plain: dict[str, Any] = _plain(asdict(self))
        plain["synthetic"] = True
        plain["quantiles"] |= {
            "censored": self.quantiles.censored,
            "removed": self.quantiles.removed,
            "shares": self.quantiles.shares,
        }
        return plain

    def text(self) -> str:
        """The account as plain text, about a hundred columns wide."""
        from sojourn.trace.text import text

        return text(self)


def trace(
    scenario: Document[UsScenario] | UsScenario,
    *,
    nationality: str,
    criminality: str | None = None,
    agency: str | None = None,
    case: str | None = None,
    arrested: date | None = None,
    seed: int | None = None,
    runs: int = 1,
    progress: Progress | None = None,
) -> Trace:
    """Follow the first matching person who is brought in for a bed, and pool all who match over a year of arrivals.

    Args:
        scenario: a scenario that has been read, or its model.
        nationality: as in the scenario's table of nationalities; case does not matter.
        criminality: ``convicted``, ``pending`` or ``other``; any where not given.
        agency: ``border`` or ``interior``; any where not given.
        case: ``expedited``, ``reinstatement``, ``notice_to_appear`` or ``other``; any where not given.
        arrested: first day on which the person may be brought in; 30 days after the start where not given.
        seed: of the run; the scenario's where not given.
        runs: runs whose people the quantiles pool, with the seeds ``seed``, ``seed + 1``, ...; the person is
            of the first.
        progress: called about once a simulated month.

    Raises:
        TraceError: a word is unknown, the day is outside the period, or nobody who matches was brought in.
        NetworkError: the scenario cannot be run.
    """
    model = scenario.model if isinstance(scenario, Document) else scenario
    setting = Setting(model)
    calendar = setting.calendar
    who = Who.among(setting.network.kinds, nationality=nationality, criminality=criminality, agency=agency, case=case)
    if not 1 <= runs <= MOST_RUNS:
        raise TraceError(f"--runs: {runs} runs are asked for; 1 to {MOST_RUNS} are allowed")
    since = min(SETTLING, calendar.ticks // 2) if arrested is None else calendar.tick(arrested)
    if not 0 <= since < calendar.ticks:
        last = calendar.day(calendar.ticks - 1)
        raise TraceError(f"--arrested: {arrested} is outside the period, which runs from {calendar.start} to {last}")
    window = since, min(since + WINDOW, calendar.ticks)
    until = min(window[1] + FOLLOW, calendar.ticks)
    first = model.seed if seed is None else seed
    seeds = [first + number for number in range(runs)]
    tell = progress or (lambda done, everything: None)
    found = []
    for number, one in enumerate(seeds):
        tell(number * until, runs * until)
        run = watched(setting, who, one)
        while run.tick < until:
            run.advance(min(run.tick + MONTH, until))
            tell(number * until + run.tick, runs * until)
        found.append((booked_in(run, *window), run.panel))
    histories, panel = found[0]
    if not len(histories):
        raise TraceError(
            f"{_nobody(who)} was brought in from {calendar.day(window[0])} "
            f"to {calendar.day(window[1] - 1)}; ask for fewer things at once, or for another day"
        )
    steps = steps_of(setting, histories, 0, panel, until)
    place = histories.edges[int(histories.edge[histories.first[1] - 1])].target
    outcome = place if place in setting.network.exits else INSIDE
    arrival, kind = int(histories.tick[0]), int(histories.kind[0])
    source, number = histories.who(0)
    return Trace(
        asked=who,
        person=setting.network.kinds.describe(kind),
        source=source,
        number=number,
        arrested=calendar.day(arrival),
        seed=first,
        scenario=model.title,
        followed_until=calendar.day(until),
        steps=steps,
        outcome=outcome,
        left=None if outcome == INSIDE else steps[-1].ends,
        days=sum(step.days for step in steps),
        plane=plane(setting, kind, arrival, steps),
        quantiles=many(setting, [one for one, _ in found], seeds, window, until),
    )


def watched(setting: Setting, who: Who, seed: int) -> Simulation:
    """A run of everybody that keeps the moves of those asked for, at its first tick."""
    tally = Tally(cells=("nationality",), watch=who.mask(setting.network.kinds))
    inside = warm_up.opening(setting.scenario, seed)
    return Simulation(setting.network, ticks=setting.calendar.ticks, seed=seed, opening=inside, tally=tally)


def _nobody(who: Who) -> str:
    """`nobody from Cuba who is convicted of a crime and was arrested at the border`."""
    words = []
    if who.criminality is not None:
        words.append(CLASSES[who.criminality])
    if who.agency is not None:
        words.append(f"was arrested {'at the border' if who.agency == 'border' else 'inside the country'}")
    if who.case is not None:
        words.append(f"has the case type {who.case.replace('_', ' ')}")
    return f"nobody from {who.nationality}" + (f" who {' and '.join(words)}" if words else "")


def _plain(value: Any) -> Any:
    """Dates and keys as text, tuples as lists, NumPy's numbers as Python's."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, np.generic):
        return value.item()
    return value.isoformat() if isinstance(value, date) else value
