"""2024 told again: published and simulated, month by month, side by side.

The replay gets the published book-ins and the opening population, and nothing else of the months it is compared with.
Its numbers come from the posterior, which was fitted to the same months, so it shows how well the fit holds in the
whole system and not how well the system forecasts. The central member is the scenario as it ships; the other members
say how far apart sets of numbers lie that agree with what was published about as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel, Simulation, Tally
from sojourn.evidence.tables import table
from sojourn.scenario.us import UsScenario
from sojourn.study.custody.joint import joint_for
from sojourn.study.draw_pool import cores, made
from sojourn.study.drawn import drawn
from sojourn.study.draws import luck
from sojourn.study.points.point import as_json
from sojourn.study.uncertain import doubts
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import CELLS, GROUPS, us_network
from sojourn.systems.us_custody import Custody
from sojourn.systems.us_people import AGENCIES, CRIMINALITY, areas
from sojourn.warm_up import opening, past

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

BEDLESS = ("border_custody", "border_seat", "intake")
"""Stages in which nobody holds a bed."""

Floats = npt.NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Replay:
    """Published and simulated, by month."""

    months: tuple[str, ...]
    population: tuple[Floats, Floats]
    """Published and simulated average daily population, (months, agencies, criminality)."""
    book_outs: dict[str, tuple[Floats, Floats]]
    """Published and simulated book-outs by reason, each (months, criminality)."""
    stay: tuple[Floats, Floats]
    """Published and simulated mean stay of those who left, in days, (months,)."""
    left: Floats
    """Simulated stays that ended, (months,)."""
    areas: tuple[str, ...]
    """Areas of responsibility."""
    by_area: tuple[Floats, Floats]
    """Published and simulated average daily population by area, (months, areas)."""

    @property
    def held(self) -> tuple[Floats, Floats]:
        """Everybody held, published and simulated, (months,)."""
        real, simulated = (series.sum(axis=(1, 2)) for series in self.population)
        return real, simulated

    @property
    def population_error(self) -> float:
        """Mean absolute error of the monthly detained population, as a share of the published one."""
        real, simulated = self.held
        return float(np.mean(np.abs(simulated / real - 1.0)))

    @property
    def left_in_all(self) -> tuple[float, float]:
        """Book-outs for all published reasons, published and simulated."""
        real, simulated = (float(sum(both[at].sum() for both in self.book_outs.values())) for at in (0, 1))
        return real, simulated

    def mean_stay(self, first: str, last: str) -> float:
        """Simulated mean stay of those who left from a month to another, in days."""
        here = [number for number, month in enumerate(self.months) if first <= month <= last]
        return float((self.stay[1][here] * self.left[here]).sum() / max(self.left[here].sum(), 1.0))


def replay(
    scenario: UsScenario, seed: int | None = None, custody: Custody | None = None, before: UsScenario | None = None
) -> Replay:
    """Run a scenario that lies in the past and lay it beside what was published.

    Args:
        scenario: the scenario.
        seed: names the luck; the scenario's own where not given.
        custody: the numbers of custody, in place of the scenario's tables.
        before: the system before the start, where it is another than the scenario itself.
    """
    seed = scenario.seed if seed is None else seed
    calendar = Calendar(scenario.period.start.value, scenario.period.until)
    # Nobody was refused a bed in these months, so beds do not bind here either.
    network = us_network(scenario, calendar, custody=custody, unlimited_beds=True)
    tally = Tally(CELLS, GROUPS, calendar.month)
    inside = opening(scenario if before is None else before, seed, custody)
    run = Simulation(network, ticks=calendar.ticks, seed=seed, opening=inside, tally=tally).advance()
    months = tuple(str(m) for m in np.unique(calendar.days.astype("datetime64[M]")))
    holding = [stage.name for stage in network.stages if stage.holds == "beds"]
    held = _by_month(np.asarray(sum(run.panel.inside(name) for name in holding)), calendar, mean=True)
    names, share = areas(scenario)
    left, nights = _stays(run.panel)
    return Replay(
        months,
        (_published_population(months), held),
        {
            reason: (_published_book_outs(months, reason), _out(run.panel, exits, calendar))
            for reason, exits in REASONS.items()
        },
        (_published_stay(months), nights / np.maximum(left, 1.0)),
        left,
        names,
        # Stays do not depend on the area, so that people are spread as arrivals are: nothing has to be counted.
        (_published_by_area(months, names), held.sum(axis=(1, 2))[:, None] * share),
    )


@dataclass(frozen=True)
class Member:
    """One member of the posterior, to be told again in this process or another."""

    label: str
    scenario: str = field(repr=False)
    """The scenario as JSON."""
    past: str = field(repr=False)
    """The system before the start as JSON."""
    custody: Custody | None = field(repr=False)
    seed: int


def members(
    scenario: UsScenario,
    many: int,
    seed: int | None = None,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Replay, ...]:
    """The same under the first members of the posterior, each with luck of its own.

    Args:
        scenario: one that stands on the posterior.
        many: how many members.
        seed: names the luck; the scenario's own where not given.
        workers: processes; as many as there are cores where not given.
        progress: told how many are done, and of how many.

    Raises:
        LookupError: the scenario does not stand on the posterior.
        WorkerLost: a process ended before its time.
    """
    seed = scenario.seed if seed is None else seed
    before = past(scenario)
    joint = joint_for(scenario, doubts(scenario, before))
    if joint is None:
        raise LookupError("the scenario does not stand on the posterior, so it has no members")
    jobs = []
    for number in range(many):
        one = drawn(scenario, before, (), {}, joint.row(number))
        jobs.append(
            Member(str(number), as_json(one.scenario), as_json(one.past), one.custody, luck(seed, "replay", number))
        )
    done: dict[str, Replay] = {}

    def keep(job: Member, found: Replay) -> None:
        done[job.label] = found
        if progress is not None:
            progress(len(done), many)

    made(jobs, workers or cores(), keep, told)
    return tuple(done[job.label] for job in jobs)


def told(of: Member) -> Replay:
    """The replay of one member."""
    scenario, before = (UsScenario.model_validate_json(text) for text in (of.scenario, of.past))
    return replay(scenario, of.seed, of.custody, before)


def band(of: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Low and high end, place by place, between which nine of ten runs lie; the lowest and highest of a few."""
    low, high = np.quantile(np.array(of), (0.05, 0.95), axis=0, method="inverted_cdf")
    return np.asarray(low), np.asarray(high)


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


