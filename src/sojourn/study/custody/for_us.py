"""From the posterior of custody to the numbers of the US system: one table of names and values a member.

The fit is of a lean network (:mod:`sojourn.systems.custody`); the US system has nationalities, seats and areas besides.
Most numbers are the same in both. Three are not:

- *Paces* are those that came out in the fitted months: the member's walk, and its answer to the book-ins that there
  were. What holds after the last month is the mean of the last block. The answer itself is not carried on: it was read
  from months whose book-ins differ by some tens of per cent, and a plan that multiplies them lies far outside.
- *Refusals* are one share in the lean network and differ by nationality in the US system. They are scaled
  (`fitted.refusal_scale`) until as large a share of final orders ends under an order of supervision.
- *Days after the order* are one time to a document and one to departure in the lean network. Those of the table of
  nationalities are scaled (`fitted.document_scale`) until people are held as long after an order, seats included.

Both scales are worked out in closed form, with the orders each nationality has and with waits for seats that no queue
makes longer.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from sojourn.network import number_at
from sojourn.scenario import read
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario
from sojourn.study.custody.fit import Fit, Settings, per_day, usual
from sojourn.study.custody.kept import TABLE as POSTERIOR
from sojourn.study.custody.numbers import Course, course, days, member
from sojourn.study.custody.numbers import custody as lean_numbers
from sojourn.study.custody.prior import parameters
from sojourn.study.custody.window import Window, window
from sojourn.study.custody_names import named
from sojourn.study.forecasts.history import published
from sojourn.study.forecasts.months import first_day
from sojourn.systems.calendar import Calendar
from sojourn.systems.custody import CLEARING_SPREAD, DOCUMENT_SPREAD
from sojourn.systems.custody import Custody as Lean
from sojourn.systems.us_custody import PACED, Cell, Custody, Month
from sojourn.systems.us_departures import departures
from sojourn.systems.us_people import AGENCIES, CRIMINALITY, Nationality, nationalities
from sojourn.systems.us_releases import EARLY, ELIGIBLE, early_factor, even

Floats = npt.NDArray[np.float64]

TABLE, PACES = "custody_2024", "paces_2024"
FIGURES = ("fitted.document_scale", "fitted.order_spread", "fitted.refusal_scale", "fitted.review")
EARLIEST = date(2019, 10, 1)
"""First day of the row that stands for all months before the window."""
QUANTILES = (np.arange(200) + 0.5) / 200
"""Where laws are looked at to take a mean over them."""
SCALES = np.geomspace(0.05, 8.0, 33)
"""Scales of the days to a document that are looked at."""
MOST_SCALE = 20.0


@dataclass(frozen=True)
class ForUs:
    """The numbers of the US system for one member."""

    custody: Custody
    figures: Mapping[str, float]
    """Key of the evidence to its value, of each in FIGURES."""

    @property
    def named(self) -> dict[str, float]:
        """All of it by name, as :class:`sojourn.study.draws.Draws` names columns."""
        return {**named(self.custody, TABLE, PACES), **self.figures}


@cache
def posterior() -> Fit:
    """The posterior that ships, with the months it was fitted to.

    Raises:
        LookupError: it has a column that is no parameter of the fit.
    """
    text = files(__package__).joinpath("data", POSTERIOR).read_text(encoding="utf-8")
    names, *rows = csv.reader(io.StringIO(text))
    seen = window(published())
    known = {p.name: p for p in parameters(seen)}
    if unknown := [name for name in names if name not in known]:
        raise LookupError(f"the posterior has a column {unknown[0]!r}, which is no parameter of the fit")
    return Fit(seen, tuple(known[name] for name in names), np.array(rows, dtype=np.float64), Settings())


def central(fit: Fit) -> ForUs:
    """The numbers of the mean of all members on the scales on which they are uncertain."""
    return for_us(fit, fit.ensemble.mean(axis=0))


def members(fit: Fit) -> tuple[ForUs, ...]:
    """The numbers of every member."""
    return tuple(for_us(fit, row) for row in fit.ensemble)


def for_us(fit: Fit, row: Floats) -> ForUs:
    """The numbers of the US system for one row of parameters.

    Args:
        fit: whose parameters and months they are.
        row: (parameters,).
    """
    of, seen = member(fit.parameters, row), fit.window
    lean = lean_numbers(of)
    months = course(of, seen.block, per_day(seen), usual(seen), None)
    custody = Custody(
        {
            (agency, crime): Cell(
                float(lean.short[a, c]),
                float(lean.order_short[a, c]),
                float(lean.order_long[a, c]),
                float(lean.relief[c]),
                {reason: float(lean.rate[reason][a, c]) for reason in ELIGIBLE},
            )
            for a, agency in enumerate(AGENCIES)
            for c, crime in enumerate(CRIMINALITY)
        },
        _months(seen, months),
    )
    refusals, documents = _scales(lean, custody, seen)
    values = (documents, lean.order_spread, refusals, lean.review)
    return ForUs(custody, dict(zip(FIGURES, values, strict=True)))


def _months(seen: Window, months: Course) -> dict[str, tuple[Month, ...]]:
    """One row for what came before, one a month, and one for what stays in force."""
    many = len(seen.months)
    # One day a month is enough to have the paces of each, as the lean network itself lays them out.
    laid = days(months, np.arange(many), per_day(seen), 1.0)
    first, last = seen.block == 0, seen.block == seen.block[-1]
    found = {}
    for a, agency in enumerate(AGENCIES):
        pace = {name: laid.pace[name][a] for name in PACED}

        def at(where: npt.NDArray[np.bool_], since: date, a: int = a, pace: Mapping[str, Floats] = pace) -> Month:
            share = laid.mix[a][where].mean(axis=0)
            return Month(
                since,
                {name: float(np.exp(np.log(values[where]).mean())) for name, values in pace.items()},
                dict(zip(CRIMINALITY, share.tolist(), strict=True)),
            )

        rows = [at(np.arange(many) == i, first_day(month)) for i, month in enumerate(seen.months)]
        found[agency] = (at(first, EARLIEST), *rows, at(last, first_day(seen.origin)))
    return found


def _scales(lean: Lean, custody: Custody, seen: Window) -> tuple[float, float]:
    """Scale of the refusals and of the days to a document that leave the US system as the lean network is."""
    nations, clearing, seats = _nations()
    orders = _orders(custody, lean.order_spread, nations, usual(seen)[::-1])
    limit = float(lean.limit)
    one = _lognormal(lean.document, DOCUMENT_SPREAD) + lean.clearing * math.exp(CLEARING_SPREAD**2 / 2)
    review = lean.review * (1.0 - math.exp(-limit / lean.review))
    late = float((one > limit).mean())
    supervised = lean.refusal + (1.0 - lean.refusal) * late
    held = (1.0 - lean.refusal) * float(np.minimum(one, limit).mean()) + lean.refusal * review
    document = np.array([_document(n) for n in nations])
    ready = SCALES[:, None, None] * document[None] + (clearing + seats)[None, :, None]
    past_limit, mean = (ready > limit).mean(axis=2), np.minimum(ready, limit).mean(axis=2)
    refused = np.array([n.refusal for n in nations])
    scales = _refusals(refused, orders, past_limit, supervised)
    share = np.minimum(refused * scales[:, None], 1.0)
    days_held = ((1.0 - share) * mean + share * review) @ orders
    grows = np.maximum.accumulate(days_held)
    scale = float(np.exp(np.interp(held, grows, np.log(SCALES))))
    return float(np.exp(np.interp(math.log(scale), np.log(SCALES), np.log(np.maximum(scales, 1e-3))))), scale


def _refusals(refused: Floats, orders: Floats, past_limit: Floats, supervised: float) -> Floats:
    """The scale at which a share of all orders ends under supervision, by bisection; nothing where none is needed.

    ``past_limit`` is the share of those with a document who reach the limit before they can leave, (cases,
    nationalities); the answer is one scale a case.
    """
    low, high = np.zeros(len(past_limit)), np.full(len(past_limit), MOST_SCALE)
    for _ in range(40):
        scale = (low + high) / 2
        share = np.minimum(refused * scale[:, None], 1.0)
        short = (share + (1.0 - share) * past_limit) @ orders < supervised
        low, high = np.where(short, scale, low), np.where(short, high, scale)
    return np.asarray((low + high) / 2)


def _orders(custody: Custody, spread: float, nations: Sequence[Nationality], book_ins: Floats) -> Floats:
    """Share of all final orders that each nationality has: who is not released before, at the mean paces."""
    factor = _scenario().people.release_factor.value
    early = np.array([early_factor(n, factor) for n in nations])
    out = np.zeros(len(nations))
    for a, agency in enumerate(AGENCIES):
        months = custody.months[agency][1:-1]
        pace = {name: float(np.exp(np.mean([math.log(m.pace[name]) for m in months]))) for name in PACED}
        share = np.array([n.share[agency] for n in nations])
        for crime in CRIMINALITY:
            cell = custody.cells[agency, crime]
            come = book_ins[a] * float(np.mean([m.share[crime] for m in months])) * share / share.sum()
            for judge in (False, True):
                part = (1.0 - cell.short) * (1.0 - cell.relief) if judge else cell.short
                down = even(cell, spread, early.tolist(), share.tolist(), judge=judge)
                leave = np.zeros(len(nations))
                for reason, cases in ELIGIBLE.items():
                    if judge or len(cases) > 1:
                        rate = cell.rate[reason] * pace.get(reason, 1.0)
                        leave += rate * early * down if reason in EARLY else rate
                times = _lognormal(cell.order_long if judge else cell.order_short, spread) / pace["proceedings"]
                out += come * part * np.exp(-leave[:, None] * times).mean(axis=1)
    return np.asarray(out / out.sum())


@cache
def _scenario() -> UsScenario:
    """The system of 2024, whose departures are those of the fitted months."""
    return read("us-2024", UsScenario, shipped=shipped()).model


@cache
def _nations() -> tuple[tuple[Nationality, ...], Floats, Floats]:
    """Nationalities as in the table, unscaled, and their mean days to clearing and to a seat that no queue delays."""
    scenario = _scenario()
    one = scenario.people.refusal_scale.model_copy(update={"value": 1.0})
    people = scenario.people.model_copy(update={"refusal_scale": one, "document_scale": one})
    scenario = scenario.model_copy(update={"people": people})
    nations, calendar = nationalities(scenario), Calendar(scenario.period.start.value, scenario.period.until)
    d = scenario.departures
    cleared = {
        mode: getattr(d, f"landing_rights_{mode}").value * math.exp(CLEARING_SPREAD**2 / 2)
        for mode in ("land", "charter", "commercial")
    }
    open_days: dict[object, npt.NDArray[np.bool_]] = {n.name: np.zeros(calendar.ticks, dtype=bool) for n in nations}
    for door in departures(scenario, calendar, nations).doors:
        there = number_at(door.supply, calendar.ticks, door.name) >= 1
        for name in door.accepts or ():
            open_days[name] |= there
    waits = np.array([_wait(open_days[n.name]) for n in nations])
    return nations, np.array([cleared[n.mode] for n in nations]), waits


def _wait(open_days: npt.NDArray[np.bool_]) -> float:
    """Mean days from a day to the next that is open, over all days before the last of them."""
    there = np.flatnonzero(open_days)
    if not len(there):
        return math.inf
    every = np.arange(there[-1] + 1)
    return float((there[np.searchsorted(there, every)] - every).mean())


def _document(nation: Nationality) -> Floats:
    """Days to a document at QUANTILES."""
    middle, high = nation.document_days, nation.document_days_high
    return _lognormal(middle, max(math.log(high / middle) / 1.2815515655446004, 0.0) if middle > 0 else 0.0)


def _lognormal(median: float, spread: float) -> Floats:
    from scipy.special import ndtri

    return np.asarray(median * np.exp(spread * ndtri(QUANTILES)))
