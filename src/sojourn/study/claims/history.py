"""The largest in history: scored under each rule of counting by itself, never across two.

A rule counts people in its own way, so a simulated year is laid beside the best published year of the same rule, or it
is not laid beside any. Where a rule counts what is not simulated there is no score.
"""

from __future__ import annotations

from sojourn.results.counting import RULES
from sojourn.study.claims.claim import ARTICLE, Claim, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known
from sojourn.study.claims.rules import above
from sojourn.study.claims.words import between

CAMPAIGN = {
    "campaign_1954_claimed": "1954, as claimed at the time",
    "campaign_1954_historians": "1954, as historians read it",
}
"""Two readings of one disputed count; both hold mostly apprehensions at the border and departures without an order."""
BOTH_1954 = "It counts mostly people turned back or leaving without an order, which is not simulated: no score."


def simulated(rule: str) -> str:
    """Name of the number of a run that a rule of counting may be laid beside."""
    return f"removals.best.{rule}"


def _largest(known: Known) -> tuple[Reading, ...]:
    readings = []
    for rule in RULES:
        best = known.figure(f"best_year.{rule.key}")
        record = f"Best published year {best.number:,.0f} ({best.as_of}, grade {best.grade})."
        if not rule.exits:
            why = f"{record} {rule.note} No score."
            readings.append(Reading(rule.title, "cannot be known", why, rule=rule.key))
            continue
        year = known.number(simulated(rule.key))
        if year is None:
            readings.append(Reading(rule.title, None, f"{record} Needs a run of a whole fiscal year.", rule=rule.key))
            continue
        why = f"{record} Best simulated fiscal year {between(year)}."
        readings.append(Reading(rule.title, above(year, best.number), why, rule=rule.key))
    for key, title in CAMPAIGN.items():
        best = known.figure(f"best_year.{key}")
        ends = f" ({best.low:,.0f} to {best.high:,.0f})" if best.low is not None and best.high is not None else ""
        why = f"Published {best.number:,.0f}{ends}, grade {best.grade}. {BOTH_1954}"
        readings.append(Reading(title, "cannot be known", why, rule=key))
    return tuple(readings)


CLAIMS = (
    Claim(
        "largest",
        "More people removed than ever before",
        Said(
            f"the president-elect, as {ARTICLE} has it",
            "Second sentence, and the caption of the second photograph.",
            "Under the plan, removals become the largest ever.",
            "The captions differ: the second version dates a photograph 5 August 2025, after the article; the "
            "original says 5 January 2025 and is used.",
        ),
        (
            *(Source(f"best_year.{rule.key}") for rule in RULES),
            *(Source(f"best_year.{key}") for key in CAMPAIGN),
            Source("removals_by_fiscal_year"),
            Source("throughput.removal_counting_rule_change"),
            Source("plan.removals_per_year"),
        ),
        _largest,
        'What "largest" was meant to count: people removed by order, everybody who leaves, or a campaign. The size of '
        "the 1954 campaign is disputed among historians.",
        needs=("draws",),
        shown=tuple(
            Shown(simulated(rule.key), f"best simulated fiscal year: {rule.title}") for rule in RULES if rule.exits
        ),
        commands=("sojourn run {scenario} --draws {draws} --seed {seed}",),
    ),
)
