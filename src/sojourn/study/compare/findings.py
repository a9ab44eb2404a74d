"""A few sentences that follow from a comparison by rule; each counts runs or gives a band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sojourn.study.compare.words import of, size

if TYPE_CHECKING:
    from sojourn.study.compare.compare import Comparison
    from sojourn.study.compare.difference import Difference
    from sojourn.study.compare.sides import Side


@dataclass(frozen=True)
class Told:
    """How a difference of a line is said."""

    key: str
    more: str
    """`{size}` stands for how large it is."""
    fewer: str
    unsure: str
    none: str


MAIN = (
    Told("removed_all", "removes {size} more people than A", "removes {size} fewer people than A",
         "removes more people than A or fewer", "removes as many people as A"),
    Told("held_peak", "holds {size} more people at the peak", "holds {size} fewer people at the peak",
         "holds more people at the peak or fewer", "holds as many people at the peak"),
    Told("person_days", "holds people for {size} more days in all", "holds people for {size} fewer days in all",
         "holds people for more days in all or fewer", "holds people for as many days in all"),
    Told("exit_released_no_bed", "releases {size} more people for want of a bed",
         "releases {size} fewer people for want of a bed", "releases more people for want of a bed or fewer",
         "releases as many people for want of a bed"),
    Told("cost", "costs {size} more in custody", "costs {size} less in custody", "costs more in custody or less",
         "costs as much in custody"),
)  # fmt: skip
"""The main lines, in the order in which they are told."""
KEYS = tuple(one.key for one in MAIN)


def findings(study: Comparison, side: Side) -> list[str]:
    """What differs between a scenario and the base, the main lines first."""
    period = study.sides.whole
    found = [(one, study.difference(side, one.key, period)) for one in MAIN if one.key in study.lines]
    sentences = [_line(study, side, told, one) for told, one in found if one is not None and not one.nothing]
    equal = [told.none for told, one in found if one is not None and one.nothing]
    if len(equal) == len(found):
        sentences.append(f"{side.letter} and A do not differ in any main line, in any of {_runs(study)}.")
    elif equal:
        sentences.append(f"In every run {side.letter} {_and(equal)}{'' if 'as A' in equal[0] else ' as A'}.")
    return [*sentences, *_gain(study, side, period), *_rules(study, side)]


def _line(study: Comparison, side: Side, told: Told, one: Difference) -> str:
    unit, what = study.lines[told.key].unit, "draws" if study.draws else "runs"
    if one.sure:
        verb = told.more if one.above else told.fewer
        said = verb.format(size=size(one.band, unit))
        return f"{side.letter} {said}, in {of(one.runs, one.runs, what)}."
    if not (one.above and one.below):
        some, equal = max(one.above, one.below), one.runs - one.above - one.below
        bare = (told.more if one.above else told.fewer).replace("{size} ", "")
        return f"{side.letter} {bare} in {of(some, one.runs, what)}, and in {equal:,} there is no difference."
    counts = f"more in {of(one.above, one.runs, what)}, less in {one.below:,}"
    share = max(one.above, one.below) / one.runs
    if share >= np.float64(0.9):
        verb = told.more if one.above > one.below else told.fewer
        bare = verb.replace("{size} ", "")
        return f"{side.letter} {bare}, but not surely: {counts}."
    return f"Whether {side.letter} {told.unsure} is not sure: {counts}."


def _gain(study: Comparison, side: Side, period: str) -> list[str]:
    """What it gains that both have the same people, draws and luck."""
    found = study.difference(side, "removed_all", period) if "removed_all" in study.lines else None
    if found is None or found.narrower is None or found.narrower < 1.5:
        return []
    shared = "draws and luck" if study.draws else "luck"
    times = f"{found.narrower:.0f}" if found.narrower >= 10 else f"{found.narrower:.1f}"
    said = f"The same people, {shared} on both sides make the band of the difference in removals {times} times narrower"
    return [f"{said} than runs that share nothing would."]


def _rules(study: Comparison, side: Side) -> list[str]:
    """Other rules under which a main line's difference has another sign."""
    turned = []
    for told in MAIN:
        if told.key not in study.lines:
            continue
        for key, (usual, under) in study.by_rule(side, told.key, study.sides.whole).items():
            if usual * under < 0:
                label = next(rule.label for rule, _ in study.otherwise if rule.key == key)
                turned.append(f"{study.lines[told.key].label.lower()} ({label.lower()})")
    if turned:
        return [f"Under another rule, by the same luck, the difference turns its sign in: {', '.join(turned)}."]
    return []


def _runs(study: Comparison) -> str:
    return f"{study.draws:,} draws" if study.draws else f"{len(study.by_chance[0]):,} runs by luck alone"


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
