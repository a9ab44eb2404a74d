"""Data that the model itself made with known parameters leads back to them, and bands hold them most of the time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from sojourn.study.custody.fit import Fit, Settings, fit, told
from sojourn.study.custody.prior import draw, parameters
from sojourn.study.custody.summary import by_parameter
from sojourn.study.custody.window import Window, window
from sojourn.study.forecasts.history import Count, History, published

pytestmark = pytest.mark.slow
WORK = Settings(members=140, steps=4, seed=5)
TRUTHS = 3


def made_by_the_model(truth: int) -> tuple[History, Window, dict[str, float]]:
    """A history in which only the book-ins are real, and the parameters that made the rest."""
    real = window(published().before("2024-07"))
    which = parameters(real)
    row = draw(which, 40, seed=100 + truth)[truth]
    made = told(real, which, row, scale=1.0, seed=77 + truth)
    flows = {reason: people / real.history.full[:, None] for reason, people in made.book_outs.items()}
    start = real.calendar.start
    counts = []
    for day in range(len(made.daily) - 20, len(made.daily), 7):
        month = real.calendar.month[day]
        cells = made.population[month] * (made.daily[day] / made.population[month].sum(axis=1))[:, None]
        counts.append(Count(start + timedelta(days=day), np.rint(cells).astype(np.int64)))
    history = replace(
        real.history,
        population=made.population,
        stay=np.tile(made.stay[:, None, None], (1, 2, 3)),
        stay_total=made.stay,
        book_outs=flows,
        removals=1.3 * flows["removed"].sum(axis=1),
        departures=1.3 * flows["removed"].sum(axis=1),
        counts=tuple(counts),
    )
    return history, real, dict(zip((p.name for p in which), row.tolist(), strict=True))


def z_scores(found: Fit, truth: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """How far the mean lies from the truth, in spreads of the prior and in those of the ensemble."""
    spread = np.array([p.spread for p in found.parameters])
    real = np.array([truth[p.name] for p in found.parameters])
    after = found.ensemble.mean(axis=0) - real
    return after / spread, after / found.ensemble.std(axis=0, ddof=1)


def test_truth_is_nearer_and_held_by_the_bands() -> None:
    """Beforehand a truth lies one spread off (root mean square) and the months are missed by seven errors.

    Afterwards the months are followed to within their errors, rates and class shares lie nearer, and 90 % bands hold
    80 to 99 % of the truths. Ten in a hundred outside is what bands promise of months with all their errors; these have
    only the luck of people in them.
    """
    nearer, held = [], []
    for number in range(TRUTHS):
        history, _, truth = made_by_the_model(number)
        found = fit(window(history), WORK)
        assert found.posterior is not None
        assert found.posterior.misfit[-1] < 3.0 < found.posterior.misfit[0] / 3.0
        off, own = z_scores(found, truth)
        told_much = np.array([p.name.startswith(("rate.m", "rate.t", "mix")) for p in found.parameters])
        nearer.append(off[told_much])
        held.append(np.abs(own) < 1.645)
    assert np.sqrt(np.mean(np.concatenate(nearer) ** 2)) < 0.85
    assert 0.80 < np.mean(np.concatenate(held)) < 0.99


def test_what_acts_on_nothing_is_not_said_to_be_informed() -> None:
    """Placebos keep four fifths of their spread and more; rates that are published by month are informed."""
    history, _, _ = made_by_the_model(0)
    found = fit(window(history), WORK)
    assert 0.8 < found.luck <= 1.0
    rows = {row.name: row for row in by_parameter(found)}
    assert all(rows[f"rate.{reason}.other"].informed for reason in ("bonded", "recognizance", "paroled"))
    assert all(row.left <= found.luck for row in rows.values() if row.informed)
