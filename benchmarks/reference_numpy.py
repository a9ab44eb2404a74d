"""The reference network in NumPy, a day at a time.

A person inside is one whole number with all that is known of them in its bits, so that no column is gathered from far
memory. Who is due today is found by comparing the days of all who are due some day; queues are arrays in the order in
which they were joined; first come, first served within nationalities or classes is a stable sort and a rank. No Python
loop goes over people, one goes over days.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from counts import Counts, Ints, beds
from reference import (
    CLASS_SHARE,
    COURT_MEAN,
    DAYS,
    LIMIT,
    LONGEST,
    NATIONS,
    PATIENCE,
    RELIEF,
    SIGMA,
    Reference,
)
from summary import Summary

CLASSES = len(CLASS_SHARE)


def _nobody() -> Ints:
    return np.zeros(0, dtype=np.int64)


def _rank(group: npt.NDArray[np.uint8], groups: int, together: int = 1) -> tuple[Ints, Ints]:
    """An order by group, first come first, and each one's place among so many groups that are served together."""
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group, minlength=groups).reshape(-1, together).sum(axis=1)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return order, np.arange(len(order)) - first


# A person's bits: class 2, nationality 6, region 5, day of arrival and then of admission 11, day of the final order 11.
NATION_AT, REGION_AT, SINCE_AT, ORDER_AT = 2, 8, 13, 24


def cls_of(who: Ints) -> Ints:
    """Class."""
    return who & 3


def nation_of(who: Ints) -> Ints:
    """Nationality."""
    return who >> NATION_AT & 63


def region_of(who: Ints) -> Ints:
    """Region."""
    return who >> REGION_AT & 31


def since_of(who: Ints) -> Ints:
    """Day of arrival of who waits for a bed, of admission of who has one."""
    return who >> SINCE_AT & 2047


def order_of(who: Ints) -> Ints:
    """Day of the final order."""
    return who >> ORDER_AT


class Calendar:
    """Who is due on which day; those whose day is over are taken out once a week."""

    def __init__(self) -> None:
        self.who = np.zeros(1 << 12, dtype=np.int64)
        self.day = np.zeros(1 << 12, dtype=np.int16)
        self.size = 0

    def add(self, who: Ints, day: npt.NDArray[np.float64]) -> None:
        """Note when they are due."""
        end = self.size + len(who)
        if end > len(self.who):
            self.who, self.day = (np.resize(column, 2 * end) for column in (self.who, self.day))
        self.who[self.size : end], self.day[self.size : end] = who, day
        self.size = end

    def on(self, day: int) -> Ints:
        """Those whose day this is."""
        if day % 7 == 0:
            keep = np.flatnonzero(self.day[: self.size] >= day)
            self.size = len(keep)
            self.who[: self.size], self.day[: self.size] = self.who[keep], self.day[keep]
        return self.who[np.flatnonzero(self.day[: self.size] == day)]


