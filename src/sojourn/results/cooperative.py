"""What came out of a run of asylum cooperative agreements, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.results.rounding import rounded

SENT = "exit_sent: "


def findings(summary: Mapping[str, Any]) -> list[str]:
    """Sentences that follow from the summary's lines."""
    total = {name: line["values"]["all"] for name, line in summary["lines"].items()}
    sent = {name.removeprefix(SENT): people for name, people in total.items() if name.startswith(SENT)}
    others = sum(people for name, people in total.items() if name.startswith("arrived_")) - sum(sent.values())
    told = rounded(others)
    return [
        f"Sent: {', '.join(f'{people:,} to {country}' for country, people in sent.items())}.",
        f"{told[0].upper()}{told[1:]} others reached the border and were not sent.",
    ]
