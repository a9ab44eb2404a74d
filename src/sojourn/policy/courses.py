"""The record of third-country schemes as spells: from one status to the next, from one act of a court to the next.

A *course* is what happened between one sender and one country: the rows of the table `agreements` with one scheme and
one country. A *case* is what courts did in one matter: the rows of `litigation` with one case. What had not ended by
the last day on which somebody looked is open, not a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sojourn.evidence.reading import Row
from sojourn.policy.competing_risks import Spell

TALKED = ("floated", "talks", "open")
"""Statuses that are no agreement yet."""
AGREED = ("signed", "in_force")
OVER = ("suspended", "ended", "ruled_out")
CANDIDATES = "candidates_2024"
"""The scheme whose countries were written down when they were named, before it was known which would sign."""
ONE_EFFORT = {CANDIDATES: "third_country_2025"}
"""Schemes of one sender that a court takes together."""
BEARS_ON = ("third_country_removal", "asylum_cooperative", "flights", "agreement:")
"""Channels of a case that bear on the sending of people under an agreement."""

Found = dict[str, list[Spell]]
"""Spells by sort."""


def day_of(row: Row) -> date:
    """The day of an event or an act."""
    return date.fromisoformat(row.text("on"))


def known(rows: Iterable[Row], by: date | None) -> list[Row]:
    """The rows that were known by a day; all of them where none is given."""
    return [row for row in rows if by is None or day_of(row) <= by]


def last_look(rows: Iterable[Row], by: date | None) -> date:
    """Up to when somebody looked: the day of the fence, but no later than the last row."""
    last = max(day_of(row) for row in rows)
    return last if by is None else min(last, by)


def grouped(rows: Iterable[Row], *columns: str) -> dict[str, list[Row]]:
    """Rows by what they have in some columns, each group in order of its days."""
    out: dict[str, list[Row]] = {}
    for row in rows:
        out.setdefault(" / ".join(row.text(column) for column in columns), []).append(row)
    return {member: sorted(found, key=day_of) for member, found in sorted(out.items())}


def course(member: str, rows: Sequence[Row], told: date, found: Found) -> None:
    """The spells of one course, from one status to the next."""
    state: str | None = None
    since = told

    def go(to: str | None, on: date, cause: str | None) -> None:
        nonlocal state, since
        if state is not None and cause is not None:
            found[state].append(Spell(member, (on - since).days, cause))
        state, since = to, on

    for row in rows:
        on, status = day_of(row), row.text("status")
        if status in TALKED:
            back = {"signed": "ended", "in_force": "stopped", "ruled_out": "came_back"}
            if state != "named":
                go("named", on, back.get(state or ""))
        elif status == "ruled_out" and state in (None, "named"):
            go("ruled_out", on, "ruled_out")
        elif status in AGREED:
            if state in (None, "named", "ruled_out"):
                go("signed", on, {"named": "signed", "ruled_out": "came_back"}.get(state or ""))
                if status == "in_force" and rows.index(row) == 0:
                    state = None  # when it signed is not known
            if status == "in_force" and state != "in_force":
                go("in_force", on, "in_force" if state == "signed" else None)
        elif status in OVER:
            go(None, on, {"named": "ruled_out", "signed": "ended", "in_force": "stopped"}.get(state or ""))
    if state is not None:
        found[state].append(Spell(member, (told - since).days, None))


def case(member: str, rows: Sequence[Row], heard: date, found: Found) -> None:
    """Filed to stopped, where the filing is in the table; stopped to reopened or ended."""
    filed = next((day_of(row) for row in rows if row.text("act") == "filed"), None)
    stop = next((row for row in rows if row.text("effect") in ("stops", "ends")), None)
    at = None if stop is None else day_of(stop)
    if filed is not None:
        until = heard if at is None else at
        found["challenged"].append(Spell(member, max((until - filed).days, 0), None if at is None else "stopped"))
    if stop is None or at is None:
        return
    if stop.text("effect") == "ends":
        found["stopped"].append(Spell(member, 0, "ended"))
        return
    causes = {"reopens": "reopened", "ends": "ended"}
    later = [row for row in rows if row.text("on") > stop.text("on") and row.text("effect") in causes]
    if later:
        until = day_of(later[0])
        found["stopped"].append(Spell(member, (until - at).days, causes[later[0].text("effect")]))
    else:
        found["stopped"].append(Spell(member, (heard - at).days, None))


def challenges(events: Sequence[Row], acts: Sequence[Row], until: date) -> list[Spell]:
    """From the first signature of a scheme to the first act of a court on it."""
    out = []
    for scheme, rows in grouped(events, "scheme").items():
        if scheme in ONE_EFFORT and any(row.text("scheme") == ONE_EFFORT[scheme] for row in events):
            continue
        both = [row for row in events if scheme in (row.text("scheme"), ONE_EFFORT.get(row.text("scheme")))]
        began = [day_of(row) for row in (both or rows) if row.text("status") in AGREED]
        if not began:
            continue
        since = min(began)
        on = [day_of(row) for row in acts if row.text("scheme") == scheme and row.text("channel").startswith(BEARS_ON)]
        first = min((day for day in on if day >= since), default=None)
        days = ((until if first is None else first) - since).days
        if days >= 0:
            out.append(Spell(scheme, days, None if first is None else "challenged"))
    return out


def closed(events: Iterable[Row]) -> dict[str, date]:
    """The schemes of which every course has ended, and the last day: from then on no court has anything to say."""
    out = {}
    for scheme, rows in grouped(events, "scheme").items():
        last = [found[-1] for found in grouped(rows, "country").values()]
        if all(row.text("status") == "ended" for row in last):
            out[scheme] = max(day_of(row) for row in last)
    return out