def _stays(panel: Panel) -> tuple[Floats, Floats]:
    """Stays in a bed that ended for good in each month, and their nights, each (months,)."""
    leaving = leaving_a_bed(panel)
    ended = panel.period_flow[:, leaving].sum(axis=(1, 2)).astype(np.float64)
    return ended, panel.stay_time[:, leaving].sum(axis=(1, 2)).astype(np.float64)


def leaving_a_bed(panel: Panel) -> list[int]:
    """The edges by which people leave a bed for good: from a stage that holds one to an exit."""
    return [
        number
        for number, edge in enumerate(panel.edges)
        if edge.stage is not None and edge.stage not in BEDLESS and edge.target not in panel.stages
    ]


def _published_population(months: tuple[str, ...]) -> Floats:
    out = np.full((len(months), len(AGENCIES), len(CRIMINALITY)), np.nan)
    for row in table("population_monthly"):
        month, agency, crime = (row.text(name) for name in ("month", "agency", "criminality"))
        if month in months and agency in AGENCIES and crime in CRIMINALITY:
            out[months.index(month), AGENCIES.index(agency), CRIMINALITY.index(crime)] = row.number("adp")
    return out


def _published_stay(months: tuple[str, ...]) -> Floats:
    found = {
        row.text("month"): row.number("alos_days")
        for row in table("population_monthly")
        if row["agency"] == row["criminality"] == "all" and row["month"] in months
    }
    return np.array([found.get(month, np.nan) for month in months])


def _published_by_area(months: tuple[str, ...], names: tuple[str, ...]) -> Floats:
    out = np.full((len(months), len(names)), np.nan)
    for row in table("population_by_area_monthly"):
        if row.text("month") in months and row.text("aor") in names:
            out[months.index(row.text("month")), names.index(row.text("aor"))] = row.number("people")
    return out


def _published_book_outs(months: tuple[str, ...], reason: str) -> Floats:
    out = np.zeros((len(months), len(CRIMINALITY)))
    for row in table("book_outs_monthly"):
        month, crime = row.text("month"), row.text("criminality")
        if month in months and row.text("reason") == reason and crime in CRIMINALITY:
            out[months.index(month), CRIMINALITY.index(crime)] = row.number("book_outs")
    return out
