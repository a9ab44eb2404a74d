"""The names of what is forecast, and the names that published tables have for the same.

| series | unit | what |
| --- | --- | --- |
| `population.total`, `.ICE`, `.CBP`, `.convicted`, `.pending`, `.other` | people | mean of the month's days |
| `book_outs.total`, `book_outs.<reason>` | people | last departures from custody in the month |
| `removals.custody` | people | of those, removed or left voluntarily; the same as `book_outs.removed` |
| `removals.all` | people | every ICE removal, also of people who never had an ICE bed |
| `alos.total` | days | mean length of the stays that ended in the month |
"""

from __future__ import annotations

import re

AGENCIES = ("ICE", "CBP")
"""Arresting agencies, in the order of every array here."""
CLASSES = ("convicted", "pending", "other")
"""Criminality, in the order of every array here."""
RELEASES = ("bonded", "recognizance", "supervision", "paroled")
"""Reasons that are published for every month from October 2020."""
REASONS = ("removed", *RELEASES, "terminated", "relief", "marshals", "transferred", "other")
"""Reasons of a book-out; the full list is published from October 2023."""
POPULATION = tuple(f"population.{part}" for part in ("total", *AGENCIES, *CLASSES))
BOOK_OUTS = tuple(f"book_outs.{reason}" for reason in ("total", *REASONS))
SERIES = (*POPULATION, *BOOK_OUTS, "removals.custody", "removals.all", "alos.total")
"""Every series that is known here."""

_PUBLISHED = {
    "bonded_out": "bonded",
    "order_of_recognizance": "recognizance",
    "order_of_supervision": "supervision",
    "proceedings_terminated": "terminated",
    "relief_granted_by_ij": "relief",
    "release_to_remove": "removed",
    "transfer_to_u_s_marshals_or_other_agency": "marshals",
    "all": "total",
}
_AGENCIES = {
    "ice": "ICE",
    "interior": "ICE",
    "immigration_and_customs_enforcement": "ICE",
    "u_s_immigration_and_customs_enforcement": "ICE",
    "us_immigration_and_customs_enforcement": "ICE",
    "cbp": "CBP",
    "border": "CBP",
    "border_patrol": "CBP",
    "u_s_border_patrol": "CBP",
    "us_border_patrol": "CBP",
    "customs_and_border_protection": "CBP",
    "u_s_customs_and_border_protection": "CBP",
    "us_customs_and_border_protection": "CBP",
}
_CLASSES = {
    "convicted_criminal": "convicted",
    "pending_criminal_charges": "pending",
    "other_immigration_violator": "other",
}
TOTALS = frozenset({"total", "all", "sum", "grand_total", "total_all"})
"""What a row of sums calls itself."""


def slug(text: str) -> str:
    """A name in small letters with single underscores between its words."""
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def agency(text: str) -> str | None:
    """`ICE` or `CBP` for what plainly means it, `total` for both together, else None."""
    name = slug(text)
    return "total" if name in TOTALS else _AGENCIES.get(name)


def criminality(text: str) -> str | None:
    """A class for what plainly means it, `total` for all together, else None."""
    name = slug(text)
    return "total" if name in TOTALS else _CLASSES.get(name, name if name in CLASSES else None)


def reason(text: str) -> str | None:
    """A reason of a book-out, or `total`, from our own name or the published one; else None."""
    name = slug(text)
    name = _PUBLISHED.get(name, name)
    return name if name in (*REASONS, "total") else None


def series(text: str) -> str | None:
    """A series by its own name in any case, or with a published reason; a well-formed unknown name stays; else None."""
    whole = text.strip()
    head, _, tail = whole.partition(".")
    head, known = slug(head), {name.casefold(): name for name in SERIES}
    if (found := known.get(f"{head}.{tail.strip().casefold()}")) is not None:
        return found
    if head == "book_outs" and (meant := reason(tail)) is not None:
        return f"book_outs.{meant}"
    return whole if re.fullmatch(r"[a-z][a-z0-9_]{0,39}(?:\.[A-Za-z0-9_]{1,40}){1,3}", whole) else None
