"""One person's steps: what they wait for, for how long, what ends it and what else could have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from sojourn.engine import Panel
from sojourn.network import Duration, Exponential, Fixed, Never, Sometimes
from sojourn.trace import words
from sojourn.trace.behind import Number, behind, days_of, routes_of
from sojourn.trace.histories import Histories
from sojourn.trace.setting import Setting

RARE = 0.01
"""Clocks with a smaller chance a day, in per cent, are only named."""


@dataclass(frozen=True)
class Step:
    """One stage of one person."""

    stage: str
    """Name of the stage in the model."""
    title: str
    begins: date
    """Day on which it begins."""
    day: int
    """The same counted from the arrest, which is day 1."""
    ends: date | None
    """Day on which it ends; None where the person is still there at the end."""
    days: int
    """Midnights between the two, or so far."""
    waits_for: str
    ended_by: str | None
    """What ended it; None where it has not ended."""
    owner: str | None
    """Name of the clock or grant that ended it, as the engine counts it."""
    numbers: tuple[Number, ...]
    """What stands behind the wait."""
    racing: tuple[str, ...]
    """What else could have ended it, as it stood when the stage began."""
    crowd: str | None
    """How many others there were."""


def steps_of(setting: Setting, histories: Histories, row: int, panel: Panel, until: int) -> tuple[Step, ...]:
    """The steps of one person in a run that has reached the tick ``until``."""
    first, last = int(histories.first[row]), int(histories.first[row + 1])
    arrived, order = int(histories.tick[first]), None
    marks = {stage.name for stage in setting.network.stages if stage.sets is not None}
    out = []
    for move in range(first, last):
        stage, tick, kind = histories.edges[int(histories.edge[move])].target, *_at(histories, move)
        if stage in setting.network.exits:
            break
        order = tick if stage in marks else order
        moved = move + 1 < last
        end = int(histories.tick[move + 1]) if moved else until
        edge = histories.edges[int(histories.edge[move + 1])] if moved else None
        owner = edge.owner if edge is not None else None
        out.append(
            Step(
                stage=stage,
                title=words.title(stage),
                begins=setting.calendar.day(tick),
                day=tick - arrived + 1,
                ends=setting.calendar.day(end) if moved else None,
                days=end - tick,
                waits_for=words.awaited(stage),
                ended_by=_ended(setting, histories, move, edge.owner, edge.target) if edge is not None else None,
                owner=owner,
                numbers=behind(setting, stage, kind, tick),
                racing=_racing(setting, stage, kind, tick, order, owner),
                crowd=_crowd(setting, panel, stage, kind, tick),
            )
        )
    return tuple(out)


def _at(histories: Histories, move: int) -> tuple[int, int]:
    return int(histories.tick[move]), int(histories.kind[move])


def _ended(setting: Setting, histories: Histories, move: int, owner: str, target: str) -> str:
    """What ended a stage; a bed in another area is a transfer."""
    text = words.ended(owner, target)
    before, after = (setting.network.kinds.describe(int(histories.kind[m]))["area"] for m in (move, move + 1))
    return text if before == after else f"{text} in another area ({after} instead of {before})"


def _racing(
    setting: Setting, stage: str, kind: int, tick: int, order: int | None, ended: str | None
) -> tuple[str, ...]:
    """The other clocks of a stage, with their chance a day or the days left."""
    out, rare = [], []
    for clock in setting.network.stage(stage).clocks:
        law, pace = setting.law(clock, kind), setting.pace(clock, kind, tick)
        if isinstance(law, Never) or pace == 0 or ended == f"clock {stage}.{clock.name}":
            continue
        name, fixed = words.RACING.get(clock.name, words.plain(clock.name)), _sure(law)
        if isinstance(law, Exponential):
            chance = -100 * math.expm1(-pace / law.mean)
            if chance < RARE:
                rare.append(name)
            else:
                out.append(f"{name} {chance:.2g} % a day")
        elif isinstance(fixed, Fixed) and clock.since is not None:
            left = fixed.ticks - (tick - (tick if order is None else order))
            what = f"the {fixed.ticks}-day limit after the final order" if clock.name == "limit" else name
            out.append(f"{what}, {left} days away")
        elif isinstance(law, Fixed) and clock.name == "patience":
            out.append(f"{name}, on the morning after {days_of(setting.scenario.beds.patience.value)} without one")
        elif isinstance(law, Fixed):
            out.append(f"{name} after {days_of(law.ticks)}")
        else:
            middle = setting.within(clock, kind, tick, 0.5)
            out.append(name if middle is None else f"{name}, median {middle} days")
    return (*out, f"under {RARE:g} % a day each: {', '.join(rare)}") if rare else tuple(out)


def _sure(law: Duration) -> Duration:
    """A law without the chance that it never rings."""
    return law.law if isinstance(law, Sometimes) else law


def _crowd(setting: Setting, panel: Panel, stage: str, kind: int, tick: int) -> str | None:
    """Who else was there at the end of the day the stage began; the panel's cells are nationalities."""
    if stage == "intake":
        waiting = int(panel.inside(stage)[tick].sum())
        return f"{int(panel.held[tick].sum()):,} beds taken that night, {waiting:,} people without one"
    if stage == "seat":
        names = setting.network.kinds.levels("nationality")
        here = setting.network.kinds.describe(kind)["nationality"]
        routes = routes_of(setting, here)
        mode = setting.nations[here].mode
        with_them = {name for route in routes for name in route.to}
        if not routes:
            with_them = {name for name in names if setting.nations[name].mode == mode}
        waiting = int(panel.inside(stage)[tick][[names.index(name) for name in with_them]].sum())
        return f"{waiting:,} people waiting for the same departures that night"
    return None
