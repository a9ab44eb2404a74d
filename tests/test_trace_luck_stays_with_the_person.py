"""A person followed twice has the same luck: under the same seed, and when a change does not touch them."""

from __future__ import annotations

from sojourn.trace import Step, Trace, trace
from trace_runs import followed, short

WHO = {"nationality": "Mexico", "agency": "interior", "case": "reinstatement"}
ROOM = 60_000


def named(found: Trace) -> tuple[str, int, str]:
    return found.source, found.number, found.arrested.isoformat()


def clocks(found: Trace) -> dict[str, int]:
    """Days of the stages in which nothing is contended, where their own clock ended them."""
    own = {"clock proceedings.order", "clock travel_document.document", "clock landing_rights.cleared"}
    return {step.stage: step.days for step in found.steps if step.owner in own}


def walked(steps: tuple[Step, ...]) -> list[tuple[str, str, int]]:
    return [(step.stage, step.begins.isoformat(), step.days) for step in steps]


def test_the_same_seed_gives_the_same_account_from_a_document_and_from_its_model() -> None:
    again = trace(short(f"beds.capacity={ROOM:,} beds").model, seed=7, **WHO)  # type: ignore[arg-type]
    assert again == followed(beds=ROOM, **WHO)
    assert again.text() == followed(beds=ROOM, **WHO).text()


def test_another_seed_gives_another_account() -> None:
    one, other = (followed(criminality="convicted", seed=seed) for seed in (7, 8))
    assert walked(one.steps) != walked(other.steps)


def test_steps_stay_when_flights_for_others_change_and_there_are_beds_for_all() -> None:
    more = followed("departures.charter.2.flights=9 per week", "limits.post_order=200 days", beds=ROOM, **WHO)
    base = followed(beds=ROOM, **WHO)
    assert named(more) == named(base)
    assert walked(more.steps) == walked(base.steps)


def test_clocks_keep_their_length_when_beds_change_although_the_wait_for_a_bed_does_not() -> None:
    last = "beds.order=[other, pending, convicted]"
    scarce = followed("beds.patience=150 days", last, beds=38_000, **WHO)
    base = followed(beds=ROOM, **WHO)
    assert named(scarce) == named(base)
    assert clocks(base).keys() == {"proceedings", "travel_document", "landing_rights"}
    assert clocks(scarce) == clocks(base)
    assert scarce.steps[0].days > base.steps[0].days
