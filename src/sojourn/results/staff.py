"""Staff of a run: who was in post, what their number says in the answer, and how many days of them were paid.

An account pays for a kind of staff where it has a cost for their days or for their hiring. From the day after it is
empty until other money begins nobody is hired; those who are in post, or hired before, stay and go on being counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sojourn.network import whole
from sojourn.results.drawdown import Emptied
from sojourn.results.line import Line, Measure
from sojourn.results.periods import Span
from sojourn.scenario.accounts import STAFF_DAYS, STAFF_HIRES
from sojourn.scenario.staff import KINDS, StaffKind
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_staff import Flags, Roster, roster

if TYPE_CHECKING:
    import numpy.typing as npt

    from sojourn.results.run import Run

NAMES: dict[StaffKind, str] = {
    "judges": "Judges",
    "document_officers": "Document officers",
    "arrest_officers": "Arrest officers",
}
IN_POST = "Trained and in post; by leavers, posts authorised and the lead of hiring."


def paid_by(scenario: UsScenario, kind: StaffKind) -> tuple[str, ...]:
    """Accounts that pay for a kind of staff."""
    units = (STAFF_DAYS[kind], STAFF_HIRES[kind])
    accounts = scenario.money.accounts.items()
    return tuple(name for name, account in accounts if any(cost.value.per in units for cost in account.costs))


def frozen(scenario: UsScenario, calendar: Calendar, emptied: Sequence[Emptied], kind: StaffKind) -> Flags | None:
    """(ticks,): days on which nobody of a kind is hired, as an account that pays for them is empty; None for none."""
    payers = paid_by(scenario, kind)
    out = np.zeros(calendar.ticks, dtype=bool)
    for one in emptied:
        if one.account in payers:
            out[calendar.tick(one.on) + 1 : None if one.until is None else calendar.tick(one.until)] = True
    return out if out.any() else None


def roster_of(scenario: UsScenario, calendar: Calendar, emptied: Sequence[Emptied], kind: StaffKind) -> Roster | None:
    """A kind of staff as it came out; None where it is not followed."""
    posts = scenario.staff.of(kind)
    return None if posts is None else roster(posts, calendar, frozen(scenario, calendar, emptied, kind))


def paid(
    scenario: UsScenario, calendar: Calendar, emptied: Sequence[Emptied], unit: str, ticks: slice
) -> npt.NDArray[np.int64]:
    """(days,): whole days of staff that are paid, in post or in training, or whole hirings, by the unit of a cost.

    Fractions are carried from day to day, so that sums are right to one. Nothing where the kind is not followed.
    """
    for kind in KINDS:
        if unit in (STAFF_DAYS[kind], STAFF_HIRES[kind]):
            found = roster_of(scenario, calendar, emptied, kind)
            if found is None:
                break
            counted = found.started if unit == STAFF_HIRES[kind] else found.in_post + found.in_training
            return whole(counted)[ticks]
    return np.zeros(len(range(*ticks.indices(calendar.ticks))), dtype=np.int64)


def staff_lines(run: Run) -> tuple[Line, ...]:
    """Three lines for each kind of staff that is followed: in post on the last day, most vacancies, and hirings."""
    found = []
    for kind in KINDS:
        if run.scenario.staff.of(kind) is not None:
            name = NAMES[kind]
            found += [
                Line(f"staff_{kind}_last", "staff", f"{name} in post, last day", "people", _last(kind), note=IN_POST),
                Line(f"staff_{kind}_vacant_peak", "staff", f"{name}, posts vacant, most at once", "people",
                     _vacant(kind)),
                Line(f"staff_{kind}_hired", "staff", f"{name} hired", "people", _hired(kind), True,
                     note="When training begins; replacements among them."),
            ]  # fmt: skip
    return tuple(found)


def told_staff(run: Run) -> list[str]:
    """A sentence for each kind of which more are authorised and nobody of them is in post in the run."""
    out = []
    for kind in KINDS:
        posts = run.scenario.staff.of(kind)
        if posts is None:
            continue
        more = int(_roster(run, kind).authorised.max()) - posts.in_post.value
        first = np.flatnonzero(_roster(run, kind).authorised > posts.in_post.value)
        if more > 0 and first[0] + posts.lead.value >= run.calendar.ticks:
            out.append(
                f"Of the {more:,} {NAMES[kind].lower()} authorised beyond those in post none is in post in this run: "
                f"the lead is {posts.lead.value:,.0f} days."
            )
    return out


def _roster(run: Run, kind: StaffKind) -> Roster:
    found = roster_of(run.scenario, run.calendar, run.emptied, kind)
    if found is None:
        raise LookupError(f"{kind} are not followed in this run")
    return found


def _last(kind: StaffKind) -> Measure:
    return lambda run, span: int(np.floor(_roster(run, kind).in_post[span.ticks][-1] + 1e-6))


def _vacant(kind: StaffKind) -> Measure:
    return lambda run, span: int(np.ceil(_roster(run, kind).vacant[span.ticks].max() - 1e-6))


def _hired(kind: StaffKind) -> Measure:
    def measure(run: Run, span: Span) -> int:
        return int(whole(_roster(run, kind).started)[span.ticks].sum())

    return measure
