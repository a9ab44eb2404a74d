"""The register of figures: one row a number, with its range, unit, date, publisher, document and grade.

A number whose note begins with `Derived:` is worked out from others by the arithmetic written there. A number
of grade C is assumed or estimated and has to be shown as such wherever it appears.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sojourn.evidence.reading import read_text

COLUMNS = ("key", "value", "low", "high", "unit", "as_of", "publisher", "document", "grade", "note")
DATE_UNIT = "date"
"""The unit of a figure that is a day; its value stays text."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One public number and all that is known about where it comes from."""

    key: str
    """Dotted name, subject first: `throughput.ice_removals.FY2024`."""
    value: float | str
    """The number in `unit`, or a day as text (YYYY-MM-DD) where the unit is `date`."""
    low: float | None
    """Low end of the plausible or published range; None where none is stated."""
    high: float | None
    """High end of the range; None where none is stated."""
    unit: str
    """What is counted and over what time, such as `USD/bed-day`."""
    as_of: str
    """The period described: a day, month, year, fiscal year, or two of them with a `/` between."""
    publisher: str
    """Who answers for the number."""
    document: str
    """Title of the primary document."""
    grade: str
    """A official, B press or secondary, C assumed or estimated."""
    note: str
    """What else a reader has to know, the arithmetic of a derived figure included."""

    @property
    def number(self) -> float:
        """The value where a number is needed.

        Raises:
            UnknownFigure: the figure is a day.
        """
        if isinstance(self.value, str):
            raise UnknownFigure(f"figure {self.key!r} is the day {self.value}, not a number")
        return self.value

    @property
    def derived(self) -> bool:
        """Whether the number is worked out from others by the arithmetic in the note."""
        return self.note.startswith("Derived:")


class UnknownFigure(LookupError):
    """A figure that is not there, or not of the kind asked for; the message says what was probably meant."""


@cache
def figures() -> Mapping[str, Figure]:
    """All figures by key, in the order of their keys; read once."""
    file = files(__package__).joinpath("data/figures.csv")
    rows = read_text(file.read_text(encoding="utf-8"), file.name)
    return MappingProxyType({row["key"]: from_row(row) for row in rows})


def figure(key: str) -> Figure:
    """One figure.

    Raises:
        UnknownFigure: no figure has this key.
    """
    found = figures().get(key)
    if found is None:
        raise UnknownFigure(f"no figure is called {key[:80]!r}{_meant(key)}")
    return found


def from_row(row: Mapping[str, str]) -> Figure:
    """A figure from a row of text.

    Raises:
        ValueError: a number cannot be read.
    """
    return Figure(
        key=row["key"],
        value=row["value"] if row["unit"] == DATE_UNIT else float(row["value"]),
        low=_optional(row["low"]),
        high=_optional(row["high"]),
        unit=row["unit"],
        as_of=row["as_of"],
        publisher=row["publisher"],
        document=row["document"],
        grade=row["grade"],
        note=row["note"],
    )


def _optional(text: str) -> float | None:
    return float(text) if text else None


def _meant(key: str) -> str:
    near = get_close_matches(key[:80], figures(), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(repr(one) for one in near)}?" if near else ""
