"""A linear programme with named columns and rows, solved by HiGHS and solved again after a change.

J. Hall, Q. Huangfu: HiGHS, a parallel simplex solver (Math. Prog. Comp. 10, 2018). It is started where it last stood,
so that another objective or another right-hand side costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import highspy

Floats = npt.NDArray[np.float64]
INFINITE = float("inf")
TINY, SMALL = 1e-11, 1e-8
"""Coefficients below this, and below this share of the largest of their row, are left out: rows that hold both one and
10^-11 of something take a simplex minutes and give it no answer."""
MOST_STEPS = 20_000
"""Steps of the simplex after which it is begun anew, not where it last stood."""
FEW_STEPS = 1_000
"""Steps in which what was solved is solved again, where a little more is asked: what has no solution may take many."""


@dataclass
class Linear:
    """A sum of columns times coefficients, and a constant."""

    of: dict[int, float] = field(default_factory=dict)
    """Column to its coefficient."""
    constant: float = 0.0

    def add(self, column: int, coefficient: float) -> Linear:
        """Add a column times a coefficient; returns itself."""
        if coefficient:
            self.of[column] = self.of.get(column, 0.0) + coefficient
        return self

    def plus(self, other: Linear, times: float = 1.0) -> Linear:
        """Add another sum times a factor; returns itself."""
        for column, coefficient in other.of.items():
            self.add(column, times * coefficient)
        self.constant += times * other.constant
        return self

    def at(self, values: Floats) -> float:
        """Its value where the columns have these values."""
        return self.constant + float(sum(c * values[column] for column, c in self.of.items()))


@dataclass(frozen=True, eq=False)
class Solved:
    """What a solve found."""

    status: str
    """`optimal`, `infeasible`, `unbounded`, or what else HiGHS says."""
    value: float
    columns: Floats = field(repr=False)
    """(columns,)"""
    row_prices: Floats = field(repr=False)
    """(rows,): by how much the objective rises where the end of a row that binds rises by one."""
    column_prices: Floats = field(repr=False)
    """(columns,): the same of an end of a column that binds (its reduced cost)."""
    most: bool = False
    """Whether the objective was to be most."""

    def worth_more(self, column: int) -> float:
        """By how much the objective would get better where the upper end of a column rose by one; 0 or more."""
        better = float(self.column_prices[column]) if self.most else -float(self.column_prices[column])
        return max(better, 0.0)

    @property
    def optimal(self) -> bool:
        """Whether it is a solution."""
        return self.status == "optimal"


MIP_GAP = 1e-5
"""Share of the objective within which a choice of whole numbers is the best."""
SURE = ("optimal", "infeasible", "unbounded", "primal infeasible or unbounded")
"""What a solver says when it knows."""


class Program:
    """Columns, rows and one objective."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.columns: list[str] = []
        self.rows: list[str] = []
        self._ends: list[tuple[float, float]] = []
        self._row_ends: list[tuple[float, float]] = []
        self._entries: list[dict[int, float]] = []
        self._constants: list[float] = []
        self._solver: highspy.Highs | None = None

    def column(self, name: str, low: float = 0.0, high: float = INFINITE) -> int:
        """A new variable between two ends; returns its number."""
        self._fresh()
        self.columns.append(_plain(name))
        self._ends.append((low, max(low, high)))
        return len(self.columns) - 1

    def row(self, name: str, what: Linear, low: float = -INFINITE, high: float = INFINITE) -> int:
        """A new constraint, ``low <= what <= high``; returns its number."""
        self._fresh()
        self.rows.append(_plain(name))
        least = max(TINY, SMALL * max(map(abs, what.of.values()), default=0.0))
        self._entries.append({column: c for column, c in what.of.items() if abs(c) > least})
        self._constants.append(what.constant)
        self._row_ends.append((low - what.constant, high - what.constant))
        return len(self.rows) - 1

    def bound_column(self, column: int, low: float, high: float) -> None:
        """Give a column other ends."""
        self._ends[column] = (low, max(low, high))
        if self._solver is not None:
            self._solver.changeColBounds(column, low, max(low, high))

    def bound_row(self, row: int, low: float, high: float) -> None:
        """Give a row other ends."""
        ends = low - self._constants[row], high - self._constants[row]
        self._row_ends[row] = ends
        if self._solver is not None:
            self._solver.changeRowBounds(row, *ends)

    def whole(self, columns: Iterable[int], *, asked: bool) -> None:
        """Whether columns are to be whole numbers; a solution then has no prices."""
        import highspy

        solver = self._built()
        kind = highspy.HighsVarType.kInteger if asked else highspy.HighsVarType.kContinuous
        for column in columns:
            solver.changeColIntegrality(column, kind)

    def ends(self, column: int) -> tuple[float, float]:
        """The ends of a column."""
        return self._ends[column]

    def minimise(self, objective: Linear) -> Solved:
        """Find the values of the columns at which a sum is least."""
        return self._solve(objective, 1.0)

    def maximise(self, objective: Linear) -> Solved:
        """Find the values of the columns at which a sum is most; prices are those of the sum itself."""
        return self._solve(objective, -1.0)

    def best(self, objective: Linear, *, most: bool) -> Solved:
        """Find the values of the columns at which a sum is most, or least."""
        return self.maximise(objective) if most else self.minimise(objective)

    def tried(self, objective: Linear, *, most: bool) -> Solved:
        """The same in a few steps of the simplex, from where it last stood: not optimal where it takes more."""
        self._built().setOptionValue("simplex_iteration_limit", FEW_STEPS)
        found = self._solve(objective, -1.0 if most else 1.0, again=False)
        self._built().setOptionValue("simplex_iteration_limit", MOST_STEPS)
        return found

    def write(self, path: Path) -> None:
        """Write the programme as text (`.lp`), as it was last solved."""
        self._built().writeModel(str(path))

    def _solve(self, objective: Linear, sign: float, *, again: bool = True) -> Solved:
        solver = self._built()
        costs = np.zeros(len(self.columns))
        for column, coefficient in objective.of.items():
            costs[column] = sign * coefficient
        # Money runs to 10^11 and people to 10^5: told to the solver in the objective's own largest unit.
        scale = float(np.abs(costs).max()) or 1.0
        numbers = np.arange(len(self.columns), dtype=np.int32)
        solver.changeColsCost(len(numbers), numbers, costs / scale)
        solver.run()
        status = _status(solver)
        if status not in SURE and again:
            solver.clearSolver()
            solver.run()
            status = _status(solver)
        solution = solver.getSolution()
        values = np.array(solution.col_value, dtype=np.float64)
        if len(values) == 0:
            values = np.zeros(len(self.columns))
        return Solved(
            status,
            objective.at(values),
            values,
            sign * scale * np.array(solution.row_dual, dtype=np.float64),
            sign * scale * np.array(solution.col_dual, dtype=np.float64),
            sign < 0,
        )

    def _fresh(self) -> None:
        self._solver = None

    def _built(self) -> highspy.Highs:
        if self._solver is not None:
            return self._solver
        import highspy

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.columns), len(self.rows)
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = _ends(self._ends, highspy.kHighsInf)
        lp.row_lower_, lp.row_upper_ = _ends(self._row_ends, highspy.kHighsInf)
        lp.col_names_, lp.row_names_ = list(self.columns), list(self.rows)
        matrix = lp.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *map(len, self._entries)]).astype(np.int32)
        matrix.index_ = np.array([column for row in self._entries for column in row], dtype=np.int32)
        matrix.value_ = np.array([value for row in self._entries for value in row.values()], dtype=np.float64)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the library gives it no types
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 0)
        solver.setOptionValue("simplex_iteration_limit", MOST_STEPS)
        solver.setOptionValue("mip_rel_gap", MIP_GAP)
        solver.passModel(lp)
        self._solver = solver
        return solver


def _status(solver: highspy.Highs) -> str:
    return str(solver.modelStatusToString(solver.getModelStatus())).casefold()


def _ends(ends: list[tuple[float, float]], infinite: float) -> tuple[Floats, Floats]:
    low, high = (np.array(side, dtype=np.float64) for side in zip(*ends, strict=True)) if ends else (np.zeros(0),) * 2
    return np.clip(low, -infinite, infinite), np.clip(high, -infinite, infinite)


def _plain(name: str) -> str:
    """A name that a text of the programme may hold: no spaces and no signs."""
    return "".join(c if c.isalnum() or c in "_.[]" else "_" for c in name)
