"""Labels are moved as little as keeps them apart, and beside a symbol no label lies on another or on a symbol."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from sojourn.show.pictures.beside import ROUND, Box, beside
from sojourn.show.pictures.frame import apart

PLACES = st.lists(st.floats(0, 400), max_size=12)


@given(PLACES, st.floats(0.1, 30))
def test_places_keep_their_order_and_distance(at: list[float], least: float) -> None:
    found = apart(at, least)
    order = sorted(range(len(at)), key=lambda i: at[i])
    assert all(found[j] - found[i] >= least - 1e-6 for i, j in pairwise(order))
    assert abs(sum(found) - sum(at)) < 1e-6 * (1 + sum(at))


@given(PLACES)
def test_places_that_are_apart_stay(at: list[float]) -> None:
    far = [50.0 * number for number in range(len(at))]
    assert all(abs(found - asked) < 1e-9 * (1 + asked) for found, asked in zip(apart(far, 20), far, strict=True))


@given(st.lists(st.tuples(st.floats(60, 640), st.floats(60, 240)), min_size=1, max_size=8))
def test_a_few_labels_always_find_room(points: list[tuple[float, float]]) -> None:
    boxes = beside(points, ["El Salvador"] * len(points), 700, 300)
    assert not any(_touch(a, b) for a, b in combinations(boxes, 2))
    symbols = [(x - ROUND, y - ROUND, x + ROUND, y + ROUND) for x, y in points]
    assert not any(_touch(box, symbol) for box in boxes for symbol in symbols)
    assert all(left >= 0 and right <= 700 and top >= 0 and bottom <= 300 for left, top, right, bottom in boxes)


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
