"""How long children stay in care, fitted to the census of the daily reports; and the replay of 2023 and 2024.

What came in is given (`systems.children_reports`: by conservation). The expected number in care on day t is

    sum over days s <= t of intake(s) * P(stay > C(t) - C(s))  +  those in care on the first day who still stay,

with a lognormal stay in operational time C, whose speed is the pace of vetting; those in care on the first day have
been there as in a steady state. Median, spread and paces minimise the squared difference to the monthly mean
census over the days with a report (scipy's trust-region least squares). January 2023 has eight reports and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from sojourn.network import Lognormal
from sojourn.run import CannotRun, load, run
from sojourn.scenario.children import ChildrenScenario
from sojourn.systems.children_reports import Reports, reports

Floats = npt.NDArray[np.float64]

LONGEST = 3000
"""Days that a stay is followed for."""
FIRST = date(2023, 2, 1)
"""First day of the first month that is fitted; reports begin on 12 January 2023."""
HALVES = (date(2024, 1, 1), date(2024, 7, 1))
"""Days from which the speed of discharge may differ from that of 2023."""


@dataclass(frozen=True)
class Stays:
    """A law of stays, and the pace from each of `since` on; before the first the pace is 1."""

    median: float
    spread: float
    since: tuple[date, ...] = ()
    paces: tuple[float, ...] = ()

    def pace(self, days: npt.NDArray[np.datetime64]) -> Floats:
        """Speed of discharge on each day."""
        out = np.ones(len(days))
        for first, factor in zip(self.since, self.paces, strict=True):
            out[days >= np.datetime64(first)] = factor
        return out


@dataclass(frozen=True)
class Errors:
    """Mean absolute errors of the monthly census, in children, and of it as a share of the mean census."""

    census: float
    share: float
    bias: float
    """Simulated less reported."""
    discharged: float
    """Mean absolute error of the discharges a day by month, in children."""


@dataclass(frozen=True)
class Replay:
    """Reported and simulated side by side, one entry a month."""

    months: tuple[str, ...]
    reported: Floats
    """Mean in care over the days with a report."""
    simulated: Floats
    """The same of the simulation, on the same days."""
    discharged: Floats
    """Reported, a day."""
    simulated_discharged: Floats

    def errors(self, first: str = "0000", last: str = "9999") -> Errors:
        """Errors over the months from `first` to `last`, such as `2024-01` to `2024-12`."""
        kept = np.array([first <= month <= last for month in self.months])
        off = (self.simulated - self.reported)[kept]
        flow = np.abs(self.simulated_discharged - self.discharged)[kept]
        mean = float(np.mean(np.abs(off)))
        return Errors(mean, mean / float(self.reported[kept].mean()), float(off.mean()), float(flow.mean()))


def expected(known: Reports, stays: Stays, intake: Floats | None = None) -> Replay:
    """The expected census under a law of stays, given what came in: by conservation, or what is given."""
    came = known.intake if intake is None else intake
    return _side_by_side(known, _census(known, stays, came), came)


def fit(known: Reports, last: date, since: tuple[date, ...] = (), intake: Floats | None = None) -> Stays:
    """The law of stays, and a pace from each of `since`, fitted to the months that end by `last`."""
    from scipy.optimize import least_squares

    def stays(logs: Floats) -> Stays:
        median, spread, *paces = np.exp(logs).tolist()
        return Stays(median, spread, since, tuple(paces))

    def off(logs: Floats) -> Floats:
        told = expected(known, stays(logs), intake)
        kept = [FIRST.isoformat()[:7] <= month <= last.isoformat()[:7] for month in told.months]
        return np.asarray((told.simulated - told.reported)[kept])

    start = np.log([25.0, 0.7, *(1.0 for _ in since)])
    return stays(least_squares(off, start, diff_step=1e-3).x)


def halves(name: str = "children_daily") -> tuple[Errors, Errors]:
    """Errors of a law fitted to 2023 alone: in 2023, and in 2024, which it has not seen."""
    known = reports(name)
    told = expected(known, fit(known, date(2023, 12, 31)))
    return told.errors("2023-02", "2023-12"), told.errors("2024-01", "2024-12")


def by_transfers(name: str = "children_daily") -> tuple[float, Errors, Errors]:
    """The same for 2024 with nothing of the census in what came in: the transfers reported, times one factor.

    The law and its pace are those fitted up to June 2024. The factor is fitted to the census of March to July 2024; the
    second errors are of August to December, which neither has seen. Before February 2024 the transfers are no use.

    Returns:
        The factor, its errors in March to July, and those in August to December.
    """
    from scipy.optimize import minimize_scalar

    law = fit(reports(name), date(2024, 6, 30), HALVES[:1])
    known = reports(name).since(date(2024, 2, 1))
    transferred = known.monthly(known.transferred)[known.month]

    def off(factor: float) -> float:
        return expected(known, law, factor * transferred).errors("2024-03", "2024-07").census

    factor = float(minimize_scalar(off, bounds=(0.3, 3.0), method="bounded").x)
    told = expected(known, law, factor * transferred)
    return factor, told.errors("2024-03", "2024-07"), told.errors("2024-08", "2024-12")


def replayed(name: str = "children-2025", seed: int | None = None) -> Replay:
    """2023 and 2024 simulated child by child under the scenario, from the first report to the last.

    Raises:
        CannotRun: it is a scenario of another system.
    """
    model = load(name).model
    if not isinstance(model, ChildrenScenario):
        raise CannotRun(f"{name} is a scenario of another system; this is asked of scenarios of 'children' only")
    known = reports(model.care.opening)
    first, last = (known.on[at].astype(object) for at in (0, -1))
    period = model.period.model_copy(update={"start": model.period.start.model_copy(update={"value": first})})
    nobody = model.lists.model_copy(update={"work": "none"})
    again = model.model_copy(update={"lists": nobody, "period": period.model_copy(update={"until": last})})
    told = run(again, seed=seed)
    census = told.series["held_beds"].sum(axis=1).astype(np.float64)
    left = told.panel.taken(stage="in_care").sum(axis=1).astype(np.float64)
    # The run ends before the last report's day; its last census stands for that day.
    return _side_by_side(known, np.append(census, census[-1]), known.intake, np.append(left, left[-1]))


def _census(known: Reports, stays: Stays, intake: Floats) -> Floats:
    law = Lognormal(stays.median, stays.spread)
    ticks = np.arange(LONGEST, dtype=np.int64)
    remains = 1.0 - law.cdf(ticks)
    residual = np.cumsum(remains[::-1])[::-1] / remains.sum()
    # Operational time when each day begins: who came on day s is there at the end of day t if the stay is above the
    # difference of the two.
    began = np.concatenate([[0.0], np.cumsum(stays.pace(known.days))])[:-1]
    days = len(known.days)
    out = known.care[0] * np.interp(began + 1.0, ticks, residual)
    for day in range(days):
        out[day] += np.interp(began[day] - began[: day + 1], ticks, remains) @ intake[: day + 1]
    return np.asarray(out, dtype=np.float64)


def _side_by_side(known: Reports, census: Floats, intake: Floats, left: Floats | None = None) -> Replay:
    on_reports = known.monthly(census[known.at])
    if left is None:
        left = intake - np.diff(census, prepend=known.care[0])
    by_month = np.bincount(known.month, weights=left) / np.bincount(known.month)
    months = np.unique(known.days.astype("datetime64[M]"))
    whole = Replay(
        tuple(str(month) for month in months),
        known.monthly(known.in_care),
        on_reports,
        known.monthly(known.discharged),
        by_month,
    )
    kept = slice(1, None)  # not January 2023
    return replace(
        whole,
        months=whole.months[kept],
        reported=whole.reported[kept],
        simulated=whole.simulated[kept],
        discharged=whole.discharged[kept],
        simulated_discharged=whole.simulated_discharged[kept],
    )
