"""A study beside this system: the same people, our quantities and unit costs, and which input moves the total.

Both sides are one formula,

    prices × people × (arrests × arrest + days × bed_day + cases × legal + seats × seat)

with quantities for each person removed and money for each of them in dollars of the study's year. `prices` is 1 on the
study's side; on ours it turns its dollars into those of our last price index, so what prices alone do stands by
itself. What a study gives only as a sum for each person (`detention`, `each`) is compared as that sum. What it leaves
out is left out on our side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sojourn.evidence.prices import last_year, restated
from sojourn.study.estimates.again import Again, again
from sojourn.study.estimates.costs import Costs, UnitCost
from sojourn.study.estimates.measured import Measured
from sojourn.study.estimates.published import Published
from sojourn.study.estimates.shares import in_cents, shares

Inputs = dict[str, Fraction]

INPUTS = {
    "people": "people",
    "arrests": "arrests for each removal",
    "arrest": "cost of an arrest",
    "days": "days in a bed",
    "bed_day": "cost of a bed-day",
    "detention": "detention for each removal",
    "cases": "cases for each removal",
    "legal": "cost of a case",
    "seats": "seats for each removal",
    "seat": "cost of a seat",
    "each": "everything for each removal",
    "prices": "prices",
}
"""Inputs of the formula and what they are called."""


@dataclass(frozen=True)
class Compared:
    """A study's total and ours for the same people, and the difference by input."""

    again: Again
    years: Fraction
    """Horizon of the study."""
    theirs: Inputs
    ours: Inputs
    total: int
    """The study's total by the formula, in cents."""
    parts: dict[str, int]
    """Input to the cents that it moves the total by; they add up to the difference."""
    band: tuple[int, int]
    """Our total in cents with every unit cost at its low and at its high end."""
    unit: str
    """What the people of the formula are: `people` or `beds`."""
    currency: str = "USD"

    @property
    def difference(self) -> int:
        """Ours less theirs, in cents."""
        return sum(self.parts.values())

    @property
    def total_ours(self) -> int:
        """Our total, in cents."""
        return self.total + self.difference

    @property
    def largest(self) -> tuple[str, ...]:
        """Inputs that move the total, those that move it most first."""
        return tuple(sorted((n for n, c in self.parts.items() if c), key=lambda n: (-abs(self.parts[n]), n)))


def total(inputs: Mapping[str, Fraction]) -> Fraction:
    """The formula; what is not among the inputs is nothing."""

    def product(*names: str) -> Fraction:
        out = Fraction(1)
        for name in names:
            out *= inputs.get(name, Fraction(0))
        return out

    each = product("each") + product("arrests", "arrest") + product("cases", "legal") + product("seats", "seat")
    held = inputs["detention"] if "detention" in inputs else product("days", "bed_day")
    return product("prices", "people") * (each + held)


def compared(study: Published, run: Measured, costs: Costs) -> Compared | None:
    """Lay a study beside what a run measures; None where nothing of it can be compared (`WHY_NOT` says why).

    Args:
        study: as printed.
        run: what a removal takes in a run.
        costs: `arrest`, `bed_day`, `legal` and `seat`, in dollars of the last price index.
    """
    if study.key not in THEIRS:
        return None
    theirs, years, unit = THEIRS[study.key]({name: Fraction(value) for name, value in study.given.items()})
    theirs["prices"] = Fraction(1)
    prices = restated(study.year, last_year())
    ours = _ours(theirs, run, {name: one.value for name, one in costs.items()}, prices, of_beds=unit == "beds")
    low, high = (
        round(100 * total(_ours(theirs, run, {n: end(c) for n, c in costs.items()}, prices, of_beds=unit == "beds")))
        for end in (_low, _high)
    )
    return Compared(
        again=again(study),
        years=years,
        theirs=theirs,
        ours=ours,
        total=round(100 * total(theirs)),
        parts=in_cents(shares(total, theirs, ours)),
        band=(low, high),
        unit=unit,
    )


def _low(cost: UnitCost) -> Fraction:
    return cost.low


def _high(cost: UnitCost) -> Fraction:
    return cost.high


def _ours(theirs: Inputs, run: Measured, costs: Mapping[str, Fraction], prices: Fraction, *, of_beds: bool) -> Inputs:
    """Our inputs, as many as theirs: their people, our quantities, our costs in dollars of their year."""
    per = run.per_removal
    money = {name: cost / prices for name, cost in costs.items()}
    detention = per["days"] * money["bed_day"]
    each = detention + per["arrests"] * money["arrest"] + per["cases"] * money["legal"] + per["seats"] * money["seat"]
    found = {"people": theirs["people"], "prices": prices, "detention": detention, "each": each, **per, **money}
    if of_beds:
        found["days"] = theirs["days"]
    return {name: found[name] for name in theirs}


