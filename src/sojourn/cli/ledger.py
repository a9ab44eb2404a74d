"""`sojourn ledger`: what a plan costs by account and fiscal year; other rates or dollars need no new run.

With draws it says instead what a removal costs and what the next one costs, each with a band.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sojourn.cli.days import day
from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sojourn.results.ledger import Ledger

EXAMPLE = "For example: sojourn ledger plan-2025 --dollars 2018"

REPRICED = (
    "What appropriations pay is left out: it is in money of the day, at the rates at which the run went on; without "
    "--rate and --dollars it is told."
)
"""Said of a ledger at other rates or in other dollars."""
KEPT = "What appropriations pay is left out: a run that is kept does not hold it; with the scenario it is told."
"""Said of a ledger that was kept with a run."""


def ledger(
    scenario: Annotated[
        str, typer.Argument(help="Name of a scenario, path of a file, or folder of a run.")
    ] = "plan-2025",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    rates: Annotated[
        list[str] | None,
        typer.Option("--rate", metavar="ITEM=MONEY", help="Another rate, such as legal.decision='900 USD'."),
    ] = None,
    dollars: Annotated[int | None, typer.Option(metavar="YEAR", help="Tell it in dollars of this year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="First day that is not simulated.")] = None,
    draws: Annotated[
        int | None,
        typer.Option(metavar="N", help="N draws of what is not known: what the next removal costs, in bands."),
    ] = None,
    more: Annotated[
        str, typer.Option(metavar="SHARE", help="By how much each capacity is enlarged for the next removal.")
    ] = "2%",
    workers: Annotated[
        int | None, typer.Option(metavar="N", help="Processes for the draws; all cores where not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what each account spends, by fiscal year, with what is counted, at which rate, and what pays for it."""
    from sojourn.evidence.prices import NoPrices, check_year
    from sojourn.results.ledger_table import NoLedger, ledger_in
    from sojourn.show.ledger import fiscal_spans, show

    if draws is not None:
        if Path(scenario).is_dir() or rates or dollars is not None:
            raise WrongUse("--draws need a scenario, at its own rates and in its own dollars")
        _draws(scenario, changes or (), until, draws, more, workers, json)
        return
    try:
        if dollars is not None:
            check_year(dollars)
    except NoPrices as trouble:
        raise WrongUse(f"--dollars: {trouble}") from None
    paid, notes, left_out = None, [], ""
    if Path(scenario).is_dir():
        if changes or until:
            raise WrongUse("a run that is kept is not run again: --set and --until need a scenario")
        try:
            book, days = ledger_in(Path(scenario))
        except NoLedger as trouble:
            raise WrongUse(str(trouble)) from None
        spans, left_out = fiscal_spans(days.astype(object).tolist()), KEPT if _appropriated(Path(scenario)) else ""
    else:
        from sojourn.results.bed_lines import told_beds
        from sojourn.results.emptied import emptied
        from sojourn.results.paid import what_paid
        from sojourn.results.spending import drawdowns
        from sojourn.run import load_us
        from sojourn.run import run as simulate
        from sojourn.show.progress import bar

        document = load_us(scenario, changes or ())
        with bar(document.model.title) as progress:
            made = simulate(document, until=day("--until", until), progress=progress)
            book = made.ledger
        spans = fiscal_spans(made.calendar.days.astype(object).tolist())
        paid = what_paid(drawdowns(made, book), made.calendar.start)
        notes = [*told_beds(made), *emptied(made)]
    if rates or dollars is not None:
        left_out = left_out or (REPRICED if paid else "")
        paid, notes = None, []
    try:
        book = _repriced(book, rates or ())
        book = book if dollars is None else book.in_dollars_of(dollars)
        rows = book.rows(spans)
    except NoPrices as trouble:
        raise WrongUse(f"--dollars: {trouble}") from None
    from sojourn.results.ends import told_ends

    said = [one for one in (told_ends(book), *notes, left_out) if one]
    if json:
        print_json({"rows": rows, "appropriations": paid, "findings": said})
        return
    from sojourn.show.consoles import out

    console = out()
    show(book, spans, console, paid)
    for sentence in said:
        console.print(f"- {sentence}")


def _draws(
    scenario: str, changes: Sequence[str], until: str | None, draws: int, more: str, workers: int | None, json: bool
) -> None:
    """What a removal and the next one cost, with bands."""
    from sojourn.run import load_us
    from sojourn.scenario.amounts import QuantityError
    from sojourn.scenario.quantities import parse_share
    from sojourn.show.progress import bar
    from sojourn.study.marginal import marginal

    try:
        share = parse_share(more)
    except QuantityError as trouble:
        raise WrongUse(f"--more: {trouble}; write it as 2%") from None
    document = load_us(scenario, changes)
    with bar(document.model.title, "draws", "starting", left=True) as progress:
        found = marginal(
            document, draws=draws, more=share, until=day("--until", until), workers=workers, progress=progress
        )
    if json:
        print_json(found.summary)
        return
    from sojourn.show.consoles import out
    from sojourn.show.marginal import show

    show(found, out())


def _appropriated(folder: Path) -> bool:
    """Whether the scenario of a kept run has appropriations, as far as it can be read."""
    from sojourn.results.kept import read_scenario
    from sojourn.scenario import ScenarioError
    from sojourn.scenario.us import UsScenario

    try:
        model = read_scenario(folder).model
    except ScenarioError:
        return False
    return isinstance(model, UsScenario) and model.money.limited


def _repriced(book: Ledger, rates: list[str] | tuple[()]) -> Ledger:
    """The ledger with other rates, in money of its own year."""
    from difflib import get_close_matches

    from sojourn.results.cents import micro
    from sojourn.results.ledger import UnitCost
    from sojourn.scenario.accounts import MOST_A_DAY, MOST_RATE
    from sojourn.scenario.amounts import QuantityError
    from sojourn.scenario.money import parse_money

    known = [item.key for item in book.items]
    for text in rates:
        name, sign, amount = text.partition("=")
        if name in known and not sign:
            raise WrongUse(f"--rate: `{text}` does not say how much; write it as {name}='900 USD'")
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"items: {', '.join(known)}"
            raise WrongUse(f"--rate: `{text}` names no item of the ledger; {hint}")
        try:
            money = parse_money(amount)
        except QuantityError as trouble:
            raise WrongUse(f"--rate {name}: {trouble}; write it as 900 USD") from None
        if money.currency != book.currency:
            raise WrongUse(f"--rate {name}: {money} is in {money.currency}; the ledger is in {book.currency}")
        item = next(item for item in book.items if item.key == name)
        most = MOST_A_DAY if item.unit == "day" else MOST_RATE
        if money.amount > most:
            raise WrongUse(f"--rate {name}: {money} is more than the ledger holds: at most {most:,} {book.currency}")
        book = book.repriced({name: UnitCost(None, micro(money.amount), None, book.year)})
    return book
