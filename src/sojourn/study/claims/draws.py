"""The runs of a plan that claims are judged by: one job is one draw of what is not known, and all its variations.

Every variation of a draw has the same people and the same luck, so that what it changes is not chance. The draws are
those of `sojourn run SCENARIO --draws N`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sojourn import warm_up
from sojourn.engine import Simulation, Tally
from sojourn.evidence.registry import figure
from sojourn.network import Opening
from sojourn.results.counting import REMOVALS, RULES
from sojourn.results.lines import mean_stay
from sojourn.results.periods import WHOLE, fiscal_years, spans
from sojourn.results.run import Run
from sojourn.run import calendar_of, simulate
from sojourn.scenario.us import UsScenario
from sojourn.study.claims.stays import stays
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import CELLS, GROUPS, us_network
from sojourn.systems.us_custody import Custody, custody_of
from sojourn.systems.us_safeguards import REFUSED

YEAR, MONTH = 365, 30
"""Days of the first year and of the first month."""
ENOUGH = "1,000,000 beds"
"""More beds than anybody fills."""

Values = dict[str, float]
Plain = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """One draw."""

    number: int
    seed: int
    until: date
    scenario: str = field(repr=False)
    """The scenario under the draw as JSON."""
    past: str = field(repr=False)
    """The system before the start as JSON."""
    priced: str = field(repr=False)
    """The scenario at its central values as JSON, with the unit costs of the ledger."""
    custody: Custody | None = field(default=None, repr=False)
    """The numbers of custody, where joint draws move them."""

    @property
    def label(self) -> str:
        """A name that no other has."""
        return f"draw {self.number}"


def make(job: Job) -> Values:
    """Everything that a draw says, by name."""
    model, past, priced = (UsScenario.model_validate_json(text) for text in (job.scenario, job.past, job.priced))
    calendar = calendar_of(model, job.until)
    run = simulate(model, calendar, job.seed, past=past, custody=job.custody, specialised=False)
    out = {**_removals(run), **_custody(run), **_money(run, priced)}
    inside = warm_up.opening(past, job.seed, job.custody or custody_of(past), specialised=False)
    out |= _variations(job, run, model, inside)
    out |= stays(model, _days(calendar, YEAR), job.seed, inside, job.custody)
    return {**out, **_credit(job, model, past)}


def _removals(run: Run) -> Values:
    """Removals by counting rule in the best full fiscal year, and in the first year and month."""
    out: Values = {}
    full = [span for span in fiscal_years(run.calendar) if span.full_year]
    for rule in RULES:
        if rule.exits and full:
            out[f"removals.best.{rule.key}"] = max(_left(run, span.ticks, rule.exits) for span in full)
    year = slice(0, YEAR)
    return out | {
        "removed.year": _left(run, year, REMOVALS),
        "start.removed_30": _left(run, slice(0, MONTH), REMOVALS),
        "signed.moved": _left(run, year, ("removed_third_country",)),
        "no_bed.year": _left(run, year, ("released_no_bed",)),
        "refused.year": float(run.panel.taken(target=REFUSED)[year].sum()),
    }


def _left(run: Run, ticks: slice, exits: tuple[str, ...]) -> float:
    return float(sum(run.panel.taken(target=name, ticks=ticks).sum() for name in exits))


def _custody(run: Run) -> Values:
    """Two lengths of stay that are often mixed: the mean of those that ended, and Little's law."""
    whole = next(span for span in spans(run.calendar) if span.key == WHOLE)
    ended = mean_stay(run, whole)
    out: Values = {} if ended is None else {"stay.completed": ended}
    full = [span for span in fiscal_years(run.calendar) if span.full_year]
    if full:
        ticks = full[-1].ticks
        booked = run.panel.taken(stage="intake", target="proceedings", ticks=ticks).sum()
        out["stay.little"] = float(run.series["held"][ticks].sum()) / max(float(booked), 1.0)
    return out


