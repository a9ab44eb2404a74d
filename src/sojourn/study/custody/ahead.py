"""Runs every member on from the last published count, with book-ins that are given; paces go on drifting.

Each member starts from the people its own past left inside, sampled to the published count by agency and class, so that
all begin with the published population and with stays of their own. After the origin its paces walk on as they did in
the window, month by month, and so does the mix of classes: that is what widens the bands with the months. Which way
people leave is brought to the level of the last months published (`levels`). Where what is published is itself
uncertain, its noise is added in the end, so that sums still add up in every member.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from sojourn.network import Opening
from sojourn.study.custody.fit import Fit, in_threads, per_day, told, usual
from sojourn.study.custody.levels import Mirrored, Normal, all_removals, levelled
from sojourn.study.custody.numbers import REACH, Member, course, custody, days, member
from sojourn.study.custody.opening import sampled
from sojourn.study.custody.policy import BESIDE
from sojourn.study.custody.prior import MIX_STEP, STEP, WALKS
from sojourn.study.custody.told import Told, tell
from sojourn.study.custody.window import QUARTER, Window
from sojourn.study.forecasts.arrivals import Arrivals
from sojourn.study.forecasts.forecast import Forecast, from_ensemble
from sojourn.study.forecasts.months import first_day, later, month_of
from sojourn.study.forecasts.series import AGENCIES, CLASSES, SERIES
from sojourn.systems.calendar import Calendar

Floats = npt.NDArray[np.float64]
Ensemble = dict[str, Floats]
"""Series to (members, months)."""
Switched = Callable[[Calendar], Mapping[str, Floats]]
"""Factors on paces over the days of a calendar: name to (agencies, days)."""

SCALE = 1 / 3
"""People simulated for each person."""
MONTHLY = {
    "ICE": 0.03,
    "CBP": 0.05,
    "bonded": 0.15,
    "recognizance": 0.15,
    "paroled": 0.12,
    "supervision": 0.30,
    "proceedings": 0.05,
}
"""How far the pace of a single month lies from its walk, as the standard deviation of a logarithm."""
TOO_SURE = 1.2
"""Factor on the widths of what drifts ahead. On data that the model made itself the 90 % bands of the fit held 82 to
86 % of the true parameters (docs/hindcast.md): as if they were 1.645 / 1.37 times too narrow."""
NOISE = {"population": 0.010, "book_outs": 0.02, "removals.all": 0.05, "alos.total": 0.03}
"""Noise of what is published: removals of a month are drawn between counts of the fiscal year."""
USUAL_ANSWER = {"ICE": 0.2, "CBP": 0.7}
"""How far departures answer to book-ins beside what the window says: border custody is held to what there is room for,
while interior arrests are made as there is room. Chosen looking at the origins of the rolling test."""
ANSWERED_FROM = 2
"""Months before the origin from whose book-ins on departures answer."""
RECENT = 3
"""Months before the origin that say how far a member's mean stay is from what was published."""


def ahead(fit: Fit, arrivals: Arrivals, *, seed: int = 1, switched: Switched | None = None) -> Ensemble:
    """Every series for every member.

    Args:
        fit: the ensemble at the origin.
        arrivals: book-ins of the months from the origin on.
        seed: name of the luck of the months ahead.
        switched: announced switches, as factors on paces.
    """
    window = fit.window
    months = arrivals.window(window.origin, arrivals.months[-1])

    def one(at: int) -> Floats:
        return _member(fit, at, months, seed, switched)

    members = np.array(list(in_threads(one, range(len(fit.ensemble)))))
    return {name: members[:, i] for i, name in enumerate(SERIES)}


def forecast(fit: Fit, arrivals: Arrivals, *, seed: int = 1, switched: Switched | None = None) -> Forecast:
    """The quantiles of the same."""
    months = arrivals.window(fit.window.origin, arrivals.months[-1]).months
    return from_ensemble(months, ahead(fit, arrivals, seed=seed, switched=switched))


