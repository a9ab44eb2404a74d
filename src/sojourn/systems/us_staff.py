"""How many are in post, day by day, and what their number does to paces and to the arrests that a plan adds.

With r the share that leaves in a day, a the posts authorised, L the lead and m the most that can be hired in a day:

    kept(t)    = (1 - r) in_post(t - 1)
    in_post(t) = kept(t) + min(m, max(0, a(t - L) - kept(t)))      from day L on
    in_post(t) = in_post(0)                                        before it

Whoever hires looks a lead time ahead: on day t - L as many are sought as will be missing on day t of the posts that are
authorised then. Before day L those who leave are replaced by people who were sought before the start. So a number
authorised that does not change stays constant, unless more leave than can be hired; nobody is dismissed, and a number
that is lowered is reached by leaving. r is such that the attrition of a year is gone after 365.25 days.
Pay begins with training, at the end of the lead. On days on which hiring is stopped no training begins: nobody comes
into post as many days later, and whoever was to come waits.

A pace is (in_post(t) / in_post(0)) ^ elasticity. The elasticity is one: twice the judges decide in half the time. That
is an assumption; nothing published says how the pace of detained cases answers to the number of judges.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.scenario.staff import PacedPosts, Posts, StaffKind
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar, Floats

YEAR = 365.25
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Roster:
    """One kind of staff over the days of a run; each is an array (ticks,)."""

    in_post: Floats
    """Trained and in post."""
    authorised: Floats
    """Posts that may be filled."""
    in_training: Floats
    """Paid, and not yet in post."""
    started: Floats
    """Those whose training begins on the day; without training, those who come into post."""

    @property
    def vacant(self) -> Floats:
        """Posts that are authorised and not filled."""
        return np.maximum(self.authorised - self.in_post, 0.0)


def in_post(posts: Posts, calendar: Calendar, frozen: Flags | None = None) -> Floats:
    """Number in post on each day, (ticks,).

    Args:
        posts: the kind of staff.
        calendar: the days.
        frozen: (ticks,) days on which nobody begins to be paid; none where not given.
    """
    return roster(posts, calendar, frozen).in_post


def roster(posts: Posts, calendar: Calendar, frozen: Flags | None = None) -> Roster:
    """One kind of staff over the days of a calendar, by the recurrence above; arguments as for `in_post`."""
    ticks, lead = calendar.ticks, math.ceil(posts.lead.value - 1e-9)
    training = min(math.ceil(posts.training.value - 1e-9), lead)
    first = float(posts.in_post.value)
    leave = daily(posts.attrition.value)
    most = math.inf if posts.most_hired is None else posts.most_hired.value
    authorised = np.full(ticks, first) if posts.authorised is None else calendar.values(posts.authorised)
    stopped = np.zeros(ticks, dtype=bool) if frozen is None else frozen
    number = np.empty(ticks + training)
    came = np.empty(ticks + training)
    now = first
    for tick in range(ticks + training):
        kept = (1.0 - leave) * now
        if tick >= training and stopped[tick - training]:
            came[tick] = 0.0
        elif tick < lead:
            came[tick] = min(max(most, leave * first), first - kept)
        else:
            came[tick] = min(most, max(0.0, float(authorised[tick - lead]) - kept))
        number[tick] = now = kept + came[tick]
    soon = np.concatenate([np.zeros(1), np.cumsum(came)])
    at = np.arange(ticks)
    return Roster(number[:ticks], authorised, soon[at + training + 1] - soon[at + 1], came[at + training])


def daily(attrition: float) -> float:
    """Share that leaves in a day, from that of a year."""
    return -math.expm1(math.log1p(-attrition) / YEAR)


def pace_factor(scenario: UsScenario, calendar: Calendar, kind: StaffKind, frozen: Flags | None = None) -> Floats:
    """Factor on the pace that a kind of staff moves, (ticks,); 1 where the kind is not followed."""
    posts = scenario.staff.of(kind)
    if not isinstance(posts, PacedPosts):
        return np.ones(calendar.ticks)
    return np.asarray((in_post(posts, calendar, frozen) / float(posts.in_post.value)) ** posts.elasticity.value)


def added_at_most(scenario: UsScenario, calendar: Calendar, frozen: Flags | None = None) -> Floats:
    """Arrests a day that a plan can add, (ticks,): those of the officers beyond the first day's; else no limit.

    Officers of the first day go on making the arrests that were made before. Where there are fewer than on the first
    day nothing can be added, and what was made before is not lowered.
    """
    officers = scenario.staff.arrest_officers
    if officers is None:
        return np.full(calendar.ticks, np.inf)
    more = in_post(officers, calendar, frozen) - float(officers.in_post.value)
    return np.asarray(np.maximum(more, 0.0) * officers.per_officer.value)