Theirs = tuple[Inputs, Fraction, str]
One = Fraction(1)


def _american_progress(given: Inputs) -> Theirs:
    people = given["population"] * (1 - given["leave_first"])
    inputs = {
        "people": people, "arrests": One, "arrest": given["apprehension"],
        "days": given["days"], "bed_day": given["detention"] / given["days"],
        "cases": One, "legal": given["legal"], "seats": 1 - given["voluntary"], "seat": given["transport"],
    }  # fmt: skip
    return inputs, given["years"], "people"


def _each(people: Fraction, arrests: Fraction, detention: Fraction, legal: Fraction, transport: Fraction) -> Inputs:
    """Four sums of money for so many people."""
    return {
        "people": people, "arrests": One, "arrest": arrests / people, "detention": detention / people,
        "cases": One, "legal": legal / people, "seats": One, "seat": transport / people,
    }  # fmt: skip


def _action_forum(given: Inputs) -> Theirs:
    people = given["population"] * (1 - given["leave_first"])
    inputs = _each(people, given["apprehension_low"], given["detention"], given["legal"], given["transport"])
    return inputs, people / given["capacity"], "people"


def _immigration_council(given: Inputs) -> Theirs:
    inputs = _each(given["people_a_year"], given["arrests"], given["detention"], given["legal"], given["removal"])
    return inputs, One, "people"


def _immigration_council_once(given: Inputs) -> Theirs:
    inputs = _each(given["population"], given["arrests"], given["detention"], given["legal"], given["removal"])
    return inputs, One, "people"


def _penn_wharton(given: Inputs) -> Theirs:
    people = (given["outlays"] + given["already_law"]) / given["cost_per_person"]
    return {"people": people, "each": given["cost_per_person"]}, given["years"], "people"


def _ice_memo(given: Inputs) -> Theirs:
    rate = given["early_cost"] / (given["early_beds"] * given["days"])
    return {"people": given["early_beds"], "days": given["days"], "bed_day": rate}, One, "beds"


def _detention_money(given: Inputs) -> Theirs:
    beds, days = Fraction(100_000), given["years"] * given["days"]
    return {"people": beds, "days": days, "bed_day": given["money"] / (beds * days)}, given["years"], "beds"


THEIRS: dict[str, Callable[[Inputs], Theirs]] = {
    "american-progress-2010": _american_progress,
    "action-forum-2015": _action_forum,
    "immigration-council-2024": _immigration_council,
    "immigration-council-2024-once": _immigration_council_once,
    "penn-wharton-2025": _penn_wharton,
    "ice-memo-2025": _ice_memo,
    "detention-money-2025": _detention_money,
}
"""The study's key to its inputs in the formula, from what it gives: inputs, years, and what the people are."""

LEFT_OUT = {
    "american-progress-2010": "The 85 billion for enforcement that goes on and the 34 billion for building are not in "
    "the comparison: this system has neither.",
    "action-forum-2015": "The 315.7 billion for twenty years of enforcement are not in the comparison. Its year of "
    "dollars is not stated; that of publication is taken.",
    "immigration-council-2024": "Its detention includes building and staffing of new beds; ours is the bed-day at "
    "which ICE holds people in beds that exist, so most of that line is scope.",
    "immigration-council-2024-once": "Its detention includes building and staffing of new beds; ours does not. Its "
    "split into four is unverified (C), and so is what is said about each.",
    "penn-wharton-2025": "The deficit is not compared: lost revenue and effects on the economy are not in this system. "
    "Compared are outlays, those of the law of July 2025 among them, for the people they imply.",
    "ice-memo-2025": "Only the beds of the first answer are compared; officers and lawyers of the second are not "
    "itemised.",
    "detention-money-2025": "The 100,000 beds are how others read the act. Its money is for building too; ours is "
    "bed-days in beds that exist.",
}
"""What of a compared study is not compared, or is not alike."""

WHY_NOT = {
    "uk-audit-office-2024": "A contract between two other countries, in pounds: it is not this system, and nothing is "
    "compared.",
    "gao-2018": "An illustration of how an error in one rate grows, not a plan: nothing is compared. docs/gao.md "
    "answers the report point by point.",
    "cbo-2025": "A change against a baseline that is not published by year: nothing is compared.",
    "reengineering-2026": "Money for buildings and their size; the evidence has no other figure for building, so "
    "nothing is compared.",
    "ice-stay-2024": "A length of stay and no money: nothing is compared here. sojourn replay lays the simulated stay "
    "beside it.",
}
"""Why nothing of a study is compared."""
