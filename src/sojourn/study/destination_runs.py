"""The runs behind a comparison of destinations: the same people, and some agreements in force at a time.

Every run has as many places for an agreement as there are candidates, and those that are not tried are shut. So the
network is the same in all runs, one kernel serves them, and everybody has the same luck. Luck goes by the name of a
stage, so the places have names of their own: a candidate that is tried alone is always in the first, and two countries
with the same terms give the same to the last person. Several together are each in a place of their own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn import warm_up
from sojourn.engine import Simulation, Tally
from sojourn.evidence.tables import table
from sojourn.means import Means
from sojourn.network import Gate, Network, Opening
from sojourn.policy.prospects import DRAWN
from sojourn.results.counting import REMOVALS
from sojourn.run import calendar_of
from sojourn.scenario.agreements import Agreement, StatusChange
from sojourn.scenario.litigation import OF_AGREEMENT
from sojourn.scenario.sourced import Sourced
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import CELLS, us_network
from sojourn.systems.us_beds import in_all
from sojourn.systems.us_custody import Custody, custody_of
from sojourn.systems.us_safeguards import KEPT, REFUSED
from sojourn.systems.us_third_country import EXIT, GATE

BY = ("nationality", "criminality")
"""By what people are counted."""
UNDER = ("notice: ", "departure: ")
"""What the stages of an agreement begin with."""

Ints = npt.NDArray[np.int64]


NO_PART: dict[str, Any] = {
    "payment_fixed": True,
    "payment_per_person": True,
    **{name: {"source"} for name in ("accepts", "quota", "in_all", "seats", "notice", "fear_found")},
}
"""What an agreement says that moves nobody."""


class Opened(NamedTuple):
    """What is tried in a run."""

    which: tuple[int, ...] = ()
    """Candidates, by their number."""
    dated: bool = False
    """Whether they keep the dates and the courts of the scenario; else they are in force from the day on."""


@dataclass(frozen=True)
class Trials:
    """Some runs of one draw and one luck, which begin with the same people inside."""

    number: int
    """Which draw."""
    seed: int
    until: date
    since: date
    """From when on what is tried is in force."""
    scenario: str = field(repr=False)
    """The scenario as JSON, whose agreements are the candidates."""
    past: str = field(repr=False)
    """The system before the start as JSON."""
    opened: tuple[Opened, ...] = ()
    """What is in force, run by run."""
    custody: Custody | None = field(default=None, repr=False)
    """The numbers of custody, where joint draws move them."""

    @property
    def label(self) -> str:
        """A name that no other has."""
        return f"{self.number}: {' '.join(map(str, self.opened))}"


@dataclass(frozen=True)
class Outcome:
    """What came of one run, in people and bed-days."""

    removed: int
    """By every way out that counts as a removal."""
    moved: int
    """To a third country."""
    at_limit: int
    """Reached 180 days after a final order."""
    no_bed: int
    """Released for want of a bed."""
    held_days: int
    """Nights in a bed, of everybody."""
    refused_days: int
    """Nights in a bed of people whose home country refuses, from the refusal on."""
    refused: int
    """People whose home country refuses, those inside on the first day included."""
    open_to: int
    """Of these, those of a nationality and class that some open agreement accepts."""


def make(trials: Trials) -> tuple[Outcome, ...]:
    """Make the runs of one draw."""
    model, past = (UsScenario.model_validate_json(text) for text in (trials.scenario, trials.past))
    calendar = calendar_of(model, trials.until)
    inside = warm_up.opening(
        with_open(past, Opened(), trials.since), trials.seed, trials.custody or custody_of(past), specialised=False
    )
    out = []
    for opened in trials.opened:
        network = us_network(with_open(model, opened, trials.since), calendar, custody=trials.custody)
        tally = Tally(CELLS, BY)
        simulation = Simulation(
            network, ticks=calendar.ticks, seed=trials.seed, opening=inside, tally=tally, specialised=False
        )
        out.append(_outcome(_within_means(simulation, model, calendar), inside, opened))
    return tuple(out)


def _within_means(simulation: Simulation, model: UsScenario, calendar: Calendar) -> Simulation:
    """Run to the end; where a scenario states what there is to spend, within its means, as `sojourn run` does."""
    if not model.money.limited:
        return simulation.advance()
    beds = np.floor(in_all(model.beds, calendar) + 1e-6).astype(np.int64)
    means = Means(model, calendar, simulation.network, beds)
    for stop in sorted({*(np.flatnonzero(np.diff(calendar.month)) + 1).tolist(), calendar.ticks}):
        simulation = means.advance(simulation, stop)
    return simulation


def with_open(scenario: UsScenario, opened: Opened, since: date) -> UsScenario:
    """The scenario with some of its agreements in force from a day on, and the others there but shut.

    The agreements are in numbered places in the order of the scenario; a single one that is open is in the first.
    """
    agreements = scenario.third_country.agreements
    nations = [row.text("nationality") for row in table(scenario.people.nationalities)]
    places, cases = [], [case for case in scenario.litigation if case.country is None]
    for place in range(len(agreements)):
        is_open = place in in_places(opened)
        at = opened.which[0] if is_open and len(opened.which) == 1 else place
        name, agreement = f"destination {place + 1}", agreements[at]
        places.append(_placed(agreement, name, None if is_open and opened.dated else since, nations, is_open))
        if is_open:
            own = (case for case in scenario.litigation if case.country == agreement.country)
            own = (case for case in own if opened.dated or not case.case.startswith(DRAWN))
            cases += [case.model_copy(update={"channel": f"{OF_AGREEMENT}{name}"}) for case in own]
    third = scenario.third_country.model_copy(update={"agreements": tuple(places)})
    return scenario.model_copy(update={"third_country": third, "litigation": tuple(cases)})


def alike(scenario: UsScenario) -> tuple[int, ...]:
    """Of each agreement the first that would give the same if it were tried alone: it has the same terms and cases."""
    texts = []
    for at in range(len(scenario.third_country.agreements)):
        tried = with_open(scenario, Opened((at,)), scenario.period.start.value)
        terms = tried.third_country.agreements[0].model_dump_json(exclude=NO_PART)
        texts.append((terms, tuple(case.model_dump_json() for case in tried.litigation)))
    return tuple(texts.index(one) for one in texts)


def in_places(opened: Opened) -> tuple[int, ...]:
    """The places of those that are open."""
    return (0,) if len(opened.which) == 1 else opened.which


def _placed(agreement: Agreement, name: str, since: date | None, nations: Sequence[str], is_open: bool) -> Agreement:
    """An agreement under the name of its place, in force from a day on, or with its own dates where none is given.

    One that is shut takes nobody at all.
    """
    taken = [one for one in nations if agreement.accepts.takes(one) and one != agreement.country]
    new = {
        "country": name,
        "iso3": None,
        "accepts": agreement.accepts.model_copy(update={"nationalities": tuple(taken)}),
    }
    forced = {} if since is None else {"statuses": (StatusChange(on=since, status="in_force"),), "ends": None}
    shut = {} if is_open else {"in_all": Sourced[int](value=0)}
    return agreement.model_copy(update={**new, **forced, **shut})


def _outcome(run: Simulation, inside: Opening, opened: Opened) -> Outcome:
    panel, network = run.panel, run.network
    places = [name.removeprefix(UNDER[1]) for name in panel.stages if name.startswith(UNDER[1])]
    moved = [int(panel.taken(stage=f"{UNDER[1]}{name}", target=EXIT).sum()) for name in places]
    refused = [stage for stage in panel.stages if stage in (REFUSED, KEPT) or stage.startswith(UNDER)]
    held = [stage.name for stage in network.stages if stage.holds is not None]
    into = [i for i, edge in enumerate(panel.edges) if edge.target == REFUSED]
    by_group = panel.period_flow[:, into].sum(axis=(0, 1)) + _inside(network, inside, refused)
    return Outcome(
        removed=sum(int(panel.taken(target=name).sum()) for name in REMOVALS),
        moved=sum(moved),
        at_limit=int(panel.taken(target="supervision_180").sum()),
        no_bed=int(panel.taken(target="released_no_bed").sum()),
        held_days=sum(int(panel.inside(stage).sum()) for stage in held),
        refused_days=sum(int(panel.inside(stage).sum()) for stage in refused),
        refused=int(by_group.sum()),
        open_to=int(by_group[_accepted(network, [places[at] for at in in_places(opened)])].sum()),
    )


def _inside(network: Network, inside: Opening, stages: Sequence[str]) -> Ints:
    """People in some stages on the first day, by group."""
    at = [number for number, stage in enumerate(network.stages) if stage.name in stages]
    groups = math.prod(len(network.kinds.levels(part)) for part in BY)
    group = network.kinds.rows(BY)[inside.kind[np.isin(inside.stage, at)]]
    return np.bincount(group, minlength=groups)


def _accepted(network: Network, doors: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Whether each group may use one of some doors."""
    kinds = network.kinds
    gate: Gate = next(one for one in network.gates if one.name == GATE)
    chosen = [door for door in gate.doors if door.name in doors]
    parts = [part for part in gate.lane_parts if part in BY]
    lanes = gate.lane_levels(kinds)
    at = [gate.lane_parts.index(part) for part in parts]
    served = np.zeros(len(lanes), dtype=bool)
    for door in chosen:
        served |= np.array(door.serves(lanes))
    taken = {tuple(lane[i] for i in at) for lane, is_served in zip(lanes, served, strict=True) if is_served}
    groups = [(nation, crime) for nation in kinds.levels(BY[0]) for crime in kinds.levels(BY[1])]
    keep = [BY.index(part) for part in parts]
    return np.array([tuple(group[i] for i in keep) in taken for group in groups])
