"""The three numbers on unaccompanied children are shown apart; nothing adds them, and unions are told as bounds."""

from __future__ import annotations

import json
import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from children_runs import scenario
from command_line import sojourn
from sojourn.evidence import figure
from sojourn.systems.children import listed
from sojourn.systems.children_numbers import anybody, either, three_numbers

BASE = scenario()
PUBLISHED = {
    "transferred": "children.oig_transferred_to_orr",
    "missed_hearing": "children.oig_missed_hearing",
    "no_notice": "children.oig_no_nta",
}


def test_each_is_the_published_one() -> None:
    numbers = {one.key: one for one in three_numbers(scenario())}
    assert list(numbers) == list(PUBLISHED)
    for key, source in PUBLISHED.items():
        assert (numbers[key].children, numbers[key].source) == (figure(source).number, source)


def test_no_answer_holds_a_sum_with_the_children_transferred() -> None:
    told = sojourn("children")
    assert told.code == 0
    shown = {int(text.replace(",", "")) for text in re.findall(r"\d[\d,]*\d", told.out)}
    sizes = [int(figure(source).number) for source in PUBLISHED.values()]
    sums = {sum(some) for count in (2, 3) for some in combinations(sizes, count)}
    assert set(sizes) <= shown
    # Of missed hearings and notices not issued together the number is a bound, and is told as one.
    assert shown & sums == {32_000 + 291_000}
    assert "Either of the last two: 291,000 to 323,000" in told.out


def test_the_numbers_come_first_and_apart() -> None:
    lines = sojourn("children").out.splitlines()
    assert "not added" in lines[0]
    assert [line.split()[0] for line in lines[1:7] if line.strip()[:1].isdigit()] == ["448,820", "32,000", "291,000"]
    data = json.loads(sojourn("children", "--json").out)
    assert [one["children"] for one in data["numbers"]] == [448_820, 32_000, 291_000]
    assert all("total" not in key and "sum" not in key for key in data)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0, 1))
def test_bounds_hold_for_any_overlap(transferred: int, missed: int, without: int, overlap: float) -> None:
    lists = BASE.lists.model_dump(by_alias=True) | {
        "transferred": transferred,
        "missed_hearing": missed,
        "no_notice": without,
        "overlap": overlap,
        "work": "either",
    }
    one = BASE.model_copy(update={"lists": type(BASE.lists).model_validate(lists)})
    pair, union = either(one), anybody(one)
    assert max(missed, without) == pair.low <= sum(listed(one).values()) <= pair.high == missed + without
    assert max(transferred, missed, without) <= union.low <= union.high <= max(transferred, missed) + without


def test_nobody_is_on_the_list_twice() -> None:
    for work, size in (("none", 0), ("missed_hearing", 32_000), ("no_notice", 291_000), ("transferred", 448_820)):
        assert sum(listed(scenario(f"lists.work={work}")).values()) == size
        assert sum(listed(scenario(f"lists.work={work}", "lists.overlap=50%")).values()) == size
    assert sum(listed(scenario("lists.overlap=50%")).values()) == 323_000 - 16_000
