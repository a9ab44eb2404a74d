"""A claim, its readings, and how the finding of the claim follows from theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sojourn.study.claims.known import Known

Finding = Literal["supported", "not supported", "depends on", "cannot be known"]
FINDINGS: tuple[Finding, ...] = ("supported", "not supported", "depends on", "cannot be known")
"""All findings there are. *Cannot be known*: not from public data."""

SAID_ON = date(2025, 1, 5)
"""Day from which the record is looked at: the Sunday of the newest photograph in the original. The remarks are of a
Sunday before 20 January 2025; the text itself bears no day."""
SPEAKER = "the incoming border czar"
ARTICLE = "the article"
WAITS = "Needs a number that no run gave."
"""Why there is no finding yet."""


@dataclass(frozen=True)
class Said:
    """What was said, in our own words."""

    by: str
    """Who says it: the speaker, or the article itself."""
    where: str
    """Where in the article."""
    words: str
    versions: str = ""
    """Where the two versions of the article differ, which is used and why; empty where they say the same."""


@dataclass(frozen=True)
class Source:
    """Where in the public evidence to look: a figure, or rows of a table."""

    key: str
    """Key of a figure, or name of a table."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Cells that the rows of a table must have; all rows where empty."""
    tell: tuple[str, ...] = ()
    """Columns of the rows that are shown; the table's own line where there are none."""


@dataclass(frozen=True)
class Reading:
    """One thing that a statement can mean, and what is found of it."""

    name: str
    finding: Finding | None
    """None where it needs a run and none was made."""
    why: str
    """The reason, in a sentence or two."""
    counts: bool = True
    """False where it stands beside the claim and was not said: it does not enter the finding."""
    rule: str | None = None
    """Rule of counting, where it is scored under one."""


@dataclass(frozen=True)
class Shown:
    """A number of a run that is told with a claim."""

    number: str
    """Its name among the numbers of the studies."""
    label: str
    unit: str = "people"


@dataclass(frozen=True)
class Claim:
    """A checkable statement of the article."""

    name: str
    title: str
    said: Said
    sources: tuple[Source, ...]
    judge: Callable[[Known], tuple[Reading, ...]]
    """From the evidence and the numbers to the readings."""
    unknown: str
    """What no public data tell of it."""
    needs: tuple[str, ...] = ()
    """Studies whose numbers it uses; see :mod:`sojourn.study.claims.studies`."""
    shown: tuple[Shown, ...] = ()
    commands: tuple[str, ...] = ()
    """Commands that give the same numbers besides `sojourn claims NAME`; with `{scenario}`, `{year}` and the like."""


@dataclass(frozen=True)
class Judged:
    """A claim with what was found."""

    claim: Claim
    readings: tuple[Reading, ...]

    @property
    def finding(self) -> Finding | None:
        """The finding of the claim; None where a reading needs a run that was not made."""
        return together(self.readings)

    @property
    def why(self) -> str:
        """The reason in a line: that of the readings, by finding."""
        counted = [one for one in self.readings if one.counts]
        if len({one.finding for one in counted}) == 1:
            return " ".join(dict.fromkeys(one.why for one in counted))
        parts = []
        for kind in (*FINDINGS, None):
            names = [one.name for one in counted if one.finding == kind]
            if names:
                parts.append(f"{'without a number' if kind is None else kind}: {', '.join(names)}")
        text = "; ".join(parts)
        return f"Which is meant? {text[0].upper()}{text[1:]}."


def together(readings: tuple[Reading, ...]) -> Finding | None:
    """The finding of a claim from those of its readings.

    If all agree, theirs. If none is supported and none depends on something, what is left is that some are not
    supported and the rest cannot be known: it *cannot be known*. Else it *depends on* which reading is meant. None
    where a reading has no finding yet, or where there is none that counts.
    """
    found = {one.finding for one in readings if one.counts}
    if None in found or not found:
        return None
    if len(found) == 1:
        return found.pop()
    return "cannot be known" if found == {"not supported", "cannot be known"} else "depends on"
