"""Cases in whole days, where the answer is exact at any tick: beds, censuses, departures, a population run down."""

from __future__ import annotations

import numpy as np

from sojourn.engine import Tally
from sojourn.network import Duration, Exponential, Geometric, Lognormal, Opening
from sojourn.proof import day_steps, formulas
from sojourn.proof.case import Case, Measured
from sojourn.proof.laws import Memoryless
from sojourn.proof.lines import COPIES, ran
from sojourn.proof.networks import COPY, departures, loss, unlimited, waiting_line
from sojourn.proof.openings import evenly, in_line

RELAXED = 20
"""Mean stays for which a system of beds is run."""


def loss_beds(name: str, rate: float, leave: float, beds: int) -> Case:
    """Whoever finds no bed on the day is lost."""
    start, number, share = day_steps.loss_beds(rate, leave, beds)

    def replicate(seed: int) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, COPIES, rng), Memoryless(1 / leave), beds, 1.0, rng)
        run = ran(loss(rate, Geometric(leave), beds, COPIES), RELAXED / leave, seed, inside)
        lost = float(run.panel.inside("waiting").sum())
        return {"midnight census": float(run.panel.held.mean()), "share lost": lost / (rate * COPIES * run.ticks)}

    title = f"Beds, days: {rate:.4g} a day, leaves {leave:.4g}, {beds} beds, else lost"
    return Case(name, title, {"midnight census": number, "share lost": share}, replicate)


def waiting_beds(name: str, rate: float, leave: float, beds: int) -> Case:
    """Whoever finds no bed waits."""
    start, number = day_steps.waiting_beds(rate, leave, beds)

    def replicate(seed: int) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, COPIES, rng), Memoryless(1 / leave), beds, 1.0, rng)
        run = ran(waiting_line(rate, Geometric(leave), beds, COPIES), 2 * RELAXED / leave, seed, inside)
        return {"number inside": float((run.panel.inside("waiting") + run.panel.inside("held")).mean()) / COPIES}

    title = f"Beds, days: {rate:.4g} a day, leaves {leave:.4g}, {beds} beds, else waits"
    return Case(name, title, {"number inside": number}, replicate)


def filling_up(name: str, rate: float, mean: float, days: tuple[int, ...]) -> Case:
    """M/M/infinity from empty in continuous time, exactly, in steps of a day: the mean, and the variance on the last.

    Arrivals come through the day. Of those the share ``mean (1 - exp(-1/mean))`` is still inside at the first midnight;
    with that many arrivals a day and a memoryless stay each midnight is that of continuous time.
    """
    counted = formulas.present_at(rate, mean, 1.0)
    expected = {f"inside on day {day}": formulas.present_at(rate, mean, day) for day in days}
    expected[f"variance on day {days[-1]}"] = formulas.present_at(rate, mean, days[-1])

    def replicate(seed: int) -> Measured:
        network = unlimited(counted, Exponential(mean), COPIES)
        inside = ran(network, days[-1], seed, None, Tally(cells=(COPY,))).panel.inside("inside")
        found = {f"inside on day {day}": float(inside[day - 1].mean()) for day in days}
        truth = formulas.present_at(rate, mean, days[-1])
        return {**found, f"variance on day {days[-1]}": float(((inside[days[-1] - 1] - truth) ** 2).mean())}

    return Case(name, f"M/M/inf from empty: {rate:.4g} a day, stay {mean:.4g}", expected, replicate)


def seasons(name: str, rate: float, swing: float, mean: float, year: float = 365.0) -> Case:
    """M_t/M/infinity with arrivals that follow the year: four days of the second half of a year that follows others."""
    days = [round(year * share) for share in (0.55, 0.7, 0.85, 1.0)]
    rates = rate * (1.0 + swing * np.sin(2 * np.pi * np.arange(days[-1] + 1) / year))
    before = day_steps.seasonal_census(rate, swing, year, mean, -1.0)
    expected = {f"inside on day {day}": day_steps.seasonal_census(rate, swing, year, mean, float(day)) for day in days}

    def replicate(seed: int) -> Measured:
        number = np.random.default_rng([seed, 1]).poisson(before * SEASON_COPIES)
        opening = _all_in(np.full(number, -1))
        network = unlimited(rates * SEASON_COPIES, Exponential(mean))
        inside = ran(network, len(rates), seed, opening).panel.inside("inside")[:, 0]
        return {f"inside on day {day}": float(inside[day]) / SEASON_COPIES for day in days}

    title = f"M_t/M/inf: {rate:.4g} a day, seasons +-{100 * swing:.3g} %, stay {mean:.4g}"
    return Case(name, title, expected, replicate)


