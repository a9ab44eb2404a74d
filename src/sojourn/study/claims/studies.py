"""The studies behind the claims, by name: each gives numbers with their bands. A claim says which it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sojourn.run import calendar_of, check, load, run
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.claims.claim import SAID_ON
from sojourn.study.claims.draws import MONTH, YEAR, Job, Values, make
from sojourn.study.claims.known import Spread, spread
from sojourn.study.claims.rules import SOON
from sojourn.study.custody.joint import joint_for
from sojourn.study.draw_pool import made
from sojourn.study.drawn import drawn
from sojourn.study.draws import luck, uniforms
from sojourn.study.points.drawing import DRAW
from sojourn.study.points.point import as_json
from sojourn.study.uncertain import doubts
from sojourn.warm_up import past

Numbers = dict[str, Spread]
Progress = Callable[[int, int], None]

COSTS = (
    "money.accounts.arrests.costs.0={value: 18310 USD per arrest, source: cost.arrest}",
    "money.accounts.transport.costs.0={value: 1978 USD per removal from custody, source: cost.transport_per_removal}",
    "money.accounts.legal.costs.0={value: 817 USD per decision, source: cost.legal_cap2010}",
)
"""What the ledger counts besides custody, for a scenario that has no accounts of its own."""
SHARES = frozenset({"credit.share", "credit.of_refused", "stay.first_day.el_salvador", "wait.refusing_without"})
"""Numbers that are no more than 1."""
SEEDS = 20
"""Seeds of a replay."""
NO_MEASURE = "litigation.0.acts.0.effect=none"
STOPPED = "litigation.0.acts.0={on: 2020-01-15, act: injunction}"


@dataclass(frozen=True)
class Asked:
    """What the studies are asked."""

    document: Document[UsScenario]
    draws: int
    seed: int
    workers: int
    progress: Progress

    @property
    def model(self) -> UsScenario:
        """The scenario."""
        return self.document.model

    @property
    def start(self) -> date:
        """First day."""
        return self.model.period.start.value

    def after(self, days: int) -> date:
        """The day so long after the start, at most the end."""
        return min(self.start + timedelta(days=days), self.model.period.until)

    @property
    def places(self) -> dict[str, str]:
        """What commands are filled in with."""
        return {
            "scenario": self.document.files[0],
            "draws": str(self.draws),
            "seed": str(self.seed),
            "year": self.after(YEAR).isoformat(),
            "month": self.after(MONTH).isoformat(),
        }


def from_draws(asked: Asked) -> Numbers:
    """Draws of the scenario and its variations (:mod:`sojourn.study.claims.draws`)."""
    model, before = asked.model, past(asked.model)
    check(model)
    found = doubts(model, before)
    joint, keys = joint_for(model, found), tuple(one.key for one in found)
    priced = as_json(_priced(asked.document))
    until = calendar_of(model, None).until
    jobs = []
    for number in range(asked.draws):
        one = drawn(
            model, before, found, uniforms(asked.seed, keys, number), None if joint is None else joint.row(number)
        )
        seed = luck(asked.seed, DRAW, number)
        jobs.append(Job(number, seed, until, as_json(one.scenario), as_json(one.past), priced, one.custody))
    done: dict[int, Values] = {}

    def keep(job: Job, values: Values) -> None:
        done[job.number] = values
        asked.progress(len(done), len(jobs))

    made(jobs, asked.workers, keep, make)
    return banded([done[number] for number in sorted(done)])


def banded(draws: Sequence[Values]) -> Numbers:
    """The band of each number over draws; where it has ends of its own (`name|low`), from the lowest to the highest."""
    names = dict.fromkeys(name for one in draws for name in one)
    of = {name: [one[name] for one in draws if name in one] for name in names}
    out = {name: spread(values, 1.0 if name in SHARES else None) for name, values in of.items() if "|" not in name}
    for name in (name.removesuffix("|value") for name in names if name.endswith("|value")):
        low, value, high = (of[f"{name}|{end}"] for end in ("low", "value", "high"))
        out[name] = Spread(min(low), float(np.median(value)), max(high))
    return out


def _priced(document: Document[UsScenario]) -> UsScenario:
    """The scenario with unit costs for all that the ledger can count; its own where it has accounts."""
    if document.model.money.accounts:
        return document.model
    changes = [one.replace(".costs.0=", ".costs=[", 1) + "]" for one in COSTS]
    money: UsScenario = load("plan-2025", changes).model
    return document.model.model_copy(update={"money": money.money})


def chances(asked: Asked) -> Numbers:
    """Chances of agreements by what was known when the article appeared; no run."""
    from sojourn.policy.outlook import in_force_by

    found: Numbers = {}
    for agreement in asked.model.third_country.agreements:
        soon = in_force_by(agreement, SAID_ON, SAID_ON + timedelta(days=SOON), SAID_ON)
        if soon is not None and ("chance.soon" not in found or soon.value > found["chance.soon"].value):
            found["chance.soon"] = Spread(soon.low, soon.value, soon.high)
    return found


def of_destinations(asked: Asked) -> Numbers:
    """What each candidate would change in a year, and the chance that it is in force by then."""
    from sojourn.study.destinations import destinations

    if not asked.model.third_country.agreements:
        return {}
    end = asked.after(YEAR)
    told = destinations(asked.document, by=end, until=end, draws=asked.draws, seed=asked.seed, workers=asked.workers)
    found: Numbers = {}
    for row in told.rows:
        name = row.candidate.name
        found[f"moved.{name}"] = spread([one.moved for one in row.effects])
        if row.in_force_then is not None:
            found[f"chance.{name}"] = Spread(row.in_force_then.low, row.in_force_then.value, row.in_force_then.high)
    return found


def of_rwanda(asked: Asked) -> Numbers:
    """The replay of the UK scheme over some seeds, and without its first court order."""

    def left(*changes: str) -> dict[str, Spread]:
        document = load("uk-rwanda-2022", changes)
        runs = [run(document, seed=seed) for seed in range(1, SEEDS + 1)]
        return {
            name: spread([float(one.series[f"exit_{name}"].sum()) for one in runs])
            for name in ("relocated", "relocated_voluntarily")
        }

    record, without = left(), left(NO_MEASURE)
    return {
        "rwanda.removed": record["relocated"],
        "rwanda.volunteers": record["relocated_voluntarily"],
        "rwanda.removed_without_measure": without["relocated"],
    }


def of_cooperative(asked: Asked) -> Numbers:
    """The replay of the agreements of 2019 over some seeds, and with a stop on the day of the suit."""

    def sent(*changes: str) -> dict[str, Spread]:
        document = load("cooperative-2019", changes)
        runs = [run(document, seed=seed) for seed in range(1, SEEDS + 1)]

        def to(*countries: str) -> Spread:
            return spread([float(sum(one.series[f"exit_sent: {name}"].sum() for name in countries)) for one in runs])

        return {"Guatemala": to("Guatemala"), "signed only": to("Honduras", "El Salvador")}

    record = sent()
    return {
        "cooperative.sent": record["Guatemala"],
        "cooperative.signed_only": record["signed only"],
        "cooperative.sent_if_stopped": sent(STOPPED)["Guatemala"],
    }


def of_children(asked: Asked) -> Numbers:
    """What it takes to attempt contact with every child without a notice (:mod:`sojourn.study.children`)."""
    from sojourn.study.children import contact

    told = contact("children-2025")
    effort = next(one for one in told.efforts if one.who == "no notice issued")
    claimed = next(one for one in told.claims if one.key == "plan.children_located_claim.2025-11")
    pairs = {
        "children.tried_once": effort.first_days,
        "children.all_attempts": effort.all_days,
        "children.reached": effort.reached,
        "children.attempts_62000": claimed.attempts_a_day,
    }
    return {name: Spread(one.low, one.value, one.high) for name, one in pairs.items()}


STUDIES: dict[str, Callable[[Asked], Numbers]] = {
    "chances": chances,
    "draws": from_draws,
    "destinations": of_destinations,
    "rwanda": of_rwanda,
    "cooperative": of_cooperative,
    "children": of_children,
}
"""Studies by name."""
