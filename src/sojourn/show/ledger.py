"""The ledger on a screen: what each account spent by fiscal year, and what paid for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.evidence.prices import last_year
from sojourn.results.cents import MICRO
from sojourn.results.ledger import End, Ledger
from sojourn.results.money_lines import ACCOUNTS
from sojourn.results.paid import Paid
from sojourn.results.rounding import short, significant

Spans = Sequence[tuple[str, slice]]
ENDS: tuple[tuple[End, str], ...] = (
    ("low", "at the low ends"),
    ("value", "at the rates"),
    ("high", "at the high ends"),
)


def show(
    book: Ledger,
    spans: Spans,
    console: Console,
    paid: Sequence[Paid] | None = None,
) -> None:
    """Print the items with their rates, the accounts by period, what appropriations paid and until when.

    Args:
        book: the ledger.
        spans: the periods.
        console: where to.
        paid: what paid for each account; None where nothing is said of it.
    """
    console.print(Text(f"The ledger, in {book.currency} of {book.year}", style="bold"))
    spans = [(_starred(name, days), days) for name, days in spans]
    console.print(_items(book, spans))
    console.print(_totals(book, spans))
    for one in paid or ():
        console.print(_paid(one))
    if paid and book.year != last_year():
        console.print(f"What paid is in money of the day, which is that of {last_year()} here.")
    if paid is not None and not paid:
        console.print("No account has appropriations, so nothing is limited by money.")
    console.print(
        Text(
            "Entries are whole cents, one a day and item; restated by consumer prices. C assumed, B press."
            f"{' * Part of a fiscal year.' if any(name.endswith('*') for name, _ in spans) else ''}",
            style="dim",
        )
    )


def _starred(name: str, days: slice) -> str:
    """The name of a period, with a star where it is a fiscal year of which days are missing."""
    if not name.startswith("FY"):
        return name
    year = int(name.removeprefix("FY"))
    whole = (date(year, 10, 1) - date(year - 1, 10, 1)).days
    return name if days.stop - days.start == whole else f"{name}*"


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")


def _money(cents: int) -> str:
    return short(cents / 100, "USD").removeprefix("$")


def _items(book: Ledger, spans: Spans) -> Table:
    table = _plain()
    table.add_column("for each")  # the only one that may be folded: no number is cut
    table.add_column("rate", justify="right", no_wrap=True)
    for name, _ in spans:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    account = ""
    for at, item in enumerate(book.items):
        if item.account != account:
            account = item.account
            table.add_row(Text(ACCOUNTS[account], style="bold"))
        cells = [_money(int(book.entries[at, days].sum())) for _, days in spans]
        rate = (
            f"{significant(book.costs[at].value / MICRO, 4):,g}"
            if item.cost.value < 1e10
            else _money(book.costs[at].value // 10_000)
        )
        table.add_row(f" {_unit(book, at)}", rate, *cells, item.cost.grade or "")
    return table


def _unit(book: Ledger, at: int) -> str:
    """What is counted, with the rest of the item's name where another of the account counts the same."""
    item = book.items[at]
    same = sum(other.account == item.account and other.unit == item.unit for other in book.items)
    rest = item.key.split(".")[2:]
    return ", ".join([item.unit, *(rest if same > 1 or item.unit == "person-day" else ())]).replace("_", " ")


def _totals(book: Ledger, spans: Spans) -> Table:
    table = _plain()
    table.add_column("All accounts", no_wrap=True)
    for name, _ in spans:
        table.add_column(name, justify="right", no_wrap=True)
    for end, words in ENDS:
        table.add_row(words, *(_money(book.total(days, end)) for _, days in spans))
    return table


def _paid(one: Paid) -> str:
    parts = [
        f"{source['name']} paid {_money(source['paid_cents'])}"
        + ("" if source["spent_by"] is None else f", all spent by {source['spent_by']}")
        for source in one["sources"]
    ]
    lapsed, unpaid = one["lapsed_cents"], one["unpaid_cents"]
    rest = [f"{_money(lapsed)} lapsed"] * (lapsed > 0) + [f"{_money(unpaid)} not paid by any"] * (unpaid > 0)
    return f"{ACCOUNTS[one['account']]}: {'; '.join([*parts, *rest])}."


def fiscal_spans(days: Sequence[date]) -> list[tuple[str, slice]]:
    """The fiscal years of some days, one after another, then the whole."""
    years = [day.year + (day.month >= 10) for day in days]
    found = [
        (f"FY{year}", slice(years.index(year), len(years) - years[::-1].index(year))) for year in sorted(set(years))
    ]
    return [*found, ("Whole", slice(0, len(years)))]
