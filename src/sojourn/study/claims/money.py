"""Statements on money: 86 billion, and who has to give it."""

from __future__ import annotations

from sojourn.results.rounding import rounded
from sojourn.study.claims.claim import ARTICLE, SAID_ON, SPEAKER, WAITS, Claim, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known
from sojourn.study.claims.rules import above, below, graded, on_record
from sojourn.study.claims.words import between

MEMO, MEMO_SUM = "ice-memo-2025", "three_years"
CONGRESS = ("Congress", "U.S. Senate")
BUDGETS = (
    "budget.ice_laken_riley_3yr_usd",
    "budget.obbba_ice_total_usd",
    "budget.ice_total.FY2024",
    "budget.ice_total.FY2025",
)
"""Sums in the evidence among which a proposal of Congress would be."""


def _eighty_six(known: Known) -> tuple[Reading, ...]:
    said = known.figure("plan.money")
    sums = [known.figure(key) for key in BUDGETS]
    proposed = [
        one
        for one in sums
        if one.publisher in CONGRESS and one.number == said.number and one.as_of[:7] <= SAID_ON.isoformat()[:7]
    ]
    memo = known.figure("budget.ice_laken_riley_3yr_usd")
    origin = Reading(
        "it came from Congress",
        "supported" if proposed else "cannot be known",
        f"{proposed[0].document}."
        if proposed
        else "No such proposal by Congress up to then is in the evidence. He asked for the sum himself in December "
        f"2024; an agency memorandum of {memo.as_of} names the same sum for three years of another law.",
    )
    cost = known.number("money.all")
    why = WAITS
    if cost is not None:
        why = (
            f"Custody, arrests, transport and legal work of the whole plan come to {between(cost, 'USD')} at our unit "
            "costs, low to high; building, hiring and enforcement at large are not in it."
        )
    return (origin, Reading("it pays what is counted here", below(cost, said.number), why), *_memo(known))


def _memo(known: Known) -> tuple[Reading, ...]:
    """The agency's own three years, worked out again from what it states; another law than the plan."""
    rows = {row.text("quantity"): row.number("value") for row in known.rows("published_estimates", study=MEMO)}
    again = rows["full_cost"] * rows["years"]
    printed = rows[MEMO_SUM]
    return (
        Reading(
            "the memorandum's three years follow from its first",
            on_record(round(again / 1e9) == round(printed / 1e9)),
            f"Three first years at {rounded(rows['full_cost'], 'USD')} come to {rounded(again, 'USD')}, printed is "
            f"{rounded(printed, 'USD')}; the second and third year are not public.",
            counts=False,
        ),
    )


def _congress(known: Known) -> tuple[Reading, ...]:
    given = known.figure("budget.ice_detention_fy2024_usd")
    moved = known.figure("budget.dhs_transfers_to_ice")
    acts = [one for one in (known.figure("budget.obbba_ice_detention_usd"),) if one.publisher == "Congress"]
    custody = known.number("money.custody.year")
    why, without = WAITS, WAITS
    if custody is not None:
        why = (
            f"Custody in the plan's first full fiscal year costs {between(custody, 'USD')}; "
            f"{rounded(given.number, 'USD')} were appropriated for detention in FY2024 (grade {given.grade})."
        )
        without = (
            f"Moved to the agency from the rest of the department: {rounded(moved.number, 'USD')} in ten years (grade "
            f"{moved.grade}), {rounded(moved.number / 10, 'USD')} a year."
        )
    gap = None if custody is None else custody.less(given.number)
    return (
        Reading("the beds cost more than was given", above(custody, given.number), why),
        Reading("money moved within the department does not do", above(gap, moved.number / 10), without),
        Reading(
            "Congress gave money later",
            graded(on_record(bool(acts)), (one.grade for one in acts)),
            f"An act of {acts[0].as_of}: {rounded(acts[0].number, 'USD')} for detention." if acts else "No act.",
            counts=False,
        ),
    )


CLAIMS = (
    Claim(
        "congress",
        "The beds need money from Congress",
        Said(
            SPEAKER,
            "After the round table, and in the last two quotations.",
            "He hopes for a budget soon: without money from Congress there are no beds.",
        ),
        (
            Source("budget.ice_detention_fy2024_usd"),
            Source("budget.dhs_transfers_to_ice"),
            Source("budget.ice_total.FY2025"),
            Source("budget.obbba_ice_detention_usd"),
            Source("detention.adult_bed_day.FY2025"),
        ),
        _congress,
        "What voters wanted Congress to do.",
        needs=("draws",),
        shown=(Shown("money.custody.year", "cost of custody in the first full fiscal year", "USD"),),
        commands=("sojourn run {scenario} --draws {draws} --seed {seed}",),
    ),
    Claim(
        "86-billion",
        "86 billion dollars is a good start",
        Said(
            f"{SPEAKER}, as {ARTICLE} reports it",
            "After the round table.",
            "The sum, which is said to come from Congress, would be a good beginning for beds and operations.",
            "Suggested in the original, proposed in the second version; the original is used, since a proposal would "
            "be a text.",
        ),
        (
            Source("plan.money"),
            *(Source(key) for key in BUDGETS),
            Source("published_estimates", {"study": MEMO}, ("quantity", "value", "unit")),
            Source("cost.arrest"),
            Source("cost.transport_per_removal"),
            Source("cost.legal_cap2010"),
            Source("detention.adult_bed_day.FY2025"),
        ),
        _eighty_six,
        "Whether a start is good. What building, hiring and courts would cost is not in a run.",
        needs=("draws",),
        shown=(
            Shown("money.all", "cost of the whole plan, unit costs low to high", "USD"),
            Shown("money.custody", "of it custody", "USD"),
            Shown("money.arrests", "of it arrests", "USD"),
            Shown("money.transport", "of it transport of people removed from custody", "USD"),
            Shown("money.legal", "of it decisions", "USD"),
        ),
        commands=("sojourn estimates ice-memo-2025 --quick",),
    ),
)