def _money(run: Run, priced: UsScenario) -> Values:
    """Dollars by account over the whole run, and of custody in the first full fiscal year, with ends of unit costs."""
    book = replace(run, scenario=priced).ledger
    full = [span for span in fiscal_years(run.calendar) if span.full_year]
    out: Values = {}
    for end in ("low", "value", "high"):
        by_account = book.by_account(end)
        out[f"money.all|{end}"] = book.total(end=end) / 100
        out |= {f"money.{name}|{end}": float(cents.sum()) / 100 for name, cents in by_account.items()}
        if full:
            out[f"money.custody.year|{end}"] = float(by_account["custody"][full[0].ticks].sum()) / 100
    return out


def _variations(job: Job, run: Run, model: UsScenario, inside: Opening) -> Values:
    """The same draw with one thing otherwise, for a year or a month."""
    start = run.calendar
    plan = json.loads(job.scenario)
    at_once = int(run.capacity.sum(axis=1).max())
    funded = int(figure("detention.funded_beds.FY2025").number)

    def other(days: int, *changes: Callable[[Plain], None]) -> Simulation:
        data = json.loads(json.dumps(plan))
        for change in changes:
            change(data)
        changed = UsScenario.model_validate(data)
        calendar = _days(start, days)
        network = us_network(changed, calendar, custody=job.custody)
        run = Simulation(
            network, ticks=calendar.ticks, seed=job.seed, opening=inside, tally=Tally(CELLS, GROUPS), specialised=False
        )
        return run.advance()

    as_needed, as_is = other(YEAR, _beds(ENOUGH)), other(YEAR, _beds(ENOUGH), _no_more_arrests)
    without = _removed(other(MONTH, _beds(f"{funded} beds"), _no_more_arrests))
    all_beds = _removed(other(YEAR, _beds(f"{at_once} beds"), _all_arrests))
    few_beds = _removed(other(YEAR, _beds(f"{funded} beds"), _all_arrests))
    year, month = _left(run, slice(0, YEAR), REMOVALS), _left(run, slice(0, MONTH), REMOVALS)
    return {
        "beds.needed.plan": float(as_needed.panel.held.sum(axis=1).max()),
        "beds.needed.as_is": float(as_is.panel.held.sum(axis=1).max()),
        "start.removals_change": month / max(without, 1.0) - 1.0,
        "scale.beds": all_beds / max(few_beds, 1.0) - 1.0,
        "scale.seats": _removed(other(YEAR, _seats)) / max(year, 1.0) - 1.0,
    }


def _credit(job: Job, model: UsScenario, past: UsScenario) -> Values:
    """The first year with everybody who was named counted as if in force."""
    credit = {"credit": "floated"}
    claimed = model.model_copy(update={"third_country": model.third_country.model_copy(update=credit)})
    before = past.model_copy(update={"third_country": past.third_country.model_copy(update=credit)})
    calendar = _days(calendar_of(model, job.until), YEAR)
    run = simulate(claimed, calendar, job.seed, past=before, custody=job.custody, specialised=False)
    moved, removed = (_left(run, slice(None), exits) for exits in (("removed_third_country",), REMOVALS))
    refused = float(run.panel.taken(target=REFUSED).sum())
    return {
        "credit.moved": moved,
        "credit.share": moved / max(removed, 1.0),
        "credit.of_refused": moved / max(refused, 1.0),
    }


def _removed(run: Simulation) -> float:
    return float(sum(run.panel.taken(target=name).sum() for name in REMOVALS))


def _days(calendar: Calendar, days: int) -> Calendar:
    """The first days of a calendar."""
    return Calendar(calendar.start, min(calendar.start + timedelta(days=days), calendar.until))


def _beds(capacity: str) -> Callable[[Plain], None]:
    def change(data: Plain) -> None:
        data["beds"]["capacity"] = capacity

    return change


def _no_more_arrests(data: Plain) -> None:
    data["arrivals"]["interior_added"] = "0 per day"


def _all_arrests(data: Plain) -> None:
    """The arrests of the plan's last step, from the first day on."""
    last = data["arrivals"]["interior_added"]["steps"][-1]
    data["arrivals"]["interior_added"] = last["value"]


def _seats(data: Plain) -> None:
    data["departures"] |= {"seats": "10,000 seats", "land": "100,000 per day", "commercial": "100,000 per day"}
