"""What the agreements that a plan may count on are worth: each of them alone, all of them, and none.

An agreement is a decision of another government, so a plan that counts on one is told beside the plan that counts on
none: what that costs, and how surely it meets the targets. Each agreement is tried alone at the levels of the plan, in
draws with the same luck, whether the plan counts on it or not. Its worth in the goal is what it changes in the goal,
and what it changes in each target at the price of that target in the programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sojourn.results.bands import Band, band
from sojourn.results.periods import WHOLE
from sojourn.study.plan.found import Agreed, Found
from sojourn.study.plan.may_agree import May
from sojourn.study.plan.search import Search
from sojourn.study.plan.verify import Simulator, Trial, corrected, number_of, room
from sojourn.study.plan.worth import benefits
from sojourn.study.points.point import Values

TOLD = ("removed_third_country", "removed_all", "post_order_released", "person_days", "cost", "money_agreements")
"""Lines whose changes are told."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """One agreement, and what it alone would change."""

    may: May
    since: date | None
    """From when on it is tried alone: since the plan counts on it, else its first step; None where it is too late."""
    counted: bool
    """Whether the plan counts on it."""
    changes: Mapping[str, Band | None] = field(repr=False)
    """Line over the whole run to its number with this agreement alone less that with none, all levels alike."""
    worth: Band | None
    """How much better the goal gets, at the programme's prices of the targets, in the goal's unit."""
    programme: float | None
    """How much better the goal is in the programme with it alone than with none, levels chosen anew; None where the
    targets cannot be met with one of the two."""
    draws: int


@dataclass(frozen=True, eq=False)
class CountedOn:
    """All agreements of a plan."""

    each: tuple[Weighed, ...]
    fewest: int | None
    """How few the targets take in the programme; None where all of them are too few."""
    without: Trial
    """The plan without any of them: chosen anew, and run."""


def counted_on(
    simulator: Simulator, search: Search, trial: Trial, lines: Sequence[str], *, sure: float, draws: int, few: int
) -> CountedOn | None:
    """Weigh the agreements of a plan; None where there are none to weigh.

    Args:
        simulator: runs proposals.
        search: the programme of the plan.
        trial: the plan and its runs.
        lines: lines of the answer whose changes are wanted beside `TOLD`.
        sure: the share of draws in which the targets are to be met.
        draws: draws in which the plan without is run; 0 for the central values.
        few: of these, draws in which each agreement is tried.
    """
    may, found = trial.found.proposal.may, trial.found
    if not may:
        return None
    corrections = corrected(trial, search, sure if draws else 0.5)
    beds = None if trial.stage == "central" or found.turned > 0 else room(trial, search, sure)
    fewest = search.fewest(corrections, beds)
    none: Agreed = {one.key: None for one in may}
    bare = search.find(corrections, beds, none)
    without = trial if not found.proposal.agreed else simulator.run(bare, draws)
    since = {one.key: _since(found, one) for one in may}
    tried = [one for one in may if since[one.key] is not None]
    numbers = range(min(few, trial.runs)) if trial.stage == "draws" else ()
    levels = [found.proposal.agreeing({})]
    levels += [found.proposal.agreeing({one.key: since[one.key]}) for one in tried]
    base, *alone = simulator.run_all([replace(found, proposal=one) for one in levels], list(numbers))
    keys = tuple(dict.fromkeys([*TOLD, *lines]))
    changed = dict(zip([one.key for one in tried], alone, strict=True))
    each = []
    for one in may:
        begins, there = since[one.key], changed.get(one.key)
        told = dict.fromkeys(keys) if there is None else {key: _change(base, there, key) for key in keys}
        with_it = None if begins is None else search.find(corrections, beds, {**none, one.key: begins})
        better = None
        if with_it is not None and with_it.stop is None and bare.stop is None:
            better = (with_it.best - bare.best) * (1.0 if search.goal.most else -1.0)
        each.append(
            Weighed(
                may=one,
                since=None if begins is None else found.proposal.begins[begins],
                counted=found.agreed.get(one.key) is not None,
                changes=told,
                worth=None if there is None else band(benefits(found, search.goal, base, there)),
                programme=better,
                draws=base.runs if trial.stage == "draws" else 0,
            )
        )
    return CountedOn(tuple(each), fewest, without)


def _change(before: Trial, after: Trial, key: str) -> Band | None:
    pairs = zip(before.lines, after.lines, strict=True)
    return band([_of(second, key) - _of(first, key) for first, second in pairs])


def _of(lines: Values, key: str) -> float:
    """A line over the whole run; 0 of an account that the run does not have."""
    return number_of(lines, key, WHOLE) if key in lines else 0.0


def _since(found: Found, one: May) -> int | None:
    """The step from which an agreement is tried: that of the plan, else the first in which it can be in force."""
    chosen = found.agreed.get(one.key)
    if chosen is not None:
        return chosen
    begins = found.proposal.begins
    return next((q for q, day in enumerate(begins) if day >= one.earliest), None)
