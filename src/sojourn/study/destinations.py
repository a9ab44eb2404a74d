"""Which country would change what: every candidate against the same people without it.

Each candidate is tried alone, in force from the start or from a day on, under the same luck as the run with none of
them. What it changes is the difference, person for person; chance in the two runs is the same, so a small effect shows.
Beside it, and never mixed with it, stand the chances: that it is in force by a day, and that a court stops it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sojourn.evidence.tables import table
from sojourn.policy.courses import last_look
from sojourn.policy.outlook import in_force_by, stopped_by_court
from sojourn.run import CannotRun, calendar_of, check, load, name_of_scenario, seed_of, us_only
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.destination_answer import Destinations, Portfolio, Row
from sojourn.study.destination_batch import Batch, Progress
from sojourn.study.destination_runs import Opened
from sojourn.study.destination_terms import Candidate, candidates
from sojourn.study.draw_pool import cores

MOST_SETS = 40
"""Portfolios of a size that are all tried; where there are more, countries are added one at a time."""
MOST_DRAWS = 1000
MOST_CANDIDATES = 60


def destinations(
    scenario: Document[UsScenario] | UsScenario | str | Path = "plan-2025",
    *,
    by: date | None = None,
    since: date | None = None,
    until: date | None = None,
    of: Sequence[str] = (),
    every: bool = False,
    portfolio: int | None = None,
    draws: int | None = None,
    quota: int | None = None,
    known_by: date | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Destinations:
    """Rank third countries by what each would change against the same people without it.

    Args:
        scenario: what `load` gave, or a name or path to load.
        by: day of the chance that it is in force; the last day of the runs where not given.
        since: from when on what is tried is in force; the start where not given.
        until: first day that is not simulated.
        of: only these countries.
        every: also the countries that only the evidence names.
        portfolio: how many agreements to choose together.
        draws: how many draws of what is not known; one run at the central values where not given.
        quota: people a month where no number is known, in place of that of the published caps.
        known_by: the reference class and the evidence as known by this day; everything where not given.
        seed: names the luck; the scenario's own where not given.
        workers: processes; as many as there are cores where not given.
        progress: told the runs that are done, and all there are so far.

    Raises:
        CannotRun: what is asked for is out of range, or there is no candidate.
        ScenarioError, NetworkError: as `run`.
    """
    document = load(scenario) if isinstance(scenario, str | Path) else scenario
    us_only(document)
    model: UsScenario = document.model if isinstance(document, Document) else document
    _in_range("draws", draws, 2, MOST_DRAWS)
    _in_range("workers", workers, 1, 1024)
    _in_range("people a month", quota, 0, 1_000_000)
    seed = seed_of(model, seed)
    check(model)
    calendar = calendar_of(model, until)
    start = model.period.start.value
    last = calendar.day(calendar.ticks - 1)
    since, by = since or start, by or last
    if not start <= since <= last:
        raise CannotRun(f"{since} is no day of the runs, which are from {start} to {last}")
    if by < start:
        raise CannotRun(f"no chance can be given by {by}: the runs begin on {start}, and what came before is not drawn")
    _in_the_evidence(known_by)
    chosen = _chosen(model, of, every, quota, known_by)
    _in_range("agreements in a portfolio", portfolio, 1, len(chosen))
    found = Batch(model, chosen, calendar, since, seed, draws, known_by, workers or cores(), progress or _nothing)

    singles = [Opened((at,)) for at in range(len(chosen))]
    everything = Opened(tuple(range(len(chosen))))
    able = _able(chosen, start, portfolio or 0)
    sets = _all_sets(able, portfolio)
    found.run([Opened(), *singles, everything, *sets])
    best = None if portfolio is None else _best(found, able, portfolio, sets)
    court = stopped_by_court(known_by)
    rows = []
    for at, one in enumerate(chosen):
        told = bool(one.agreement.statuses)
        rows.append(
            Row(
                one,
                found.effects(Opened((at,))),
                found.dated(at),
                in_force_by(one.agreement, start, by, known_by) if told else None,
                in_force_by(one.agreement, start, by, start) if told else None,
                court,
            )
        )
    rows.sort(key=lambda row: (-row.middle("moved"), -row.middle("removed"), row.candidate.name))
    cost = model.costs.bed_day.value.money
    return Destinations(
        name=name_of_scenario(document),
        scenario=model,
        start=start,
        until=calendar.until,
        since=since,
        by=by,
        known_by=known_by,
        known_then=start,
        seed=seed,
        draws=draws,
        rows=tuple(rows),
        portfolio=best,
        nobody=tuple(found.outcome(draw, Opened()) for draw in found.numbers),
        everybody=tuple(found.outcome(draw, everything) for draw in found.numbers),
        bed_day=float(cost.amount),
        currency=cost.currency,
    )


def _chosen(
    model: UsScenario, of: Sequence[str], every: bool, quota: int | None, known_by: date | None
) -> tuple[Candidate, ...]:
    """The candidates asked for.

    Raises:
        CannotRun: there are none, too many, or one that is not known.
    """
    from sojourn.scenario.errors import suggestion

    known = candidates(model, every=every or bool(of), quota=quota, known_by=known_by)
    for name in of:
        if not any(name.casefold() in (one.name.casefold(), one.agreement.country.casefold()) for one in known):
            hint = suggestion(name, [one.name for one in known])
            raise CannotRun(
                f"{name[:60]!r} is no candidate of the scenario or of the evidence{f'; {hint}' * bool(hint)}"
            )
    asked = {name.casefold() for name in of}
    out = [one for one in known if not of or asked & {one.name.casefold(), one.agreement.country.casefold()}]
    if not out:
        raise CannotRun("the scenario names no country; --all also ranks those that only the evidence names")
    if len(out) > MOST_CANDIDATES:
        raise CannotRun(f"{len(out)} candidates are too many to compare; {MOST_CANDIDATES} are the most")
    return tuple(out)


def _able(chosen: Sequence[Candidate], start: date, size: int) -> tuple[int, ...]:
    """The candidates of which a portfolio is made: those that have not said no; all, where these are too few."""
    out = tuple(at for at, one in enumerate(chosen) if one.may_come(start))
    return out if len(out) >= size else tuple(range(len(chosen)))


def _all_sets(able: Sequence[int], size: int | None) -> list[Opened]:
    """All portfolios of a size; none where they are too many to try."""
    if size is None or math.comb(len(able), size) > MOST_SETS:
        return []
    return [Opened(which) for which in itertools.combinations(able, size)]


def _best(found: Batch, able: Sequence[int], size: int, sets: Sequence[Opened]) -> Portfolio:
    """The set of a size that moves most people, on the average over the draws."""
    if sets:
        best = max(sets, key=found.gain)
        how = f"the best of all {len(sets):,} of {size}" if len(sets) > 1 else "there is no other"
    else:
        best = Opened()
        for _ in range(size):
            more = [Opened(tuple(sorted((*best.which, at)))) for at in able if at not in best.which]
            found.run(more)
            best = max(more, key=found.gain)
        how = "added one at a time, each time the one that adds most; another set might move more"
    if len(able) < len(found.countries):
        how += "; of those that have not ruled it out or ended it"
    return Portfolio(_names(found, best), found.effects(best), how)


def _names(found: Batch, opened: Opened) -> tuple[str, ...]:
    return tuple(found.countries[at] for at in opened.which)


def _in_the_evidence(known_by: date | None) -> None:
    """Refuse a day of which the tables cannot say what was known."""
    last = max(last_look(table(name), None) for name in ("agreements", "litigation"))
    if known_by is not None and known_by > last:
        raise CannotRun(
            f"what was known by {known_by} is not in the evidence, which ends on {last}; take a day up to then"
        )


def _in_range(what: str, number: int | None, least: int, most: int) -> None:
    if number is None:
        return
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise CannotRun(f"{number} is no number of {what} that can be had; whole numbers from {least} to {most:,} are")


def _nothing(done: int, everything: int) -> None:
    """Where nobody wants to be told."""
