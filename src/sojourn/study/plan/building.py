"""Building the programme of a scenario from its responses, its levers and the unit costs of its ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sojourn.results.run import Run
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.fluid import TURNED, USED, WAIT, Fluid, Idle, Laid, Limit, Pace, laid, months_of
from sojourn.study.plan.levers import Control, Lever, Name, control, first_ticks, seats_of
from sojourn.study.plan.may_agree import May
from sojourn.study.plan.pricing import price
from sojourn.study.plan.program import Linear
from sojourn.study.plan.response import BORDER, CELLS, Responses
from sojourn.study.plan.sending import send, sets_of
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_beds import there
from sojourn.systems.us_staff import added_at_most

Floats = npt.NDArray[np.float64]
STAYS = ("judges", "documents")
"""Controls that do not fall: nobody is dismissed."""
BY_THEN, FASTER, AS_IT_IS = "cannot be more by then", "cannot rise faster", "are as the scenario has them"
"""What a limit is, in words after the lever's name."""


class Builder:
    """Builds one :class:`Fluid`."""

    def __init__(
        self,
        scenario: UsScenario,
        calendar: Calendar,
        responses: Responses,
        run: Run,
        levers: Mapping[Name, Lever],
        *,
        paces: Sequence[Pace] = (),
        lets_in: Floats | None = None,
        turned: Sequence[str] = (),
        step: int = 3,
        may: Sequence[May] = (),
    ) -> None:
        """Take what the programme is made of.

        Args:
            scenario: the scenario.
            calendar: the days.
            responses: what becomes of those who are let in, and who comes.
            run: a run of the scenario as it is; what the programme does not tell apart is taken from it.
            levers: what may be changed; all else stays as the scenario has it.
            paces: levers that change how fast things go, with their responses.
            lets_in: (classes, months) people let in a day, about, on whom paces act; the scenario's where not given.
            turned: criminalities of those who may be turned away for want of a bed.
            step: months in a step.
            may: agreements that may be chosen; the responses have their lines.
        """
        self.scenario, self.calendar, self.responses, self.run, self.levers = scenario, calendar, responses, run, levers
        self.months = months_of(calendar, step)
        self.out = Fluid(calendar, self.months, responses.doors)
        self.program = self.out.program
        self.paces, self.turned, self.may = paces, turned, tuple(may)
        self.laid = laid(self.months, responses.months, calendar.ticks)
        came, means = responses.arrivals, self.months.means
        self.border, self.interior_mix = means(came.border), means(came.interior)
        self.arrests, self.own_added, self.direct = means(came.arrests), means(came.own_added), means(came.direct)
        self.border_mix = means(came.border_mix)
        self.lets_in = self._own_arrivals() if lets_in is None else lets_in

    def build(self) -> Fluid:
        """The programme, without targets."""
        self._controls()
        self._turned_away()
        doors, count = len(self.out.doors), len(self.months.first)
        self.overflow = [[self.program.column(f"to_ice[{d}][{m}]") for d in range(doors)] for m in range(count)]
        self._flows()
        self._seats()
        if self.may:
            self.out.sending = send(self, self.may, sets_of(self.scenario, self.may)[0])
        self._held()
        self._counts()
        price(self)
        self.out.lets_in = self.lets_in
        return self.out

    # levers

    def _controls(self) -> None:
        came, step = self.responses.arrivals, self.months.step
        steps, ones = int(step[-1]) + 1, np.ones(self.calendar.ticks)
        if (cuts := self.levers.get("cuts")) is not None:
            kept = control("kept", cuts, ones, self.calendar, step)
            fixed = np.array([came.fixed[step[self.calendar.month] == at].any() for at in range(steps)])
            low = np.where(fixed, 1.0, kept.low)
            self._control(Control("kept", "cuts", kept.own, np.maximum(low, kept.high), low, np.ones(steps)))
        if (arrests := self.levers.get("arrests")) is not None:
            added = control("added", arrests, came.own_added, self.calendar, step)
            officers = added_at_most(self.scenario, self.calendar)[first_ticks(self.calendar, step)]
            high = np.maximum(np.minimum(added.high, officers), added.own)
            self._control(replace(added, high=high, low=np.minimum(added.low, high)))
        if (beds := self.levers.get("beds")) is not None:
            found = control("beds", beds, self._capacity(), self.calendar, step)
            ordered = sum((there(one, self.calendar) for one in self.scenario.beds.blocks), np.zeros(len(ones)))
            stay = np.minimum(ordered[first_ticks(self.calendar, step)], found.own)
            low = np.maximum(found.low, stay) if beds.fixed is None else found.low
            self._control(replace(found, low=low, high=np.maximum(found.high, low)))
        if (seats := self.levers.get("seats")) is not None:
            self._seat_controls(seats)
        for pace in self.paces:
            own = pace.lever.own
            level = np.full(self.calendar.ticks, pace.lever.first) if own is None else own
            found = control(pace.lever.name, pace.lever, level, self.calendar, step)
            high = np.minimum(found.high, found.own * pace.factor)
            least = np.minimum(found.low, high) if pace.lever.fixed is not None else found.own
            self._control(replace(found, high=np.maximum(high, least), low=least))

    def _control(self, found: Control, *, alone: bool = True) -> None:
        out, low, high = self.out, found.low, found.high
        out.controls[found.key] = found
        columns = [self.program.column(f"{found.key}[{q}]", low[q], high[q]) for q in range(len(high))]
        out.levels[found.key] = columns
        if not alone:
            return
        for q, column in enumerate(columns):
            words = BY_THEN if high[q] > found.own[q] else AS_IT_IS
            out.rows_of.setdefault(found.lever, []).append(Limit(words, None, column, self._size(found)))
        for q in range(1, len(columns)):
            rise = Linear().add(columns[q], 1.0).add(columns[q - 1], -1.0)
            row = self.program.row(f"rise_{found.key}[{q}]", rise, high=found.rise[q])
            out.rows_of[found.lever].append(Limit(FASTER, row, None, self._size(found)))
            if found.key in STAYS:
                falls = min(0.0, float(high[q] - high[q - 1]), float(found.own[q] - found.own[q - 1]))
                self.program.row(f"stays_{found.key}[{q}]", rise, low=falls)

    def _size(self, found: Control) -> float:
        return max(float(np.abs(found.own).mean()), 0.1 * self.levers[found.lever].first, 1e-6)

    def _seat_controls(self, lever: Lever) -> None:
        every, step = seats_of(self.scenario, self.calendar), self.months.step
        parts = [
            control(f"seats: {door}", lever, every[door], self.calendar, step, least=1.0) for door in self.out.doors
        ]
        for part in parts:
            free = Control(part.key, "seats", part.own, np.maximum(part.high, part.own), part.own, part.rise)
            self._control(free, alone=False)
        begins = first_ticks(self.calendar, step)
        months = np.maximum(begins - lever.lead, 0.0) / (365.25 / 12)
        for q in range(len(begins)):
            own = float(sum(part.own[q] for part in parts))
            together = Linear()
            for part in parts:
                together.add(self.out.levels[part.key][q], 1.0)
            high = own + lever.rise * months[q]
            low = -np.inf if lever.fixed is None else max(min(lever.fixed, high), own)
            if lever.fixed is not None:
                high = low
            row = self.program.row(f"seats_together[{q}]", together, low=low, high=high)
            self.out.rows_of.setdefault("seats", []).append(Limit(BY_THEN, row, None, own))

    def _capacity(self) -> Floats:
        return np.asarray(self.run.capacity.sum(axis=1), dtype=np.float64)

    # people

    def _own_arrivals(self) -> Floats:
        """(classes, months): people a day who ask for a bed under the scenario as it is."""
        added = np.outer(self.responses.arrivals.added, self.own_added)
        return np.asarray(self.border + self.interior_mix * self.arrests + added)

    def _turned_away(self) -> None:
        """People turned away: of each criminality the same share, whichever way they came; the last to get a bed first.

        The share of a criminality that gets a bed sooner is never larger than that of the next.
        """
        own = np.maximum(self.lets_in, 1e-9)
        alike = {crime: sum(own[c] for c, (_, other) in enumerate(CELLS) if other == crime) for crime in TURNED}
        for at in range(len(self.months.first)):
            columns: dict[str, int] = {}
            for crime in reversed(self.scenario.beds.order):
                if crime in self.turned:
                    columns[crime] = self.program.column(f"turned_away[{crime}][{at}]")
            for before, after in pairwise(columns):
                row = Linear().add(columns[before], 1.0 / float(alike[before][at]))
                row.add(columns[after], -1.0 / float(alike[after][at]))
                self.program.row(f"order[{after}][{at}]", row, low=0.0)
            self.out.turned.append(columns)

    def _let_in(self) -> list[list[Linear]]:
        """Month by month and class by class, people let in a day."""
        out, found = self.out, []
        own = np.maximum(self.lets_in, 1e-9)
        for at in range(len(self.months.first)):
            classes = []
            for c, (_, crime) in enumerate(CELLS):
                one = Linear(constant=float(self.border[c, at]))
                share = float(self.responses.arrivals.added[c])
                self._arrested(one, at, float(self.interior_mix[c, at]), share)
                if c in BORDER:
                    for column in self.overflow[at]:
                        one.add(column, float(self.border_mix[c, at] / self.months.days[at]))
                if crime in out.turned[at]:
                    alike = sum(own[k, at] for k, (_, other) in enumerate(CELLS) if other == crime)
                    one.add(out.turned[at][crime], -float(own[c, at] / alike))
                    self.program.row(f"let_in[{c}][{at}]", one, low=0.0)
                classes.append(one)
            found.append(classes)
        return found

    def _arrested(self, one: Linear, at: int, kept: float, added: float) -> None:
        """Add arrests a day of a month, the scenario's own and those added, each times a factor."""
        step = int(self.months.step[at])
        if "kept" in self.out.levels:
            one.add(self.out.levels["kept"][step], kept * float(self.arrests[at]))
        else:
            one.constant += kept * float(self.arrests[at])
        if "added" in self.out.levels:
            one.add(self.out.levels["added"][step], added)
        else:
            one.constant += added * float(self.own_added[at])

    def _flows(self) -> None:
        self.let_in = self._let_in()
        self.changed = [(pace, laid(self.months, pace.responses.months, self.calendar.ticks)) for pace in self.paces]

    def spread(self, pick: str, *, at: tuple[int, ...] = ()) -> list[Linear]:
        """Month by month, what all who are let in give: a part of the laid responses, for one departure if it says."""
        table = self._table(self.laid, pick, at)
        found = [Linear() for _ in self.months.first]
        for i, classes in enumerate(self.let_in):
            for c, one in enumerate(classes):
                for j in range(i, len(found)):
                    if table[c, i, j] != 0.0:
                        found[j].plus(one, float(table[c, i, j]))
        for pace, other in self.changed:
            more = np.einsum("cij,ci->ij", self._table(other, pick, at) - table, self.lets_in)
            for i, step in enumerate(self.months.step.tolist()):
                column = self.out.levels[pace.lever.name][step]
                first = float(self.out.controls[pace.lever.name].own[step])
                full = first * (pace.factor - 1.0)
                for j in range(i, len(found)):
                    if abs(more[i, j]) > 1e-9:
                        found[j].add(column, float(more[i, j]) / full)
                        found[j].constant -= float(more[i, j]) * first / full
        return found

    @staticmethod
    def _table(laid_out: Laid, pick: str, at: tuple[int, ...]) -> Floats:
        table: Floats = getattr(laid_out, pick)
        return table[:, at[0]] if at else table

    # seats and beds

    def _seats(self) -> None:
        out, program, months = self.out, self.program, self.months
        inside, count = self.responses.inside, len(months.first)
        own = seats_of(self.scenario, self.calendar)
        straight, before = months.sums(inside.direct), months.sums(inside.left)
        direct = np.einsum("dij,i->dj", self.laid.direct, self.direct)
        self.used = [[0] * len(out.doors) for _ in range(count)]
        self.used_direct = [[0] * len(out.doors) for _ in range(count)]
        self.ready: list[list[Linear]] = [[] for _ in range(count)]
        out.waiting = [[] for _ in range(count)]
        for d, door in enumerate(out.doors):
            ready = self.spread("left", at=(d,))
            seats = months.sums(own[door])
            waits: Linear = Linear()
            for m in range(count):
                ready[m].constant += float(before[d, m])
                self.ready[m].append(ready[m])
                used = self.used[m][d] = program.column(f"seats_used[{d}][{m}]")
                border = self.used_direct[m][d] = program.column(f"border_seats[{d}][{m}]")
                lapsed = program.column(f"lapsed[{d}][{m}]", 0.0, 0.0 if m <= WAIT else np.inf)
                left = program.column(f"waiting[{d}][{m}]")
                out.lapsed.append(lapsed)
                come = Linear(constant=float(direct[d, m] + straight[d, m]))
                come.add(border, -1.0).add(self.overflow[m][d], -1.0)
                program.row(f"border[{d}][{m}]", come, 0.0, 0.0)
                queue = Linear().plus(waits).plus(ready[m]).add(used, -1.0).add(lapsed, -1.0).add(left, -1.0)
                program.row(f"queue[{d}][{m}]", queue, 0.0, 0.0)
                if m > WAIT:
                    for name, most in (("after", ready[m - WAIT - 1]), ("who_waited", waits)):
                        program.row(f"lapsed_{name}[{d}][{m}]", Linear().add(lapsed, 1.0).plus(most, -1.0), high=0.0)
                recent = Linear().add(left, 1.0)
                for back in range(max(m - WAIT + 1, 0), m + 1):
                    recent.plus(ready[back], -1.0)
                program.row(f"waits_at_most[{d}][{m}]", recent, high=0.0)
                fill = Linear().add(used, 1.0).add(border, 1.0)
                high = USED * float(seats[m])
                if f"seats: {door}" in out.levels:
                    fill.add(out.levels[f"seats: {door}"][int(months.step[m])], -USED * float(months.days[m]))
                    high = 0.0
                row = program.row(f"seats[{d}][{m}]", fill, high=high)
                if "seats" not in self.levers:
                    usual = float(seats[m] / months.days[m])
                    out.rows_of.setdefault("seats", []).append(Limit(AS_IT_IS, row, None, usual * 30))
                capacity = Linear().plus(fill, -1.0)
                capacity.of.pop(used, None)
                capacity.of.pop(border, None)
                capacity.constant += high
                taken = Linear().add(used, 1.0).add(border, 1.0)
                out.idle.append(Idle((left, self.overflow[m][d]), taken, capacity))
                waits = Linear().add(left, 1.0)
                out.waiting[m].append(waits)

    def _held(self) -> None:
        out, months, program = self.out, self.months, self.program
        mean, last = self.spread("held"), self.spread("last")
        inside = self.responses.inside.held
        means, ends = months.means(inside), months.ends(inside)
        capacity = self._capacity()
        for m, first in enumerate(months.first.tolist()):
            mean[m].constant += float(means[m])
            last[m].constant += float(ends[m])
            for waits in out.waiting[m]:
                last[m].plus(waits)
                mean[m].plus(waits, 0.5)
            for waits in out.waiting[m - 1] if m else ():
                mean[m].plus(waits, 0.5)
            if out.sending is not None:
                mean[m].plus(out.sending.held[m])
                last[m].plus(out.sending.last[m])
            if "beds" in out.levels:
                beds = Linear().add(out.levels["beds"][int(months.step[m])], 1.0)
            else:
                beds = Linear(constant=float(capacity[first : first + int(months.days[m])].min()))
            out.beds.append(beds)
            column = out.levels["beds"][int(months.step[m])] if "beds" in out.levels else None
            most = beds.constant if column is None else program.ends(column)[1]
            for what, people, before in (("mean", mean[m], means[m]), ("last", last[m], ends[m])):
                room = Linear().plus(beds).plus(people, -1.0)
                # Nobody who is inside on the first day is put out for want of a bed.
                row = program.row(f"beds_{what}[{m}]", room, low=min(0.0, most - float(before)))
                if "beds" in out.levels:
                    cramped = program.column(f"cramped_{what}[{m}]")
                    out.cramped.append(cramped)
                    more = Linear().plus(room).add(cramped, 1.0)
                    out.room_rows.append((program.row(f"room_{what}[{m}]", more, low=0.0), m))
                if "beds" not in self.levers:
                    out.rows_of.setdefault("beds", []).append(Limit(AS_IT_IS, row, None, float(capacity.max())))
            if out.turned[m]:
                out.idle.append(Idle(tuple(out.turned[m].values()), mean[m], beds))
        out.held, out.last = mean, last

    # what is counted

    def _counts(self) -> None:
        out, months, count = self.out, self.months, len(self.months.first)
        inside = self.responses.inside
        decided, released = self.spread("decided"), self.spread("released")
        decided0, released0 = months.sums(inside.decided), months.sums(inside.released)
        third, third_as_it_was = self._third_country()
        names = ("removed_all", "removed_custody", "removed_border", "removed_third_country", "arrested_interior",
                 "booked_in", "decided", "released", "person_days", "empty", "exit_released_no_bed")  # fmt: skip
        for name in names:
            out.counts[name] = [Linear() for _ in range(count)]
        c = out.counts
        for m, days in enumerate(months.days.tolist()):
            for d in range(len(out.doors)):
                c["removed_custody"][m].add(self.used[m][d], 1.0)
                c["removed_border"][m].add(self.used_direct[m][d], 1.0)
            gone = Linear(constant=float(third_as_it_was[m])).plus(third[m])
            for one in out.sending.sent if out.sending is not None else ():
                gone.plus(one[m])
            c["removed_third_country"][m].plus(gone)
            c["removed_custody"][m].plus(gone)
            c["removed_all"][m].plus(c["removed_custody"][m]).plus(c["removed_border"][m])
            self._arrested(c["arrested_interior"][m], m, float(days), float(days))
            for classes in self.let_in[m]:
                c["booked_in"][m].plus(classes, float(days))
            for column in out.turned[m].values():
                c["exit_released_no_bed"][m].add(column, float(days))
            decided[m].constant += float(decided0[m])
            released[m].constant += float(released0[m])
            if out.sending is not None:
                released[m].plus(out.sending.released[m])
            c["decided"][m], c["released"][m] = decided[m], released[m]
            c["person_days"][m].plus(out.held[m], float(days))
            c["empty"][m].plus(out.beds[m], float(days)).plus(out.held[m], -float(days))

    def _third_country(self) -> tuple[list[Linear], Floats]:
        """People removed under the agreements that the scenario has, month by month.

        Where an agreement takes as many as there are, they follow from who is let in. What the run without changes has
        beyond that, under agreements that are full, stays as it was.
        """
        found, inside = self.spread("third"), self.months.sums(self._inside_third())
        was = self.months.sums(self.run.series["exit_removed_third_country"].sum(axis=1).astype(np.float64))
        follows = np.einsum("cij,ci->j", self.laid.third, self._own_arrivals()) + inside
        for m, one in enumerate(found):
            one.constant += float(inside[m])
        return found, np.maximum(was - follows, 0.0)

    def _inside_third(self) -> Floats:
        third = self.responses.inside.third
        return third if third.size else np.zeros(self.calendar.ticks)
