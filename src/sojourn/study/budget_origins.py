"""Where the number 86 billion comes from, and what the law of July 2025 gave: sentences from the evidence."""

from __future__ import annotations

from sojourn.evidence.registry import Figure, figure
from sojourn.results.rounding import rounded
from sojourn.scenario.money import Money


def origins(amount: Money | None) -> tuple[str, ...]:
    """The two origins of the number, and the lines of the law, each a sentence with its grade."""
    ask, memo = figure("plan.money"), figure("budget.ice_laken_riley_3yr_usd")
    beds, force = figure("budget.obbba_ice_detention_usd"), figure("budget.obbba_ice_enforcement_usd")
    courts, whole = figure("budget.obbba_doj_immigration_usd"), figure("budget.obbba_immigration_total_usd")
    both = beds.number + force.number
    share = (
        "" if amount is None or both > amount.amount else f", {100 * both / float(amount.amount):.0f} % of the amount"
    )
    law = f"{_money(beds)} for detention ({_row(beds)}) and {_money(force)} for enforcement ({_row(force)})"
    every = f"{_money(whole)} with all lines on immigration and the border"
    print_it = f"{_money(memo)} in January 2025, or {_dollars(memo.low)} as some print it"
    who = f"the {ask.publisher[0].lower()}{ask.publisher[1:]}"
    came = f"remarks reported in January 2025 have it come from Congress ({_row(ask)})"
    courts_too = f"the Justice Department {_money(courts)} ({_row(courts)})"
    narrower = f"{_dollars(whole.low)} by a narrower count ({_row(whole)})"
    equal = "another number that happens to be equal"
    return (
        f"An ask: {who} asked for {_money(ask)} in an interview of December 2024; {came}.",
        f"A memorandum: ICE put the cost of one act, over three years, at {print_it} ({_row(memo)}); {equal}.",
        f"A law: that of 4 July 2025 gives ICE {law}, {_dollars(both)} together{share}.",
        f"The same law gives {courts_too}, and {every}; {narrower}.",
    )


def _row(row: Figure) -> str:
    return f"{row.key}, grade {row.grade}"


def _money(row: Figure) -> str:
    return _dollars(row.number)


def _dollars(number: float | None) -> str:
    return rounded(number or 0.0, "USD").removeprefix("about ")
