"""What became of each agreement with a third country, and of those whom nobody would take: plain data.

For each: its status, the days on which it could be used and those on which a court stopped it, the people told, kept
back for fear, sent, and turned away when its places were used up, and what falls due for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sojourn.results.agreements import claimed, stops
from sojourn.scenario.agreements import Agreement
from sojourn.systems.us_third_country import EXIT, active, fear_found, halted, names, usable

if TYPE_CHECKING:
    from sojourn.results.run import Run

Ints = npt.NDArray[np.int64]

WAITING = ("third_country", "kept_after_review")
"""Stages in which somebody whom their country refuses waits for an agreement."""
NOTE = (
    "nobody_takes goes by nationality only: a nationality of which any class of people is accepted is not in it. "
    "classes_nobody_takes goes by class only: people of a class that no agreement accepts, of whatever nationality."
)
"""What the two counts of people whom nobody takes leave out."""
BEFORE = "before the run"
"""Instead of a fiscal year: what fell due before the first day."""


def destinations(run: Run) -> dict[str, Any]:
    """The credit given, every agreement of the scenario in order, and the people whom none of them would take."""
    scenario = run.scenario
    named = dict(zip(map(id, active(scenario)), names(scenario), strict=True))
    deals = [_Deal(run, deal, named.get(id(deal))) for deal in scenario.third_country.agreements]
    return {
        "credit": scenario.third_country.credit,
        "counted_as_if_in_force": claimed(scenario, run.calendar),
        "agreements": [deal.told() for deal in deals],
        "refused_by_home": int(_refused(run).sum()),
        "nobody_takes": _nobody_takes(run),
        "nobody_takes_note": NOTE,
        "classes_nobody_takes": classes_nobody_takes(run),
    }


@dataclass(frozen=True)
class _Deal:
    """One agreement in a run."""

    run: Run
    deal: Agreement
    name: str | None
    """Its name in the network; None where nobody could ever be sent."""

    def told(self) -> dict[str, Any]:
        run, deal = self.run, self.deal
        counted = usable(run.scenario, deal, run.calendar) > 0
        sent = self._moves(f"departure: {self.name}", EXIT)
        return {
            "agreement": self.name or deal.country,
            "country": deal.country,
            "status_first": _status(deal, run.calendar.start),
            "status_last": _status(deal, run.calendar.day(run.calendar.ticks - 1)),
            "days_usable": int((counted & ~halted(run.scenario, deal, run.calendar)).sum()),
            "days_stopped": int((counted & halted(run.scenario, deal, run.calendar)).sum()),
            "stopped_by": dict(stops(run.scenario, deal, run.calendar)),
            "noticed": int(self._moves(None, f"notice: {self.name}").sum()),
            "screened_out": int(self._moves(f"notice: {self.name}", "fear_of_third_country").sum()),
            "sent": int(sent.sum()),
            "sent_by_nationality": _by_nationality(run, sent.sum(axis=0)),
            "turned_away": int(self._turned_away(sent.sum(axis=1))),
            "payments": self._payments(sent.sum(axis=1)),
        }

    def _moves(self, stage: str | None, target: str) -> Ints:
        """(months, nationalities): people who went from a stage to a place."""
        if self.name is None:
            return np.zeros((self.run.panel.period_flow.shape[0], self.run.panel.period_flow.shape[2]), dtype=np.int64)
        return _flow(self.run, [stage] if stage else None, [target])

    def _turned_away(self, sent: Ints) -> int:
        """People it accepts who left otherwise in a month in which its places, or the notices for all, were used."""
        quota, in_all = self.deal.quota, self.deal.in_all
        if self.name is None or (quota is None and in_all is None):
            return 0
        full = np.zeros(len(sent), dtype=bool)
        if quota is not None:
            full |= sent >= quota.value
        if in_all is not None:
            full |= np.cumsum(sent) >= in_all.value
            go = 1.0 - fear_found(self.run.scenario, self.deal)
            if go > 0:
                told = self._moves(None, f"notice: {self.name}").sum(axis=1)
                full |= np.cumsum(told) >= math.ceil(in_all.value / go)
        usable_months = np.zeros(len(sent), dtype=bool)
        counted = usable(self.run.scenario, self.deal, self.run.calendar) > 0
        usable_months[self.run.calendar.month[counted]] = True
        takes = [n != self.deal.country and self.deal.accepts.takes(n) for n in self.run.kinds.levels("nationality")]
        left = _flow(self.run, [*WAITING, f"departure: {self.name}"], [one for one in self.run.exits if one != EXIT])
        return int(left[full & usable_months][:, takes].sum())

    def _payments(self, sent: Ints) -> dict[str, Any] | None:
        """Sums due by fiscal year; None where no terms of payment are given."""
        fixed, each = self.deal.payment_fixed, self.deal.payment_per_person
        if fixed is None and each is None:
            return None
        due: dict[str, float] = {}
        calendar = self.run.calendar
        if fixed is not None:
            day = fixed.due or self.deal.signed_on
            if day is not None and day < calendar.until:
                due[BEFORE if day < calendar.start else _fiscal_year(day)] = float(fixed.value.amount)
        if each is not None:
            for month in np.flatnonzero(sent).tolist():
                year = _fiscal_year(calendar.day(int(np.flatnonzero(calendar.month == month)[0])))
                due[year] = due.get(year, 0.0) + float(each.value.money.amount) * int(sent[month])
        currency = fixed.value.currency if fixed is not None else each.value.money.currency if each is not None else ""
        return {
            "currency": currency,
            "due": dict(sorted(due.items())),
            "in_all": sum(amount for year, amount in due.items() if year != BEFORE),
        }


def _nobody_takes(run: Run) -> dict[str, int]:
    """People refused by their own country, of nationalities that no agreement takes on any day, most first."""
    deals = _usable_ever(run)
    nations = run.kinds.levels("nationality")
    taken = [any(n != deal.country and deal.accepts.takes(n) for deal in deals) for n in nations]
    refused = np.where(taken, 0, _refused(run))
    return _by_nationality(run, refused)


def classes_nobody_takes(run: Run) -> dict[str, int]:
    """People refused by their own country, of classes that every agreement which can be used leaves out.

    Empty where no agreement can be used on any day: then nobody takes anybody, which `nobody_takes` says.
    """
    deals = _usable_ever(run)
    classes = run.kinds.levels("criminality")
    if not deals:
        return {}
    by_class = run.panel.taken(target="third_country").sum(axis=0).reshape(-1, len(classes)).sum(axis=0)
    return {
        name: int(people)
        for name, people in zip(classes, by_class, strict=True)
        if people and not any(deal.accepts.criminality == "all" or name in deal.accepts.criminality for deal in deals)
    }


def _usable_ever(run: Run) -> list[Agreement]:
    """Agreements that can be used on some day of the run, courts left aside."""
    return [one for one in active(run.scenario) if (usable(run.scenario, one, run.calendar) > 0).any()]


def _refused(run: Run) -> Ints:
    """(nationalities,): people whom their country refused in the run."""
    return np.asarray(_flow(run, None, ["third_country"]).sum(axis=0))


def _flow(run: Run, stages: list[str] | None, targets: list[str]) -> Ints:
    """(months, nationalities): people who went from any of some stages to any of some places."""
    chosen = [
        i
        for i, edge in enumerate(run.panel.edges)
        if (stages is None or edge.stage in stages) and edge.target in targets
    ]
    out: Ints = run.panel.period_flow[:, chosen].sum(axis=1)
    return out


def _by_nationality(run: Run, people: Ints) -> dict[str, int]:
    found = {name: int(count) for name, count in zip(run.kinds.levels("nationality"), people, strict=True) if count}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _status(deal: Agreement, day: date) -> str | None:
    """Status on a day; None before the first, `ended` after the last day."""
    if deal.ends is not None and day > deal.ends:
        return "ended"
    return next((change.status for change in reversed(deal.statuses) if change.on <= day), None)


def _fiscal_year(day: date) -> str:
    return f"FY{day.year + (day.month >= 10)}"
