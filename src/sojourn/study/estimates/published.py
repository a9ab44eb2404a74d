"""The published estimates as they were printed: inputs, results, and what each can mean by its rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache

from sojourn.evidence.reading import Row
from sojourn.evidence.tables import table

TABLE = "published_estimates"


class UnknownEstimate(LookupError):
    """An estimate that is not there; the message is one sentence and says what is."""


@dataclass(frozen=True)
class Printed:
    """One number as a study prints it."""

    quantity: str
    kind: str
    """`given` is an input, `result` follows from the inputs, `stated` does not follow from what is printed."""
    value: Decimal
    unit: str
    rounded_to: Decimal
    """Unit of the last digit; 0 where the number is exact."""
    at_least: bool
    """Whether it is printed as `more than`, so that it was cut and not rounded."""
    grade: str
    note: str
    difference: str
    """Why it does not come out within its rounding, in a sentence; empty where it does."""

    @property
    def means(self) -> tuple[Decimal, Decimal]:
        """The least and the most that the number can stand for: 43.5 rounded to 0.1 means 43.45 to 43.55."""
        if self.at_least:
            return self.value, self.value + self.rounded_to
        return self.value - self.rounded_to / 2, self.value + self.rounded_to / 2


@dataclass(frozen=True)
class Published:
    """One study."""

    key: str
    publisher: str
    document: str
    as_of: str
    """When it was published."""
    dollars: int | None
    """Year of its money; None where it does not say."""
    numbers: tuple[Printed, ...]

    @property
    def year(self) -> int:
        """Year of its money; that of publication where it does not say."""
        return int(self.as_of[:4]) if self.dollars is None else self.dollars

    @property
    def given(self) -> dict[str, Decimal]:
        """Its inputs by name."""
        return {one.quantity: one.value for one in self.numbers if one.kind == "given"}

    def printed(self, quantity: str) -> Printed | None:
        """A result as printed; None where the study prints none."""
        return next((one for one in self.numbers if one.quantity == quantity and one.kind == "result"), None)


@cache
def studies() -> dict[str, Published]:
    """All studies by key, in the order of the table."""
    rows: dict[str, list[Row]] = {}
    for row in table(TABLE):
        rows.setdefault(row.text("study"), []).append(row)
    return {key: _study(key, of) for key, of in rows.items()}


def study(key: str) -> Published:
    """One study.

    Raises:
        UnknownEstimate: none has this key.
    """
    found = studies().get(key.strip().casefold())
    if found is None:
        near = get_close_matches(key[:80].casefold(), studies(), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(studies())}"
        raise UnknownEstimate(f"no estimate is called {key[:80]!r}; {hint}")
    return found


def _study(key: str, rows: list[Row]) -> Published:
    first = rows[0]
    year = next((row["dollars"] for row in rows if row["dollars"]), None)
    return Published(
        key,
        first.text("publisher"),
        first.text("document"),
        first.text("as_of"),
        None if year is None else int(year),
        tuple(_printed(row) for row in rows),
    )


def _printed(row: Row) -> Printed:
    return Printed(
        quantity=row.text("quantity"),
        kind=row.text("kind"),
        value=_exact(row.number("value")),
        unit=row.text("unit"),
        rounded_to=_exact(row.number("rounded_to")),
        at_least=row.text("said") == "at_least",
        grade=row.text("grade"),
        note=row.text("note"),
        difference=row.text("difference"),
    )


def _exact(number: float) -> Decimal:
    """The number as it stands in the table: the shortest text of a float is the text that was read."""
    found = Decimal(repr(number))
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found
