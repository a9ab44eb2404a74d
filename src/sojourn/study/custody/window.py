"""What was published in the months before an origin, laid out for a fit: the months, the numbers and how sure they are.

Everything here is made from a `History` that ends before the origin, and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sojourn.study.forecasts.history import Count, History
from sojourn.study.forecasts.months import first_day, later
from sojourn.study.forecasts.series import AGENCIES, CLASSES, REASONS
from sojourn.systems.calendar import Calendar

Floats = npt.NDArray[np.float64]

LONGEST, WARM_UP = 20, 5
"""Months told again before the origin at most; of these, months that only fill the system."""
BLOCKS = (2, 2, 2, 3, 3, 8)
"""Months with one pace, counted back from the origin: what is long past needs less detail."""
QUARTER = 3
SHORTEST = 12
"""Months before the origin without which there is no fit."""
FEW = 10.0
"""People added before a logarithm is taken, so that nobody counts for little."""
NEAR = timedelta(days=31)
"""How old a count of a single day may be to stand for the population of the start."""


class TooEarly(ValueError):
    """Too few months were published before the origin; the message is one sentence."""


@dataclass(frozen=True, eq=False)
class Window:
    """The last months of a history."""

    history: History
    """Cut to the months that are told again."""

    @property
    def months(self) -> tuple[str, ...]:
        """The months told again."""
        return self.history.months

    @property
    def origin(self) -> str:
        """The first month that is not known."""
        return later(self.months[-1])

    @cached_property
    def calendar(self) -> Calendar:
        """The days told again."""
        return Calendar(first_day(self.months[0]), first_day(self.origin))

    @cached_property
    def block(self) -> npt.NDArray[np.int64]:
        """Block of each month: months with one pace; block 0 is the first."""
        back = np.repeat(np.arange(len(BLOCKS)), BLOCKS)[: len(self.months)][::-1]
        return np.asarray(back.max() - back)

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return int(self.block[-1]) + 1

    @cached_property
    def gaps(self) -> Floats:
        """Quarters from the middle of each block to that of the next, (blocks - 1,)."""
        middle = [float(np.flatnonzero(self.block == b).mean()) for b in range(self.blocks)]
        return np.diff(middle) / QUARTER

    @cached_property
    def seen(self) -> npt.NDArray[np.int64]:
        """The months that are compared, as a list of their places."""
        return np.arange(min(WARM_UP, len(self.months) - SHORTEST // 2), len(self.months))

    @cached_property
    def last_count(self) -> Count:
        """The population of the start by agency and class: the last count, or the last month's mean at its middle."""
        counts = self.history.counts
        start = first_day(self.origin)
        if counts and start - counts[-1].day <= NEAR:
            return counts[-1]
        middle = first_day(self.months[-1]) + timedelta(days=14)
        return Count(middle, np.rint(self.history.population[-1]).astype(np.int64))

    @cached_property
    def bridge(self) -> Floats:
        """Factor from counts of a day to the average daily population of the same month, (agencies, classes).

        Counts put fewer people among the convicted than the monthly averages do; the last six months say how many.
        """
        means, counts = [], []
        for at in range(max(len(self.months) - 6, 0), len(self.months)):
            here = [c.people for c in self.history.counts if self.months[at] == c.day.isoformat()[:7]]
            if here:
                means.append(self.history.population[at])
                counts.append(np.mean(here, axis=0))
        if not means or self.last_count.day not in [c.day for c in self.history.counts]:
            return np.ones((len(AGENCIES), len(CLASSES)))
        return np.asarray((np.sum(means, axis=0) + FEW) / (np.sum(counts, axis=0) + FEW))


def window(history: History) -> Window:
    """The last months of a history.

    Raises:
        TooEarly: there are fewer than twelve.
    """
    if len(history.months) < SHORTEST:
        raise TooEarly(
            f"a fit needs {SHORTEST} published months before the origin, and there are {len(history.months)}"
        )
    keep = slice(max(len(history.months) - LONGEST, 0), None)
    return Window(
        History(
            months=history.months[keep],
            days=history.days[keep],
            population=history.population[keep],
            stay=history.stay[keep],
            stay_total=history.stay_total[keep],
            book_ins=history.book_ins[keep],
            book_outs={reason: people[keep] for reason, people in history.book_outs.items()},
            removals=history.removals[keep],
            departures=history.departures[keep],
            counts=tuple(c for c in history.counts if c.day >= first_day(history.months[keep][0])),
        )
    )


@dataclass(frozen=True, eq=False)
class Target:
    """What a fit is compared with, one entry an observation."""

    where: tuple[tuple[str, int, int], ...]
    """Series, month and part (a class) of each. A month of -15 is the last fifteen added up, a part of -1 all classes;
    for ``count.`` the month is a day."""
    value: Floats
    """Logarithm of the number plus FEW."""
    error: Floats
    """Standard deviation of the same."""