def _member(fit: Fit, at: int, arrivals: Arrivals, seed: int, switched: Switched | None) -> Floats:
    """All series of one member, (series, months)."""
    window, rng = fit.window, np.random.default_rng([seed, at])
    drifts = Mirrored(np.random.default_rng([seed, at // 2, 1]), 1.0 - 2.0 * (at % 2))
    start = window.last_count.day + timedelta(days=1)
    until = window.calendar.tick(start)
    luck = int(rng.integers(1 << 40))
    before = told(window, fit.parameters, fit.ensemble[at], scale=SCALE, seed=luck, until=until)
    opening = sampled(before.inside, window.last_count.people * window.bridge * SCALE, until, rng)
    after = _after(fit, at, arrivals, start, opening, int(rng.integers(1 << 40)), drifts, switched)
    return _series(window, arrivals, before, after, start, drifts) * _beside(arrivals, switched)


def _after(
    fit: Fit,
    at: int,
    arrivals: Arrivals,
    start: date,
    opening: Opening,
    luck: int,
    drifts: Normal,
    switched: Switched | None,
) -> Told:
    """From the count on to the end of the arrivals; months are those of the window and of the arrivals, end to end."""
    window, of = fit.window, member(fit.parameters, fit.ensemble[at])
    known, more = len(window.months), len(arrivals.months)
    calendar = Calendar(start, first_day(later(arrivals.months[-1])))
    month = (calendar.days.astype("datetime64[M]") - np.datetime64(window.months[0], "M")).astype(np.int64)
    rates = np.concatenate([per_day(window), arrivals.per_day])
    block = np.concatenate([window.block, np.full(more, window.block[-1])])
    steps = np.zeros((known + more, len(WALKS) + 4))
    steps[known:] = drift(drifts, more)
    months = course(of, block, rates, usual(window), steps)
    months = replace(months, answer=_answers(of, months.answer, rates, known))
    # A clock rings on the day after the pace that brought it there, so that factors are laid on a day early.
    factors = {name: np.roll(f, -1, axis=1) for name, f in switched(calendar).items()} if switched is not None else None
    for factor in (factors or {}).values():
        factor[:, -1] = factor[:, -2]
    here = days(months, month, rates, SCALE, factors)
    return tell(custody(of), here, month - month[0], scale=SCALE, seed=luck, opening=opening)


def _answers(of: Member, told: Floats, rates: Floats, known: int) -> Floats:
    """Answers of the months ahead, from the level of the last months on, (agencies, months).

    How strongly departures answer is half what the window says and half what is usual (USUAL_ANSWER).
    """
    recent = rates[known - ANSWERED_FROM : known].mean(axis=0)
    out = told.copy()
    for at, agency in enumerate(AGENCIES):
        answer = (of[f"answer.{agency}"] + USUAL_ANSWER[agency]) / 2.0
        level = told[at, known - ANSWERED_FROM : known].mean()
        out[at, known:] = level + answer * np.log(np.maximum(rates[known:, at], 1.0) / recent[at])
    return np.clip(out, -np.log(REACH), np.log(REACH))


def _beside(arrivals: Arrivals, switched: Switched | None) -> Floats:
    """Factors of announced switches on series that no clock of custody brings about, (series, months)."""
    factors = np.ones((len(SERIES), len(arrivals.months)))
    if switched is not None:
        calendar = Calendar(first_day(arrivals.months[0]), first_day(later(arrivals.months[-1])))
        if (daily := switched(calendar).get(BESIDE)) is not None:
            factors[SERIES.index(BESIDE)] = np.bincount(calendar.month, daily[0]) / np.bincount(calendar.month)
    return factors


def drift(rng: Normal, months: int) -> Floats:
    """Steps of walks and of class odds beyond the window, added up by month, (months, walks + 4).

    Half the variance is taken off each walk of a pace, so that the mean of the pace stays what it was: without that
    the mean of its exponential, and with it how many leave, would rise the farther ahead the more.
    """
    step = TOO_SURE * np.array([*(STEP[name] for name in WALKS), *[MIX_STEP] * 4]) / np.sqrt(QUARTER)
    own = TOO_SURE * np.array([*(MONTHLY[name] for name in WALKS), *[0.0] * 4])
    walk = np.cumsum(rng.standard_normal((months, len(step))) * step, axis=0)
    variance = np.arange(1, months + 1)[:, None] * step**2 + own**2
    variance[:, len(WALKS) :] = 0.0
    return np.asarray(walk + own * rng.standard_normal((months, len(step))) - variance / 2.0)


def _series(window: Window, arrivals: Arrivals, before: Told, after: Told, start: date, rng: Normal) -> Floats:
    """All series of a member, in the order of SERIES, (series, months)."""
    more = len(arrivals.months)

    def noisy(name: str, shape: tuple[int, ...] = ()) -> Floats:
        return np.exp(NOISE[name] * rng.standard_normal((more, *shape)))

    full = _full_months(window, start)
    population = after.population[-more:] * noisy("population")[:, None, None]
    left = levelled(window, before, {reason: p[-more:].sum(axis=1) for reason, p in after.book_outs.items()}, full, rng)
    removals = all_removals(window, before, left["removed"], full, rng)
    left = {reason: people * noisy("book_outs") for reason, people in left.items()}
    found = {"population.total": population.sum(axis=(1, 2)), "book_outs.total": np.sum(list(left.values()), axis=0)}
    found |= {f"population.{name}": population[:, i].sum(axis=1) for i, name in enumerate(AGENCIES)}
    found |= {f"population.{name}": population[:, :, i].sum(axis=1) for i, name in enumerate(CLASSES)}
    found |= {f"book_outs.{reason}": people for reason, people in left.items()}
    found |= {"removals.custody": left["removed"], "removals.all": removals * noisy("removals.all")}
    recent = slice(max(full - RECENT, 0), full)
    stays = np.nanmean(window.history.stay_total[recent]) / max(before.stay[recent].mean(), 1.0)
    found["alos.total"] = after.stay[-more:] * stays * noisy("alos.total")
    return np.array([found[name] for name in SERIES])


def _full_months(window: Window, start: date) -> int:
    """Months of the window that end before a day."""
    last = month_of(start)
    return sum(month < last for month in window.months)
