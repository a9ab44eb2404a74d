"""Reading the design of a study: its points, each with values that know where they were written."""

from __future__ import annotations

from dataclasses import replace

from sojourn.engine.simulation import MAX_SEED
from sojourn.scenario.errors import problem_at, quoted, suggestion
from sojourn.scenario.paths import Parts
from sojourn.scenario.variants import Variants
from sojourn.scenario.written import Written
from sojourn.study.sweep.asked import MOST_POINTS, Point, Spreading
from sojourn.study.sweep.designs import SPREADS, Spread, grid, spread
from sojourn.study.sweep.gathering import Gathering
from sojourn.study.sweep.ranges import range_of

DESIGNS = ("grid", "list", *SPREADS)
ONE = "one"
"""Kind of a study without a design."""
EXAMPLE = "such as `scenario: plan-2025` and `grid: {beds.capacity: [60000 beds, 80000 beds]}`"


class Designs(Gathering):
    """A study file, of which the design can be read."""

    def design(self, base: Variants | None) -> tuple[str, tuple[Parts, ...], tuple[Point, ...]]:
        """The kind of the design, what varies, and its points."""
        named = [key for key in self.root.table if key in DESIGNS]
        if len(named) > 1:
            self.wrong(
                self.root.table[named[1]], f"a study has one design: `{named[0]}` stands above, `{named[1]}` here"
            )
        if not named or base is None:
            return ONE, (), ()
        kind, given = named[0], self.root.table[named[0]]
        before = len(self.problems)
        if kind == "grid":
            points = self.grid(base, given)
        elif kind == "list":
            points = self.listed(base, given)
        else:
            points = self.spread(base, given, "sobol" if kind == "sobol" else "latin_hypercube")
        if len(self.problems) > before:
            return kind, (), ()
        return kind, tuple(dict.fromkeys(path for point in points for path in point)), tuple(points)

    def grid(self, base: Variants, given: Written) -> list[Point]:
        """Every combination of the values of each path."""
        if not given.table:
            self.wrong(given, "`grid` is a mapping of paths to lists of values, with at least one", EXAMPLE)
            return []
        size, levels = 1, {}
        for key, values in given.table.items():
            if (path := self.path(base, key, values)) is None:
                continue
            if not isinstance(values.content, list):
                self.wrong(
                    values, f"the values of {quoted(key)} are to be a list", "write [60000 beds, 80000 beds]", key
                )
            elif not values.entries:
                self.wrong(values, f"{quoted(key)} has no values, so the grid has no points", path=key)
            elif path in levels:
                self.wrong(values, f"{quoted(key)} is given twice", path=key)
            else:
                size *= len(values.entries)
                levels[path] = [_itself(one) for one in values.entries]
        if self.too_many(given, size):
            return []
        return list(grid(levels))

    def listed(self, base: Variants, given: Written) -> list[Point]:
        """Points as they stand."""
        if not given.entries:
            self.wrong(
                given, "`list` is a list of points, with at least one", "such as `- {beds.capacity: 60000 beds}`"
            )
            return []
        if self.too_many(given, len(given.entries)):
            return []
        out = []
        for one in given.entries:
            if not isinstance(one.content, dict):
                self.wrong(one, f"a point is a mapping of paths to values, got {quoted(one.text)}")
            else:
                out.append(self.valued(base, one.table))
        return list(out)

    def spread(self, base: Variants, given: Written, kind: Spread) -> list[Point]:
        """Points that are drawn from ranges."""
        hint = f"write `{kind}: {{points: 64, paths: {{beds.capacity: {{low: 40000 beds, high: 90000 beds}}}}}}`"
        for key, value in given.table.items():
            if key not in ("points", "paths"):
                allowed = suggestion(key, ("points", "paths"))
                self.problems.append(problem_at(value.key or value.mark, f"unknown key {quoted(key)}", kind, allowed))
        ranges = given.table.get("paths")
        count = self.whole("points", 1, MOST_POINTS, given)
        if count is None and "points" not in given.table:
            self.wrong(given, f"`points` is missing from `{kind}`: how many there are to be", hint)
        if ranges is None or not ranges.table:
            self.wrong(
                ranges or given, f"`{kind}` wants `paths`, a mapping of paths to ranges, with at least one", hint
            )
            return []
        found = {}
        for key, value in ranges.table.items():
            path = self.path(base, key, value)
            within = range_of(value, key, self.problems)
            if path is not None and within is not None:
                found[path] = within
        if count is None or len(found) < len(ranges.table):
            return []
        seed = self.whole("seed", 0, MAX_SEED)
        if seed is None:
            seed = _seed_of(base)
        return points_of(Spreading(kind, count, found), seed)

    def too_many(self, given: Written, size: int) -> bool:
        """Whether a design has more points than can be asked for."""
        if size > MOST_POINTS:
            self.wrong(given, f"this design has {size:,} points; at most {MOST_POINTS:,} can be asked for")
        return size > MOST_POINTS


def points_of(asked: Spreading, seed: int) -> list[Point]:
    """The points of a design that is drawn."""
    cube = spread(asked.kind, asked.points, len(asked.ranges), seed)
    return [
        {path: one.at(float(share)) for (path, one), share in zip(asked.ranges.items(), row, strict=True)}
        for row in cube
    ]


def _seed_of(base: Variants) -> int:
    """The scenario's own seed, as written."""
    found = base.root.child("seed")
    return found.content if found is not None and isinstance(found.content, int) and found.content >= 0 else 0


def _itself(value: Written) -> Written:
    """An entry of a list, which has no key: what is wrong is told at the entry."""
    return replace(value, key=value.mark)
