"""The runs of a comparison of destinations: which are needed, under which draws, and what came of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from sojourn.policy.agreements import sends
from sojourn.policy.prospects import drawn as prospects
from sojourn.scenario.agreements import Agreement, StatusChange
from sojourn.scenario.sourced import Sourced
from sojourn.scenario.us import UsScenario
from sojourn.study.custody.joint import joint_for
from sojourn.study.destination_answer import Effect, effect
from sojourn.study.destination_runs import Opened, Outcome, Trials, alike, make
from sojourn.study.destination_terms import Candidate, caps
from sojourn.study.draw_pool import made
from sojourn.study.drawn import drawn
from sojourn.study.draws import luck, share_below, uniforms
from sojourn.study.points.drawing import DRAW
from sojourn.study.points.point import as_json
from sojourn.study.uncertain import doubts
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_custody import Custody
from sojourn.warm_up import past

AT_ONCE = 4
"""Runs that one process makes before it takes others."""

Progress = Callable[[int, int], None]
"""Told the runs that are done, and all that are needed so far."""


class Batch:
    """The runs that have been made, by draw and by what was in force."""

    def __init__(
        self,
        model: UsScenario,
        chosen: Sequence[Candidate],
        calendar: Calendar,
        since: date,
        seed: int,
        draws: int | None,
        known_by: date | None,
        workers: int,
        progress: Progress,
    ) -> None:
        self.until, self.since, self.workers, self.progress = calendar.until, since, workers, progress
        self.numbers = range(1 if draws is None else draws)
        self.done: dict[int, dict[Opened, Outcome]] = {number: {} for number in self.numbers}
        self.countries = tuple(one.name for one in chosen)
        whole = _with_agreements(model, tuple(one.terms for one in chosen), since)
        before = past(whole)
        self.drawn: list[tuple[int, str, str, Custody | None]] = []
        self.alike: list[tuple[int, ...]] = []
        self.comes: list[tuple[int, ...]] = []
        """Of each draw the candidates that come into force in it."""
        if draws is None:
            self.drawn.append((seed, as_json(whole), as_json(before), None))
            self.alike.append(alike(whole))
            return
        doubt = doubts(model, past(model))
        keys = tuple(one.key for one in doubt)
        joint = joint_for(model, doubt)
        for number in self.numbers:
            row = None if joint is None else joint.row(number)
            one = drawn(whole, before, doubt, uniforms(seed, keys, number), row)
            terms = _drawn_terms(chosen, seed, number, known_by)
            sized = prospects(_with_agreements(one.scenario, terms, since), seed, number, known_by)
            self.drawn.append((luck(seed, DRAW, number), as_json(sized), as_json(one.past), one.custody))
            self.alike.append(alike(sized))
            comes = [bool(sends(each, calendar.days).any()) for each in sized.third_country.agreements]
            self.comes.append(tuple(at for at, does in enumerate(comes) if does))

    def outcome(self, number: int, opened: Opened) -> Outcome:
        """What came of a set in a draw."""
        return self.done[number][self._alike(number, opened)]

    def _alike(self, number: int, opened: Opened) -> Opened:
        """The same set, or for a single country the first that has the same terms: its run is the same."""
        if len(opened.which) != 1 or opened.dated:
            return opened
        return Opened((self.alike[number][opened.which[0]],))

    def run(self, sets: Sequence[Opened]) -> None:
        """Make the runs of some sets that have not been made, for every draw."""
        jobs = []
        for number in self.numbers:
            asked = dict.fromkeys(self._alike(number, one) for one in sets)
            if self.comes:
                asked |= dict.fromkeys(Opened((at,), dated=True) for at in self.comes[number])
            new = [one for one in asked if one not in self.done[number]]
            seed, scenario, before, custody = self.drawn[number]
            for first in range(0, len(new), AT_ONCE):
                opened = tuple(new[first : first + AT_ONCE])
                jobs.append(Trials(number, seed, self.until, self.since, scenario, before, opened, custody))
        runs = sum(len(job.opened) for job in jobs)
        finished = 0
        self.progress(0, runs)

        def keep(job: Trials, outcomes: tuple[Outcome, ...]) -> None:
            nonlocal finished
            self.done[job.number].update(zip(job.opened, outcomes, strict=True))
            finished += len(outcomes)
            self.progress(finished, runs)

        made(jobs, self.workers, keep, make)

    def effects(self, opened: Opened) -> tuple[Effect, ...]:
        """What a set changes, draw by draw."""
        return tuple(effect(self.outcome(number, Opened()), self.outcome(number, opened)) for number in self.numbers)

    def dated(self, at: int) -> tuple[int, ...]:
        """People moved under a candidate with drawn dates and courts, draw by draw; none with a single run."""
        asked = [(number, Opened((at,), dated=True)) for number in self.numbers]
        return tuple(
            self.done[number][one].moved if at in self.comes[number] else 0 for number, one in asked if self.comes
        )

    def gain(self, opened: Opened) -> float:
        """People moved to a third country, mean over the draws."""
        return float(np.mean([one.moved for one in self.effects(opened)]))


def _with_agreements(model: UsScenario, terms: Sequence[Agreement], since: date) -> UsScenario:
    """The scenario with the candidates as its agreements; one of which nothing was known has no prospects.

    A case on an agreement that is not tried has nothing to stop, and goes with it.
    """
    named = (StatusChange(on=since, status="ended"),)
    tried = tuple(one if one.statuses else one.model_copy(update={"statuses": named}) for one in terms)
    third = model.third_country.model_copy(update={"agreements": tried})
    countries = {None, *(one.country for one in tried)}
    cases = tuple(case for case in model.litigation if case.country in countries)
    return model.model_copy(update={"third_country": third, "litigation": cases})


def _drawn_terms(chosen: Sequence[Candidate], seed: int, number: int, known_by: date | None) -> tuple[Agreement, ...]:
    """The terms under a draw: a number a month that nobody published follows the published caps, the same for all."""
    out, sizes, share = [], caps(known_by), share_below(seed, "quota of whoever publishes none", number)
    for one in chosen:
        terms = one.terms
        if one.assumed_quota and sizes.a_year:
            monthly = sizes.quota(share)
            terms = terms.model_copy(update={"quota": Sourced[int](value=monthly or 0)})
        out.append(terms)
    return tuple(out)
