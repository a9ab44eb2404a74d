"""What is uncertain about custody, how much, and where each number comes from: a list of named parameters.

All are on scales without ends (logarithms of rates and times, log-odds of shares), normal and independent beforehand.
Rates of release by class begin at what was published in the window: people booked out for the reason for each day that
people of the class were held. Times begin at the assumed figures of the evidence, which stand on removals of fiscal
years 2016 to 2019. Where nothing is known the middle is round and the spread wide.

Release policy drifts, so paces walk at random from one quarter to the next; the walk is in steps, one parameter each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.evidence.registry import figure
from sojourn.study import esmda
from sojourn.study.custody.window import Window
from sojourn.study.forecasts.series import AGENCIES, CLASSES

Floats = npt.NDArray[np.float64]

FITTED_RELEASES = ("bonded", "recognizance", "paroled")
OPEN_TO = {"bonded": 0.7, "recognizance": 0.9, "paroled": 0.9}
"""Share of the people held to whom a release is open: those still in proceedings, and for a bond before a judge."""
RARE = {"terminated": 3e-4, "marshals": 5e-4, "transferred": 5e-5, "other_release": 5e-6, "uncounted": 1e-3}
"""Ways out that nobody published before October 2023: a round chance a day."""
WALKS = ("ICE", "CBP", "bonded", "recognizance", "paroled", "supervision", "proceedings")
"""Paces that walk: of all that an agency's people can take from proceedings, of single reasons, and of cases."""
STEP = {
    "ICE": 0.13,
    "CBP": 0.17,
    "bonded": 0.35,
    "recognizance": 0.40,
    "paroled": 0.30,
    "supervision": 0.50,
    "proceedings": 0.20,
}
"""Standard deviation of a quarter's step of the logarithm."""
MIX_STEP = 0.20
"""The same of the odds of a class among an agency's book-ins."""
ANSWERED = 6
"""Months that a plain stock and flow is run on to find the answer."""
ANSWER_SPREAD = 0.12
"""Standard deviation of the answer of paces to book-ins: by how many per cent they rise when book-ins rise by one."""


@dataclass(frozen=True)
class Parameter:
    """One uncertain number."""

    name: str
    centre: float
    spread: float
    """Standard deviation beforehand."""
    scale: str
    """``log``, ``logit`` or ``plain``: how the number itself is had."""
    source: str
    """Key of the evidence, ``window`` or ``assumed``."""
    grade: str

    def natural(self, value: float) -> float:
        """The number itself."""
        if self.scale == "log":
            return math.exp(value)
        return 1.0 / (1.0 + math.exp(-value)) if self.scale == "logit" else value


def parameters(seen: Window) -> tuple[Parameter, ...]:
    """All parameters for the months of a window."""
    return (*_releases(seen), *_proceedings(seen), *_book_ins(seen), *_walks(seen))


def draw(which: Sequence[Parameter], members: int, seed: int) -> Floats:
    """Members of the prior, (members, parameters)."""
    centre, spread = (np.array([getattr(p, what) for p in which]) for what in ("centre", "spread"))
    return np.asarray(centre + spread * esmda.draw(members, len(which), seed))


def _log(name: str, value: float, spread: float, source: str = "assumed", grade: str = "C") -> Parameter:
    return Parameter(name, math.log(value), spread, "log", source, grade)


def _odds(name: str, share: float, spread: float, source: str = "assumed") -> Parameter:
    return Parameter(name, math.log(share / (1.0 - share)), spread, "logit", source, "C")


def _releases(seen: Window) -> list[Parameter]:
    h, at = seen.history, seen.seen
    days = (h.population[at].sum(axis=1) * h.days[at][:, None]).sum(axis=0)
    out = []
    for reason in FITTED_RELEASES:
        crude = np.nansum(h.book_outs[reason][at], axis=0) / days / OPEN_TO[reason]
        out += [
            _log(f"rate.{reason}.{c}", max(float(crude[i]), 1e-5), 0.5, "window", "A") for i, c in enumerate(CLASSES)
        ]
        out.append(Parameter(f"ice.{reason}", 0.0, 0.7, "log", "assumed", "C"))
    out += [_log(f"rate.{reason}.{c}", RARE[reason], 1.2) for reason in ("terminated", "marshals") for c in CLASSES]
    out += [_log(f"rate.{reason}", RARE[reason], 1.2) for reason in ("transferred", "other_release", "uncounted")]
    return out


