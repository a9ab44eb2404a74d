"""What a removal costs and what the next one costs, on a screen: a median and a band for each."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import Band, held
from sojourn.results.rounding import short
from sojourn.study.marginal import Marginal
from sojourn.study.marginal_runs import Enlarged

EACH = {
    "removal": "A removal, all accounts",
    "bed_day": "A bed and day, custody",
    "release": "A person released, all accounts",
}
MORE: dict[Enlarged, str] = {
    "arrests": "added arrests",
    "beds": "beds",
    "seats": "seats out of the country",
    "all": "all three",
}


def show(found: Marginal, console: Console) -> None:
    """Print the bands, and which capacity the next removal takes."""
    console.print(Text(f"How sure, in USD of {found.dollars}", style="bold"))
    table = _table("", "median", "low", "high")
    for what, name in EACH.items():
        table.add_row(name, *_money(found.each[what]))
    console.print(table)
    console.print(Text(f"The next removal, by {100 * found.share:g} % more of", style="bold"))
    table = _table("", "median", "low", "high", "removals more", "in vain")
    for what, name in MORE.items():
        one = found.more[what]
        gained = "–" if one.gained is None else short(one.gained.median)
        table.add_row(name, *_money(one.cost), gained, f"{one.in_vain} of {found.draws}")
    console.print(table)
    console.print(sentence(found))
    console.print(
        Text(
            f"{found.draws} draws of the system, {found.rates} of the unit costs on each; a band holds "
            f"{held(found.draws):.0%} of draws. In vain: draws in which nobody more is removed. Appropriations limit "
            "nothing here; a seat or a bed costs what its use costs. Unit costs: "
            f"{', '.join(f'{source} ({grade})' for source, grade in found.grades.items())}.",
            style="dim",
        )
    )


def sentence(found: Marginal) -> str:
    """Which capacity the next removal takes."""
    best = found.cheapest
    if best is None:
        return "No capacity alone removes more people in most draws."
    cost = found.more[best].cost
    if cost is None:
        raise LookupError("the cheapest has a cost")
    each = found.each["removal"]
    usual = "" if each is None else f"; a removal costs {short(each.median, 'USD')} on average"
    return f"The next removal is had most cheaply by more {MORE[best]}: {short(cost.median, 'USD')}{usual}."


def _table(*heads: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    return table


def _money(one: Band | None) -> tuple[str, str, str]:
    return ("–", "–", "–") if one is None else (short(one.median), short(one.low), short(one.high))
