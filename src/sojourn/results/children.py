"""What came out of a run of the children's system, in sentences that follow from its summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.results.rounding import rounded

WHOLE = "all"


def findings(summary: Mapping[str, Any]) -> list[str]:
    """Care, the limit of 72 hours, and what became of those whom caseworkers were to contact."""
    values = {key: line["values"][WHOLE] for key, line in summary["lines"].items()}
    waiting = sum(values[key] for key in values if key.endswith("_last") and key.startswith(("in_attempt_", "in_gap_")))
    located, tried = values["exit_located"], values["exit_not_reached"]
    past = values["in_past_72_hours_peak"]
    late = "nobody was in border custody past 72 hours" if not past else f"up to {past:,} at once were past 72 hours"
    care = (
        f"{_begun(rounded(values['held_beds_last']))} children are in care on the last day, "
        f"{rounded(values['held_beds_peak'])} at the peak; {late} at the end of a day."
    )
    tries = (
        f"Of those whom caseworkers were to contact, {rounded(located)} were reached, {rounded(tried)} were not in all "
        f"attempts, {rounded(values['exit_unreachable'])} had a bad address, and {rounded(waiting)} are still to be "
        "tried or tried again."
    )
    court = (
        f"{_begun(rounded(values['in_awaiting_notice_last']))} of those who came since the start have been released "
        f"and wait for a notice to appear, {rounded(values['in_awaiting_hearing_last'])} for a hearing."
    )
    return [care, tries, court, "Not to have been reached is no finding about a child: attempts did not succeed."]


def _begun(text: str) -> str:
    return text[0].upper() + text[1:]
