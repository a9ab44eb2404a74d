"""Scenarios on the same people: every run of one has its twin in the other, with the same draw and the same luck.

Three kinds of not being sure of a difference, as of one scenario (:mod:`sojourn.study.ensemble`). *Not knowing*: each
pair of runs has its own draw of every number in doubt and its own luck, both the same on either side; the spread of
the pairs' differences is the band. *Chance*: some pairs more at the central values differ by luck alone. *Structure*:
under each other rule that the model could have, one pair is run at the central values, and stands by itself.

That both sides have the same luck is the method of common random numbers (e.g. P. Glasserman and D. D. Yao, "Some
guidelines and guarantees for common random numbers", Management Science 38, 1992). Luck is drawn by the name of a
person and of what happens to them, so a person whom nothing reaches of what was changed has the same path to the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sojourn.results.line import Line, Value
from sojourn.results.lines import lines
from sojourn.results.run import versions
from sojourn.run import CannotRun, worth_a_kernel
from sojourn.study.alternatives import Alternative, alternatives
from sojourn.study.compare.difference import Difference, difference
from sojourn.study.compare.remembered import Remembered, run_all
from sojourn.study.compare.sides import Given, Side, Sides, sides
from sojourn.study.points.drawing import Drawing, drawing
from sojourn.study.points.point import Values
from sojourn.study.points.runs import Progress, Store

if TYPE_CHECKING:
    from sojourn.study.compare.attribution import Attribution
    from sojourn.study.compare.explain import Planned

DRAWS = 20
"""Pairs with a draw each where nobody says how many: the fewest, in round numbers, whose band can hold nine of ten."""
FEWEST, MOST = 2, 10_000
LUCKS = 8
"""Pairs at the central values, which differ by luck alone."""


@dataclass(frozen=True)
class Comparison:
    """Scenarios, run in pairs, and what differs."""

    sides: Sides
    draws: int
    """Pairs with a draw each; 0 where all are at the central values."""
    drawn: tuple[tuple[Values, ...], ...] = field(repr=False)
    """Of each scenario, of each draw the lines, by period."""
    by_chance: tuple[tuple[Values, ...], ...] = field(repr=False)
    """The same of runs at the central values; the first is the scenario's own run (`sojourn run`) at this seed."""
    otherwise: tuple[tuple[Alternative, tuple[Values, ...]], ...] = field(repr=False)
    """Each other rule that all scenarios could have, with one run of each scenario, of the luck of the first run."""
    lines: Mapping[str, Line] = field(repr=False)
    """Every line of any of them."""
    store: Remembered = field(repr=False, default_factory=Remembered)
    """What has been run."""
    workers: int | None = None
    specialised: bool | None = None
    """As in `Simulation`."""

    @property
    def base(self) -> Side:
        """The first scenario, from which differences are taken."""
        return self.sides.base

    @property
    def others(self) -> tuple[Side, ...]:
        """The others."""
        return self.sides.all[1:]

    @property
    def runs(self) -> tuple[tuple[Values, ...], ...]:
        """The runs that bands are of: those with draws, or else those by luck alone."""
        return self.drawn if self.draws else self.by_chance

    @cached_property
    def versions(self) -> dict[str, str]:
        """Versions of what counted."""
        return versions()

    def difference(self, side: Side, keys: str | Sequence[str], period: str) -> Difference | None:
        """What a line, or the sum of several, is over a period in a scenario, less what it is in the base."""
        names = (keys,) if isinstance(keys, str) else tuple(keys)
        asked = (side.letter, names, period)
        if asked not in self._told:
            self._told[asked] = self._difference(side, names, period)
        return self._told[asked]

    @cached_property
    def _told(self) -> dict[tuple[str, tuple[str, ...], str], Difference | None]:
        return {}

    def _difference(self, side: Side, names: tuple[str, ...], period: str) -> Difference | None:
        at = [one.letter for one in self.sides.all].index(side.letter)
        if not any(key in run for runs in (self.runs[0], self.runs[at]) for run in runs for key in names):
            return None  # a line of a third scenario
        told = [
            [self.value(one, names, period) for one in runs]
            for runs in (self.runs[0], self.runs[at], self.by_chance[0], self.by_chance[at])
        ]
        return difference(*(told if self.draws else told[:2]))

    def value(self, run: Values, keys: Sequence[str], period: str) -> Value:
        """A line, or the sum of several, in one run; a count that it does not have is nothing."""
        if len(keys) == 1:
            return self._one(run, keys[0], period)
        found = [self._one(run, key, period) for key in keys if key in self.lines]
        return sum(one for one in found if isinstance(one, int | float)) if found else None

    def _one(self, run: Values, key: str, period: str) -> Value:
        if key not in run:
            return 0 if self.lines[key].adds else None
        return run[key][period]

    def by_rule(self, side: Side, key: str, period: str) -> dict[str, tuple[float, float]]:
        """Of each other rule: the difference as things are, and under it, by the same luck."""
        at, out = [one.letter for one in self.sides.all].index(side.letter), {}
        for rule, runs in self.otherwise:
            usual = difference([self.value(self.by_chance[0][0], (key,), period)],
                               [self.value(self.by_chance[at][0], (key,), period)])  # fmt: skip
            under = difference([self.value(runs[0], (key,), period)], [self.value(runs[at], (key,), period)])
            if usual is not None and under is not None:
                out[rule.key] = (usual.band.median, under.band.median)
        return out

    def explain(
        self,
        *,
        of: Sequence[str] | None = None,
        runs: int | None = None,
        planned: Planned | None = None,
        progress: Progress | None = None,
    ) -> Attribution:
        """Share the difference out over what was changed; see :func:`sojourn.study.compare.explain.explain`."""
        from sojourn.study.compare.explain import RUNS, explain
        from sojourn.study.compare.findings import KEYS

        lines, many = KEYS if of is None else of, RUNS if runs is None else runs
        return explain(self, of=lines, runs=many, planned=planned, progress=progress)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The answer as plain data that JSON can hold."""
        from sojourn.study.compare.summary import summary

        return summary(self)

    def __repr__(self) -> str:
        names = ", ".join(one.label for one in self.sides.all)
        return f"Comparison({names}; draws={self.draws}, seed={self.sides.seed})"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from sojourn.results.as_html import SHOWN, table
        from sojourn.results.periods import WHOLE

        found = [sentence for one in self.summary["compared"] for sentence in one["findings"]]
        rows = []
        for one in self.summary["compared"]:
            for key in (key for key in SHOWN if key in one["lines"]):
                line = one["lines"][key]
                whole = line["values"].get(WHOLE)
                text = "–" if whole is None or whole["difference"] is None else whole["difference"]["text"]
                rows.append([f"{line['label']}, {one['letter']} less {one['less']}", line["unit"], text])
        html = table(f"{self!r}", found, ["", "unit", "difference over the whole"], rows)
        return {"text/plain": "\n".join([f"{self!r}", *found]), "text/html": html}


def compare(
    *scenarios: Given,
    draws: int = DRAWS,
    seed: int | None = None,
    until: date | None = None,
    workers: int | None = None,
    store: Store | None = None,
    replications: int = LUCKS,
    structure: bool = True,
    specialised: bool | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run scenarios on the same people, with the same luck and the same draws of what is not known.

    Args:
        scenarios: 2 to 6, each what `load` gave, or a name or path to load; the first is the base.
        draws: pairs with a draw each, 2 to 10,000; with 0 all are at the central values, and bands are of luck alone.
        seed: names the draws and the luck of all; that of the base where not given.
        until: first day that is not simulated; the earliest end of them where not given.
        workers: processes; as many as there are cores where not given. The numbers are the same for any.
        store: where runs are kept; what is in it is not made again.
        replications: pairs at the central values, at least 2.
        structure: whether other rules are run as well.
        specialised: as in `Simulation`.
        progress: called after each run.

    Raises:
        CannotRun: the scenarios cannot be compared, or a number is out of range.
        Stopped: it was interrupted; a KeyboardInterrupt with a sentence.
        ScenarioError, NetworkError, WorkerLost: as `run`.
    """
    if draws != 0:
        _in_range("draws", draws, FEWEST, MOST, "0, or ")
    _in_range("workers", 1 if workers is None else workers, 1, 1024)
    _in_range("replications", replications, 2, MOST)
    found = sides(scenarios, seed, until)
    own = [specialised if specialised is not None else _kernel(one) for one in found.all]
    ready = [_ready(one.model, found, mine) for one, mine in zip(found.all, own, strict=True)]
    rules = _rules(found) if structure else ()
    central = [tuple(one.central(number) for number in range(replications)) for one in ready]
    drawn = [tuple(one.draw(number) for number in range(draws)) for one in ready]
    under = [tuple(_ready(model, found, specialised).central() for model in models) for _, models in rules]
    groups = [*central, *under, *drawn]
    remembered = Remembered(store)
    done = iter(run_all([point for group in groups for point in group], remembered, workers, progress))
    values = [tuple(next(done) for _ in group) for group in groups]
    sides_, others = len(found.all), len(under)
    return Comparison(
        sides=found,
        draws=draws,
        drawn=tuple(values[sides_ + others :]),
        by_chance=tuple(values[:sides_]),
        otherwise=tuple((rule, values[sides_ + at]) for at, (rule, _) in enumerate(rules)),
        lines={key: line for one in reversed(found.all) for key, line in known_lines(one, found.seed).items()},
        store=remembered,
        workers=workers,
        specialised=specialised,
    )


def known_lines(side: Side, seed: int) -> dict[str, Line]:
    """The lines of a scenario, from a run of its first day."""
    run = drawing(side.model, seed=seed, specialised=False).central().brief()
    return {line.key: line for line in lines(run)}


def _ready(model: Any, found: Sides, specialised: bool | None) -> Drawing:
    return drawing(model, seed=found.seed, until=found.until, specialised=specialised)


def _kernel(side: Side) -> bool | None:
    return True if side.document is not None and worth_a_kernel(side.document) else None


def _rules(found: Sides) -> tuple[tuple[Alternative, tuple[Any, ...]], ...]:
    """The other rules that every scenario could have, with the scenarios under each."""
    each = [{rule.key: (rule, model) for rule, model in alternatives(one.model)} for one in found.all]
    return tuple(
        (rule, tuple(one[key][1] for one in each))
        for key, (rule, _) in each[0].items()
        if all(key in one for one in each)
    )


def _in_range(what: str, number: int, least: int, most: int, more: str = "") -> None:
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise CannotRun(
            f"{number} is no number of {what} that can be had; {more}whole numbers from {least} to {most:,} are"
        )
