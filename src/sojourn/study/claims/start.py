"""The day itself, the three tasks, and how fast it could grow."""

from __future__ import annotations

from datetime import date, timedelta

from sojourn.study.claims.claim import ARTICLE, SPEAKER, WAITS, Claim, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known
from sojourn.study.claims.rules import FAST, MARKED, above, below, graded, on_record
from sojourn.study.claims.words import between, change

PUBLISHER = "Incoming border czar"
"""What the evidence calls the speaker."""
WEEK = 7
"""Days from the start within which a rule counts as begun with it."""
RULES_OF_THE_WEEK = {"rule.expedited_interior_2025": "Expedited removal inside the country"}
"""Rules in the evidence that were announced for the start, and what they are about."""


def _priorities(known: Known) -> tuple[Reading, ...]:
    """Known from somebody other than the speaker, or from the speaker alone."""
    told = known.figure("plan.missing_children")
    others = told.publisher != PUBLISHER
    return (
        Reading(
            "that he was given them",
            "supported" if others else "cannot be known",
            f"Told by {told.publisher} as well."
            if others
            else f"The one source is the speaker ({told.publisher}); a task given in private leaves no public record.",
        ),
    )


def _day(known: Known) -> tuple[Reading, ...]:
    start = date.fromisoformat(str(known.figure("plan.start").value))
    begun = [known.figure(key) for key in RULES_OF_THE_WEEK]
    begun = [one for one in begun if start <= date.fromisoformat(str(one.value)) <= start + timedelta(days=WEEK)]
    changed = known.number("start.removals_change")
    why = WAITS
    if changed is not None:
        why = (
            f"In the first 30 days of the plan removals differ by {change(changed)} from the same days without it; "
            f"{MARKED:.0%} is taken as a change."
        )
    return (
        Reading(
            "rules change with the day",
            graded(on_record(bool(begun)), (one.grade for one in begun)),
            f"{RULES_OF_THE_WEEK[begun[0].key]}: in force from {begun[0].value} (grade {begun[0].grade})."
            if begun
            else f"No rule in the evidence begins within {WEEK} days of the start.",
        ),
        Reading("removals change within a month", above(changed, MARKED), why),
    )


def _scale(known: Known) -> tuple[Reading, ...]:
    removed, before = known.number("removed.year"), known.figure("throughput.ice_removals.FY2024")
    more, seats = known.number("scale.beds"), known.number("scale.seats")
    lead = known.figure("detention.new_bed_lead_time")
    growth, why, beside = WAITS, WAITS, WAITS
    if removed is not None:
        growth = (
            f"{between(removed)} are removed in the plan's first year, {before.number:,.0f} were in FY2024 under the "
            f"same count (grade {before.grade}); rapid is taken as {FAST:g} times as many."
        )
    if more is not None:
        why = (
            "If arrests were at the plan's full level from the first day, having all its beds by then and not the "
            f"funded ones would change the year's removals by {change(more)}; from {MARKED:.0%} a limit binds."
        )
    if seats is not None:
        beside = f"With seats enough, the first year of the plan has {change(seats)} removals."
    return (
        Reading("it does not grow rapidly", below(removed, FAST * before.number), growth),
        Reading("beds are what holds it back", above(more, MARKED), why),
        Reading(
            "how fast beds can be stood up",
            "cannot be known" if lead.grade == "C" else "supported",
            f"Lead time of a new bed: {lead.number:g} days, {lead.low:g} to {lead.high:g}, grade {lead.grade}. "
            f"{lead.document}.",
            counts=False,
        ),
        Reading("seats hold it back", above(seats, MARKED), beside, counts=False),
    )


CLAIMS_BEFORE_THE_CHILDREN = (
    Claim(
        "priorities",
        "Three priorities: border, removals, children",
        Said(
            SPEAKER,
            "In the middle, as what the president-elect gave him.",
            "His three tasks: the border, the removals, and children of whom he says that they are missing.",
            "The second version speaks of an action and of locating; the original, a drive and hunting down, is used.",
        ),
        (Source("plan.missing_children"), Source("plan.start")),
        _priorities,
        "What was agreed in private. Whether the border is secure has no agreed measure; how many come is an input "
        "of a run.",
    ),
)
CLAIMS = (
    Claim(
        "20-january",
        "Everything changes on 20 January",
        Said(SPEAKER, "Said to donors at a round table in Florida.", "On that day all of it becomes different."),
        (
            *(Source(key) for key in RULES_OF_THE_WEEK),
            Source("plan.start"),
            Source("plan.ramp_days"),
            Source("budget.ice_total.FY2025"),
        ),
        _day,
        "What orders would be signed: no list was public. That arrests and beds grow over a year is assumed (C).",
        needs=("draws",),
        shown=(
            Shown("start.removed_30", "people removed in the first 30 days, plan"),
            Shown("start.removals_change", "change of removals in 30 days, against no plan", "share"),
        ),
        commands=("sojourn run {scenario} --until {month} --draws {draws} --seed {seed}",),
    ),
    Claim(
        "scale",
        "Limited facilities make it hard to grow fast",
        Said(
            f"{SPEAKER}, and {ARTICLE}",
            "After the round table.",
            "Fast growth would be difficult, since there are few facilities; they would use what is there.",
        ),
        (
            Source("detention.funded_beds.FY2025"),
            Source("detention.new_bed_lead_time"),
            Source("plan.ramp_days"),
            Source("plan.beds_goal"),
            Source("throughput.ice_removals.FY2024"),
            Source("flight.aircraft_chartered"),
            Source("staff.ero_officers"),
        ),
        _scale,
        "How fast beds, aircraft and officers can be added: no lead time was published before 2025. Officers are no "
        "limit in a run.",
        needs=("draws",),
        shown=(
            Shown("removed.year", "people removed in the first year of the plan"),
            Shown("scale.beds", "change by all beds of the plan, arrests full from the first day", "share"),
            Shown("scale.seats", "change with seats enough", "share"),
        ),
        commands=("sojourn run {scenario} --until {year} --draws {draws} --seed {seed}",),
    ),
)
