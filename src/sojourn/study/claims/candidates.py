"""The five countries that the article names as possible destinations, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sojourn.evidence.reading import Row
from sojourn.study.claims.claim import ARTICLE, SAID_ON, Claim, Finding, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known, status_on
from sojourn.study.claims.rules import SOON, above, graded, on_record
from sojourn.study.claims.words import between

SCHEME = "candidates_2024"
AGREED = ("signed", "in_force")
NAMED = ("floated", "talks", "open")
CITED = "Where the article names countries cited by earlier reports, after the speaker declined to name any."
UNKNOWN = "What was said in talks, and what numbers and terms were offered; no text had been published by that day."


def agreed_by(rows: tuple[Row, ...], days: int) -> Row | None:
    """The first row within some days after the article that says signed or in force; None where there is none."""
    last = (SAID_ON + timedelta(days=days)).isoformat()
    found = [row for row in rows if SAID_ON.isoformat() < row.text("on") <= last and row.text("status") in AGREED]
    return min(found, key=lambda row: row.text("on"), default=None)


def _candidate(country: str, ruled_out: bool, words: str, note: str = "") -> Claim:
    name = country.lower().replace(" ", "-")
    title = f"{country} had ruled it out" if ruled_out else f"{country} was a possible destination"
    return Claim(
        name=name,
        title=title,
        said=Said(ARTICLE, CITED, words, note),
        sources=(
            Source("agreements", {"country": country, "scheme": SCHEME}, ("on", "status", "document")),
            Source("places", {"country": country}),
        ),
        judge=_judged(country, ruled_out),
        unknown=UNKNOWN,
        needs=("destinations",),
        shown=(
            Shown(f"moved.{country}", "people moved in a year, if it were in force from the first day"),
            Shown(f"chance.{country}", "chance that it is in force within a year, by what was known then", "share"),
        ),
        commands=("sojourn destinations {scenario} --until {year} --draws {draws} --seed {seed}",),
    )


def _judged(country: str, ruled_out: bool) -> Callable[[Known], tuple[Reading, ...]]:
    def judge(known: Known) -> tuple[Reading, ...]:
        rows = known.rows("agreements", country=country, scheme=SCHEME)
        before = tuple(row for row in rows if row.text("on") <= SAID_ON.isoformat())
        reports = [row for row in before if row.text("status") in NAMED]
        now = status_on(rows, SAID_ON)
        named = Reading(
            "it had been reported",
            graded(on_record(bool(reports)), (row.text("grade") for row in reports)),
            f"{country} had been named by {reports[0].text('on')}."
            if reports
            else f"No report that names {country} by {SAID_ON} is on record.",
        )
        return (named, _standing(country, now, ruled_out), *_beside(country, known, rows))

    return judge


def _standing(country: str, now: Row | None, ruled_out: bool) -> Reading:
    """What held on the day of the article."""
    name = "it had ruled it out by then" if ruled_out else "nothing had ruled it out by then"
    if now is None:
        return Reading(name, "cannot be known", f"No status of {country} on {SAID_ON} is on record.")
    status, grade, since = now.text("status").replace("_", " "), now.text("grade"), now.text("on")
    found: Finding | None = graded(on_record((status == "ruled out") == ruled_out), (grade,))
    return Reading(name, found, f"Its last status on record was {status}, since {since} (grade {grade}).")


def _beside(country: str, known: Known, rows: tuple[Row, ...]) -> tuple[Reading, ...]:
    """What came after, and what it would change: not said, so it does not count."""
    later = agreed_by(rows, SOON)
    signed = Reading(
        f"an agreement within {SOON} days",
        graded(on_record(later is not None), () if later is None else (later.text("grade"),)),
        f"{later.text('status').replace('_', ' ').capitalize()} on {later.text('on')}, grade {later.text('grade')}: "
        f"{later.text('note') or later.text('document')}"
        if later is not None
        else "None is on record.",
        counts=False,
    )
    moved = known.number(f"moved.{country}")
    if moved is None:
        return (signed,)
    effect = Reading(
        "it would move people",
        above(moved, 0.0),
        f"In force for a year it would move {between(moved)} people whose own country refuses them, on terms that are "
        "mostly assumed (C).",
        counts=False,
    )
    return (signed, effect)


CLAIMS = (
    _candidate("Turks and Caicos", False, "Earlier reports had it among four countries that might take people."),
    _candidate("Bahamas", True, "Named in earlier reports; its government has since refused."),
    _candidate("Panama", False, "Earlier reports had it among four countries that might take people."),
    _candidate("Grenada", False, "Earlier reports had it among four countries that might take people."),
    _candidate(
        "Guatemala",
        False,
        "It could be another way: to a news agency, an official had not excluded it.",
        "The second version says that it could offer one; the original, which is used, says that it may provide one.",
    ),
)
