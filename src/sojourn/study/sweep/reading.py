"""Reading a study file: everything that is wrong with it at once, each at its line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sojourn.engine.simulation import MAX_SEED
from sojourn.scenario import text
from sojourn.scenario.amounts import QuantityError
from sojourn.scenario.dates import parse_date
from sojourn.scenario.errors import Problem, ScenarioError, problem_at, quoted, suggestion
from sojourn.scenario.paths import join
from sojourn.scenario.shipped import shipped
from sojourn.scenario.variants import Variants, variants
from sojourn.scenario.written import Written
from sojourn.study.sweep.asked import MOST_RUNS, Point, Study
from sojourn.study.sweep.reading_designs import DESIGNS, EXAMPLE, Designs
from sojourn.systems.registry import choice

KEYS = ("scenario", "set", *DESIGNS, "draws", "replications", "seed", "until", "results")
SEED = ("seed",)
"""Path of the luck of a scenario; a column of that name holds the luck of each run."""


def read_study(file: str | Path) -> Study:
    """Read a study file.

    Raises:
        ScenarioError: with everything that is wrong with it, and with the scenario it names.
    """
    shown, path = str(file), Path(file)
    if shown in shipped() and not _there(path):
        said = f"{quoted(shown)} is a scenario, and a sweep is of a study file, which names one"
        raise ScenarioError([problem_at(None, said, "", EXAMPLE)])
    root, problems = text.parse(text.load(path, shown, "study"), shown, f"a study is keys and values, {EXAMPLE}")
    return _Reading(root, problems, path, shown).study()


class _Reading(Designs):
    """A study file on its way from values with places to a study."""

    def __init__(self, root: Written, problems: list[Problem], path: Path, shown: str) -> None:
        super().__init__(root, problems)
        self.file, self.shown = path, shown

    def study(self) -> Study:
        self.keys()
        base = self.base()
        fixed = self.fixed(base)
        kind, paths, points = self.design(base)
        draws, replications = self.often()
        seed = self.whole("seed", 0, MAX_SEED)
        until, results = self.until(), self.results()
        points = points or ({},)
        runs = len(points) * (draws + replications)
        if runs > MOST_RUNS:
            what = f"{len(points):,} points of {draws + replications:,} runs each are {runs:,} runs"
            at = self.root.table.get("draws") or self.root.table.get("replications") or self.root
            self.wrong(at, f"{what}; at most {MOST_RUNS:,} can be asked for in a study")
        if both := [path for path in paths if path in fixed]:
            self.wrong(fixed[both[0]], f"{quoted(join(both[0]))} is set for all points and varied in the design")
        if SEED in paths:
            where = next(point[SEED] for point in points if SEED in point)
            self.wrong(
                where, "`seed` cannot be varied in a design", "ask for `replications`, which differ by luck alone"
            )
        if self.problems or base is None:
            raise ScenarioError(sorted(dict.fromkeys(self.problems), key=_place))
        return Study(
            name=self.file.stem,
            file=self.shown,
            scenario=str(self.root.table["scenario"].content),
            base=base,
            fixed=fixed,
            kind=kind,
            paths=paths,
            points=points,
            draws=draws,
            replications=replications,
            seed=seed,
            until=until,
            results=results,
            places=self.root.table,
        )

    def keys(self) -> None:
        for key, value in self.root.table.items():
            if key not in KEYS:
                hint = suggestion(key, KEYS)
                self.problems.append(problem_at(value.key or value.mark, f"unknown key {quoted(key)}", key, hint))

    def base(self) -> Variants | None:
        """The scenario that is varied."""
        named = self.root.table.get("scenario")
        if named is None:
            self.wrong(
                self.root, "`scenario` is missing: the name of a shipped scenario, or the path of a file", EXAMPLE
            )
            return None
        if not isinstance(named.content, str) or not named.content.strip():
            self.wrong(
                named, f"`scenario` is a name or a path, got {quoted(named.text)}", f"shipped: {', '.join(shipped())}"
            )
            return None
        source: str | Path = named.content if named.content in shipped() else self.file.parent / named.content
        if isinstance(source, Path) and not _there(source):
            hint = suggestion(named.content, list(shipped()), "shipped")
            self.wrong(named, f"{quoted(named.content)} is no file and no shipped scenario", hint)
            return None
        try:
            return variants(source, choice(), shipped=shipped())
        except ScenarioError as trouble:
            self.problems += trouble.problems
            return None

    def fixed(self, base: Variants | None) -> Point:
        """What is set for all points."""
        given = self.root.table.get("set")
        if given is None or base is None:
            return {}
        if not isinstance(given.content, dict):
            self.wrong(given, "`set` is a mapping of paths to values", "such as `set: {opening.warm_up: 180 days}`")
            return {}
        return self.valued(base, given.table)

    def often(self) -> tuple[int, int]:
        """Draws and replications of each point: the scenario's own run where neither is asked for."""
        draws, replications = self.whole("draws", 0, MOST_RUNS), self.whole("replications", 0, MOST_RUNS)
        if draws == 0 and replications == 0:
            self.wrong(self.root.table["draws"], "0 draws and 0 replications are no runs")
        if replications is None:
            replications = 0 if draws else 1
        return draws or 0, replications

    def until(self) -> date | None:
        given = self.root.table.get("until")
        if given is None:
            return None
        try:
            return parse_date(given.content)
        except QuantityError as trouble:
            self.wrong(given, f"`until`: {trouble}", trouble.hint or "write it as 2026-09-30", "until")
            return None

    def results(self) -> tuple[str, ...] | None:
        given = self.root.table.get("results")
        if given is None:
            return None
        if not given.entries or not all(isinstance(one.content, str) for one in given.entries):
            self.wrong(given, "`results` is a list of lines of the answer, with at least one", "such as [removed_all]")
            return None
        return tuple(str(one.content) for one in given.entries)


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _place(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return ("", 0, 0) if place is None else (place.file, place.line, place.column)
