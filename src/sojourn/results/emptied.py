"""What is said of an account that was emptied: on which day, what stopped, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.results.money_lines import ACCOUNTS
from sojourn.results.rounding import rounded
from sojourn.results.spending import drawdowns
from sojourn.results.staff import NAMES, paid_by
from sojourn.scenario.staff import KINDS

if TYPE_CHECKING:
    from datetime import date

    from sojourn.results.drawdown import Emptied
    from sojourn.results.run import Run

MOST = 4
"""Sentences, at most; the rest are counted."""
LEFT = {
    "custody": "the beds fall to {:,.0f}, which is what the base carries",
    "arrests": "added arrests fall to {:,.0f} a day",
    "transport": "{:.0%} of the seats are left",
    "legal": "proceedings go at {:.0%} of their pace",
    "agreements": "places under agreements are handed out no more",
}
"""What falls, with what the base carries in its place; other accounts stop nothing."""
THEN = {"custody": "{:,.0f}", "arrests": "{:,.0f} a day", "transport": "{:.0%}", "legal": "{:.0%}"}
"""How it is told once more where the base carries another amount later."""
CHANGES = 3
"""Later amounts that are told, at most: the first, and where there are more the last."""


def emptied(run: Run) -> list[str]:
    """A sentence for each time that an account could not pay."""
    told = [_sentence(run, one) for one in run.emptied[:MOST]]
    more = len(run.emptied) - MOST
    return [*told, *([f"Accounts are empty {more} more times (`emptied` in summary.json)."] if more > 0 else [])]


def _sentence(run: Run, one: Emptied) -> str:
    name = ACCOUNTS[one.account]
    hiring = [NAMES[kind].lower() for kind in KINDS if one.account in paid_by(run.scenario, kind)]
    falls = "this stops nothing else here" if hiring else "this stops nothing here"
    if one.account == "stand_up":
        falls = "no more beds are ordered"
    if one.account in LEFT and one.carried is not None:
        falls = f"from the next day {LEFT[one.account].format(one.carried)}{_then(one)}"
    until = "" if one.until is None else f", until other money begins on {_day(one.until)}"
    stopped = f", and no {' or '.join(hiring)} are hired" if hiring else ""
    ends = [other.until for other in run.emptied if other.account == one.account and other.on < one.on]
    since = max((run.calendar.tick(day) for day in ends if day is not None), default=0)  # odd days before it as well
    spell = slice(since, None if one.until is None else run.calendar.tick(one.until))
    unpaid = int(drawdowns(run, run.ledger)[one.account].unpaid[spell].sum()) / 100
    beyond = f"; {rounded(unpaid, 'USD')} were spent that nothing paid" if unpaid >= 1 else ""
    return f"The account {name!r} is empty on {_day(one.on)}: {falls}{stopped}{until}{beyond}."


def _then(one: Emptied) -> str:
    """What the base carries later, where that is another amount: it lapses, or that of another year begins."""
    if one.account not in THEN:
        return ""
    shown = one.later if len(one.later) <= CHANGES else one.later[: CHANGES - 1]
    told = [f", then {THEN[one.account].format(carried)} from {_day(day)}" for day, carried in shown]
    if len(shown) < len(one.later):
        day, carried = one.later[-1]
        steps = len(one.later) - len(shown)
        told.append(f", and by {steps} more steps {THEN[one.account].format(carried)} from {_day(day)}")
    return "".join(told)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
