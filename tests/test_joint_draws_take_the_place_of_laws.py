"""A table of joint draws, such as a fit gives, takes the place of the independent laws of its columns."""

from __future__ import annotations

import numpy as np
import pytest

from an_ensemble import UNTIL, document
from sojourn.study.drawn import CannotDraw
from sojourn.study.draws import Draws
from sojourn.study.ensemble import ensemble

NAMES = (
    "assumed.bed_patience",
    "custody_2024.border.other.paroled_rate",
    "people.release_factor",
    "people.refusal_scale",
)
ROWS = np.array([[2.0, 0.05, 2.0, 0.4], [4.0, 0.001, 3.0, 0.6], [6.0, 0.001, 4.0, 0.8]])


def test_rows_are_taken_as_they_are() -> None:
    joint = Draws(NAMES, ROWS)
    many = ensemble(document(), draws=3, until=UNTIL, workers=1, replications=2, structure=False, joint=joint)
    got = np.array([[one[name] for name in NAMES] for one in many.drawn])
    assert np.array_equal(got, ROWS)
    paroled = [one["exit_paroled"]["all"] for one in many.runs]
    assert paroled[0] > 3 * max(paroled[1], paroled[2])  # type: ignore[type-var,operator]
    told = {one["key"]: one for one in many.summary["uncertain"]}
    assert told["assumed.bed_patience"]["scale"] == "joint draws"
    assert told["assumed.bed_patience"]["value"] == 4.0


@pytest.mark.parametrize(
    "name",
    ["assumed.nothing", "custody_2024.border.other.nothing", "paces_2024.border.2024-01-02.paroled", "beds.nothing"],
)
def test_a_column_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(CannotDraw, match="is no number in doubt, cell or path here"):
        ensemble(document(), draws=2, until=UNTIL, joint=Draws((name,), np.ones((2, 1))))


@pytest.mark.parametrize(
    ("names", "rows", "said"),
    [
        (("a", "b"), np.ones((3, 1)), "need rows of as many"),
        (("a", "a"), np.ones((3, 2)), "the same name"),
        (("a",), np.array([[np.nan]]), "have to be numbers"),
        (("a",), np.ones((0, 1)), "need rows of as many"),
    ],
)
def test_a_table_that_is_none_is_refused(names: tuple[str, ...], rows: np.ndarray, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Draws(names, rows)
