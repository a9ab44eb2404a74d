"""The fluid model of a scenario as a linear programme over months.

Columns: arrests, beds, seats and staff in each step (a quarter), people turned away, people who wait for a seat, seats
used. What becomes of those who are let in follows from the responses (:mod:`sojourn.study.plan.response`). Rows:

    held, on average of a month and at its end  = response to all who were let in + those who wait for a seat
    held                                       <= beds
    wait for a seat, at the end of a month      = those of the month before + those who get ready - seats used
    seats used                                 <= seats
    a level                                    <= what the lead times and rises let there be

Everything that a target can be about is a sum over these columns, by span of days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.study.plan.levers import Control, Lever, Name, steps_of
from sojourn.study.plan.program import Linear, Program
from sojourn.study.plan.response import CELLS, Response, Responses
from sojourn.systems.calendar import Calendar

if TYPE_CHECKING:
    from sojourn.study.plan.sending import Sending

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
USED = 0.98
"""Share of the seats that can be filled where people arrive by chance."""
WAIT = 5
"""Months for which somebody can wait for a seat at most, before the limit after an order releases them."""
TURNED = ("convicted", "pending", "other")
"""Criminalities of people who can be turned away for want of a bed."""


@dataclass(frozen=True, eq=False)
class Months:
    """The calendar months of a run."""

    first: Ints
    """(months,): first tick."""
    days: Ints
    """(months,): days of each that are in the run."""
    step: Ints
    """(months,): step of a plan."""

    def sums(self, daily: Floats) -> Floats:
        """(..., days) to (..., months)."""
        return np.asarray(np.add.reduceat(daily, self.first, axis=-1))

    def means(self, daily: Floats) -> Floats:
        """The same, on average of a month."""
        return np.asarray(self.sums(daily) / self.days)

    def ends(self, daily: Floats) -> Floats:
        """(..., days) to (..., months): on the last day of each."""
        return np.asarray(daily[..., self.first + self.days - 1])


def months_of(calendar: Calendar, step: int) -> Months:
    """The months of a run, in steps of so many."""
    first = np.concatenate([[0], np.flatnonzero(np.diff(calendar.month)) + 1]).astype(np.int64)
    days = np.diff(np.append(first, calendar.ticks))
    return Months(first, days, steps_of(calendar, step))


@dataclass(frozen=True, eq=False)
class Laid:
    """Responses laid over the months of arrival: what one person a day in a month gives in each later month."""

    held: Floats
    """(classes, months of arrival, months): held on average."""
    last: Floats
    """The same on the last day of the month."""
    left: Floats
    """(classes, departures, months of arrival, months): ready and leave by a departure, people."""
    decided: Floats
    released: Floats
    direct: Floats
    """(departures, months of arrival, months)"""
    third: Floats
    """(classes, months of arrival, months): leave for a third country."""
    waiting: Floats
    """(classes, lines, months of arrival, months): wait for an agreement on the last day of the month."""


def laid(months: Months, responses: Sequence[Response], ticks: int) -> Laid:
    """Lay responses over the months of arrival."""
    count = len(months.first)
    one = responses[0]
    shape = one.left.shape[:2]
    held, last = np.zeros((len(CELLS), count, count)), np.zeros((len(CELLS), count, count))
    left = np.zeros((*shape, count, count))
    decided, released, third = (np.zeros_like(held) for _ in range(3))
    direct = np.zeros((shape[1], count, count))
    waiting = np.zeros((len(CELLS), one.waiting.shape[1], count, count))
    for at in range(count):
        begin, length = int(months.first[at]), int(months.days[at])

        def over(response: Floats, begin: int = begin, length: int = length) -> Floats:
            """(..., ticks): what one arrival on each day of the month gives on each day of the run."""
            total = np.zeros((*response.shape[:-1], ticks))
            reach = min(response.shape[-1], ticks - begin)
            so_far = np.zeros((*response.shape[:-1], ticks - begin))
            so_far[..., :reach] = np.cumsum(response[..., :reach], axis=-1)
            so_far[..., reach:] = so_far[..., reach - 1 : reach]
            total[..., begin:] = so_far
            total[..., begin + length :] -= so_far[..., : ticks - begin - length]
            return total

        mine = responses[at]
        daily = over(mine.held)
        held[:, at], last[:, at] = months.means(daily), months.ends(daily)
        left[:, :, at] = months.sums(over(mine.left))
        decided[:, at] = months.sums(over(mine.decided))
        released[:, at] = months.sums(over(mine.released))
        direct[:, at] = months.sums(over(mine.direct))
        if mine.third.size:
            third[:, at] = months.sums(over(mine.third))
        if waiting.size:
            waiting[:, :, at] = months.ends(over(mine.waiting))
    return Laid(held, last, left, decided, released, direct, third, waiting)


def over(months: Months, responses: Sequence[Response], nights: int, span: slice) -> Floats:
    """(classes, months of arrival): people who in a span are held for more than some nights, for one arrival a day.

    Those who came early enough to have been held for so long before its end, and who are still held then and on its
    first day.
    """
    out = np.zeros((len(CELLS), len(months.first)))
    for at in range(len(months.first)):
        day = np.arange(months.first[at], months.first[at] + months.days[at])
        since = np.maximum(nights + 1, span.start - day)
        counted = day + nights + 1 < span.stop
        stays = responses[at].held
        share = np.where(since < stays.shape[1], stays[:, np.minimum(since, stays.shape[1] - 1)], 0.0)
        out[:, at] = (share * counted).sum(axis=1)
    return out


@dataclass(frozen=True)
class Pace:
    """A lever that changes how fast things go, tried at one level: its responses there."""

    lever: Lever
    factor: float
    """Factor on the pace where the lever is at its level."""
    responses: Responses


@dataclass(frozen=True)
class Limit:
    """An end that a lever has, and where it stands."""

    words: str
    row: int | None
    """The row, where it is one."""
    column: int | None
    """Else the column whose upper end it is."""
    size: float
    """What counts as much of the lever: a price times it can be compared with others."""


@dataclass(frozen=True, eq=False)
class Idle:
    """People who wait only where something is full.

    In the simulator nobody waits for a seat while one is free, and nobody is turned away while a bed is. A programme
    that would rather keep somebody waiting has to be told.
    """

    columns: tuple[int, ...]
    """People who wait, or are turned away."""
    used: Linear
    capacity: Linear


@dataclass(frozen=True, eq=False)
class Saving:
    """People in added beds that cost less than the others, once the others are full.

    In the simulator the beds that were there are filled first; a programme that would rather fill the cheap ones has to
    be told. So the saving counts in months in which more are held than those beds, and only there.
    """

    column: int
    """People in such beds for whom the saving counts."""
    row: int
    """They are no more than those beyond the beds that were there; not asked of months in which it does not count."""
    beyond: Linear
    """People held beyond the beds that were there."""


@dataclass
class Fluid:
    """The programme of a scenario: its columns by name, and what targets can be about as sums over them."""

    calendar: Calendar
    months: Months
    doors: tuple[str, ...]
    program: Program = field(default_factory=Program, repr=False)
    controls: dict[str, Control] = field(default_factory=dict)
    levels: dict[str, list[int]] = field(default_factory=dict)
    """Control to its columns, step by step."""
    held: list[Linear] = field(default_factory=list, repr=False)
    """Month by month, on average."""
    last: list[Linear] = field(default_factory=list, repr=False)
    """On the last day of each month."""
    beds: list[Linear] = field(default_factory=list, repr=False)
    room_rows: list[tuple[int, int]] = field(default_factory=list, repr=False)
    """(row, month) of the rows by which there are some beds more than people held, where that can be."""
    cramped: list[int] = field(default_factory=list, repr=False)
    """Columns of beds that are missing to that."""
    turned: list[dict[str, int]] = field(default_factory=list, repr=False)
    """Month by month, class to the column of those turned away a day."""
    waiting: list[list[Linear]] = field(default_factory=list, repr=False)
    """Month by month, departure by departure: those who wait for a seat at its end."""
    counts: dict[str, list[Linear]] = field(default_factory=dict, repr=False)
    """What is counted by month: `removed`, `arrests`, `booked_in`..."""
    costs: list[Linear] = field(default_factory=list, repr=False)
    """USD by month."""
    lapsed: list[int] = field(default_factory=list, repr=False)
    """Columns of people whose wait for a seat ends at the limit after an order."""
    lets_in: Floats = field(default_factory=lambda: np.zeros(0), repr=False)
    rows_of: dict[Name, list[Limit]] = field(default_factory=dict, repr=False)
    """Lever to its limits."""
    idle: list[Idle] = field(default_factory=list, repr=False)
    """What cannot be while there is room; see `Idle`."""
    savings: list[Saving] = field(default_factory=list, repr=False)
    """Month by month, where added beds cost less than the others."""
    sending: Sending | None = field(default=None, repr=False)
    """Agreements that may be chosen, where there are any."""

    def sum_of(self, name: str, span: slice) -> Linear:
        """A count over the months of some days; a month of which only part is in the span counts by its days."""
        out = Linear()
        for at, share in self.shares(span):
            out.plus(self.counts[name][at], share)
        return out

    def shares(self, span: slice) -> list[tuple[int, float]]:
        """Months of some days, and the share of the days of each."""
        out = []
        for at, (first, days) in enumerate(zip(self.months.first.tolist(), self.months.days.tolist(), strict=True)):
            inside = min(first + days, span.stop) - max(first, span.start)
            if inside > 0:
                out.append((at, inside / days))
        return out

    def level(self, key: str, values: Floats) -> Floats:
        """(steps,): the levels of a control."""
        return np.array([values[column] for column in self.levels[key]])
