"""People sent under agreements that a plan may count on, as columns and rows of its programme.

Those whom their own country refuses wait in lines, one for each set of agreements that takes them. Without any of the
agreements W(m) people of a line wait at the end of month m (a response to those who are let in), and each of them stops
waiting at a rate g a day. With n(m) people given notice in a month, fewer wait by

    D(m) = D(m - 1) exp(-30 g) + n(m) (1 - exp(-30 g)) / (30 g)      and      D(m) <= W(m)

so that in the long run all who come are sent where there are places, and nobody twice. Of those given notice a share is
found to have a fear and is released; the others leave some days later. An agreement is in force from the first day of a
step on, or never: a whole number, 0 or 1, in each step, which does not fall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.scenario.accounts import CURRENCY
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.fluid import Limit
from sojourn.study.plan.levers import Control, first_ticks
from sojourn.study.plan.may_agree import May
from sojourn.study.plan.program import Linear
from sojourn.study.plan.response import Lines
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_departures import WEEKDAYS
from sojourn.systems.us_people import CRIMINALITY, nationalities
from sojourn.systems.us_third_country import days_to_departure, fear_found

if TYPE_CHECKING:
    from sojourn.study.plan.building import Builder

Floats = npt.NDArray[np.float64]
MONTH = 365.25 / 12
NO_LIMIT = 20_000.0
"""People a month under an agreement that names no number."""
SURE = 0.9
"""Share of those who are sure to wait for an agreement that take a place where there is one."""
SLOW = 1e-6
"""The least share of a line that stops waiting in a day; with none the formula has no value."""


def sets_of(scenario: UsScenario, may: Sequence[May]) -> tuple[tuple[tuple[int, ...], ...], Lines]:
    """The lines of those who wait: for each the agreements that take its people, and who waits in which."""
    sets: list[tuple[int, ...]] = []
    lines: dict[tuple[str, int], int] = {}
    for at, nation in enumerate(nationalities(scenario)):
        for crime in CRIMINALITY:
            taken = tuple(
                number
                for number, one in enumerate(may)
                if one.terms.accepts.takes(nation.name, crime) and nation.name != one.terms.country
            )
            if taken:
                if taken not in sets:
                    sets.append(taken)
                lines[crime, at] = sets.index(taken)
    return tuple(sets), lines


@dataclass(frozen=True, eq=False)
class Sending:
    """What a programme has of its agreements."""

    may: tuple[May, ...]
    in_force: Mapping[str, list[int]] = field(repr=False)
    """Control to its columns, step by step: 1 where the agreement is in force."""
    first: tuple[int, ...]
    """Of each agreement the first step in which it can be in force; past the last where there is none."""
    sent: Sequence[Sequence[Linear]] = field(repr=False)
    """Agreement, then month: people sent."""
    held: Sequence[Linear] = field(repr=False)
    """Month by month, people more in a bed on average than without."""
    last: Sequence[Linear] = field(repr=False)
    """The same at the end of the month."""
    released: Sequence[Linear] = field(repr=False)
    """Month by month, people more released than without."""
    paid: Sequence[Linear] = field(repr=False)
    """Month by month, USD by the terms of the agreements."""
    unused: Sequence[int] = ()
    """Columns of places that nobody takes while people wait for them."""

    @property
    def columns(self) -> list[int]:
        """All columns that are whole numbers."""
        return [column for columns in self.in_force.values() for column in columns]


def send(builder: Builder, may: Sequence[May], sets: Sequence[tuple[int, ...]]) -> Sending:
    """Add agreements to a programme: who is sent, whom that spares a bed, and what is paid.

    Args:
        builder: the programme, with its levers and with people who are let in.
        may: the agreements.
        sets: for each line the agreements that take its people, as :func:`sets_of` has them.
    """
    months, program = builder.months, builder.program
    count = len(months.first)
    first, in_force = _in_force(builder, may)
    going = max(builder.responses.months[0].going, SLOW)
    notices = {
        (j, p, m): program.column(f"notice[{j}][{p}][{m}]")
        for p, members in enumerate(sets)
        for j in members
        for m in range(count)
    }
    held, last, released, paid = ([Linear() for _ in range(count)] for _ in range(4))
    for p in range(len(sets)):
        fewer = _fewer(
            builder, p, [[c for (_, q, at), c in notices.items() if (q, at) == (p, m)] for m in range(count)]
        )
        for m, days in enumerate(months.days.tolist()):
            mean = Linear().add(fewer[m], 0.5)
            if m:
                mean.add(fewer[m - 1], 0.5)
            held[m].plus(mean, -1.0)
            last[m].add(fewer[m], -1.0)
            released[m].plus(mean, -going * float(days))
    sent: list[list[Linear]] = []
    unused: list[int] = []
    for j, one in enumerate(may):
        fear = fear_found(builder.scenario, one.terms)
        late = min(days_to_departure(builder.scenario, one.terms) / MONTH, 1.0)
        told = [Linear({c: 1.0 for (k, _, at), c in notices.items() if (k, at) == (j, m)}) for m in range(count)]
        mine = []
        for m, days in enumerate(months.days.tolist()):
            mine.append(Linear().plus(told[m], (1.0 - fear) * (1.0 - late)))
            if m:
                mine[m].plus(told[m - 1], (1.0 - fear) * late)
            released[m].plus(told[m], fear)
            held[m].plus(told[m], late * MONTH / float(days))
            last[m].plus(told[m], late)
        _within(builder, j, one, in_force[one.key], told, mine, 1.0 - fear)
        unused += _used(builder, j, one, in_force[one.key], told, sets, going / max(1.0 - fear, 1e-9))
        _pay(one, in_force[one.key], months.step, mine, paid)
        sent.append(mine)
    return Sending(tuple(may), in_force, first, sent, held, last, released, paid, unused)


def _in_force(builder: Builder, may: Sequence[May]) -> tuple[tuple[int, ...], dict[str, list[int]]]:
    """Columns that say in which steps an agreement is in force, and the first step in which it can be."""
    out, program = builder.out, builder.program
    begins = first_ticks(builder.calendar, builder.months.step)
    none, one = np.zeros(len(begins)), np.ones(len(begins))
    found: dict[str, list[int]] = {}
    firsts = []
    for may_be in may:
        can = begins >= builder.calendar.tick(may_be.earliest)
        columns = [program.column(f"{may_be.key}[{q}]", 0.0, float(can[q])) for q in range(len(begins))]
        for q in range(1, len(columns)):
            stays = Linear().add(columns[q], 1.0).add(columns[q - 1], -1.0)
            program.row(f"stays_{may_be.key}[{q}]", stays, low=0.0)
        out.controls[may_be.key] = Control(may_be.key, "agreements", none, np.where(can, one, none), none, one)
        out.levels[may_be.key] = found[may_be.key] = columns
        limits = out.rows_of.setdefault("agreements", [])
        words = f"with {may_be.name} cannot be in force before {may_be.earliest}"
        limits += [Limit(words, None, columns[q], 1.0) for q in np.flatnonzero(~can).tolist()]
        firsts.append(int(np.argmax(can)) if can.any() else len(begins))
    return tuple(firsts), found


def _fewer(builder: Builder, line: int, notices: Sequence[Sequence[int]]) -> list[int]:
    """Columns of how many fewer wait in a line at the end of each month than without any of the agreements."""
    program, months = builder.program, builder.months
    going = max(builder.responses.months[0].going, SLOW)
    waiting = builder.spread("waiting", at=(line,))
    before = months.ends(builder.responses.inside.waiting[line])
    out: list[int] = []
    for m, days in enumerate(months.days.tolist()):
        column = program.column(f"fewer[{line}][{m}]")
        left = float(np.exp(-going * days))
        rise = Linear().add(column, 1.0)
        if m:
            rise.add(out[m - 1], -left)
        for one in notices[m]:
            rise.add(one, -(1.0 - left) / (going * days))
        program.row(f"fewer[{line}][{m}]", rise, 0.0, 0.0)
        room = Linear(constant=float(before[m])).plus(waiting[m]).add(column, -1.0)
        row = program.row(f"waiting_for_agreement[{line}][{m}]", room, low=0.0)
        limits = builder.out.rows_of.setdefault("agreements", [])
        limits.append(Limit("take everybody already whose country refuses them", row, None, 100.0))
        out.append(column)
    return out


def _within(
    builder: Builder, number: int, one: May, columns: Sequence[int], told: Sequence[Linear], sent: Sequence[Linear],
    goes: float,
) -> None:  # fmt: skip
    """Nobody is told or sent while an agreement is not in force, nor more than its places."""
    program, months = builder.program, builder.months
    limits = builder.out.rows_of.setdefault("agreements", [])
    places = months.sums(_places(one, builder.calendar))
    for m, step in enumerate(months.step.tolist()):
        most = float(places[m])
        room = Linear().plus(told[m]).add(columns[step], -most / max(goes, 1e-9))
        row = program.row(f"places[{number}][{m}]", room, high=0.0)
        limits.append(Limit(f"with {one.name} has no more places a month", row, None, max(most, 1.0)))
    if one.terms.in_all is not None:
        whole = Linear()
        for each in sent:
            whole.plus(each)
        most = float(one.terms.in_all.value)
        row = program.row(f"in_all[{number}]", whole, high=most)
        limits.append(Limit(f"with {one.name} has no more places in all", row, None, max(most, 1.0)))


def _used(
    builder: Builder, number: int, one: May, columns: Sequence[int], told: Sequence[Linear],
    sets: Sequence[tuple[int, ...]], per_place: float,
) -> list[int]:  # fmt: skip
    """Places are used while people wait: a programme that would rather pay for fewer has to be told.

    What is sure to wait are those who come whatever the plan is, shared by the agreements that take them. Where people
    can be turned away, or arrests made fewer, nothing is sure.
    """
    if builder.turned or "cuts" in builder.levers:
        return []
    program, months = builder.program, builder.months
    coming = builder.border + builder.interior_mix * builder.arrests
    waiting = np.einsum("cpij,ci->pj", builder.laid.waiting, coming)
    mine = sum((waiting[p] / len(of) for p, of in enumerate(sets) if number in of), np.zeros(len(months.first)))
    sure = SURE * mine * months.days * per_place
    places = months.sums(_places(one, builder.calendar)) * per_place / max(builder.responses.months[0].going, SLOW)
    out = []
    for m, step in enumerate(months.step.tolist()):
        least = min(float(places[m]), float(sure[m]))
        if least > 0:
            out.append(program.column(f"unused[{number}][{m}]"))
            use = Linear().plus(told[m]).add(out[-1], 1.0).add(columns[step], -least)
            program.row(f"used[{number}][{m}]", use, low=0.0)
    return out


def _places(one: May, calendar: Calendar) -> Floats:
    """(ticks,): places of each day, where a month's are spread over its days, or its landing days."""
    terms = one.terms
    in_month = np.bincount(calendar.month)[calendar.month]
    quota = NO_LIMIT if terms.quota is None else float(terms.quota.value)
    if terms.in_all is not None:
        quota = min(quota, float(terms.in_all.value))
    if terms.seats is None:
        daily = quota / in_month
    else:
        lands = np.isin(calendar.weekday, [WEEKDAYS.index(day) for day in terms.lands_on or ()])
        landings = np.maximum(np.bincount(calendar.month, weights=lands)[calendar.month], 1.0)
        daily = np.where(lands, np.minimum(float(terms.seats.value), quota / landings), 0.0)
    if terms.ends is not None and terms.ends >= one.earliest:
        daily = np.where(calendar.days > np.datetime64(terms.ends), 0.0, daily)
    return np.asarray(daily, dtype=np.float64)


def _pay(
    one: May, columns: Sequence[int], steps: npt.NDArray[np.int64], sent: Sequence[Linear], paid: list[Linear]
) -> None:
    """USD of each month by the terms: once, in the month in which it comes into force, and for each who is sent."""
    if (fixed := one.terms.payment_fixed) is not None and fixed.value.currency == CURRENCY:
        for q, column in enumerate(columns):
            m = int(np.flatnonzero(steps == q)[0])
            paid[m].add(column, float(fixed.value.amount))
            if q:
                paid[m].add(columns[q - 1], -float(fixed.value.amount))
    if (each := one.terms.payment_per_person) is not None and each.value.money.currency == CURRENCY:
        for m, people in enumerate(sent):
            paid[m].plus(people, float(each.value.money.amount))
