"""The lines of the answer that are about money: what each account spent, and what one of each thing cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.evidence.prices import last_year
from sojourn.results.counted import COUNTED, Days
from sojourn.results.line import Line, Measure
from sojourn.results.periods import Span
from sojourn.results.spending import drawdowns
from sojourn.scenario.accounts import CURRENCY

if TYPE_CHECKING:
    from sojourn.results.ledger import End
    from sojourn.results.run import Run

ACCOUNTS = {
    "custody": "Custody",
    "arrests": "Arrests",
    "transport": "Transport",
    "legal": "Legal",
    "agreements": "Agreements",
    "children": "Children",
    "alternatives": "Alternatives to detention",
    "stand_up": "Standing up beds",
}
"""Account to its name."""
EACH: dict[str, tuple[str, str | None]] = {
    "removal": ("Cost of a removal, all accounts", None),
    "bed-day": ("Cost of a bed and day, custody", "custody"),
    "release": ("Cost of a person released, all accounts", None),
}
"""Unit to what spending for each of it is called, and the account whose spending it is; None for all."""


def money_lines(run: Run) -> tuple[Line, ...]:
    """One line an account and its ends, all together, and the cost for each of some things.

    There are none without accounts and without beds that are ordered.
    """
    if not run.scenario.money.accounts and not run.scenario.beds.blocks:
        return ()
    year = f"Dollars of {run.scenario.money.dollars}."
    found = []
    for account in run.ledger.accounts:
        name = ACCOUNTS[account]
        found += [
            Line(f"money_{account}", "money", name, CURRENCY, spent(account, "value"), True, note=year),
            Line(f"money_{account}_low", "money", f"{name}, low", CURRENCY, spent(account, "low"), True, note=year),
            Line(f"money_{account}_high", "money", f"{name}, high", CURRENCY, spent(account, "high"), True, note=year),
        ]
    for account, money in run.scenario.money.accounts.items():
        if money.appropriations:
            label = f"{ACCOUNTS[account]}, not paid by any money"
            paid_in = "" if run.scenario.money.dollars == last_year() else "Money of the day, as appropriations are."
            found.append(Line(f"unpaid_{account}", "money", label, CURRENCY, unpaid(account), True, note=paid_in))
    ends: tuple[tuple[str, End], ...] = (("", "value"), ("_low", "low"), ("_high", "high"))
    for suffix, end in ends:
        label = "All accounts" + suffix.replace("_", ", ")
        found.append(Line(f"money_all{suffix}", "money", label, CURRENCY, spent(None, end), True, note=year))
    for unit, (label, of) in EACH.items():
        key = f"money_per_{unit.replace('-', '_')}"
        found.append(Line(key, "money", label, CURRENCY, per(unit, of), note="Spending over what was counted."))
    return tuple(found)


def spent(account: str | None, end: End) -> Measure:
    """What an account, or all of them, spent, at the unit costs or at their ends."""

    def measure(run: Run, span: Span) -> float:
        book = run.ledger
        cents = book.total(span.ticks, end) if account is None else int(book.by_account(end)[account][span.ticks].sum())
        return cents / 100

    return measure


def unpaid(account: str) -> Measure:
    """What an account spent that no appropriation paid, in money of the day."""
    return lambda run, span: int(drawdowns(run, run.ledger)[account].unpaid[span.ticks].sum()) / 100


def per(unit: str, account: str | None) -> Measure:
    """Spending of an account, or of all, over the number of something; None where there was none."""

    def measure(run: Run, span: Span) -> float | None:
        counted = int(COUNTED[unit](Days(run.panel, run.capacity.sum(axis=1), span.ticks, run.calendar)).sum())
        paid = spent(account, "value")(run, span)
        return paid / counted if isinstance(paid, float) and counted else None

    return measure
