"""The answer of `sojourn children` on a screen, and as plain data."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.evidence import figure
from sojourn.results.rounding import short
from sojourn.show.children_efforts import NOBODY, begun, days, efforts
from sojourn.study.children import Band, ContactAnswer, Effort
from sojourn.study.children_fit import Errors, Replay

TITLES = {"transferred": "Transferred", "missed_hearing": "Missed a hearing", "no_notice": "No notice issued"}


def show(answer: ContactAnswer, console: Console) -> None:
    """Print the three numbers apart, then staff, time and share reached, the claims, and one run."""
    _numbers(answer, console)
    console.print()
    least, most = answer.staff
    workers = "caseworker" if most == 1 else "caseworkers"
    staff = f"{least:,} {workers}" if least == most else f"{least:,} and in the end {most:,} {workers}"
    each, reaches = answer.scenario.contact.attempts_each.value, answer.scenario.contact.reaches.value
    per_worker, bad = answer.scenario.contact.attempts_per_worker.value, answer.scenario.lists.bad_address.value
    console.print(Text(f"Attempting contact with every child, {staff}, from {answer.start}", style="bold"))
    console.print(
        f"{per_worker:g} attempts a worker and working day, up to {each} each, {reaches:.0%} of attempts at a good "
        f"address succeed, {bad:.1%} of addresses are bad. In brackets: 10 % to 90 % of {answer.draws:,} draws of "
        "what is assumed. Times are in working days."
    )
    console.print(efforts(answer.efforts, console))
    if not all(one.children for one in answer.efforts):
        console.print(f"{NOBODY} There is nobody to contact: 0 children are counted.")
    if answer.by is not None:
        console.print(f"Workers needed by {answer.by}:")
        console.print(_staff(answer))
    _claims(answer, console)
    _simulated(answer, console)
    console.print(
        Text(
            "What an attempt is, how often it succeeds and how many a worker makes are assumed (grade C), with wide "
            "ranges. Not to have been reached is no finding about a child.",
            style="dim",
        )
    )


def show_replay(
    replay: Replay, halves: tuple[Errors, Errors], transfers: tuple[float, Errors, Errors], console: Console
) -> None:
    """Print 2023 and 2024 side by side, and the errors in and out of the sample."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for name in ("Month", "In care, reported", "simulated", "Discharged a day, reported", "simulated"):
        table.add_column(name, justify="left" if name == "Month" else "right", no_wrap=True)
    columns = (replay.reported, replay.simulated, replay.discharged, replay.simulated_discharged)
    for row in zip(replay.months, *columns, strict=True):
        table.add_row(str(row[0]), *(f"{value:,.0f}" for value in row[1:]))
    console.print(table)
    whole = replay.errors()
    console.print(
        f"Mean absolute error of the monthly census: {_error(whole)}, discharges {whole.discharged:.0f} a day."
    )
    console.print(f"A law fitted to 2023 alone: {_error(halves[0])} in 2023, {_error(halves[1])} in 2024.")
    factor, inside, outside = transfers
    console.print(
        f"With {factor:.2f} times the transfers reported from February 2024 as what came in, fitted up to July: "
        f"{_error(inside)}; August to December: {_error(outside)}."
    )
    console.print(
        Text("Else what came into care follows from the reports' own census and discharges, and is given.", style="dim")
    )


def as_data(answer: ContactAnswer) -> dict[str, Any]:
    """The answer as plain data that JSON can hold."""
    told, numbers = answer.simulated, answer.numbers
    return {
        "from": answer.start.isoformat(),
        "staff": dict(zip(("first", "last"), answer.staff, strict=True)),
        "by": _day(answer.by),
        "draws": answer.draws,
        "numbers": [
            {"key": one.key, "children": one.children, "counts": one.counts, "source": one.source} for one in numbers
        ],
        "either": vars(answer.either),
        "any": vars(answer.anybody),
        "efforts": [_effort(one) for one in answer.efforts],
        "claims": [
            {
                "key": one.key,
                "verified": False,
                "children": one.children,
                "publisher": one.publisher,
                "before": one.by.isoformat(),
                "working_days": one.working_days,
                "located_a_day": round(one.located_a_day, 1),
                "attempts_a_day": _band(one.attempts_a_day),
                "staff": _band(one.staff),
                "note": one.note,
            }
            for one in answer.claims
        ],
        "run": {
            "seed": told.run.seed,
            "listed": dict(told.listed),
            "tried_once": _day(told.tried_once),
            "worked_off": _day(told.worked_off),
            "located": told.located,
            "unreachable": told.unreachable,
            "not_reached": told.not_reached,
            "still": told.still,
            "identity": told.run.identity,
        },
    }


