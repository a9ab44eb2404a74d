"""Small fits of custody for tests: few people, few members, and real months where a promise is about them."""

from __future__ import annotations

import numpy as np

from sojourn.study.custody.fit import Fit, Settings, fit
from sojourn.study.custody.window import window
from sojourn.study.forecasts.arrivals import Arrivals
from sojourn.study.forecasts.months import days_in, span
from toy_history import steady

TINY = Settings(members=12, steps=1, seed=3, scale=0.5)


def toy_fit(seed: int = 3) -> Fit:
    """A fit to a year in which nothing changes."""
    return fit(window(steady()), Settings(members=12, steps=1, seed=seed, scale=0.5))


def toy_arrivals(last: str = "2023-06", times: float = 1.0) -> Arrivals:
    """The book-ins of that year, gone on with."""
    months = span("2023-01", last)
    days = np.array([days_in(month) for month in months], dtype=np.float64)
    return Arrivals(months, times * days[:, None] * np.array([60.0, 100.0]))
