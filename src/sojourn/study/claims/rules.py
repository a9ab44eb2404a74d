"""The rules by which findings follow. None of them knows what is judged.

- *Above*: supported where the whole band lies above the limit, not supported where it lies below, else it depends on
  what is not known.
- *Inside*: supported where the whole band lies between two limits, not supported where it lies outside, else it
  depends.
- *On record*: what is on record is supported, what is on record to the contrary is not.
- *Grade*: what hangs on evidence of grade C alone is never supported or not supported: it depends on that row.
- *About*: a number that is said to be about so much is met within a fifth.
"""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.study.claims.claim import Finding
from sojourn.study.claims.known import Spread

ABOUT = 0.2
"""How far from a number "about" reaches, as a share of it."""
THOUSANDS = 2000.0
"""The least that "thousands" means."""
KEY = 0.10
"""Share from which a part is a large one."""
MARKED = 0.05
"""Relative change from which a limit is said to bind, or a number to have changed."""
FAST = 2.0
"""Factor within a year from which growth is rapid."""
SOON = 90
"""Days within which something that is called close is expected."""
ROUNDS = 2
"""Stops by courts from which there is more than one round."""


def above(band: Spread | None, limit: float) -> Finding | None:
    """Whether a number lies above a limit; None without a number."""
    if band is None:
        return None
    if band.low > limit:
        return "supported"
    return "not supported" if band.high <= limit else "depends on"


def below(band: Spread | None, limit: float) -> Finding | None:
    """Whether a number lies below a limit; None without a number."""
    return opposite(above(band, limit))


def inside(band: Spread | None, low: float, high: float) -> Finding | None:
    """Whether a number lies between two limits; None without a number."""
    if band is None:
        return None
    if low <= band.low and band.high <= high:
        return "supported"
    return "not supported" if band.high < low or band.low > high else "depends on"


def about(band: Spread | None, said: float) -> Finding | None:
    """Whether a number is about what was said; None without a number."""
    return inside(band, said * (1 - ABOUT), said * (1 + ABOUT))


def exactly(value: float) -> Spread:
    """A published number as a band of no width."""
    return Spread(value, value, value)


def on_record(holds: bool) -> Finding:
    """What the record says."""
    return "supported" if holds else "not supported"


def graded(finding: Finding | None, grades: Iterable[str]) -> Finding | None:
    """The same, unless it hangs on evidence of grade C alone."""
    found = set(grades)
    if finding in ("supported", "not supported") and found == {"C"}:
        return "depends on"
    return finding


def opposite(finding: Finding | None) -> Finding | None:
    """The finding of the contrary."""
    if finding == "supported":
        return "not supported"
    return "supported" if finding == "not supported" else finding
