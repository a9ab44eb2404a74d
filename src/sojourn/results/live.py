"""Which of the inputs that a line could lean on are live in a run: what is read, on its days, to make the line.

Most lines lean on all that :mod:`sojourn.results.leaning` declares. But nobody who is simulated has a part in a cost
for each `day` or child in care, in staff who are paid, or in what it takes to stand beds up: such money leans on what
its account says and on what is counted for it alone. And published arrivals of other days than those of the run are no
arrivals of it. So a line behind which only the author's own numbers are left has no grade.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sojourn.results.bed_items import ACCOUNT as STAND_UP
from sojourn.results.leaning import ARRIVALS, leans
from sojourn.results.standing import Standing, matching
from sojourn.scenario.accounts import STAFF_DAYS, STAFF_HIRES
from sojourn.scenario.beside import CHILD
from sojourn.systems.us_arrivals import history

if TYPE_CHECKING:
    from sojourn.results.run import Run

HISTORY = "arrivals.history"
POSTS = ("in_post", "authorised*", "lead", "training", "attrition", "most_hired")
"""What is said of staff that decides how many there are; all else moves what they do."""
STOOD_UP = ("beds.blocks.*.beds", "beds.blocks.*.stand_up")
APART = {
    "day": (),
    CHILD: ("children.*",),
    **{
        unit: tuple(f"staff.{kind}.{one}" for one in POSTS)
        for units in (STAFF_DAYS, STAFF_HIRES)
        for kind, unit in units.items()
    },
    "payment": ("third_country.agreements.*.payment_fixed",),
}
"""Unit to patterns of what it is counted by, of units for which nobody who is simulated is counted."""
LIMITED = (*STAFF_DAYS.values(), *STAFF_HIRES.values())
"""Units of which there are fewer where the money is gone."""


def live(run: Run, line: str, stand: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The values of a scenario that a line leans on in a run.

    Args:
        run: the run.
        line: key of the line.
        stand: every value of its scenario (:func:`sojourn.results.standing.standings`).
    """
    found = matching(stand, _patterns(run, line))
    if line in ARRIVALS and not _published(run, line):
        return tuple(one for one in found if one.path != HISTORY)
    return found


def _published(run: Run, line: str) -> bool:
    """Whether published arrivals cover a day of the run."""
    agency = "border" if line == "arrived_border" else "interior"
    return bool(history(run.scenario, run.calendar, agency)[1].any())


def _patterns(run: Run, line: str) -> tuple[str, ...]:
    if line.startswith("staff_"):
        return tuple(pattern.replace("*", f".{one}") for pattern in leans(line) for one in POSTS)
    if line == "beds_stand_up":
        return (*STOOD_UP, _appropriations(STAND_UP))
    account = next(
        (one for one in run.ledger.accounts if line.removesuffix("_low").removesuffix("_high") == f"money_{one}"), None
    )
    if account is None:
        return leans(line)
    units = {item.unit for item in run.ledger.items if item.account == account}
    return _of_account(account, units) or leans(line)


def _of_account(account: str, units: Iterable[str]) -> tuple[str, ...] | None:
    """What spending of an account leans on; None where something of it is counted in the simulation."""
    out = [f"money.accounts.{account}.costs*"]
    for unit in units:
        if unit.startswith("bed stood up, "):
            out += [*STOOD_UP, _appropriations(account)]
        elif unit in APART:
            out += [*APART[unit], *([_appropriations(account)] if unit in LIMITED else [])]
        else:
            return None
    return tuple(out)


def _appropriations(account: str) -> str:
    """Pattern of what limits how much is spent."""
    return f"money.accounts.{account}.appropriations*"
