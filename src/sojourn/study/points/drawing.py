"""The points of one scenario: at its central values, and under numbered draws of what is not known.

Draw i of a number, and its luck, depend on the seed, the number's name and i alone. So draw i of two scenarios is the
same world, and what differs between the two runs is what differs between the scenarios.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sojourn.run import calendar_of, check, seed_of
from sojourn.scenario.us import UsScenario
from sojourn.study.custody.joint import joint_for
from sojourn.study.drawn import check_names, drawn
from sojourn.study.draws import Draws, luck, uniforms
from sojourn.study.points.point import Point, as_json
from sojourn.study.uncertain import Doubt, doubts
from sojourn.warm_up import past

DRAW, LUCK = "draw", "luck"
"""What the luck of a run is named by: one with drawn values, or one at the central values."""


@dataclass(frozen=True)
class Drawing:
    """A scenario, ready to give its points."""

    scenario: UsScenario
    before: UsScenario = field(repr=False)
    """The system before the start."""
    until: date
    seed: int
    doubts: tuple[Doubt, ...] = field(repr=False)
    """The numbers in doubt."""
    joint: Draws | None = field(repr=False)
    """Joint draws that take the place of some of them."""
    specialised: bool | None = field(default=None, repr=False)

    @cached_property
    def written(self) -> str:
        """The scenario at its central values as JSON."""
        return as_json(self.scenario)

    def central(self, replication: int = 0) -> Point:
        """The point at the central values; replication 0 is the scenario's own run (`sojourn run`)."""
        seed = self.seed if replication == 0 else luck(self.seed, LUCK, replication)
        return Point(seed, self.until, self.written, as_json(self.before), self.written, specialised=self.specialised)

    def draw(self, number: int, *, shares: Mapping[str, float] | None = None) -> Point:
        """Draw ``number``, counted from 0.

        Args:
            number: names the draw and its luck.
            shares: of each number in doubt the share of its law below the value, in place of the draw's own; those
                that are not named keep that.
        """
        found = {**uniforms(self.seed, tuple(one.key for one in self.doubts), number), **(shares or {})}
        row = None if self.joint is None else self.joint.row(number)
        one = drawn(self.scenario, self.before, self.doubts, found, row, prospect=(self.seed, number))
        fresh = self.scenario.third_country.prospects == "drawn"  # another network in each draw
        return Point(
            luck(self.seed, DRAW, number),
            self.until,
            as_json(one.scenario),
            as_json(one.past),
            self.written,
            one.custody,
            False if fresh else self.specialised,
        )

    def at(
        self,
        shares: Mapping[str, float] | None = None,
        *,
        row: int | None = None,
        replication: int = 0,
        prospect: int | None = None,
    ) -> Point:
        """The point with some numbers elsewhere on their laws, and all else at its central value.

        Args:
            shares: of each such number the share of its law below the value.
            row: of the joint draws; the scenario's own numbers where not given.
            replication: names the luck, as in :meth:`central`; equal ones are paired.
            prospect: draw of what is not dated of third countries; the scenario's own dates where not given.
        """
        moved = tuple(one for one in self.doubts if one.key in (shares or {}))
        joint = None if row is None or self.joint is None else self.joint.row(row)
        dates = None if prospect is None else (self.seed, prospect)
        one = drawn(self.scenario, self.before, moved, shares or {}, joint, prospect=dates)
        fresh = dates is not None and self.scenario.third_country.prospects == "drawn"
        return Point(
            self.seed if replication == 0 else luck(self.seed, LUCK, replication),
            self.until,
            as_json(one.scenario),
            as_json(one.past),
            self.written,
            one.custody,
            False if fresh else self.specialised,
        )


def drawing(
    scenario: UsScenario,
    *,
    seed: int | None = None,
    until: date | None = None,
    joint: Draws | None = None,
    specialised: bool | None = None,
) -> Drawing:
    """Make a scenario ready to give its points.

    Args:
        scenario: a scenario of the US system.
        seed: names the draws and the luck; the scenario's own where not given.
        until: first day that is not simulated; the scenario's own where not given.
        joint: joint draws; the members of the fit that ships where not given, for a scenario that stands on it.
        specialised: as in `Simulation`.

    Raises:
        CannotRun: the seed or the day is out of range.
        CannotDraw: the joint draws do not belong to the scenario.
        NetworkError: the scenario describes no system that can be run.
    """
    seed = seed_of(scenario, seed)
    days = calendar_of(scenario, until)
    check(scenario)
    before = past(scenario)
    found = doubts(scenario, before)
    joint = joint_for(scenario, found) if joint is None else joint
    if joint is not None:
        check_names(scenario, found, joint)
    return Drawing(scenario, before, days.until, seed, found, joint, specialised)
