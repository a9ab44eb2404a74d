"""What a map of agreements stands on: the acts of governments and courts, their last day, and the grade of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sojourn.evidence.registry import figures
from sojourn.evidence.tables import tables
from sojourn.policy.agreements import channels
from sojourn.show.pictures.words import GRADES
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_third_country import halted

if TYPE_CHECKING:
    from sojourn.results.kept import Kept
    from sojourn.scenario.us import UsScenario

YOURS = "set by you"


@dataclass(frozen=True, order=True)
class Act:
    """Something that a government or a court did, and where that is from."""

    on: date
    source: str | None


def acts(kept: Kept) -> list[Act]:
    """Every change of a status, and every act of a court on such a channel, until the last day of a run, in order."""
    scenario, last = _scenario(kept), date.fromisoformat(kept.summary["to"])
    if scenario is None:
        return []
    deals = scenario.third_country.agreements
    shown = {one["country"] for one in kept.summary["third_country"]["agreements"]}
    about = {channel for deal in deals for channel in channels(deal)}
    found = [Act(change.on, change.source) for deal in deals if deal.country in shown for change in deal.statuses]
    found += [Act(act.on, act.source) for case in scenario.litigation if case.channel in about for act in case.acts]
    return sorted((one for one in found if one.on <= last), key=lambda one: one.on)


def standing_of(done: Sequence[Act]) -> str:
    """The worst grade of some acts: `grade B (press, research centres, copies).`; without a source: `set by you.`.

    What its author writes is no evidence, and is told beside the grade of the rest.
    """
    known = {key: one.grade for found in (figures(), tables()) for key, one in found.items()}
    grades = [known[one.source] for one in done if one.source in known]
    said = [f"grade {max(grades)} ({GRADES[max(grades)]})"] if grades else []
    own = sum(one.source not in known for one in done)
    if own:
        said.append(f"{own} of {len(done)} {YOURS}" if grades else YOURS)
    return f"{', '.join(said)}."


def shut(kept: Kept) -> frozenset[str]:
    """Names of the agreements that a court stops on the last day of a run."""
    scenario = _scenario(kept)
    if scenario is None:
        return frozenset()
    calendar = Calendar(date.fromisoformat(kept.made["from"]), date.fromisoformat(kept.made["until"]))
    deals = zip(kept.summary["third_country"]["agreements"], scenario.third_country.agreements, strict=False)
    return frozenset(
        told["agreement"]
        for told, deal in deals
        if told.get("agreement") and bool(halted(scenario, deal, calendar)[-1])
    )


def _scenario(kept: Kept) -> UsScenario | None:
    from sojourn.scenario.us import UsScenario

    found = kept.scenario()
    return found if isinstance(found, UsScenario) else None
