"""Names of the numbers of custody, one by one, so that joint draws can move them.

A number of the custody table is `TABLE.agency.criminality.column`, one of the paces `TABLE.agency.first-day.column`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sojourn.systems.us_custody import PACED, Cell, Custody, Month
from sojourn.systems.us_people import CRIMINALITY


def named(custody: Custody, table: str, paces: str) -> dict[str, float]:
    """All numbers by name.

    Args:
        custody: the numbers.
        table: name of the custody table.
        paces: name of the table of paces.
    """
    found = {
        ".".join((table, *where, name)): value
        for where, cell in custody.cells.items()
        for name, value in columns(cell).items()
    }
    for agency, months in custody.months.items():
        for month in months:
            found |= {name_of(paces, agency, month.since, key): value for key, value in month_columns(month).items()}
    return found


def name_of(paces: str, agency: str, since: date, column: str) -> str:
    """The name of a number of the table of paces."""
    return f"{paces}.{agency}.{since}.{column}"


def with_named(custody: Custody, table: str, paces: str, values: Mapping[str, float]) -> Custody:
    """The same numbers but for those that are named."""
    cells = {}
    for where, cell in custody.cells.items():
        new = {name: values.get(".".join((table, *where, name)), value) for name, value in columns(cell).items()}
        rate = {name.removesuffix("_rate"): value for name, value in new.items() if name.endswith("_rate")}
        cells[where] = Cell(new["short"], new["order_short"], new["order_long"], new["relief"], rate)
    months = {}
    for agency, rows in custody.months.items():
        moved = []
        for month in rows:
            new = {
                name: values.get(name_of(paces, agency, month.since, name), value)
                for name, value in month_columns(month).items()
            }
            pace, share = ({name: new[name] for name in names} for names in (PACED, CRIMINALITY))
            moved.append(Month(month.since, pace, share))
        months[agency] = tuple(moved)
    return Custody(cells, months)


def columns(cell: Cell) -> dict[str, float]:
    """The columns of a row of the custody table."""
    rates = {f"{name}_rate": value for name, value in cell.rate.items()}
    whole = {"short": cell.short, "order_short": cell.order_short, "order_long": cell.order_long}
    return {**whole, "relief": cell.relief, **rates}


def month_columns(month: Month) -> dict[str, float]:
    """The columns of a row of the table of paces."""
    return {**month.pace, **month.share}
