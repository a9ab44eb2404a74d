"""With the same numbers the whole US system tells 2024 as the lean network of the fit does, and counts add up."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sojourn.run import load
from sojourn.study.custody.fit import told
from sojourn.study.custody.for_us import posterior
from sojourn.study.custody.told import Told
from sojourn.study.replay import REASONS, Replay, band, members, replay

CLOSE = 0.025
"""How far the two networks may differ in a month's population: queues for seats are in one of them alone."""
SETTLED = 2
"""Months at first in which they differ more: one starts from the published count, the other from nobody in May 2023."""


@cache
def system() -> Replay:
    return replay(load("us-2024").model, seed=7)


@cache
def lean() -> Told:
    fit = posterior()
    return told(fit.window, fit.parameters, fit.ensemble.mean(axis=0), scale=1.0, seed=7)


def here() -> slice:
    return slice(posterior().window.months.index(system().months[0]), None)


def test_people_held_are_those_of_the_fit() -> None:
    fitted = lean().population[here()].sum(axis=(1, 2))
    assert np.abs(system().held[1] / fitted - 1.0)[SETTLED:].max() < CLOSE


@pytest.mark.parametrize("reason", [one for one in REASONS if one != "other"])
def test_people_leave_as_in_the_fit(reason: str) -> None:
    simulated, fitted = system().book_outs[reason][1].sum(), lean().book_outs[reason][here()].sum()
    assert simulated == pytest.approx(fitted, rel=0.05, abs=4 * np.sqrt(2 * fitted))


def test_the_published_totals_come_out() -> None:
    published, simulated = system().left_in_all
    assert simulated == pytest.approx(published, rel=0.05)
    assert system().population_error < 0.06


def test_areas_add_up_to_everybody() -> None:
    assert system().by_area[1].sum(axis=1) == pytest.approx(system().held[1])
    published = system().by_area[0].sum(axis=1) / system().held[0]
    assert published == pytest.approx(1.0, abs=0.025)
    # The spread of people is that of the last month, so that only their number can be wrong there.
    shares = [series[-1] / series[-1].sum() for series in system().by_area]
    assert shares[0] == pytest.approx(shares[1], abs=2e-3)


def test_members_differ_and_a_band_holds_them() -> None:
    found = members(load("us-2024").model, 2, seed=7, workers=1)
    held = [one.held[1] for one in found]
    low, high = band(held)
    assert (low < high).all()
    assert all(((low <= one) & (one <= high)).all() for one in held)
