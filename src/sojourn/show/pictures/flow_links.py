"""How many people went from each place of the flow diagram to each other, from a run's daily table alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

RELEASED = (
    "bonded",
    "recognizance",
    "paroled",
    "terminated",
    "relief",
    "supervision",
    "supervision_180",
    "family_limit",
    "fear_of_third_country",
)
"""Exits to liberty inside the country from a bed."""
NOT_FROM_A_BED = ("removed_border", "released_no_bed", "not_detained")
BORDER = ("in_border_custody", "in_border_seat")


def links(kept: Kept) -> dict[tuple[str, str], int]:
    """People from one place to another, from the daily table alone."""
    import polars as pl

    daily = kept.table("daily")
    whole = daily.select(pl.col("^(arrived|exit)_.*$", "border_booked_in", "booked_in").cast(pl.Int64).sum()).row(
        0, named=True
    )
    last = daily.filter(pl.col("date") == pl.col("date").max())
    at_end = last.select(pl.col("^in_.*$", "held").cast(pl.Int64).sum()).row(0, named=True)

    def total(*names: str) -> int:
        return sum(int(whole.get(name, 0)) for name in names)

    exits = {name.removeprefix("exit_"): int(people) for name, people in whole.items() if name.startswith("exit_")}
    from_bed = sum(people for name, people in exits.items() if name not in NOT_FROM_A_BED)
    interior = total("arrived_interior", "arrived_interior_added")
    border_end = sum(int(at_end.get(name, 0)) for name in BORDER)
    not_detained, no_bed = exits.get("not_detained", 0), exits.get("released_no_bed", 0)
    to_wait = interior - not_detained + total("arrived_border") + total("border_booked_in")
    released = sum(exits.get(name, 0) for name in RELEASED)
    removed = exits.get("removed_home", 0) + exits.get("removed_third_country", 0)
    return {
        ("interior", "not_detained"): not_detained,
        ("interior", "waits"): interior - not_detained,
        ("border", "waits"): total("arrived_border"),
        ("inside", "waits"): total("booked_in") + no_bed + int(at_end["in_intake"]) - to_wait,
        ("inside", "bed"): from_bed + int(at_end["held"]) - total("booked_in"),
        ("direct", "waits"): total("border_booked_in"),
        ("direct", "removed_border"): exits.get("removed_border", 0),
        ("direct", "still"): border_end,
        ("waits", "no_bed"): no_bed,
        ("waits", "bed"): total("booked_in"),
        ("waits", "still"): int(at_end["in_intake"]),
        ("bed", "released"): released,
        ("bed", "removed_home"): exits.get("removed_home", 0),
        ("bed", "removed_third"): exits.get("removed_third_country", 0),
        ("bed", "elsewhere"): from_bed - released - removed,
        ("bed", "still"): int(at_end["held"]),
    }
