"""The ledger on a screen: what each account spent by fiscal year, and what paid for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.cents import MICRO
from sojourn.results.drawdown import Drawdown
from sojourn.results.ledger import End, Ledger
from sojourn.results.money_lines import ACCOUNTS
from sojourn.results.rounding import short, significant

Spans = Sequence[tuple[str, slice]]
ENDS: tuple[tuple[End, str], ...] = (
    ("low", "at the low ends"),
    ("value", "at the rates"),
    ("high", "at the high ends"),
)


def show(book: Ledger, spans: Spans, console: Console, paid: Mapping[str, Drawdown] | None = None) -> None:
    """Print the items with their rates, the accounts by period, and what appropriations paid."""
    console.print(Text(f"The ledger, in {book.currency} of {book.year}", style="bold"))
    console.print(_items(book, spans))
    console.print(_totals(book, spans))
    for account, down in (paid or {}).items():
        console.print(_paid(account, down))
    if paid == {}:
        console.print("No account has appropriations, so nothing is limited by money.")
    console.print(
        Text(
            "Entries are whole cents, one a day and item; restated by consumer prices. C assumed, B press.", style="dim"
        )
    )


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")


def _money(cents: int) -> str:
    return short(cents / 100, "USD").removeprefix("$")


def _items(book: Ledger, spans: Spans) -> Table:
    table = _plain()
    for head in ("", "for each", "rate"):
        table.add_column(head, justify="left" if head != "rate" else "right", no_wrap=True)
    for name, _ in spans:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for at, item in enumerate(book.items):
        cells = [_money(int(book.entries[at, days].sum())) for _, days in spans]
        rate = (
            f"{significant(book.costs[at].value / MICRO, 4):,g}"
            if item.cost.value < 1e10
            else _money(book.costs[at].value // 10_000)
        )
        table.add_row(ACCOUNTS[item.account], item.unit, rate, *cells, item.cost.grade or "")
    return table


def _totals(book: Ledger, spans: Spans) -> Table:
    table = _plain()
    table.add_column("All accounts", no_wrap=True)
    for name, _ in spans:
        table.add_column(name, justify="right", no_wrap=True)
    for end, words in ENDS:
        table.add_row(words, *(_money(book.total(days, end)) for _, days in spans))
    return table


def _paid(account: str, down: Drawdown) -> str:
    by_name: dict[str, int] = {}
    for fund, paid in zip(down.funds, down.paid, strict=True):
        by_name[fund.name] = by_name.get(fund.name, 0) + int(paid.sum())
    parts = [f"{name} paid {_money(cents)}" for name, cents in by_name.items()]
    lapsed, unpaid = int(down.lapsed.sum()), int(down.unpaid.sum())
    rest = [f"{_money(lapsed)} lapsed"] * (lapsed > 0) + [f"{_money(unpaid)} not paid by any"] * (unpaid > 0)
    return f"{ACCOUNTS[account]}: {'; '.join([*parts, *rest])}."


def fiscal_spans(days: Sequence[date]) -> list[tuple[str, slice]]:
    """The fiscal years of some days, one after another, then the whole."""
    years = [day.year + (day.month >= 10) for day in days]
    found = [
        (f"FY{year}", slice(years.index(year), len(years) - years[::-1].index(year))) for year in sorted(set(years))
    ]
    return [*found, ("Whole", slice(0, len(years)))]
