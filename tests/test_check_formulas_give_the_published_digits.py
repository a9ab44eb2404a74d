"""The formulas of the check give the digits that are in the literature, and agree with each other where they meet."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import poisson

from sojourn.network import Exponential, Lognormal
from sojourn.proof import day_steps, formulas
from sojourn.proof.families import BUILDERS, CAFE, named

ERLANG = [  # servers, load, Erlang B, Erlang C
    (10, 5, 0.01838457, 0.03610536),
    (10, 8, 0.12166106, 0.40918015),
    (20, 15, 0.04559322, 0.16042939),
    (50, 40, 0.01869067, 0.08695255),
    (100, 90, 0.02695738, 0.21694048),
    (1000, 950, 0.00364929, 0.06825342),
    (41_500, 41_000, 9.465e-5, 0.00779562),
    (60_000, 59_500, 2.0458e-4, 0.02396583),
]


@pytest.mark.parametrize(("servers", "load", "lost", "waits"), ERLANG)
def test_erlang_b_and_c(servers: int, load: float, lost: float, waits: float) -> None:
    assert formulas.erlang_b(servers, load) == pytest.approx(lost, rel=6e-5, abs=5e-9)
    assert formulas.erlang_c(servers, load) == pytest.approx(waits, abs=5e-9)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (3, 2.0), (100, 90.0), (2000, 1950.0)])
def test_erlang_b_and_c_are_those_of_the_laws(servers: int, load: float) -> None:
    """The recursion and the birth-and-death law are two ways to the same number; so is the number waiting."""
    assert formulas.loss_law(servers, load)[-1] == pytest.approx(formulas.erlang_b(servers, load), rel=1e-9)
    law = formulas.line_law(load, 1.0, servers)
    assert law[servers:].sum() == pytest.approx(formulas.erlang_c(servers, load), rel=1e-9)
    waiting = law @ np.maximum(np.arange(len(law)) - servers, 0)
    assert waiting / load == pytest.approx(formulas.wait_in_line(load, 1.0, servers), rel=1e-9)


CASES = {
    "mm1": {"time in system": 10.0, "wait, as recorded": 9.0, "share that waits": 0.9},
    "mm3": {"wait, as recorded": 4.4444, "share that waits": 0.4444},
    "erlang-b": {"share lost": 0.02695738},
    "erlang-c": {"share that waits": 0.21694048},
    "erlang-b-lognormal": {"share lost": 0.04559322},
    "limited-room": {"share turned away": 0.101124, "number inside": 5.528090},
    "erlang-a": {"share that gives up": 0.103913, "number waiting": 2.078264},
    "md1": {"wait": 2.0},
    "priorities": {"time in system, class 1": 2.0, "time in system, class 2": 6.0},
    "jackson": {
        "wait at node 1": 0.428571,
        "wait at node 2": 0.378216,
        "wait at node 3": 0.666667,
        "time in system": 5.193175,
    },
    "national-erlang-b": {"share lost": 2.0458e-4},
    "national-erlang-c": {"share that waits": 0.02396583},
    "loss-beds": {"midnight census": 28.530499, "share lost": 0.048983},
    "waiting-beds": {"number inside": 12.135738},
    "filling-up": {
        "inside on day 30": 1896.3617,
        "inside on day 60": 2593.9942,
        "inside on day 90": 2850.6388,
        "variance on day 90": 2850.6388,
    },
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_expects_the_published_number(name: str) -> None:
    expected = named(name).expected
    for quantity, published in CASES[name].items():
        digits = len(f"{published:.10g}".partition(".")[2])
        rounding = 0.5 * 10.0**-digits if "e" not in f"{published:.10g}" else 0.5e-8
        assert expected[quantity] == pytest.approx(published, rel=1e-12, abs=1.001 * rounding), quantity


def test_every_case_expects_numbers_that_are_finite_and_positive() -> None:
    for name in BUILDERS:
        assert all(0 < value < math.inf for value in named(name).expected.values()), name


def test_the_cafe_has_the_published_flows() -> None:
    assert formulas.effective_rates((0.3, 0.2, 0.0), CAFE) == pytest.approx([0.3, 0.29, 0.5], abs=1e-12)


def test_single_server_and_abandonment() -> None:
    assert formulas.single_server(0.8, 1.0, 4.0) == pytest.approx(10.0)
    assert formulas.single_server(0.9, 1.0, 1.0) == pytest.approx(formulas.wait_in_line(0.9, 1.0, 1))
    share, waiting = formulas.erlang_a(105.0, 1.0, 2.0, 100)
    assert (share, waiting) == (pytest.approx(0.060369, abs=5e-7), pytest.approx(12.677583, abs=5e-7))


def test_priorities_conserve_work() -> None:
    """Whoever goes first, the load times the wait adds to the same (L. Kleinrock, 1965)."""
    rates = (0.1, 0.25, 0.4)
    waits = formulas.priorities(rates, 1.0)
    assert np.dot(rates, waits) == pytest.approx(sum(rates) * formulas.wait_in_line(sum(rates), 1.0, 1))
    assert waits == sorted(waits)


LOSS = [
    (1, 1 / 30, 35, 28.530499, 0.048983),
    (1, 1 / 30, 30, 26.244042, 0.125199),
    (2, 0.1, 22, 18.168538, 0.091573),
    (5, 0.2, 28, 23.444188, 0.062232),
]


@pytest.mark.parametrize(("rate", "leave", "beds", "number", "lost"), LOSS)
def test_beds_in_days_with_loss(rate: float, leave: float, beds: int, number: float, lost: float) -> None:
    law, mean, share = day_steps.loss_beds(rate, leave, beds)
    assert (mean, share) == (pytest.approx(number, abs=6e-7), pytest.approx(lost, abs=6e-7))
    assert law.min() > -1e-15
    # Who comes and is not lost leaves: the flows balance.
    assert rate * (1 - share) == pytest.approx(mean * leave, rel=1e-9)


@pytest.mark.parametrize(("rate", "leave", "beds", "number"), [(1, 0.1, 12, 12.135738), (2, 0.25, 10, 9.437312)])
def test_beds_in_days_with_a_line(rate: float, leave: float, beds: int, number: float) -> None:
    law, mean = day_steps.waiting_beds(rate, leave, beds)
    assert mean == pytest.approx(number, abs=6e-7)
    assert np.minimum(np.arange(len(law)), beds) @ law * leave == pytest.approx(rate, rel=1e-8)


@pytest.mark.parametrize(("mean", "seats"), [(7.0, 8), (7.0, 10), (25.0, 30)])
def test_what_a_departure_leaves_behind_is_that_of_its_chain(mean: float, seats: int) -> None:
    top = 500
    step = np.zeros((top, top))
    for before in range(top):
        for come, p in enumerate(poisson.pmf(np.arange(150), mean)):
            step[before, min(max(before + come - seats, 0), top - 1)] += p
    chain = day_steps.stationary(step) @ np.arange(top)
    assert formulas.seats_left_waiting(mean, seats) == pytest.approx(chain, rel=1e-6)
    assert formulas.seats_left_waiting(seats, seats) == math.inf


def test_a_seasonal_census_is_the_sum_over_the_days_before() -> None:
    years, mean, swing = 6, 30.0, 0.3
    days = np.arange(365 * years)
    rates = 100.0 * (1 + swing * np.sin(2 * np.pi * days / 365.0))
    summed = day_steps.census(rates, lambda k: 1 - Exponential(mean).cdf(k))
    closed = [day_steps.seasonal_census(100.0, swing, 365.0, mean, float(day)) for day in days[-365:]]
    assert summed[-365:] == pytest.approx(closed, rel=1e-9)


def test_the_dead_time_of_a_rounded_law_is_counted() -> None:
    """Who had been there e days is inside after day 10 with D > 10 + e, given D > e - 1."""
    stay = Lognormal(30.0, 1.0)
    chance = day_steps.still_inside(np.array([1, 40]), 10, lambda k: 1 - stay.cdf(k))
    below = [0.5 * math.erfc(math.log(k / 30.0) / math.sqrt(2)) if k else 1.0 for k in (0, 11, 39, 50)]
    assert chance == pytest.approx([below[1] / below[0], below[3] / below[2]])


@pytest.mark.parametrize(("arrivals", "seats", "every", "wait"), [(1, 10, 7, 3.0), (1, 7, 7, 3.0), (5, 99, 1, 0.0)])
def test_seats_in_turn_by_hand(arrivals: int, seats: int, every: int, wait: float) -> None:
    """Days 1 to 6 wait 6, 5, ... 1 days for the next departure, day 7 none: 3 days; day 0 adds one more without."""
    days = every * 2000
    found = day_steps.departures_in_turn(np.full(days, arrivals), seats, every)
    assert found == pytest.approx(wait, abs=2e-3)
