"""A change between two scenarios is named by what it is of, says what it was and is, and where that was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.run import load_us
from sojourn.scenario.us import UsScenario
from sojourn.study.compare.changes import changes, mixed
from sojourn.study.compare.entries import NAMED, names
from sojourn.study.compare.sides import sides
from sojourn.study.compare.told import Told, told

TEXTS = {"title", "about", "seed", "period"}
TENTS = "beds.blocks.+={type: soft_sided, beds: 5000, ordered: 2025-02-01}"
JAIL = "beds.blocks.+={type: county_jail, beds: 2000, ordered: 2025-03-01, lead: 30 days}"
SUPPLEMENTAL = "money.accounts.custody.appropriations.+={amount: 1 billion USD, from: 2025-03-15, lapses: 2025-09-30}"
JUDGES = "staff.judges={in_post: 700, authorised: 1400}"
CASE = "litigation.+={case: X v. Y, channel: flights, acts: [{on: 2025-02-01, act: injunction}]}"
DEAL = (
    "third_country.agreements.+={country: Rwanda, in_all: 300 people, statuses: [{on: 2025-02-01, status: in_force}]}"
)


def between(name: str, *sets: tuple[str, ...]) -> tuple[Told, ...]:
    """The changes between a scenario with some changes and with others; with none is the one, with all the other."""
    found = sides([load_us(name, one) for one in sets], None, None)
    base, other = (one.model for one in found.all)
    all_ = changes(base, other)
    for taken, model in (((), base), (all_, other)):
        got = UsScenario.model_validate(mixed(base, other, taken))
        assert got.model_dump(exclude=TEXTS) == model.model_dump(exclude=TEXTS)
    return tuple(told(one, *found.all) for one in all_)


@pytest.mark.parametrize(
    ("name", "base", "other", "label", "old", "new"),
    [
        ("plan-2025", (), (TENTS,), "beds: soft sided ordered 2025-02-01", "nothing",
         "type soft_sided, beds 5000, ordered 2025-02-01"),
        ("plan-2025", (TENTS, JAIL), (JAIL,), "beds: soft sided ordered 2025-02-01",
         "type soft_sided, beds 5000, ordered 2025-02-01", "nothing"),
        ("plan-2025", (TENTS,), (TENTS.replace("5000", "9000"),), "beds: soft sided ordered 2025-02-01", "beds 5000",
         "beds 9000"),
        ("plan-2025", (TENTS,), (TENTS.replace("02-01", "05-01"),), "beds: soft sided ordered 2025-05-01",
         "ordered 2025-02-01", "ordered 2025-05-01"),
        ("appropriations-2025", (), (SUPPLEMENTAL,), "money.accounts.custody.appropriations", "6 entries",
         "7 entries, with 1 billion USD from 2025-03-15"),
        ("appropriations-2025", (), ("money.accounts.custody.appropriations=[]",),
         "money.accounts.custody.appropriations", "6 entries", "nothing"),
        ("plan-2025", (), (JUDGES,), "staff.judges", "nothing", "in_post 700, authorised 1400"),
        ("plan-2025", (JUDGES,), (JUDGES.replace("1400", "900"),), "staff.judges.authorised", "1400", "900"),
        ("plan-2025", (), (CASE,), "case X v. Y", "nothing", "1 act from 2025-02-01"),
        ("plan-2025", (CASE,), (CASE.replace("02-01", "03-01"),), "case X v. Y", "injunction 2025-02-01",
         "injunction 2025-03-01"),
        ("plan-2025", (DEAL,), (DEAL.replace("300", "500"),), "agreement with Rwanda", "in_all 300", "in_all 500"),
        ("plan-2025", (DEAL,), (DEAL.replace("02-01", "03-01"),), "agreement with Rwanda", "in force 2025-02-01",
         "in force 2025-03-01"),
        ("plan-2025", (), ("departures.charter.0.days=[monday]",), 'departures.charter."Central America".days',
         "monday, tuesday, wednesday, thursday, friday", "monday"),
    ],
)  # fmt: skip
def test_one_change(name: str, base: tuple[str, ...], other: tuple[str, ...], label: str, old: str, new: str) -> None:
    (found,) = between(name, base, other)
    assert (found.label, found.old, found.new, found.place) == (label, old, new, "--set")


def test_each_block_of_beds_is_a_change_of_its_own_and_so_is_their_order() -> None:
    assert [one.label for one in between("plan-2025", (), (TENTS, JAIL))] == [
        "beds: soft sided ordered 2025-02-01",
        "beds: county jail ordered 2025-03-01",
    ]
    assert [one.label for one in between("plan-2025", (TENTS, JAIL), (JAIL, TENTS))] == ["beds.blocks, the order"]
    twice = (TENTS, TENTS.replace("5000", "100"))
    (found,) = between("plan-2025", twice, twice[1:])
    assert found.old == "type soft_sided, beds 5000, ordered 2025-02-01"


def test_what_stands_in_a_file_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: plan-2025\nbeds:\n  capacity: 50,000 beds\n", "utf-8")
    (tmp_path / "b.yaml").write_text(
        "extends: a.yaml\nbeds:\n  blocks:\n    - {type: soft_sided, beds: 5000, ordered: 2025-02-01}\n", "utf-8"
    )
    found = sides([load_us("plan-2025"), load_us(tmp_path / "b.yaml")], None, None)
    places = {one.label: one.place for change in changes(*(one.model for one in found.all))
              if (one := told(change, *found.all))}  # fmt: skip
    assert places == {
        "beds.capacity": f"{tmp_path / 'a.yaml'}:3:13",
        "beds: soft sided ordered 2025-02-01": f"{tmp_path / 'b.yaml'}:4:7",
    }


ENTRIES = st.lists(
    st.fixed_dictionaries({"type": st.sampled_from("ab"), "ordered": st.integers(1, 3), "beds": st.integers(1, 3)}),
    max_size=6,
)


@settings(max_examples=100)
@given(ENTRIES, ENTRIES)
def test_each_entry_has_one_name_and_equal_ones_the_same(
    old: list[dict[str, object]], new: list[dict[str, object]]
) -> None:
    first, second = names(NAMED["beds", "blocks"], old, new)
    assert (len(first), len(second)) == (len(set(first)), len(set(second))) == (len(old), len(new))
    same = [name for name in first if name in second and old[first.index(name)] == new[second.index(name)]]
    rest = list(new)
    common = [rest.pop(rest.index(entry)) for entry in old if entry in rest]
    assert len(same) == len(common)  # as many as can be are not changed at all
    of_type = [min(sum(one["type"] == kind for one in some) for some in (old, new)) for kind in "ab"]
    assert len(set(first) & set(second)) == sum(of_type)  # and none is removed and added that was only changed
