"""Rules of counting removals, and the best published year under each.

A simulated year is compared only with years counted by the same rule; where a rule counts what is not simulated, that
is said instead of a score. A fiscal year of which only part was simulated gets no score.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sojourn.evidence.tables import table

OFFICIAL = "ice_official"
"""The rule by which a run is scored on the screen."""


@dataclass(frozen=True)
class Rule:
    """A way of counting removals."""

    key: str
    """As in the table `removals_by_fiscal_year`."""
    title: str
    exits: tuple[str, ...]
    """Exits that count; none where the rule counts what is not simulated."""
    note: str


REMOVALS = ("removed_home", "removed_border", "removed_third_country")

RULES = (
    Rule(
        OFFICIAL,
        "ICE removals, official count",
        REMOVALS,
        "From 12 May 2023 the rule also counts people processed by border agencies and handed over for the flight, so "
        "years before and after are not quite alike.",
    ),
    Rule("ice_departed", "ICE removals by day of departure", REMOVALS, "FOIA records, each counted once."),
    Rule("ice_without_carry_over", "ICE removals without carry-over", REMOVALS, "Published for two years only."),
    Rule("dhs_removals_and_returns", "DHS removals and returns", (), "Returns without an order are not simulated."),
)


@dataclass(frozen=True)
class Best:
    """The best published year under a rule."""

    rule: Rule
    removals: int
    year: int
    grade: str


@cache
def best(key: str) -> Best:
    """The best published year under a rule, from the table `removals_by_fiscal_year`.

    Raises:
        KeyError: no rule has this key.
    """
    rule = {one.key: one for one in RULES}[key]
    rows = [row for row in table("removals_by_fiscal_year") if row.text("rule") == key]
    top = max(rows, key=lambda row: row.whole("removals"))
    return Best(rule, top.whole("removals"), top.whole("fy"), top.text("grade"))
