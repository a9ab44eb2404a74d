"""Three hundred thousand children: three public numbers that are mixed in it, each by itself, never added."""

from __future__ import annotations

from sojourn.results.rounding import rounded
from sojourn.study.claims.claim import SPEAKER, Claim, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known
from sojourn.study.claims.rules import about, exactly
from sojourn.study.claims.words import between

NUMBERS = {
    "children.oig_transferred_to_orr": ("transferred to the health department", "transfers made, not anybody lost"),
    "children.oig_missed_hearing": ("missed a hearing", "hearings missed; a wrong address or date may be why"),
    "children.oig_no_nta": ("no notice to appear issued", "a state of the paperwork, not of the child"),
}
"""The three numbers, and what each counts."""
COUNT_MISSING: frozenset[str] = frozenset()
"""Those that count children whose whereabouts nobody knows: none of the three does."""


def judged(known: Known, count_missing: frozenset[str] = COUNT_MISSING) -> tuple[Reading, ...]:
    """A number supports the claim if it is about as large *and* counts children who are missing."""
    said = known.amount("plan.missing_children")
    readings = []
    for key, (name, counts) in NUMBERS.items():
        number = known.figure(key)
        size = about(exactly(number.number), said)
        near = "about as large" if size == "supported" else "another size"
        missing = key in count_missing
        readings.append(
            Reading(
                name,
                size if missing else "not supported",
                f"{number.number:,.0f} (grade {number.grade}): {near}, and it counts "
                f"{'children who are missing' if missing else counts}.",
            )
        )
    reached = known.number("children.reached")
    why = "No public count says how many cannot be found."
    if reached is not None:
        why += (
            f" Of 291,000 tried up to three times, {between(reached, 'share')} would be reached, by assumption (C); "
            "not to be reached is no finding about a child."
        )
    later = known.figure("children.oig_no_nta.2025-01")
    return (
        *readings,
        Reading("how many cannot be found", "cannot be known", why),
        Reading(
            "the number without a notice stood still",
            about(exactly(later.number), known.amount("children.oig_no_nta")),
            f"In January 2025 it was {rounded(later.number)} (grade {later.grade}).",
            counts=False,
        ),
    )


CLAIMS = (
    Claim(
        "300,000-children",
        "300,000 children have gone missing",
        Said(
            SPEAKER,
            "In the middle, as the third of his tasks.",
            "Some 300,000 children without papers are missing in the country, as he says, and are to be searched for.",
        ),
        (
            Source("plan.missing_children"),
            *(Source(key) for key in NUMBERS),
            Source("children.oig_no_nta.2025-01"),
            Source("children.oig_missed_hearing_2024"),
            Source("children.oig_bad_addresses"),
            Source("assumed.children_attempt_reaches"),
        ),
        judged,
        "Where the children are. Nobody counted that: a hearing missed and a paper never issued say nothing about it.",
        needs=("children",),
        shown=(
            Shown("children.tried_once", "working days until each of 291,000 is tried once, 500 workers", "days"),
            Shown("children.all_attempts", "working days for all attempts", "days"),
            Shown("children.reached", "share that attempts would reach, assumed", "share"),
            Shown(
                "children.attempts_62000",
                "attempts a day behind 62,000 located, as claimed for November 2025",
                "attempts",
            ),
        ),
        commands=("sojourn children children-2025",),
    ),
)