def _numbers(answer: ContactAnswer, console: Console) -> None:
    console.print(Text("Three numbers that count different things; they are not added", style="bold"))
    table = Table(box=None, padding=(0, 2, 0, 2), pad_edge=False, show_edge=False, show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for one in answer.numbers:
        table.add_row(f"{one.children:,}", TITLES[one.key], f"{one.counts[0].upper()}{one.counts[1:]}.")
    console.print(table)
    missed, without = figure("children.oig_missed_hearing_2024"), figure("children.oig_no_nta.2025-01")
    console.print(
        f"Later counts: {missed.number:,.0f} missed a hearing by October 2024; {without.number:,.0f} without a notice "
        "in January 2025."
    )
    console.print(
        f"Either of the last two: {answer.either.low:,} to {answer.either.high:,}, from all overlapping to none. "
        f"Any of the three: {answer.anybody.low:,} to {answer.anybody.high:,}."
    )


def _staff(answer: ContactAnswer) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    table.add_column("Everybody once", justify="right")
    table.add_column("All attempts", justify="right")
    for one in answer.efforts:
        if one.staff_first is not None and one.staff_all is not None:
            cells = (days(one.staff_first), days(one.staff_all)) if one.children else (NOBODY, NOBODY)
            table.add_row(begun(one), *cells)
    return table


def _claims(answer: ContactAnswer, console: Console) -> None:
    if not answer.claims:
        return
    console.print()
    console.print(
        Text("What was claimed to have been located, if each took such attempts (not verified)", style="bold")
    )
    for one in answer.claims:
        attempts, staff = one.attempts_a_day, one.staff
        console.print(
            f"  {one.children:,} ({one.publisher}; before {one.by}): {one.located_a_day:,.0f} a working day over "
            f"{one.working_days} of them, {short(attempts.value)} attempts a day "
            f"({short(attempts.low)} to {short(attempts.high)}), {short(staff.value)} workers "
            f"({short(staff.low)} to {short(staff.high)})."
        )


def _simulated(answer: ContactAnswer, console: Console) -> None:
    told = answer.simulated
    console.print()
    size = sum(told.listed.values())
    if not size:
        console.print(Text("The scenario's list has 0 children: there is nobody to contact from it", style="bold"))
        return
    console.print(
        Text(f"One run (seed {told.run.seed}): the scenario's list of {size:,} children worked off", style="bold")
    )
    last = told.run.calendar.day(told.run.calendar.ticks - 1)
    once = f"all tried once by {told.tried_once}" if told.tried_once else f"not all tried once by {last}"
    still = f"{told.still:,} still to be tried, or tried again, on {last}"
    off = f"worked off by {told.worked_off}" if told.worked_off else still
    console.print(
        f"  {once}; {off}; {told.located:,} reached, {told.not_reached:,} not reached in all attempts, "
        f"{told.unreachable:,} with a bad address. Those who come meanwhile are in the same queue."
    )


def _effort(one: Effort) -> dict[str, Any]:
    return {
        "who": one.who,
        "children": one.children,
        "tried_once_working_days": _band(one.first_days),
        "tried_once_by": _day(one.first_by) if one.children else None,
        "all_attempts_working_days": _band(one.all_days),
        "all_attempts_by": _day(one.all_by) if one.children else None,
        "worker_days": _band(one.worker_days),
        "staff_to_try_once": None if one.staff_first is None else _band(one.staff_first),
        "staff_for_all_attempts": None if one.staff_all is None else _band(one.staff_all),
        "share_reached": {end: round(value, 4) for end, value in vars(one.reached).items()} if one.children else None,
    }


def _band(one: Band) -> dict[str, float]:
    return {name: round(value, 1) for name, value in vars(one).items()}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _error(one: Errors) -> str:
    return f"{one.census:,.0f} children ({one.share:.1%})"
