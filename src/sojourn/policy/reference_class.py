"""The reference class of a third-country scheme: how long it took others, and how often it came to anything.

A *course* is what happened between one sender and one country: the rows of the table `agreements` with one scheme and
one country. A *case* is what courts did in one matter: the rows of `litigation` with one case. Six sorts of spells are
read from them, each with what can end it; what had not ended by the last day of the table is open, not a failure:

| sort | from | ends |
| --- | --- | --- |
| named | floated, in talks or open | signed, ruled out |
| signed | signed | in force; ended: given up before, or back to talks |
| in_force | in force | stopped: suspended, ended, or back to talks |
| ruled_out | ruled out | came back |
| agreed | the first signature of a scheme | challenged: the first act of a court on it |
| challenged | a case filed | stopped |
| stopped | the first stop of a case | reopened, ended for good |

`enjoined` ends no spell of a course: courts are told by their own rows, so that no stop counts twice. A country that
is in force without a row of its signature signed on that day.

Two biases, named here and bounded by :func:`chances`. Most countries come into the table because something was signed,
so those that signed say little of those that were merely named. And most cases come in because something was stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from sojourn.evidence.tables import table
from sojourn.policy.competing_risks import Law, Spells, draw
from sojourn.policy.courses import (
    AGREED,
    CANDIDATES,
    ONE_EFFORT,
    Found,
    case,
    challenges,
    closed,
    course,
    grouped,
    known,
    last_look,
)

CAUSES = {
    "named": ("signed", "ruled_out"),
    "signed": ("in_force", "ended"),
    "in_force": ("stopped",),
    "ruled_out": ("came_back",),
    "agreed": ("challenged",),
    "challenged": ("stopped",),
    "stopped": ("reopened", "ended"),
}
"""Each sort of spell, and what can end one."""


@dataclass(frozen=True)
class Reference:
    """The spells of every sort, as known by a day."""

    known_by: date | None
    """The day; None for everything in the tables."""
    sorts: dict[str, Spells]
    """By sort, as in `CAUSES`."""
    courses: int
    """Courses in the table."""
    cases: int
    """Cases in the table."""

    def law(self, sort: str, number: int, seed: int = 0) -> Law:
        """Law ``number`` of those that the spells of one sort leave possible."""
        return draw(self.sorts[sort], number, (seed, tuple(CAUSES).index(sort)))


@cache
def laws(sort: str, number: int, seed: int = 0, known_by: date | None = None) -> tuple[Law, ...]:
    """The first ``number`` laws of one sort."""
    known_then = reference(known_by)
    return tuple(known_then.law(sort, at, seed) for at in range(number))


@dataclass(frozen=True)
class Counted:
    """How many of some did something, with what is not known."""

    what: str
    """What was counted, in words that follow `2 of 5`."""
    did: int
    of: int
    low: float
    """5 % point of the chance (Jeffreys: Beta with a half added to each count); 0 where none did."""
    high: float
    """95 % point; 1 where all did."""


@cache
def reference(known_by: date | None = None, schemes: tuple[str, ...] | None = None) -> Reference:
    """The reference class.

    Args:
        known_by: what was known by this day; later rows are not looked at, and spells that went on are open.
        schemes: only these schemes of the table `agreements`, and the cases about them; all where not given.
    """
    events = known(table("agreements"), known_by)
    acts = known(table("litigation"), known_by)
    if schemes is not None:
        events = [row for row in events if row.text("scheme") in schemes]
        acts = [row for row in acts if row.text("scheme") in {ONE_EFFORT.get(one, one) for one in schemes}]
    told, heard = last_look(table("agreements"), known_by), last_look(table("litigation"), known_by)
    courses, cases, over = grouped(events, "scheme", "country"), grouped(acts, "case"), closed(events)
    found: Found = {sort: [] for sort in CAUSES}
    for member, rows in courses.items():
        course(member, rows, told, found)
    for member, rows in cases.items():
        case(member, rows, min(heard, over.get(rows[0].text("scheme"), heard)), found)
    found["agreed"] = challenges(events, acts, min(told, heard))
    sorts = {sort: Spells(CAUSES[sort], tuple(spells)) for sort, spells in found.items()}
    return Reference(known_by, sorts, len(courses), len(cases))


def chances(known_by: date | None = None) -> tuple[Counted, ...]:
    """How often it came to something, counted in more ways than one, since the table is no sample.

    Of the countries written down when they were named; of all spells of being named; and of all courses, as if each
    that is first heard of when it signed had been named before, which is the most it can be. The same of courts: cases
    whose filing is in the table, and all cases.
    """
    whole = reference(known_by)
    courses = grouped(known(table("agreements"), known_by), "scheme", "country")
    agreed = {one for one, rows in courses.items() if any(row.text("status") in AGREED for row in rows)}
    few = {one for one in courses if one.startswith(f"{CANDIDATES} / ")}
    cases = grouped(known(table("litigation"), known_by), "case")
    stopped = sum(any(row.text("effect") in ("stops", "ends") for row in rows) for rows in cases.values())
    named, filed = whole.sorts["named"], whole.sorts["challenged"]
    return (
        _counted("countries named in December 2024 signed", len(few & agreed), len(few)),
        _counted("times that a country was named ended in a signature", named.ended_by("signed"), len(named)),
        _counted("courses in the table, named before or not, were signed", len(agreed), len(courses)),
        _counted("cases whose filing is known stopped what they were about", filed.ended_by("stopped"), len(filed)),
        _counted("cases of all stopped something", stopped, len(cases)),
    )


def _counted(what: str, did: int, of: int) -> Counted:
    from scipy.stats import beta

    low, high = beta.ppf((0.05, 0.95), did + 0.5, of - did + 0.5).tolist()
    return Counted(what, did, of, low if did else 0.0, high if did < of else 1.0)