def _proceedings(seen: Window) -> list[Parameter]:
    h, at = seen.history, seen.seen
    supervised = float(np.nansum(h.book_outs["supervision"][at]) / h.book_ins[at].sum())
    refused = min(max(1.5 * supervised, 0.005), 0.5)
    long, short = (figure(f"assumed.order_{name}") for name in ("notice_to_appear", "expedited"))
    review, spread = figure("assumed.supervision_review"), figure("assumed.order_spread")
    return [
        *(_odds(f"short.{a}.{c}", 0.5 if a == "CBP" else 0.45, 0.8) for a in AGENCIES for c in CLASSES),
        *(_log(f"order_short.{a}", short.number, 0.6, short.key) for a in AGENCIES),
        *(_log(f"order_long.{a}.{c}", long.number, 0.7, long.key) for a in AGENCIES for c in CLASSES),
        _log("order_spread", spread.number, 0.2, spread.key),
        *(_odds(f"relief.{c}", 0.03, 0.8) for c in CLASSES),
        _odds("refusal", refused, 0.6, "window"),
        _log("document", 6.0, 0.4, "nationalities", "C"),
        _log("clearing", 3.0, 0.4, "assumed.landing_rights_charter", "C"),
        _log("review", review.number, 0.4, review.key),
        *(
            Parameter(f"answer.{a}", answer(seen, i), ANSWER_SPREAD, "plain", "window", "C")
            for i, a in enumerate(AGENCIES)
        ),
    ]


def answer(seen: Window, agency: int) -> float:
    """How far departures answer to book-ins: as a plain stock and flow that forecasts the window best has it.

    From each month of the window the people of an agency are run on for up to six months of it, leaving at the rate of
    the two months before times (book-ins over those of the two months) to the power of the answer. What is taken is the
    answer between 0 and 1 whose squared errors of the logarithm add up to least. The slope of one month's change of
    departures on that of book-ins is no measure of it: more leave at once when more come because some stays are short.
    """
    h, tried = seen.history, np.linspace(0.0, 1.0, 21)
    held, coming, days = h.population.sum(axis=2)[:, agency], np.maximum(h.book_ins[:, agency] / h.days, 1.0), h.days
    at_ends = (held[1:] + held[:-1]) / 2.0
    left = coming[1:-1] - np.diff(at_ends) / days[1:-1]
    missed = np.zeros_like(tried)
    for start in range(2, len(held) - 2):
        last = slice(start - 1, start + 1)
        usual = max(float(left[start - 2 : start].mean() / held[last].mean()), 1e-3)
        inside = np.full_like(tried, at_ends[start])
        for at in range(start + 1, min(start + 1 + ANSWERED, len(held))):
            rate = np.clip(usual * (coming[at] / coming[last].mean()) ** tried, 1e-3, 1.0)
            level, gone = coming[at] / rate, -np.expm1(-rate * days[at])
            mean = level + (inside - level) * gone / (rate * days[at])
            inside = level + (inside - level) * (1.0 - gone)
            missed += np.log(mean / held[at]) ** 2
    return float(tried[np.argmin(missed)])


def _book_ins(seen: Window) -> list[Parameter]:
    """The odds of a class, from stays that ended: days held over the mean stay."""
    h, at = seen.history, seen.seen
    ended = np.nansum(h.population[at] * h.days[at][:, None, None] / np.maximum(h.stay[at], 1.0), axis=0) + 1.0
    odds = np.log(ended[:, :2] / ended[:, 2:])
    return [
        Parameter(f"mix.{a}.{c}", float(odds[i, j]), 0.4, "log", "window", "A")
        for i, a in enumerate(AGENCIES)
        for j, c in enumerate(CLASSES[:2])
    ]


def _walks(seen: Window) -> list[Parameter]:
    """Steps from block to block; a walk spreads with the square root of time."""
    steps = [(b + 1, math.sqrt(gap)) for b, gap in enumerate(seen.gaps.tolist())]
    names = [(f"pace.{name}", STEP[name]) for name in WALKS]
    names += [(f"drift.{a}.{c}", MIX_STEP) for a in AGENCIES for c in CLASSES[:2]]
    return [
        Parameter(f"{name}.{b}", 0.0, spread * far, "log", "assumed", "C") for name, spread in names for b, far in steps
    ]
