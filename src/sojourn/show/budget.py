"""A budget on one screen: the plan as it stands, what the money buys where the model says it is short, the reverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import Band, held
from sojourn.results.bed_items import WORDS
from sojourn.results.money_lines import ACCOUNTS
from sojourn.results.periods import fiscal_years
from sojourn.results.rounding import rounded, short
from sojourn.show.bands import told_as
from sojourn.show.budget_staff import NAMES
from sojourn.show.budget_staff import told as staff_told
from sojourn.study.budget_answer import Budget, DrawnBands, Spread, Until
from sojourn.study.budget_levels import Levels
from sojourn.study.budget_origins import origins
from sojourn.study.budget_path import BEDS_BIND, SEATS_BIND, STEP
from sojourn.study.budget_staff import STAFF_STEP

AT = {"low": "low", "value": "the rates", "high": "high"}
CENTS = 100
SHORT_OF = {
    "seats": "seats out of the country",
    "beds": "beds",
    "arrests": "arrests",
}


def show(found: Budget, console: Console) -> None:
    """Print what was found, on which assumptions, and where the number comes from."""
    sum_of = "" if found.amount is None else f"{found.amount}: how far it goes"
    console.print(Text(f"{found.scenario.title}. {sum_of}".rstrip(". "), style="bold"))
    last_day = found.calendar.day(found.calendar.ticks - 1)
    console.print(
        f"{_day(found.calendar.start)} to {_day(last_day)}; dollars of {found.scenario.money.dollars}; "
        f"{_runs(found)} of the same people with the same luck (seed {found.seed}); what money would buy in a "
        "model, not a forecast and not advice"
    )
    if found.as_it_stands:
        console.print(_stands(found))
        for sentence in stands(found):
            console.print(f"- {sentence}")
    if found.spread is not None:
        console.print(Text("The amount spread over the period, on what the model says is short", style="bold"))
        console.print(_bought(found, found.spread))
        staff = staff_told(found.path.tried)
        for sentence in (*bought(found, found.spread), *staff, *_bands(found.bands, found.spread is not None)):
            console.print(f"- {sentence}")
    if found.reverse is not None:
        console.print(Text(f"The reverse: {found.target:,} removals in a fiscal year", style="bold"))
        console.print(_bought(found, found.reverse))
        last = () if found.spread is not None else _bands(found.bands, False)
        staff = [] if found.spread is not None else staff_told(found.path.tried)
        for sentence in (*reverse(found, found.reverse), *bought(found, found.reverse), *staff, *last):
            console.print(f"- {sentence}")
    console.print(Text("Where the number comes from", style="bold"))
    for sentence in origins(found.amount):
        console.print(f"- {sentence}")
    console.print(Text(_legend(found), style="dim"))


def _runs(found: Budget) -> str:
    weight = max(point.weight for point in found.path.steps)
    if weight == 1:
        return f"{found.runs} runs"
    return f"{found.runs_of_all} runs, and {found.runs - found.runs_of_all} to find the way with one in {weight},"


def stands(found: Budget) -> list[str]:
    """What the plan does with the amount, in sentences."""
    out = []
    for one in found.as_it_stands:
        if one.end == "value":
            when = f"is spent on {_day(one.on)}" if one.on else "lasts to the end"
            more = one.removed - one.base_removals
            each = f", {_money(one.drawn / more)} for each" if more > 0 and one.drawn > 0 else ""
            out.append(
                f"At the rates the money {when}: {rounded(one.removed)} people are removed until then, "
                f"{rounded(max(more, 0))} more than without the additions{each}. The whole plan asks for "
                f"{_money(one.asked)} beyond its base."
            )
    return out


def bought(found: Budget, one: Spread) -> list[str]:
    """What was bought, in sentences."""
    steps = [(what.replace("_", " "), number) for what, number in found.order(one)]
    order = ", ".join(f"{what}{f' ×{number}' if number > 1 else ''}" for what, number in steps) or "nothing"
    out = [f"Bought in this order, each step {100 * STEP:.0f} % of what there is (staff apart): {order}."]
    out.append(f"In all: {_levels(found.base.levels, one.point.levels)}.")
    accounts = ", ".join(f"{ACCOUNTS[name].lower()} {_money(cents)}" for name, cents in one.point.costs.items())
    ends = f"{_money(one.point.at_ends['low'])} at the low unit costs, {_money(one.point.at_ends['high'])} at the high"
    out.append(f"Cost beyond the base: {_money(one.point.cost)}: {accounts}; {ends}.")
    out += _of_beds(found, one)
    if one.each is not None and one.next is not None:
        out.append(
            f"{short(one.more)} removals more than the base, {_money(one.each)} for each; the next costs "
            f"{_money(one.next)} (the last round of steps)."
        )
    if not one.reached and found.reverse is not one:
        out.append(
            f"More steps buy no more than that; what is short in the end: {SHORT_OF[found.path.steps[-1].binds]}."
        )
    return out


def _of_beds(found: Budget, one: Spread) -> list[str]:
    """What part of the money went to beds that were not there yet, or in which nobody was."""
    point, what = one.point, WORDS[found.bed_type]
    if point.stand_up <= 0 or point.cost <= 0:
        return []
    share = rounded(point.stand_up / point.cost, "share")
    empty = f"; {_money(point.paid_empty)} is paid for guaranteed beds in which nobody is" if point.paid_empty else ""
    return [f"Of this {_money(point.stand_up)} ({share}) stands beds up ({what}) before there is one{empty}."]


def reverse(found: Budget, one: Spread) -> list[str]:
    """The money that so many removals take, or what stops them."""
    if one.point == found.base:
        return ["The base reaches it already: nothing has to be bought."]
    if one.reached:
        return [f"It takes {_money(one.point.cost)} beyond the base; reached in the best whole fiscal year of the run."]
    best = max(point.best_year for point in found.path.steps)
    steps, short_of = len(found.path.steps) - 1, SHORT_OF[found.path.steps[-1].binds]
    reached = f"after {steps} steps the best fiscal year has {rounded(best)} removals, for {_money(one.point.cost)}"
    return [f"Not reached: {reached}; no more steps help or are tried, and what is short there: {short_of}."]


def _stands(found: Budget) -> Table:
    table = _plain()
    table.add_column("The plan as it stands, until the money is gone", no_wrap=True)
    for one in found.as_it_stands:
        table.add_column(AT[one.end], justify="right", no_wrap=True)

    def row(label: str, cells: Sequence[str]) -> None:
        table.add_row(f" {label}", *cells)

    row("spent on", [one.on.isoformat() if one.on else "lasts" for one in found.as_it_stands])
    years = list(found.as_it_stands[0].removals)
    rows: list[tuple[str, str]] = [("removals", "Removals"), ("person_days", "Person-days"), ("arrests", "Arrests")]
    for name, label in rows:
        for key in years:
            row(f"{label}, {_starred(found, key)}", [_until(one, name, key) for one in found.as_it_stands])
    return table


def _starred(found: Budget, key: str) -> str:
    """A fiscal year, with a star where days of it are not in the run."""
    return key + "".join("*" for span in fiscal_years(found.calendar) if span.key == key and not span.full_year)


def _until(one: Until, name: str, key: str) -> str:
    counts: Mapping[str, int] = {"removals": one.removals, "person_days": one.person_days, "arrests": one.arrests}[name]
    return short(counts[key]) if counts[key] else "–"


def _bought(found: Budget, one: Spread) -> Table:
    table = _plain()
    table.add_column("", no_wrap=True)
    for key in one.point.removals:
        table.add_column(_starred(found, key), justify="right", no_wrap=True)
    table.add_column("Whole", justify="right", no_wrap=True)
    rows = (
        ("Removals", one.point.removals),
        (" of these, in the base", found.base.removals),
        ("Person-days", one.point.person_days),
        ("Arrests", one.point.arrests),
    )
    for label, counts in rows:
        table.add_row(f" {label}", *(short(n) for n in counts.values()), short(sum(counts.values())))
    return table


def _levels(base: Levels, now: Levels) -> str:
    seats = [f"{name} {100 * (factor - 1):+.0f} %" for name, factor in now.seats.items() if factor > 1]
    parts = [f"{rounded(now.arrests)} arrests a day more", f"{rounded(now.beds - base.beds)} beds more"]
    staff = [f"{name} {100 * (now.staff[what] - 1):+.0f} %" for what, name in NAMES.items() if now.staff[what] > 1]
    return ", ".join([*parts, f"seats: {', '.join(seats)}" if seats else "no seats", *staff])


def _bands(found: DrawnBands | None, with_plan: bool) -> list[str]:
    if found is None:
        return []
    share = f"band over {found.draws} draws, which holds {100 * held(found.draws):.0f} % of runs"
    out = []
    if with_plan:
        lasts = f"; in {found.lasting} of {found.draws} draws the money lasts to the end" if found.lasting else ""
        gone = "never" if found.empty is None else _dates(found.empty)
        out.append(
            f"The plan as it stands: spent {gone}{lasts}; {_people(found.removed)} removals until then; it asks for "
            f"{_dollars(found.asked)} in all ({share})."
        )
    out.append(
        f"What the path ends with costs {_dollars(found.cost)}, {_dollars(found.each)} for each removal beyond the "
        f"base ({share}; unit costs are drawn)."
    )
    return out


def _dates(one: Band) -> str:
    low, high = date.fromordinal(round(one.low)), date.fromordinal(round(one.high))
    return f"on {_day(low)}" if low == high else f"from {_day(low)} to {_day(high)}"


def _people(one: Band | None) -> str:
    return told_as(one, "people")


def _dollars(one: Band | None) -> str:
    if one is None:
        return "–"
    return f"{_money(one.low)} to {_money(one.high)}"


def _legend(found: Budget) -> str:
    leads = found.leads
    return (
        "* Part of a fiscal year. "
        "The base: no added arrests, the beds of the first day; its ledger pays for itself each day, and what is spent "
        f"beyond it is drawn from the amount. Bought on the first day: beds come from day {leads.beds} "
        f"(new_bed.{found.bed_type}.lead_time, C), arrests from day {leads.arrests} (staff.officer_lead, C) and "
        f"seats from day {leads.seats} (flight.new_route_lead_time, C), in a straight line until day {leads.full} "
        f"(plan.ramp_days, C). Seats bind where over "
        f"{100 * SEATS_BIND:.0f} % of those held wait for one, else beds where over {100 * BEDS_BIND:.0f} % of those "
        "who ask are released for want of one, else arrests: an order, not an optimum. A unit cost without a high end "
        "counts as it is. Standing up the beds that are bought is paid on the first day, and their guaranteed minimum "
        f"when they are empty (new_bed.{found.bed_type}.*, C); beds that the scenario adds in `beds.capacity` cost "
        "nothing before they are used. Where beds bind, judges and document officers are bought in the place of beds "
        f"where they remove more for the same money, {100 * STAFF_STEP:.0f} % of those of the first day a step and at "
        "most twice as many: paces answer to their number in proportion (staff.elasticity, C), and they are paid by "
        "the day (cost.judge_day, C) beside what a decision costs. What it costs to hire officers who arrest is taken "
        "to be in the cost of an arrest."
    )


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")


def _money(cents: float) -> str:
    return short(cents / CENTS, "USD") if cents >= 0 else f"-{short(-cents / CENTS, 'USD')}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
