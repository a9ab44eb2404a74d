"""The heading of many runs counts the beds of the scenario's own run: none of a block that was not ordered."""

from __future__ import annotations

from pathlib import Path

from command_line import sojourn
from sojourn.results.bed_orders import as_ordered
from sojourn.run import load_us

JAIL = "{type: county_jail, beds: 900, ordered: 2025-01-22, lead: 5 days, build_up: 0 days, stand_up: 1000 USD per bed}"
TENTS = "{type: soft_sided, beds: 300, ordered: 2025-01-22, lead: 5 days, build_up: 0 days, stand_up: 9000 USD per bed}"
LINE = (
    "plan-2025",
    *("--until", "2025-02-01"),
    *("--set", "opening.warm_up=180 days"),
    *("--set", "beds.capacity=41,500 beds"),
    *("--set", f"beds.blocks=[{JAIL}, {TENTS}]"),
)
MONEY = "money.accounts.stand_up.appropriations=[{amount: %s million USD, from: 2025-01-01, lapses: 2026-01-01}]"


def heading(text: str) -> str:
    return " ".join(text.split()).partition("; interior arrests")[0].rpartition("beds ")[2]


def test_it_counts_what_the_run_alone_counts(tmp_path: Path) -> None:
    for money, beds in ((2, "41,500 to 42,400 from 2025-01-27"), (9, "41,500 to 42,700 from 2025-01-27")):
        asked = ("run", *LINE, "--set", MONEY % money, "--out", str(tmp_path))
        one, many = sojourn(*asked), sojourn(*asked, "--draws", "2", "--workers", "1")
        assert heading(one.out) == heading(many.out) == beds
        told = " ".join(many.out.split())
        said = "At the central values the account 'Standing up beds' cannot pay for 300 beds (soft-sided)"
        assert (said in told) == (money == 2)


def test_of_two_of_a_day_the_last_is_left_out_first() -> None:
    model = load_us("plan-2025", [f"beds.blocks=[{JAIL}, {JAIL.replace('900', '800')}, {TENTS}]"]).model

    def beds(*refused: tuple[str, str]) -> list[int]:
        return [one.beds.value for one in as_ordered(model, refused).beds.blocks]

    day = "2025-01-22"
    assert beds() == [900, 800, 300]
    assert beds(("county_jail", day)) == [900, 0, 300]
    assert beds(("county_jail", day), ("county_jail", day), ("soft_sided", "2025-01-23")) == [0, 0, 300]
