"""Ways out of proceedings other than a decision: a constant chance a day for each, by class of people.

People of countries that are listed as uncooperative are paroled and released on recognizance more often
(`people.release_factor`), since they are not likely to be removed. The fit knows no nationalities. So that as many of
a class leave that way as in the fit, the chances of all of the class are lowered by one factor, worked out in closed
form: those with high chances leave first, so that dividing by the mean would lower them too far.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sojourn.network import By, Clock, Duration, Exponential, Never
from sojourn.scenario.us import UsScenario
from sojourn.systems.us_custody import PACED, Cell, Custody
from sojourn.systems.us_people import AGENCIES, CASES, JUDGE, Nationality

ELIGIBLE = {
    "bonded": (JUDGE,),
    "recognizance": CASES,
    "paroled": CASES,
    "terminated": (JUDGE,),
    "marshals": CASES,
    "transferred": CASES,
    "other_release": CASES,
    "uncounted": CASES,
}
"""Case types to which each way out of proceedings is open. ``uncounted`` is the published residual: book-ins that leave
without a counted book-out. The fit knows short and long cases only, so that no short case type differs from another."""

EARLY = ("paroled", "recognizance")
"""Ways out that are taken more often by people whose country is known not to take them back."""

NODES = 100
"""Places in the law of the time to an order at which its mean is taken."""
ROUNDS = 18
"""Halvings in the search for the factor: to some hundred-thousandths."""

Floats = npt.NDArray[np.float64]


def ways_out(scenario: UsScenario, nations: tuple[Nationality, ...], custody: Custody) -> tuple[Clock, ...]:
    """A clock for each way out."""
    early = {n.name: early_factor(n, scenario.people.release_factor.value) for n in nations}
    spread = scenario.proceedings.spread.value
    factor = {
        (agency, crime, judge): even(
            cell, spread, list(early.values()), [n.share[agency] for n in nations], judge=judge
        )
        for (agency, crime), cell in custody.cells.items()
        for judge in (True, False)
    }
    clocks = []
    for reason, cases in ELIGIBLE.items():
        laws: dict[str | tuple[str, ...], Duration] = {}
        for (agency, crime), cell in custody.cells.items():
            for case in CASES:
                rate = cell.rate[reason] if case in cases else 0.0
                down = factor[agency, crime, case == JUDGE]
                # One law for all who share it: there are thousands of places and few laws.
                by_factor = {one: _law(rate * one * down if reason in EARLY else rate) for one in set(early.values())}
                for name, one in early.items():
                    laws[name, agency, crime, case] = by_factor[one]
        by = By[Duration](("nationality", "agency", "criminality", "case"), laws)
        pace = By("agency", {agency: f"{reason}.{agency}" for agency in AGENCIES}) if reason in PACED else None
        clocks.append(Clock(reason, by, reason, pace=pace))
    return tuple(clocks)


def _law(chance: float) -> Duration:
    return Exponential(1.0 / chance) if chance > 0 else Never()


def early_factor(nation: Nationality, release_factor: float) -> float:
    """How many times as often somebody of a nationality is paroled or released on recognizance."""
    return release_factor if nation.status == "uncooperative" else 1.0


def even(cell: Cell, spread: float, early: Sequence[float], share: Sequence[float], *, judge: bool) -> float:
    """Factor on early ways out of a class at which as many take one as if all had the same chance, at a pace of 1.

    Args:
        cell: the class.
        spread: standard deviation of the logarithm of its days to an order.
        early: how many times as often each nationality takes one.
        share: share of each nationality among those who come.
        judge: whether they go before a judge.
    """
    one = sum(cell.rate[reason] for reason in EARLY)
    open_to = [reason for reason, cases in ELIGIBLE.items() if judge or cases == CASES]
    other = sum(cell.rate[reason] for reason in open_to if reason not in EARLY)
    if one <= 0 or max(early) == min(early):
        return 1.0 / max(early)
    median = cell.order_long if judge else cell.order_short
    factors, part = np.unique(np.array(early), return_inverse=True)
    weight = np.bincount(part.ravel(), np.array(share)) / sum(share)
    wanted = float(_taken(np.ones(1), one, other, median, spread)[0])
    low, high = 1.0 / float(factors.max()), 1.0 / float(factors.min())
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        if float((weight * _taken(factors * middle, one, other, median, spread)).sum()) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _taken(factor: Floats, early: float, other: float, median: float, spread: float) -> Floats:
    """Share of people who take an early way out before an order or another way out, for each factor."""
    rate = factor * early
    all_out = (rate + other)[:, None]
    return np.asarray(rate / all_out[:, 0] * (1.0 - np.exp(-all_out * median * _stretch(spread))).mean(axis=1))


@lru_cache(maxsize=8)
def _stretch(spread: float) -> Floats:
    """A time over its median, at places that cut its law into equal parts."""
    from scipy.special import ndtri

    found = np.exp(spread * ndtri((np.arange(NODES) + 0.5) / NODES))
    return np.asarray(found)
