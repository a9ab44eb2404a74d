"""The claims of the article in plain text: all of them in a table, or one with everything it stands on."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.rounding import short
from sojourn.study.claims.answer import Claims
from sojourn.study.claims.claim import FINDINGS, Judged
from sojourn.study.claims.known import ENOUGH, Spread
from sojourn.study.claims.told import told

NO_RUN, NO_NUMBER = "needs a run", "no number"
"""What stands where a finding waits for a run, or where the runs that were made gave no number for it."""


def show_all(found: Claims, console: Console) -> None:
    """A row a claim: its name, the finding, the claim in our words and the reason."""
    console.print(Text("Statements of the article, in its order", style="bold"))
    table = _table()
    for name in ("claim", "finding", "what was said, and why this is found"):
        table.add_column(name, no_wrap=not name.startswith("what"))
    for one in found.judged:
        table.add_row(one.claim.name, one.finding or _waits(found), _head(one))
    console.print(table)
    counted = [f"{sum(one.finding == kind for one in found.judged)} {kind}" for kind in FINDINGS]
    waiting = sum(one.finding is None for one in found.judged)
    console.print(f"{', '.join(counted)}{f', {waiting} {_waits(found)}' if waiting else ''}. {_stands_on(found)}")
    console.print(
        "One by one: sojourn claims NAME. Findings follow from evidence and numbers by written rules, and take no side."
    )


def show_one(found: Claims, console: Console) -> None:
    """One claim: what was said, evidence, numbers, readings, finding, and the commands."""
    (one,) = found.judged
    claim, said = one.claim, one.claim.said
    console.print(Text(f"{claim.title}: {one.finding or _waits(found)}", style="bold"))
    console.print(f"Said by {said.by}. {said.where} In our words: {said.words}")
    if said.versions:
        console.print(f"The two versions: {said.versions}")
    console.print()
    _readings(found, one, console)
    if claim.shown and found.draws is not None:
        _numbers(found, one, console)
    _evidence(one, console)
    console.print()
    console.print(f"Cannot be known from public data: {claim.unknown}")
    console.print(_stands_on(found))
    for number, command in enumerate(found.commands(one)):
        console.print(f"{'Again: ' if number == 0 else 'See:   '} {command}", soft_wrap=True)


def _waits(found: Claims) -> str:
    return NO_RUN if found.draws is None else NO_NUMBER


def _head(one: Judged) -> Text:
    return Text.assemble(f"{one.claim.title}. ", (one.why, "dim"))


def _readings(found: Claims, one: Judged, console: Console) -> None:
    table = _table()
    for name in ("what it can mean", "finding", "why"):
        table.add_column(name, max_width=30 if name.startswith("what") else None, no_wrap=name == "finding")
    for reading in sorted(one.readings, key=lambda reading: not reading.counts):
        name = reading.name if reading.counts else f"({reading.name})"
        table.add_row(name, reading.finding or _waits(found), reading.why)
    console.print(table)
    if not all(reading.counts for reading in one.readings):
        console.print(Text("In brackets: beside the claim; it was not said and does not count.", style="dim"))


def _numbers(found: Claims, one: Judged, console: Console) -> None:
    console.print()
    table = _table()
    table.add_column("what the runs say")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("band", justify="right", no_wrap=True)
    for shown in one.claim.shown:
        band = found.numbers.get(shown.number)
        if band is None:
            table.add_row(shown.label, "–", "no number")
        else:
            table.add_row(shown.label, amount(band.value, shown.unit), told_band(band, shown.unit))
    console.print(table)


def told_band(band: Spread, unit: str) -> str:
    """`1,200 to 3,400`; *always* where all runs say the same."""
    if band.low == band.high:
        return "always"
    return f"{amount(band.low, unit)} to {amount(band.high, unit)}"


def amount(value: float, unit: str) -> str:
    """A number for a cell; a share with a place where it is small."""
    if unit == "share":
        return f"{value:.1%}" if abs(value) < 0.1 else f"{value:.0%}"
    sign = "-" if value < 0 else ""
    return f"{sign}{short(abs(value), unit)}"


def _evidence(one: Judged, console: Console) -> None:
    console.print()
    console.print(Text("Evidence, with grades", style="bold"))
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for source in one.claim.sources:
        for row in told(source):
            table.add_row(
                row.grade or "–", Text.assemble(f"{row.key}: {_stop(row.text)} ", (_stop(row.document), "dim"))
            )
    console.print(table)


def _stop(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."


def _stands_on(found: Claims) -> str:
    if found.draws is None:
        return "From evidence alone; no run was made."
    few = ", as wide as for a normal law, since they are few" if found.draws < ENOUGH else ""
    return (
        f"{found.draws} draws of what is not known (seed {found.places['seed']}); a band is to hold nine of ten "
        f"runs{few}. "
        "Most runs lean on assumed figures (C)."
    )


def _table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