ERROR = {
    "population": 0.02,
    "count": 0.015,
    "cell": 0.06,
    "book_outs": 0.12,
    "class": 0.10,
    "total": 0.06,
    "closure": 0.01,
    "alos": 0.15,
    "removals": 0.15,
}
"""How far, as a share, a model with one pace a quarter may be from what was published, besides counting."""
AGING = 8.0
"""Months after which an error counts double: what is long past says less about the paces of today."""
COUNTS = 1.5
"""Counts of single days are used while their error has grown by less than this: those of the last months."""
FROM_BEDS = 0.75
"""Removals from custody as a share of all of them, where only all are published: round, and weakly held. Where the
window has months that publish both, theirs is taken instead."""


def target(seen: Window) -> Target:
    """All observations of a window, flows scaled to full months.

    Month by month: the population of an agency, and of each class within it less strictly; book-outs by reason; the
    mean stay. Day by day: the last counts, brought to the level of the averages. Over all months together: the classes
    of those booked out for a reason, and everybody booked out, closely, because what book-ins and population leave
    over is who left without a counted book-out.
    """
    h, all_of_it, from_beds = seen.history, seen.seen.tolist(), share_from_beds(seen)
    rows: list[tuple[str, int, int, float, float]] = []
    for at in all_of_it:
        older = 1.0 + (len(seen.months) - 1 - at) / AGING
        for a, agency in enumerate(AGENCIES):
            cells = h.population[at, a]
            rows.append((f"population.{agency}", at, -1, float(cells.sum()), older * ERROR["population"]))
            rows += [
                (f"population.{agency}", at, c, float(n), older * ERROR["cell"] + 0.5 / float(n + FEW) ** 0.5)
                for c, n in enumerate(cells)
            ]
        for reason in REASONS:
            left = float(h.book_outs[reason][at].sum() * h.full[at])
            rows.append((f"book_outs.{reason}", at, -1, left, older * _counted("book_outs", left)))
        if np.isnan(h.book_outs["removed"][at]).all():
            left = from_beds * float(h.removals[at] * h.full[at])
            rows.append(("book_outs.removed", at, -1, left, older * ERROR["removals"]))
        rows.append(("alos.total", at, -1, float(h.stay_total[at]), older * ERROR["alos"]))
    for reason in REASONS:
        months = _published(h.book_outs[reason][all_of_it])
        people = (h.book_outs[reason] * h.full[:, None])[len(seen.months) - months :].sum(axis=0)
        if months:
            rows += [
                (f"book_outs.{reason}", -months, c, float(n), _counted("class", float(n))) for c, n in enumerate(people)
            ]
    for count in h.counts:
        day = seen.calendar.tick(count.day)
        older = 1.0 + (seen.calendar.ticks - day) / 30 / AGING
        if older < COUNTS:
            people = (count.people * seen.bridge).sum(axis=1).tolist()
            rows += [(f"count.{a}", day, -1, people[i], older * ERROR["count"]) for i, a in enumerate(AGENCIES)]
    left_in_all = h.series("book_outs.total")
    months = _published(left_in_all[all_of_it][:, None])
    for at in range(len(seen.months) - months, len(seen.months)):
        older = 1.0 + (len(seen.months) - 1 - at) / AGING
        rows.append(("book_outs.total", at, -1, float(left_in_all[at]), older * ERROR["total"]))
    if months:
        everybody = float(left_in_all[len(seen.months) - months :].sum())
        rows.append(("book_outs.total", -months, -1, everybody, ERROR["closure"]))
    rows = [row for row in rows if row[3] == row[3]]
    value = np.log(np.array([row[3] for row in rows]) + FEW)
    return Target(tuple((row[0], row[1], row[2]) for row in rows), value, np.array([row[4] for row in rows]))


def share_from_beds(seen: Window) -> float:
    """Removals from custody as a share of all, over the months of the window that publish both; else FROM_BEDS."""
    custody, everybody = seen.history.book_outs["removed"].sum(axis=1), seen.history.removals
    both = ~np.isnan(custody) & ~np.isnan(everybody)
    return float(custody[both].sum() / everybody[both].sum()) if both.any() else FROM_BEDS


def _published(people: Floats) -> int:
    """How many of the last months were published without a gap, from (months, parts)."""
    missing = np.flatnonzero(np.isnan(people).any(axis=1))
    return len(people) - (int(missing[-1]) + 1 if len(missing) else 0)


def _counted(what: str, people: float) -> float:
    """A share, and the chance in a count of so many; nothing where it was not published."""
    return float(np.sqrt(ERROR[what] ** 2 + 1.0 / (people + FEW)))
