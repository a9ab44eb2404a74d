"""What cannot be fitted is refused in one sentence before anything runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from esmda_models import linear
from sojourn.study.esmda import CannotAssimilate, assimilate, draw

WHOLE = linear(1).problem(draw(20, 6, 1))


def changed(array: np.ndarray, at: int, value: float) -> np.ndarray:
    out = array.copy()
    out[at] = value
    return out


@pytest.mark.parametrize(
    ("problem", "options", "words"),
    [
        (replace(WHOLE, prior=WHOLE.prior[:2]), {}, "at least 3 members"),
        (replace(WHOLE, prior=WHOLE.prior[0]), {}, "members, parameters"),
        (replace(WHOLE, prior=changed(WHOLE.prior, 3, np.nan)), {}, "prior must be finite"),
        (replace(WHOLE, observed=changed(WHOLE.observed, 3, np.nan)), {}, r"observed\[3\] is nan; it must be finite"),
        (replace(WHOLE, error=changed(WHOLE.error, 4, 0.0)), {}, r"error\[4\] is 0.0; it must be finite and above 0"),
        (replace(WHOLE, error=changed(WHOLE.error, 4, np.inf)), {}, r"error\[4\] is inf"),
        (replace(WHOLE, error=WHOLE.error[:-1]), {}, "must be of one length"),
        (replace(WHOLE, observed=WHOLE.observed[:0], error=WHOLE.error[:0]), {}, "above 0"),
        (WHOLE, {"steps": 0}, "0 steps; at least 1"),
        (WHOLE, {"seed": -1}, "seed -1"),
        (WHOLE, {"inflation": (4.0, 4.0)}, "inflation must be 4 factors"),
        (WHOLE, {"steps": 2, "inflation": (4.0, 4.0)}, "inverses add to 1"),
        (WHOLE, {"steps": 2, "inflation": (-1.0, 0.5)}, "above 0"),
        (replace(WHOLE, simulate=lambda m, step: np.zeros((3, 3))), {}, r"gave back an array of \(3, 3\); \(20, 15\)"),
    ],
)
def test_it_is_one_sentence(problem: object, options: dict[str, object], words: str) -> None:
    with pytest.raises(CannotAssimilate, match=words) as caught:
        assimilate(problem, **options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_members_that_all_predict_the_same_stay_where_they_are() -> None:
    flat = replace(WHOLE, simulate=lambda m, step: np.zeros((len(m), 15)))
    for perturb in (False, True):
        assert np.array_equal(assimilate(flat, perturb=perturb).ensemble, WHOLE.prior)


@pytest.mark.parametrize(("members", "parameters"), [(2, 5), (10, 0)])
def test_a_prior_of_nothing_is_refused(members: int, parameters: int) -> None:
    with pytest.raises(CannotAssimilate, match="at least 3 and 1"):
        draw(members, parameters, 1)
