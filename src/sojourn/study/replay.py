"""2024 told again: published and simulated, month by month, side by side.

The replay gets the published book-ins and the opening population, and nothing else of the months it is compared with
(the rates it uses were fitted to the totals of the same months).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel, Simulation, Tally
from sojourn.evidence.tables import table
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import CELLS, GROUPS, us_network
from sojourn.systems.us_people import AGENCIES, CRIMINALITY, Cells
from sojourn.warm_up import opening

REASONS: dict[str, tuple[str, ...]] = {
    "removed": ("removed_home", "removed_third_country"),
    "bonded": ("bonded",),
    "recognizance": ("recognizance",),
    "paroled": ("paroled",),
    "supervision": ("supervision", "supervision_180", "fear_of_third_country"),
    "terminated": ("terminated",),
    "relief": ("relief",),
    "marshals": ("marshals",),
    "transferred": ("transferred",),
    "other": ("other_release",),
}
"""Published reason of a book-out to the exits of the US system that it counts."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Replay:
    """Published and simulated, by month."""

    months: tuple[str, ...]
    population: tuple[Floats, Floats]
    """Published and simulated average daily population, (months, agencies, criminality)."""
    book_outs: dict[str, tuple[Floats, Floats]]
    """Published and simulated book-outs by reason, each (months, criminality)."""
    panel: Panel

    @property
    def population_error(self) -> float:
        """Mean absolute error of the monthly detained population, as a share of the published one."""
        real, simulated = (series.sum(axis=(1, 2)) for series in self.population)
        return float(np.mean(np.abs(simulated / real - 1.0)))

    def reason_error(self, reason: str) -> float:
        """How far the simulated total of a reason is from the published one, as a share of it."""
        real, simulated = self.book_outs[reason]
        return float(simulated.sum() / real.sum() - 1.0)


def replay(scenario: UsScenario, seed: int | None = None, cells: Cells | None = None) -> Replay:
    """Run a scenario that lies in the past and lay it beside what was published."""
    seed = scenario.seed if seed is None else seed
    calendar = Calendar(scenario.period.start.value, scenario.period.until)
    network = us_network(scenario, calendar, cells=cells)
    tally = Tally(CELLS, GROUPS, calendar.month)
    inside = opening(scenario, seed, cells)
    run = Simulation(network, ticks=calendar.ticks, seed=seed, opening=inside, tally=tally).advance()
    months = tuple(str(m) for m in np.unique(calendar.days.astype("datetime64[M]")))
    held = sum(run.panel.inside(stage.name) for stage in network.stages if stage.holds == "beds")
    return Replay(
        months,
        (_published_population(months), _by_month(np.asarray(held), calendar, mean=True)),
        {
            reason: (_published_book_outs(months, reason), _out(run.panel, exits, calendar))
            for reason, exits in REASONS.items()
        },
        run.panel,
    )


def _by_month(daily: npt.NDArray[np.int64], calendar: Calendar, *, mean: bool = False) -> Floats:
    """(ticks, cells) to (months, agencies, criminality): sums, or means."""
    month = calendar.month
    out = np.zeros((int(month.max()) + 1, daily.shape[1]))
    np.add.at(out, month, daily)
    if mean:
        out /= np.bincount(month)[:, None]
    return out.reshape(len(out), len(AGENCIES), len(CRIMINALITY))


def _out(panel: Panel, exits: tuple[str, ...], calendar: Calendar) -> Floats:
    taken = np.asarray(sum(panel.taken(target=name) for name in exits))
    return np.asarray(_by_month(taken, calendar).sum(axis=1))


def _published_population(months: tuple[str, ...]) -> Floats:
    out = np.full((len(months), len(AGENCIES), len(CRIMINALITY)), np.nan)
    for row in table("population_monthly"):
        month, agency, crime = (row.text(name) for name in ("month", "agency", "criminality"))
        if month in months and agency in AGENCIES and crime in CRIMINALITY:
            out[months.index(month), AGENCIES.index(agency), CRIMINALITY.index(crime)] = row.number("adp")
    return out


def _published_book_outs(months: tuple[str, ...], reason: str) -> Floats:
    out = np.zeros((len(months), len(CRIMINALITY)))
    for row in table("book_outs_monthly"):
        month, crime = row.text("month"), row.text("criminality")
        if month in months and row.text("reason") == reason and crime in CRIMINALITY:
            out[months.index(month), CRIMINALITY.index(crime)] = row.number("book_outs")
    return out
