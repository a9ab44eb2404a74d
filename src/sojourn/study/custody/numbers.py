"""From one member's parameters to the numbers of the system, and to what changes from day to day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network import whole
from sojourn.study.custody.prior import FITTED_RELEASES, WALKS, Parameter
from sojourn.study.forecasts.series import AGENCIES, CLASSES
from sojourn.systems.custody import PACED, RELEASES, Custody, Days

Floats = npt.NDArray[np.float64]

LIMIT = 180
"""Days after a final order until an order of supervision."""
REACH = 5.0
"""A pace is never more than so many times faster or slower than the window's mean answer to book-ins."""


@dataclass(frozen=True, eq=False)
class Member:
    """One member of an ensemble by the names of its parameters."""

    value: Mapping[str, float]
    """On the scale on which it is uncertain."""
    known: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> float:
        """The number itself."""
        return self.known[name].natural(self.value[name])

    def walk(self, name: str, blocks: int) -> Floats:
        """Logarithm of a walk by block, from 0."""
        return np.cumsum([0.0, *(self.value[f"{name}.{b}"] for b in range(1, blocks))])


def member(which: Sequence[Parameter], row: Floats) -> Member:
    """A row of an ensemble by name."""
    return Member(dict(zip((p.name for p in which), row.tolist(), strict=True)), {p.name: p for p in which})


def system_order(array: Floats) -> Floats:
    """(ICE, CBP, ...) to (border, interior, ...), and back."""
    return np.ascontiguousarray(array[::-1])


def custody(of: Member) -> Custody:
    """The numbers of the system, which do not change from day to day."""
    shape = len(AGENCIES), len(CLASSES)
    rate = {}
    for reason in RELEASES:
        named = f"rate.{reason}"
        by_class = [of[f"{named}.{c}"] for c in CLASSES] if f"{named}.convicted" in of.known else [of[named]] * 3
        rate[reason] = np.tile(by_class, (2, 1))
        if reason in FITTED_RELEASES:
            rate[reason][AGENCIES.index("ICE")] *= of[f"ice.{reason}"]
    return Custody(
        rate={reason: system_order(np.clip(value, 1e-7, 2.0)) for reason, value in rate.items()},
        short=system_order(np.array([[of[f"short.{a}.{c}"] for c in CLASSES] for a in AGENCIES])),
        order_short=system_order(np.array([np.full(shape[1], of[f"order_short.{a}"]) for a in AGENCIES])),
        order_long=system_order(np.array([[of[f"order_long.{a}.{c}"] for c in CLASSES] for a in AGENCIES])),
        order_spread=of["order_spread"],
        relief=np.array([of[f"relief.{c}"] for c in CLASSES]),
        refusal=of["refusal"],
        document=of["document"],
        clearing=of["clearing"],
        review=of["review"],
        limit=LIMIT,
    )


@dataclass(frozen=True, eq=False)
class Course:
    """What goes from month to month for one member; months may reach beyond the window."""

    walk: Mapping[str, Floats]
    """Logarithm of each pace in WALKS, (months,)."""
    mix: Floats
    """Share of each class among book-ins, (agencies, months, classes)."""
    answer: Floats
    """Logarithm of how far paces answer to book-ins, (agencies, months)."""


def course(of: Member, block: npt.NDArray[np.int64], per_day: Floats, usual: Floats, ahead: Floats | None) -> Course:
    """The months of a member.

    Args:
        of: the member.
        block: block of each month; months beyond the window are of the last block.
        per_day: book-ins a day, (months, agencies).
        usual: book-ins a day over the window, (agencies,).
        ahead: steps added to each walk beyond the window, (months, walks + 4); None: no month is beyond it.
    """
    blocks = int(block.max()) + 1
    more = np.zeros((len(block), len(WALKS) + 4)) if ahead is None else ahead
    walk = {name: of.walk(f"pace.{name}", blocks)[block] + more[:, i] for i, name in enumerate(WALKS)}
    odds = np.zeros((len(AGENCIES), len(block), len(CLASSES)))
    for a, agency in enumerate(AGENCIES):
        for c, crime in enumerate(CLASSES[:2]):
            drift = of.walk(f"drift.{agency}.{crime}", blocks)[block]
            odds[a, :, c] = of.value[f"mix.{agency}.{crime}"] + drift + more[:, len(WALKS) + 2 * a + c]
    shares = np.exp(odds)
    shares /= shares.sum(axis=2, keepdims=True)
    answer = np.array(
        [of[f"answer.{a}"] * np.log(np.maximum(per_day[:, i], 1.0) / usual[i]) for i, a in enumerate(AGENCIES)]
    )
    return Course(walk, shares, np.clip(answer, -np.log(REACH), np.log(REACH)))


def days(
    months: Course,
    month: npt.NDArray[np.int64],
    per_day: Floats,
    scale: float,
    switched: Mapping[str, Floats] | None = None,
) -> Days:
    """The days of a course.

    Args:
        months: the course.
        month: month of each day, from 0.
        per_day: book-ins a day, (months, agencies).
        scale: people simulated for each person.
        switched: factor on the pace of each name in PACED, (agencies, days); none where not given.
    """
    pace = {}
    for name in PACED:
        own = months.walk[name] if name in months.walk else np.zeros(len(months.answer[0]))
        common = np.stack([months.walk[a] for a in AGENCIES]) + months.answer
        level = own if name == "supervision" else common + own
        each = np.exp(np.broadcast_to(level, common.shape))[:, month]
        pace[name] = system_order(each * switched[name] if switched and name in switched else each)
    ins = np.stack([whole(per_day[month, a] * scale) for a in range(len(AGENCIES))])
    return Days(
        book_ins=np.ascontiguousarray(ins[::-1]),
        mix=system_order(months.mix),
        version=month.astype(np.int64),
        pace=pace,
    )
