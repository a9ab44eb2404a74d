"""Announced switches: a dated list of ways out of custody that end, slow or speed up from a day on.

    date,what,agency,factor
    2025-01-20,paroled,CBP,0
    2025-03-01,bonded,,0.5

From its day on a row's factor is laid on the pace of the way out, for one agency or for both, in every member; a later
row for the same takes its place. A factor of 0 ends the way out, and then its drift ends too. Whoever would have left
that way stays until another clock rings.

A row of `removals.all` has no agency: its factor is laid on all removals for each one from custody, and changes
nobody's stay. It is for changes at the border and of what is counted, such as the end of the Title 42 order:

    2023-05-12,removals.all,,2
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sojourn.scenario.errors import quoted, suggestion
from sojourn.study.forecasts import cells
from sojourn.study.forecasts.reading import read_sheet, sheet_of
from sojourn.study.forecasts.series import AGENCIES, agency, reason, slug
from sojourn.study.forecasts.sheet import Cell, Sheet
from sojourn.systems.calendar import Calendar
from sojourn.systems.custody import PACED

Floats = npt.NDArray[np.float64]

GROUPS = {
    "releases": ("bonded", "recognizance", "paroled", "supervision"),
    "early_releases": ("bonded", "recognizance", "paroled"),
}
"""Names that stand for several ways out."""
BESIDE = "removals.all"
"""What no clock of custody brings about: all removals for each one from custody."""
MOST = 100.0
"""The largest factor."""


@dataclass(frozen=True)
class Switch:
    """One row: from a day on, a factor on a pace."""

    day: date
    what: str
    """A name in PACED, or BESIDE."""
    agencies: tuple[str, ...]
    factor: float


@dataclass(frozen=True)
class Policy:
    """Announced switches, in order of days."""

    switches: tuple[Switch, ...]
    assumed: tuple[str, ...] = ()
    """What was taken for granted on reading, in plain sentences."""

    def __call__(self, calendar: Calendar) -> Mapping[str, Floats]:
        """The factor on each pace over the days of a calendar: name to (agencies, days)."""
        found: dict[str, Floats] = {}
        for switch in self.switches:
            factors = found.setdefault(switch.what, np.ones((len(AGENCIES), calendar.ticks)))
            for name in switch.agencies:
                factors[AGENCIES.index(name), max(calendar.tick(switch.day), 0) :] = switch.factor
        return found


def read_policy(path: Path) -> Policy:
    """Switches from a file, CSV or a JSON list of records.

    Raises:
        BadFile: the file, a row or a cell cannot be read; the message has file, line and column.
    """
    return _understood(read_sheet(path, "policies"))


def policy_of(raw: bytes, shown: str) -> Policy:
    """As `read_policy`, from bytes at hand; `shown` is the name in messages."""
    return _understood(sheet_of(raw, shown, "policies"))


def _understood(sheet: Sheet) -> Policy:
    day, what, factor = (
        sheet.need("date", ("from", "day", "since")),
        sheet.need("what", ("way_out", "reason")),
        sheet.need("factor", ("pace",)),
    )
    who = sheet.find("agency")
    rows: list[Switch] = []
    for line in sheet.rows:
        agencies = AGENCIES if who is None or who not in line.cells else _agencies(sheet, line.cells[who])
        cell = sheet.cell(line, factor)
        times = cells.number(sheet, cell, "factor")
        if not 0.0 <= times <= MOST:
            raise sheet.bad(
                cell, f"a factor of 0 to {MOST:.0f} is expected", "0 ends the way out, 1 leaves it as it is"
            )
        on = _day(sheet, sheet.cell(line, day))
        names = _what(sheet, sheet.cell(line, what))
        if names == (BESIDE,) and agencies != AGENCIES and who is not None:
            raise sheet.bad(line.cells[who], f"{BESIDE} has no agency", "leave it empty")
        rows += [Switch(on, name, agencies, times) for name in names]
    return Policy(tuple(sorted(rows, key=lambda row: row.day)), sheet.notes.sentences())


def _day(sheet: Sheet, cell: Cell) -> date:
    try:
        return date.fromisoformat(cell.text.strip())
    except ValueError:
        raise sheet.bad(cell, "this is not a day", "write days as 2025-01-20") from None


def _what(sheet: Sheet, cell: Cell) -> tuple[str, ...]:
    name = slug(cell.text.strip().removeprefix("releases."))
    name = {"orders": "proceedings"}.get(name, reason(name) or name)
    if name in GROUPS:
        return GROUPS[name]
    if name in ("removals_all", "all_removals"):
        return (BESIDE,)
    if name not in PACED:
        known = [*PACED, *GROUPS, BESIDE]
        hint = suggestion(name, known) or f"allowed: {', '.join(known)}"
        raise sheet.bad(cell, f"{quoted(cell.text.strip())} is no way out of custody that can be switched", hint)
    return (name,)


def _agencies(sheet: Sheet, cell: Cell) -> tuple[str, ...]:
    if not cell.text.strip() or slug(cell.text) in ("all", "both", "total"):
        return AGENCIES
    found = agency(cell.text)
    if found is None:
        raise sheet.bad(cell, "this agency is not known", f"allowed: {', '.join(AGENCIES)}, or nothing for both")
    return (found,)
