"""The US system for custody alone: from book-in to book-out, with everything else folded away.

    book-in -> intake -> proceedings -> final_order -> travel_document -> landing_rights -> removed
                                                    -> third_country -> supervision

The stages, clocks and ways out of :mod:`sojourn.systems.us`, without what book-ins that are given and beds that do not
bind leave no work for: nationalities, areas, seats and agreements. The four case types are two here:
``short`` for those whose order comes in days (expedited removal, reinstatement and the like) and ``long`` for those
who go before a judge. Its numbers are a value, so that many sets of them can be tried; nothing is read in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network import (
    By,
    Clock,
    Duration,
    Exponential,
    Fixed,
    Kinds,
    Lognormal,
    Network,
    Never,
    Pool,
    Source,
    Stage,
)
from sojourn.systems.us_people import AGENCIES, CRIMINALITY

Floats = npt.NDArray[np.float64]

CASES = ("short", "long")
CELLS = ("agency", "criminality")
"""By what a run counts every day."""
RELEASES = ("bonded", "recognizance", "paroled", "terminated", "marshals", "transferred", "other_release", "uncounted")
"""Ways out of proceedings, in order of precedence. ``uncounted`` leaves without a counted book-out."""
PACED = ("bonded", "recognizance", "paroled", "supervision", "proceedings")
"""What has a pace of its own, for each agency."""
JUDGE = ("bonded", "terminated")
"""Ways out that only a person before a judge has."""
HELD = ("proceedings", "travel_document", "landing_rights", "third_country")
"""Stages in which somebody is counted at midnight; nobody stays in ``final_order``."""
EXITS = ("removed", *RELEASES, "relief", "supervision", "supervision_180")
ENOUGH = 1e6
"""Beds: more than are ever asked for. The pool is there to count how long they are held."""
DOCUMENT_SPREAD, CLEARING_SPREAD = 0.9, 0.5
"""Standard deviation of the logarithm of a time to a document, and to a departure."""


@dataclass(frozen=True, eq=False)
class Custody:
    """The numbers of the system; agencies and classes in the order of AGENCIES and CRIMINALITY."""

    rate: Mapping[str, Floats]
    """Way out of proceedings to its chance a day, (agencies, classes)."""
    short: Floats
    """Share of book-ins whose case is short, (agencies, classes)."""
    order_short: Floats
    """Median days to the order of a short case, (agencies, classes)."""
    order_long: Floats
    """Median days to the decision of a long case, (agencies, classes)."""
    order_spread: float
    """Standard deviation of the logarithm of both."""
    relief: Floats
    """Share of a judge's decisions that grant relief, (classes,)."""
    refusal: float
    """Share of final orders for which no travel document is given."""
    document: float
    """Median days to the travel document."""
    clearing: float
    """Median days from the document to departure."""
    review: float
    """Mean days to release of somebody who cannot be removed."""
    limit: int
    """Days after the final order until an order of supervision."""


@dataclass(frozen=True, eq=False)
class Days:
    """What changes from day to day."""

    book_ins: npt.NDArray[np.int64]
    """People booked in, (agencies, ticks)."""
    mix: Floats
    """Share of each class among an agency's book-ins, (agencies, versions, classes)."""
    version: npt.NDArray[np.int64]
    """Which version of the mix holds, (ticks,)."""
    pace: Mapping[str, Floats]
    """Of each name in PACED, (agencies, ticks)."""


KINDS = Kinds({"agency": AGENCIES, "criminality": CRIMINALITY, "case": CASES})


def custody_network(numbers: Custody, days: Days) -> Network:
    """The system with some numbers over some days.

    Raises:
        NetworkError: a number is out of range.
    """
    limit = Clock("limit", Fixed(numbers.limit), "supervision_180", since="final_order")
    document = Clock("document", Lognormal(numbers.document, DOCUMENT_SPREAD), "landing_rights")
    cleared = Clock("cleared", Lognormal(numbers.clearing, CLEARING_SPREAD), "removed")
    review = Clock("review", Exponential(numbers.review), "supervision", pace=_paces("supervision"))
    answer = {"travel_document": 1.0 - numbers.refusal, "third_country": numbers.refusal}
    ways_out = tuple(_way_out(reason, numbers.rate[reason]) for reason in RELEASES)
    return Network(
        kinds=KINDS,
        sources=tuple(_source(numbers, days, at) for at in range(len(AGENCIES))),
        stages=(
            Stage("intake", (), waits_for="beds", granted="proceedings"),
            Stage("proceedings", (*ways_out, _order(numbers)), holds="beds"),
            Stage("final_order", (Clock("answered", Fixed(0), answer),), holds="beds", sets="final_order"),
            Stage("travel_document", (limit, document), holds="beds"),
            Stage("landing_rights", (limit, cleared), holds="beds"),
            Stage("third_country", (limit, review), holds="beds"),
        ),
        exits=EXITS,
        pools=(Pool("beds", ENOUGH),),
        paces={f"{name}.{a}": days.pace[name][at] for name in PACED for at, a in enumerate(AGENCIES)},
    )


def _source(numbers: Custody, days: Days, at: int) -> Source:
    short = np.stack([numbers.short[at], 1.0 - numbers.short[at]], axis=1)
    shares = np.zeros((days.mix.shape[1], len(AGENCIES), len(CRIMINALITY), len(CASES)))
    shares[:, at] = days.mix[at][:, :, None] * short
    flat = shares.reshape(len(shares), -1)
    flat /= flat.sum(axis=1, keepdims=True)
    return Source(AGENCIES[at], "intake", kinds=flat, counts=days.book_ins[at], mix=days.version)


def _paces(name: str) -> By[str]:
    return By("agency", {agency: f"{name}.{agency}" for agency in AGENCIES})


def _way_out(reason: str, rate: Floats) -> Clock:
    laws: dict[str | tuple[str, ...], Duration] = {}
    for a, agency in enumerate(AGENCIES):
        for c, crime in enumerate(CRIMINALITY):
            for case in CASES:
                chance = 0.0 if reason in JUDGE and case != "long" else float(rate[a, c])
                laws[agency, crime, case] = Exponential(1.0 / chance) if chance > 0 else Never()
    by = By[Duration](("agency", "criminality", "case"), laws)
    return Clock(reason, by, reason, pace=_paces(reason) if reason in PACED else None)


def _order(numbers: Custody) -> Clock:
    """The decision: relief, or a final order."""
    laws: dict[str | tuple[str, ...], Duration] = {}
    shares: dict[str | tuple[str, ...], str | Mapping[str, float]] = {}
    for a, agency in enumerate(AGENCIES):
        for c, crime in enumerate(CRIMINALITY):
            for case, median in (("short", numbers.order_short), ("long", numbers.order_long)):
                relief = float(numbers.relief[c]) if case == "long" else 0.0
                laws[agency, crime, case] = Lognormal(float(median[a, c]), numbers.order_spread)
                shares[agency, crime, case] = {"relief": relief, "final_order": 1.0 - relief}
    by = ("agency", "criminality", "case")
    return Clock("order", By(by, laws), By(by, shares), pace=_paces("proceedings"))
