"""A fit in plain text: by series the error before and after, then the parameters that the data did not inform."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from sojourn.study.custody.fit import Fit
from sojourn.study.custody.summary import by_parameter, by_series
from sojourn.study.esmda import UNINFORMED


def show(found: Fit, console: Console) -> None:
    """Two tables and a sentence."""
    window = found.window
    console.print(f"Fitted to what was published, {window.months[0]} to {window.months[-1]}", style="bold")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("series")
    for name in ("months", "error before", "after", "in 90 %"):
        table.add_column(name, justify="right")
    for row in by_series(found):
        table.add_row(row.series, str(row.n), _share(row.before), _share(row.after), _share(row.cover, 0))
    console.print(table)
    console.print("The error is the mean of |median / published - 1| over months.")
    rows = by_parameter(found)
    left = [row for row in rows if not row.informed]
    console.print()
    console.print(f"Not informed by the data: {len(left)} of {len(rows)} parameters", style="bold")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("parameter")
    for name in ("5 %", "middle", "95 %", "spread left"):
        table.add_column(name, justify="right")
    table.add_column("from")
    for one in left:
        numbers = (f"{number:.3g}" for number in one.after)
        table.add_row(one.name, *numbers, f"{one.left:.2f}", f"{one.source} ({one.grade})")
    if left:
        console.print(table)
    console.print(
        f"Of parameters that act on nothing, fitted beside these, 19 in 20 kept {_share(found.luck, 0)} of their "
        f"spread or more. A parameter that kept more than that, or than {_share(UNINFORMED, 0)}, is not informed."
    )
    if found.posterior is not None:
        first, last = found.posterior.misfit[0], found.posterior.misfit[-1]
        console.print(f"Mean squared miss in units of the assumed errors: {first:.1f} before, {last:.2f} after.")


def _share(value: float, digits: int = 1) -> str:
    return f"{100 * value:.{digits}f} %"
