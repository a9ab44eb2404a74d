"""The order in which a file names countries changes no number of any, and not their rank."""

from __future__ import annotations

from destination_toys import agreement, compared

ENTRIES = (
    agreement("Panama"),
    agreement("Guatemala", "accepts: [Honduras, Nicaragua], quota: 40 people"),
    agreement("Grenada"),
)


def test_ranks_and_numbers_stay() -> None:
    told = []
    for order in (ENTRIES, ENTRIES[::-1], (*ENTRIES[1:], ENTRIES[0])):
        found = compared(*order)
        told.append([(row.candidate.name, row.effects, row.in_force, row.by_court) for row in found.rows])
    assert all(one == told[0] for one in told)
    assert len({name for name, *_ in told[0]}) == 3


def test_equal_countries_stand_by_name() -> None:
    rows = compared(*ENTRIES).rows
    equal = [row.candidate.name for row in rows if row.effects == rows[0].effects]
    assert equal == sorted(equal)
    moved = [row.middle("moved") for row in rows]
    assert moved == sorted(moved, reverse=True)


def test_more_countries_leave_the_others_as_they_are() -> None:
    few = {row.candidate.name: row for row in compared(ENTRIES[0]).rows}
    many = {row.candidate.name: row for row in compared(*ENTRIES).rows}
    assert few["Panama"].effects == many["Panama"].effects
    assert few["Panama"].in_force == many["Panama"].in_force
