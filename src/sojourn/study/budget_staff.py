"""Judges and document officers as capacities that money buys, and whether more of them is worth its money.

More of them are authorised on the first day. They come after the lead of hiring in the evidence, rise in a straight
line with all else that is bought, and are paid from training on (:mod:`sojourn.systems.us_staff`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from sojourn.evidence.registry import figure
from sojourn.scenario.accounts import STAFF_DAYS, STAFF_HIRES, Account, AccountMoney, Cost
from sojourn.scenario.sourced import Dated, Step
from sojourn.scenario.staff import DocumentOfficers, Judges, Posts
from sojourn.scenario.us import UsScenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

StaffCapacity = Literal["judges", "document_officers"]
STAFF: tuple[StaffCapacity, ...] = get_args(StaffCapacity)
PAYS: dict[StaffCapacity, Account] = {"judges": "legal", "document_officers": "transport"}
"""Account that pays for each, where the scenario does not say."""
STAFF_STEP = 0.5
"""By how much a step enlarges a kind of staff, of those of the first day."""
MOST_STAFF = 2.0
"""Most there can be, over those of the first day: nothing is known of paces at more."""
COSTS: dict[StaffCapacity, tuple[str, str]] = {
    "judges": ("cost.judge_day", "cost.judge_hired"),
    "document_officers": ("cost.document_officer_day", "cost.document_officer_hired"),
}
"""Rows of the evidence: for a day of one, and for hiring one."""


@dataclass(frozen=True)
class Tried:
    """A step of staff that was run beside what was bought, or at the end of the path."""

    what: StaffCapacity
    number: float
    """How many more."""
    step: int
    """Number of the step of the path before it; the last one where it was tried at the end."""
    removals: int
    """Removals more than without it."""
    cents: int
    """What it costs more than without it."""
    beds: tuple[int, int] | None
    """Removals and cents more of the step of beds in whose place it was tried; None at the end."""
    bought: bool
    """Whether it removed more for its money than all else that was tried there."""
    weight: int = 1
    """How many people each person of these runs stood for; 1 where everybody was run."""


def shown(tried: Sequence[Tried]) -> list[Tried]:
    """Of each kind the first time that it was tried beside beds, the last time, and at the end of the path."""
    found: list[Tried] = []
    for what in STAFF:
        mine = [one for one in tried if one.what == what]
        beside = [one for one in mine if one.beds is not None]
        found += [*beside[:1], *beside[1:][-1:], *(one for one in mine if one.beds is None)]
    return found


def with_staff(scenario: UsScenario) -> UsScenario:
    """A scenario in which judges and document officers are followed and paid for; what it says itself stays."""
    usual: dict[StaffCapacity, Posts] = {"judges": Judges(), "document_officers": DocumentOfficers()}
    missing: dict[str, Any] = {what: posts for what, posts in usual.items() if scenario.staff.of(what) is None}
    accounts = dict(scenario.money.accounts)
    for what in STAFF:
        for unit, source in zip((STAFF_DAYS[what], STAFF_HIRES[what]), COSTS[what], strict=True):
            if not any(cost.value.per == unit for account in accounts.values() for cost in account.costs):
                name = PAYS[what]
                account = accounts.get(name, AccountMoney())
                costs = (*account.costs, _cost(unit, source))
                accounts[name] = account.model_copy(update={"costs": costs})
    staff = scenario.staff.model_copy(update=missing)
    money = scenario.money.model_copy(update={"accounts": _in_order(accounts)})
    return scenario.model_copy(update={"staff": staff, "money": money})


def staffed(scenario: UsScenario, factors: Mapping[StaffCapacity, float], full: int) -> UsScenario:
    """A scenario (:func:`with_staff`) with so many times the staff of the first day, all there by day ``full``.

    Arrests are bought as such, so officers who arrest are left out.
    """
    start, changed = scenario.period.start.value, dict[str, Any](arrest_officers=None)
    for what in STAFF:
        posts = scenario.staff.of(what)
        if posts is None:
            raise ValueError("all staff that can be bought are followed")
        authorised: Dated[int] | None = None
        if factors[what] != 1.0:
            goal = round(posts.in_post.value * factors[what])
            rises = full - round(posts.lead.value)
            reached = start + timedelta(days=rises) if rises > 0 else None
            line = {"from": start, "reached": reached, "value": goal}
            steps = (Step[int](value=posts.in_post.value), Step[int].model_validate(line))
            authorised = Dated[int](steps=steps)
        changed[what] = posts.model_copy(update={"authorised": authorised})
    return scenario.model_copy(update={"staff": scenario.staff.model_copy(update=changed)})


def in_time(scenario: UsScenario, what: StaffCapacity, ticks: int) -> bool:
    """Whether anybody of a kind who is authorised on the first day is in post before the last."""
    posts = scenario.staff.of(what)
    return posts is not None and posts.lead.value < ticks - 1


def _cost(unit: str, source: str) -> Cost:
    return Cost.model_validate({"value": f"{figure(source).number:.12g} USD per {unit}", "source": source})


def _in_order(accounts: dict[Account, AccountMoney]) -> dict[Account, AccountMoney]:
    return {name: accounts[name] for name in get_args(Account) if name in accounts}
