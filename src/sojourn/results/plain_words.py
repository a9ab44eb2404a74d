"""Names of a network's sources, stages and exits in words, for the lines of an answer."""

from __future__ import annotations

import re

NUMBERED = {
    "unheard": "not heard from by day {}",
    "heard": "heard from by day {}",
    "attempt": "waiting for attempt {}",
    "gap": "between attempts {} and {next}",
}
"""Words for a stage that has a number in its name: calls by their business day, attempts in their order."""
CAPITALS = {"uk": "UK", "us": "US"}


def in_words(name: str) -> str:
    """`heard_in_uk` as `heard in UK`, `gap_1` as `between attempts 1 and 2`."""
    if (found := re.fullmatch(r"([a-z]+)_(\d+)", name)) and found[1] in NUMBERED:
        return NUMBERED[found[1]].format(found[2], next=int(found[2]) + 1)
    return " ".join(CAPITALS.get(word, word) for word in name.split("_"))
