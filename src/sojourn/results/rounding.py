"""Numbers as text, with no more digits than are known.

A simulated count is known to about three figures at best; a count of days is exact; a share is a whole per cent.
"""

from __future__ import annotations

import math

FIGURES = 3
SCALES = ((1e12, "trillion", "tn"), (1e9, "billion", "bn"), (1e6, "million", "mn"))
LEAST = 0.1
"""An expected number below this is told as such."""
EXACT = "days"
"""The unit that is counted, not estimated."""


def rounded(value: float, unit: str = "people") -> str:
    """A number for a sentence: `about 1.23 million`, `about 47,000`, `57 %`, `about 5.57 billion USD`."""
    if unit == "share":
        return f"{value * 100:.0f} %"
    if unit == EXACT:
        return f"{value:,.0f}"
    if 0 < value < LEAST:
        return f"less than {LEAST}"
    near = significant(value)
    sign = "" if value == near and abs(value) < 100 else "about "
    currency = f" {unit}" if unit.isupper() else ""
    for scale, word, _ in SCALES:
        if abs(near) >= scale:
            return f"{sign}{_plain(near / scale)} {word}{currency}"
    return f"{sign}{_plain(near)}{currency}"


def short(value: float | str | None, unit: str = "people") -> str:
    """A number for a cell of a table: `47,000`, `1.23 mn`, `57 %`, `$5.57 bn`; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if unit == "share":
        return f"{value * 100:.0f} %"
    if unit == EXACT:
        return f"{value:,.0f}"
    if 0 < value < LEAST:
        return f"<{LEAST}"
    near = significant(value)
    mark = "$" if unit == "USD" else ""
    for scale, _, word in SCALES:
        if abs(near) >= scale:
            return f"{mark}{_plain(near / scale)} {word}"
    return f"{mark}{_plain(near)}"


def significant(value: float, figures: int = FIGURES) -> float:
    """A number to so many significant figures; two at most for a small one that is not whole."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    if abs(value) < 100 and value != int(value):
        figures = min(figures, 2)
    digits = figures - 1 - math.floor(math.log10(abs(value)))
    return float(round(value, digits))


def _plain(value: float) -> str:
    """Thousands commas, and decimals only below 100 where three figures reach them."""
    if value == int(value):
        return f"{value:,.0f}"
    decimals = max(0, FIGURES - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