class Days:
    """One run."""

    def __init__(self, reference: Reference, luck: int) -> None:
        self.rng = np.random.default_rng([luck, 4])
        self.reference = reference
        self.arrivals = reference.counts()
        self.flights, self.channel, self.beds = reference.flights(), reference.channel(), beds(reference)
        # Without the last bound, which is 1 up to rounding.
        self.kinds = np.cumsum(np.outer(reference.nation_share, CLASS_SHARE).ravel())[:-1]
        self.regions = np.cumsum(reference.region_share)[:-1]
        self.relief, self.refusal = np.array(RELIEF), reference.refusal
        self.log_median = np.log(COURT_MEAN) - SIGMA**2 / 2
        self.half_mean = reference.document_mean / 2
        self.waiting, self.seats, self.third = _nobody(), _nobody(), _nobody()
        self.in_bed = np.zeros(CLASSES * reference.regions, dtype=np.int64)
        """By region and class."""
        self.court, self.document = Calendar(), Calendar()
        self.left = 0
        self.counts = Counts()

    def day(self, day: int) -> None:
        """All that happens on one day."""
        self.due(day)
        self.fly(day)
        self.third_country(day)
        self.lose_patience(day)
        self.arrive(day)
        self.admit(day)
        self.counts.in_bed[day] = self.in_bed.reshape(-1, CLASSES).sum(axis=0)
        self.counts.waiting[day] = len(self.waiting)

    def cell(self, who: Ints) -> Ints:
        """How many there are by region and class."""
        return np.bincount(region_of(who) * CLASSES + cls_of(who), minlength=len(self.in_bed))

    def leave(self, who: Ints, exit_: str, day: int) -> None:
        """Give back their beds."""
        counts = self.counts
        counts.exits[exit_][day] += len(who)
        self.in_bed -= self.cell(who)
        counts.stays += np.bincount(day - since_of(who), minlength=len(counts.stays))

    def due(self, day: int) -> None:
        """Court ends, document ends, limits."""
        rng = self.rng
        court = self.court.on(day) | day << ORDER_AT
        self.counts.court_ends += len(court)
        relief = rng.random(len(court)) < self.relief[cls_of(court)]
        self.leave(court[relief], "relief", day)
        ordered = court[~relief]
        refused = rng.random(len(ordered)) < self.refusal[nation_of(ordered)]
        self.third = np.concatenate([self.third, ordered[refused]])
        to_document = ordered[~refused]
        wait = np.ceil(rng.standard_gamma(2.0, len(to_document)) * self.half_mean[nation_of(to_document)])
        self.document.add(to_document, day + np.minimum(wait, LIMIT))
        came = self.document.on(day)
        in_time = order_of(came) > day - LIMIT
        self.leave(came[~in_time], "timed_out", day)
        self.counts.document_ends += int(in_time.sum())
        self.seats = self.in_time(np.concatenate([self.seats, came[in_time]]), day)
        self.third = self.in_time(self.third, day)

    def in_time(self, queue: Ints, day: int) -> Ints:
        """The queue without those whose limit has come."""
        over = order_of(queue) <= day - LIMIT
        if not over.any():
            return queue
        self.leave(queue[over], "timed_out", day)
        return queue[~over]

    def fly(self, day: int) -> None:
        """First come within the seats of the nationality."""
        nation = nation_of(self.seats).astype(np.uint8)
        order, rank = _rank(nation, NATIONS)
        goes = np.zeros(len(order), dtype=bool)
        goes[order] = rank < self.flights[day, nation[order]]
        self.counts.removed[day] = np.bincount(nation[goes], minlength=NATIONS)
        self.leave(self.seats[goes], "removed", day)
        self.seats = self.seats[~goes]

    def third_country(self, day: int) -> None:
        """First come within what is left of the week's quota."""
        if day % 7 == 0:
            self.left = self.reference.quota
        if self.channel[day]:
            gone, self.third = np.split(self.third, [min(self.left, len(self.third))])
            self.left -= len(gone)
            self.leave(gone, "third_country", day)

    def lose_patience(self, day: int) -> None:
        """Out goes whoever has waited for a bed for more than three days."""
        stay = since_of(self.waiting) >= day - PATIENCE
        self.counts.exits["gave_up"][day] = len(stay) - stay.sum()
        self.waiting = self.waiting[stay]

    def arrive(self, day: int) -> None:
        """Nationality, class and region."""
        count = self.arrivals[day]
        nation, cls = np.divmod(np.searchsorted(self.kinds, self.rng.random(count), "right"), CLASSES)
        who = cls | nation << NATION_AT | day << SINCE_AT
        if len(self.regions):
            who |= np.searchsorted(self.regions, self.rng.random(count), "right") << REGION_AT
        self.counts.arrived += int(count)
        self.waiting = np.concatenate([self.waiting, who])

    def admit(self, day: int) -> None:
        """By region while beds are free, and by class within it."""
        region, cls = region_of(self.waiting), cls_of(self.waiting)
        order, rank = _rank((region * CLASSES + cls).astype(np.uint8), len(self.in_bed), CLASSES)
        free = self.beds[day] - self.in_bed.reshape(-1, CLASSES).sum(axis=1)
        goes = np.zeros(len(order), dtype=bool)
        goes[order] = rank < free[region[order]]
        who = self.waiting[goes]
        self.waiting = self.waiting[~goes]
        self.counts.admitted += len(who)
        self.in_bed += self.cell(who)
        who += (day - since_of(who)) << SINCE_AT
        lasts = np.ceil(np.exp(self.log_median[cls_of(who)] + SIGMA * self.rng.standard_normal(len(who))))
        self.court.add(who, day + np.minimum(lasts, LONGEST))


def prepared(reference: Reference, luck: int | None = None) -> Days:
    """A run before its first day; `luck` seeds the draws, where not given the reference's own seed does."""
    return Days(reference, reference.seed if luck is None else luck)


def finished(run: Days) -> Days:
    """Run all days."""
    for day in range(DAYS):
        run.day(day)
    return run


def summarised(run: Days) -> Summary:
    """The counts in the words of the comparison."""
    return run.counts.summary()


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run from nothing to its summary."""
    return summarised(finished(prepared(reference, luck)))
