"""The year that the page shows as told beforehand comes from the fit that this model makes of what was published."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.study.forecasts.months import span
from sojourn.web import happened


def test_it_comes_from_the_fit_that_this_model_would_make() -> None:
    assert happened.kept()["fit"] == happened.name_of_fit(), "make it anew: python -m sojourn.web.happened"


@pytest.mark.parametrize("series", happened.SERIES)
def test_every_month_has_its_bands_in_order(series: str) -> None:
    found = happened.forecast()
    assert found.months == tuple(span(happened.FIRST, happened.LAST))
    assert (np.diff(found.series[series], axis=1) >= 0).all()


@pytest.mark.parametrize("series", happened.SERIES)
def test_what_happened_stands_beside_it(series: str) -> None:
    drawn = happened.picture(series)
    assert "happened" in drawn.alt
    assert "of 12 months" in drawn.title
