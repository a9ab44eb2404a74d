"""A difference between two totals is split over the inputs to the cent, and no order of the inputs changes it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.study.estimates.beside import total
from sojourn.study.estimates.shares import in_cents, shares

NAMES = ("prices", "people", "arrests", "arrest", "days", "bed_day", "cases", "legal", "seats", "seat")
amounts = st.fractions(min_value=0, max_value=10**6, max_denominator=97)


def sides(names: tuple[str, ...]) -> st.SearchStrategy[tuple[dict[str, Fraction], dict[str, Fraction]]]:
    side = st.fixed_dictionaries(dict.fromkeys(names, amounts))
    return st.tuples(side, side)


def area(inputs: Mapping[str, Fraction]) -> Fraction:
    return inputs["wide"] * inputs["long"]


def test_two_factors_are_split_as_by_hand() -> None:
    """From 2 × 3 to 4 × 5: the width gets 2 × (3 + 5) / 2 = 8 and the length 2 × (2 + 4) / 2 = 6 of the 14."""
    theirs, ours = {"wide": Fraction(2), "long": Fraction(3)}, {"wide": Fraction(4), "long": Fraction(5)}
    assert shares(area, theirs, ours) == {"wide": 8, "long": 6}


@settings(max_examples=15, deadline=None)
@given(sides(NAMES))
def test_shares_add_up_exactly(both: tuple[dict[str, Fraction], dict[str, Fraction]]) -> None:
    theirs, ours = both
    found = shares(total, theirs, ours)
    assert sum(found.values()) == total(ours) - total(theirs)
    cents = in_cents(found)
    assert sum(cents.values()) == round(100 * (total(ours) - total(theirs)))
    assert all(abs(cents[name] - 100 * found[name]) < 1 for name in found)


@settings(max_examples=20, deadline=None)
@given(sides(NAMES[:4]), st.randoms())
def test_the_order_of_inputs_does_not_matter(
    both: tuple[dict[str, Fraction], dict[str, Fraction]], random: object
) -> None:
    theirs, ours = both
    found = shares(total, theirs, ours)
    turned = dict(reversed(theirs.items()))
    assert shares(total, turned, ours) == found
    assert in_cents(dict(reversed(found.items()))) == in_cents(found)


@settings(max_examples=10, deadline=None)
@given(sides(NAMES[:4]))
def test_a_share_is_the_mean_over_all_orders(both: tuple[dict[str, Fraction], dict[str, Fraction]]) -> None:
    theirs, ours = both
    orders = list(permutations(theirs))
    means = dict.fromkeys(theirs, Fraction(0))
    for order in orders:
        now = dict(theirs)
        for name in order:
            before = total(now)
            now[name] = ours[name]
            means[name] += (total(now) - before) / len(orders)
    assert shares(total, theirs, ours) == means


@settings(max_examples=10, deadline=None)
@given(sides(NAMES[:6]))
def test_the_other_way_turns_every_sign_and_what_is_the_same_gets_nothing(
    both: tuple[dict[str, Fraction], dict[str, Fraction]],
) -> None:
    theirs, ours = both
    ours["people"] = theirs["people"]
    found = shares(total, theirs, ours)
    assert found["people"] == 0
    assert shares(total, ours, theirs) == {name: -part for name, part in found.items()}


@given(st.dictionaries(st.text(max_size=3), st.fractions(-(10**9), 10**9, max_denominator=997), max_size=8))
def test_cents_add_up_to_the_sum_in_cents(parts: dict[str, Fraction]) -> None:
    cents = in_cents(parts)
    assert list(cents) == list(parts)
    assert sum(cents.values()) == round(100 * sum(parts.values(), Fraction(0)))
    assert all(abs(cents[name] - 100 * part) < 1 for name, part in parts.items())


def test_sides_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="different inputs"):
        shares(total, {"people": Fraction(1)}, {"days": Fraction(1)})
    theirs, ours = ({f"x{n}": Fraction(side) for n in range(15)} for side in (1, 2))
    with pytest.raises(ValueError, match="15 inputs differ; at most 14"):
        shares(lambda inputs: sum(inputs.values(), Fraction(0)), theirs, ours)
