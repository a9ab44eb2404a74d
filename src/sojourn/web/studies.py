"""How sure an answer is: draws of what is not known, run behind everything else, and told one by one as bands.

Draw *i* of a scenario depends on its seed, on *i* and on what is not known, and on nothing else. So a second scenario
that is laid beside the first has twins of its runs, and the band of their differences is that of the draws of each
difference; more draws leave the earlier ones as they are; and draws that were made are used again by whoever asks.
Each study has one draw in the queue at a time, so that many studies go on side by side.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sojourn.web import limits
from sojourn.web.ask import Refused, refused
from sojourn.web.followed import Followed, Streams
from sojourn.web.pool import Pool, Ticket
from sojourn.web.tasks import CENTRAL, DrawTask, Message

if TYPE_CHECKING:
    from sojourn.web.drawn import Row

NOTHING = {"shown": None, "base": None, "difference": None}
Names = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], tuple[str, ...]]
"""Names of the columns of a row, their days, and their units."""
FEWEST = 2
"""Draws that a band needs at the least."""


@dataclass(frozen=True)
class Side:
    """A scenario of a study."""

    key: str
    """Hash of all that decides its draws."""
    task: DrawTask = field(repr=False)
    """Its first draw; the others have other numbers."""


@dataclass(frozen=True)
class Sides:
    """The scenarios whose draws a study takes."""

    shown: Side
    base: Side | None = None
    """What it is compared with, over the days that both have."""
    common: Side | None = None
    """The one that is shown, over those days; the same as `shown` where it has no others."""

    @property
    def all(self) -> tuple[Side, ...]:
        """Each of them once."""
        found = [one for one in (self.shown, self.base, self.common) if one is not None]
        return tuple({one.key: one for one in found}.values())

    @property
    def id(self) -> str:
        """Name of the study."""
        return "-".join(one.key[:20] if one else "0" for one in (self.shown, self.base))


@dataclass(eq=False, kw_only=True)
class Study(Followed):
    """Draws of one scenario, or of two."""

    sides: Sides
    draws: int
    """How many are wanted."""
    ticket: Ticket | None = field(default=None, repr=False)
    latest: str = "{}"
    """What was told last, as JSON."""


class Studies:
    """All studies that are under way, the last ones that are over, and the draws that were made."""

    def __init__(self, pool: Pool, streams: Streams) -> None:
        self.pool, self.streams = pool, streams
        self._studies: OrderedDict[str, Study] = OrderedDict()
        self._rows: OrderedDict[tuple[str, int], Row] = OrderedDict()
        self._names: dict[Names, Names] = {}

    def begin(self, sides: Sides, draws: int, client: str) -> Study:
        """Begin a study, go on with one, or join it. An older one of the same client is let go.

        Where too much waits already it fails, and is told so.
        """
        if client:
            for one in self._studies.values():
                if one.sides.id != sides.id and client in one.clients:
                    one.clients.discard(client)
                    self._unattended(one)
        study = self._studies.get(sides.id)
        if study is None:
            study = self._studies[sides.id] = Study(sides=sides, draws=draws)
        study.clients.add(client)
        self._studies.move_to_end(sides.id)
        if study.draws < draws or study.state in ("failed", "stopped"):
            study.draws = max(draws, study.draws)
            study.state, study.trouble, study.events = "waiting", None, []
        if study.ticket is None and not study.over:
            self._next(study)
        for key in [key for key, one in self._studies.items() if one.over][: -limits.KEPT_STUDIES]:
            del self._studies[key]
        return study

    def find(self, key: str) -> Study:
        """A study by its id.

        Raises:
            Refused: it is not kept (any more).
        """
        if (study := self._studies.get(key)) is None:
            raise refused("id", "this study is not kept here; ask for it again", "POST /api/studies", status=404)
        return study

    def events(self, study: Study) -> AsyncIterator[bytes]:
        """The bands after each draw, as server-sent events; ends when all are made."""
        return self.streams.follow(study, lambda: self._unattended(study))

    def _next(self, study: Study) -> None:
        """Put the next draw that is missing into the queue; with none missing the study is done."""
        self._tell(study)
        missing = [(side, number) for number in (CENTRAL, *range(study.draws)) for side in study.sides.all]
        found = next(((side, number) for side, number in missing if (side.key, number) not in self._rows), None)
        if found is None:
            study.state, study.ticket = "done", None
            study.tell("done", study.latest)
            return
        side, number = found
        task = DrawTask(side.task.scenario, side.task.seed, side.task.until, number)
        try:
            study.ticket = self.pool.submit(task, "behind", lambda message: self._heard(study, side, number, message))
        except Refused as trouble:
            study.ticket = None
            study.end("failed", str(trouble))

    def _heard(self, study: Study, side: Side, number: int, message: Message) -> None:
        kind, said = message
        if kind == "done":
            self._rows[side.key, number] = self._alike(said)
            while len(self._rows) > limits.KEPT_DRAWS:
                self._rows.popitem(last=False)
            study.state = "running"
            self._next(study)
        elif kind in ("failed", "stopped"):
            study.ticket = None
            study.end(kind, said)

    def _alike(self, row: Row) -> Row:
        """The same row, with the names of its columns held once for all rows that have them."""
        names = (row.columns, row.days, row.units)
        if len(self._names) > limits.KEPT_STUDIES:
            self._names.clear()
        columns, days, units = self._names.setdefault(names, names)
        return replace(row, columns=columns, days=days, units=units)

    def _tell(self, study: Study) -> None:
        """Tell the bands of all draws that every side has."""
        sides = study.sides
        done = 0
        while done < study.draws and all((side.key, done) in self._rows for side in sides.all):
            done += 1
        rows = {side.key: [self._rows[side.key, number] for number in range(done)] for side in sides.all}
        middle = {side.key: self._rows[side.key, CENTRAL] for side in sides.all if (side.key, CENTRAL) in self._rows}
        done = done if len(middle) == len(sides.all) else 0
        found = told(sides, rows, middle) if done else NOTHING
        study.latest = json.dumps({**head(done, study.draws), **found}, allow_nan=False)
        if not study.over:
            study.tell("progress", study.latest, instead=True)

    def _unattended(self, study: Study) -> None:
        """Stop a study that nobody follows, unless somebody without a name asked for it."""
        if study.streams == 0 and not study.over and "" not in study.clients and study.ticket is not None:
            self.pool.cancel(study.ticket)


def head(draws: int, wanted: int) -> dict[str, Any]:
    """How many draws there are, and in what share of cases one more would lie inside the band."""
    from sojourn.results.bands import held

    return {"draws": draws, "of": wanted, "holds": round(held(draws), 3) if draws >= FEWEST else None}


def told(sides: Sides, rows: dict[str, list[Row]], middle: dict[str, Row]) -> dict[str, Any]:
    """The bands of what is shown, of what it is compared with, and of the difference."""
    from sojourn.web.drawn import bands, central, differences

    mine = rows[sides.shown.key]
    if len(mine) < FEWEST:
        return NOTHING
    out: dict[str, Any] = {**NOTHING, "shown": {**bands(mine), "central": central(middle[sides.shown.key])}}
    if sides.base is not None:
        base = rows[sides.base.key]
        out["base"] = {"held": bands(base)["held"]}
        common = (sides.common or sides.shown).key
        between = differences([middle[common]] * FEWEST, [middle[sides.base.key]] * FEWEST)
        out["difference"] = {
            **differences(rows[common], base),
            "central": {key: {at: three[1] for at, three in of.items()} for key, of in between["lines"].items()},
        }
    return out
