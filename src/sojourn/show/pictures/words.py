"""Words around a picture: wrapped to its width, with the source and the grade of what it shows below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sojourn.results.bands import SURE

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

REGULAR, BOLD = 0.49, 0.54
"""Mean width of a letter of Liberation Sans as a share of its size, on the safe side."""
GRADES = {"A": "official", "B": "press, research centres, copies", "C": "assumed or fitted"}
WORST = "C"


def wrap(text: str, width: float, size: float, letter: float = REGULAR) -> list[str]:
    """Lines of a text that fit into a width in pixels."""
    import textwrap

    return textwrap.wrap(text, max(12, int(width / (size * letter))), break_long_words=True) or [""]


def wide(text: str, size: float, letter: float = REGULAR) -> float:
    """About how wide a text is, in pixels."""
    return len(text) * size * letter


def day(value: date | str) -> str:
    """`20 January 2025`."""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.day} {found:%B %Y}"


def listed(names: Sequence[str]) -> str:
    """`Cuba, China and India`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def capital(text: str) -> str:
    """The same with its first letter large."""
    return text[:1].upper() + text[1:]


def made_by(kept: Kept) -> str:
    """Which run a picture is of: version, scenario, seed, and the run's hash."""
    made = kept.made
    runs = f"{made['draws']:,} draws" if kept.many else "one run"
    return (
        f"Sojourn {made['versions']['sojourn']}, {made['scenario']}, {runs}, seed {made['seed']}, "
        f"run {made['hash'][:8]}. A model, not a forecast."
    )


def holding(kept: Kept) -> str:
    """What the band of many runs holds: `nine of ten runs`; of few, `lowest to highest of 12 runs, 85%`."""
    runs, holds = kept.made["draws"], kept.summary["band"]["holds"]
    return "nine of ten runs" if holds >= SURE - 1e-9 else f"lowest to highest of {runs:,} runs, {holds:.0%} of all"


def grade_of(kept: Kept, lines: Iterable[str]) -> str:
    """The worst grade of some lines, and what is assumed in them: `Grade C (assumed or fitted): 12 assumed figures`."""
    told = [kept.summary["lines"][line] for line in lines if line in kept.summary["lines"]]
    grade = max((one["grade"] for one in told if one["grade"]), default=None)
    assumed = sorted({key for one in told for key in one["assumed"]})
    plan = sorted({key for one in told for key in one["plan"]})
    yours = sorted({path for one in told for path in one["yours"]})
    parts = [f"Grade {grade} ({GRADES[grade]})" if grade else "No grade"]
    if assumed:
        parts.append(f"leans on {len(assumed)} assumed {'figure' if len(assumed) == 1 else 'figures'}")
    if plan:
        parts.append("on the plan's own numbers" if assumed else "leans on the plan's own numbers")
    if yours:
        parts.append(f"set by you: {', '.join(yours[:3])}{f' and {len(yours) - 3} more' if len(yours) > 3 else ''}")
    return "; ".join([parts[0], ", ".join(parts[1:])] if len(parts) > 1 else parts) + "."