SEASON_COPIES = 20
"""Systems without limit that are summed: their sum is such a system too."""


def any_stay(name: str, rate: float, stay: Duration, word: str, days: tuple[int, ...]) -> Case:
    """M/G/infinity from empty, in steps of a day: each midnight a sum over the days before."""

    def survival(ticks: np.ndarray[tuple[int], np.dtype[np.int64]]) -> day_steps.Floats:
        return 1.0 - stay.cdf(ticks)

    mean = day_steps.census(np.full(days[-1] + 1, rate), survival)

    def replicate(seed: int) -> Measured:
        inside = ran(unlimited(rate * COPIES, stay), days[-1] + 1, seed, None).panel.inside("inside")[:, 0]
        return {f"inside on day {day}": float(inside[day]) / COPIES for day in days}

    expected = {f"inside on day {day}": float(mean[day]) for day in days}
    return Case(name, f"M/G/inf from empty, days: {rate:.4g} a day, {word}", expected, replicate)


def run_down(name: str, people: int, median: float, sigma: float, days: tuple[int, ...]) -> Case:
    """A population in custody with elapsed times and nobody new: each is inside with a known chance.

    Elapsed days are spread evenly from 1 to three times the median; the mean and the variance are sums over people.
    """
    elapsed = 1 + np.arange(people, dtype=np.int64) * max(1, round(3 * median)) // people
    stay = Lognormal(median, sigma)
    chances = {day: day_steps.still_inside(elapsed, day, lambda k: 1.0 - stay.cdf(k)) for day in days}

    def replicate(seed: int) -> Measured:
        run = ran(unlimited(0.0, stay), days[-1] + 1, seed, _all_in(-elapsed))
        inside = run.panel.inside("inside")[:, 0]
        return {f"inside on day {day}": float(inside[day]) for day in days}

    expected = {f"inside on day {day}": float(chances[day].sum()) for day in days}
    title = f"{people:,} in custody, nobody new: lognormal, median {median:.4g}, sigma {sigma:.4g}"
    return Case(name, title, expected, replicate)


def seats_known(name: str, arrivals: int, seats: int, every: int, days: int = 420) -> Case:
    """The same number of people every day, seats on given days, first come: the mean wait to the last digit."""
    counts = np.full(days, arrivals, dtype=np.int64)
    expected = {"wait": day_steps.departures_in_turn(counts, seats, every)}

    def replicate(seed: int) -> Measured:
        panel = ran(departures(days, seats, every, counts=counts), days, seed, None).panel
        gone = [i for i, edge in enumerate(panel.edges) if edge.target == "gone"]
        return {"wait": float(panel.period_time[:, gone].sum() / panel.period_flow[:, gone].sum())}

    return Case(name, f"Seats: {arrivals} a day, {seats} seats every {every} days, no luck in it", expected, replicate)


def seats_by_chance(name: str, rate: float, seats: int, every: int, cycles: int = 2000) -> Case:
    """A Poisson number a day, seats on given days, first come: the mean wait.

    The census of a day is what the last departure left behind and who came since; that day's arrivals may go too.
    """
    left = formulas.seats_left_waiting(rate * every, seats)
    warm = 200

    def replicate(seed: int) -> Measured:
        ticks = (cycles + warm) * every
        waiting = ran(departures(ticks, seats, every, rate=rate), ticks, seed, None).panel.inside("waiting")
        return {"wait": float(waiting[warm * every :].mean()) / rate}

    expected = {"wait": left / rate + (every - 1) / 2}
    return Case(name, f"Seats: {rate:.4g} a day by chance, {seats} seats every {every} days", expected, replicate)


def _all_in(entered: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Opening:
    """People in the only stage of the only kind."""
    nothing = np.zeros(len(entered), dtype=np.int64)
    return Opening(nothing, nothing, entered.astype(np.int64))
