"""Published estimates in plain text: printed, worked out again, and beside this system; all of them or one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from rich.console import Console
from rich.table import Table

from sojourn.evidence.prices import last_year
from sojourn.study.estimates.again import Again, Beside
from sojourn.study.estimates.beside import INPUTS, LEFT_OUT, WHY_NOT, Compared
from sojourn.study.estimates.costs import Costs
from sojourn.study.estimates.measured import Measured
from sojourn.study.estimates.plain import Told
from sojourn.study.estimates.published import Printed

WORDS = {"within": "yes", "inputs": "by its inputs", "differs": "differs", "stated": "not shown", "ours": ""}
"""Verdict to the word in a table."""
MARKS = {"USD": "$", "GBP": "£"}
FIGURES = 5
"""Figures of an amount that is told short."""
MEANS = 8
"""The same of the ends of what a printed number means."""


def show_all(told: Sequence[Told], run: Measured | None, console: Console) -> None:
    """A line a study: its first number, printed and again; then the totals beside this system."""
    console.print("Printed, and worked out again from the study's own inputs", style="bold")
    table = _table("estimate", "its first number", ">printed", ">again", "agrees", ">in all")
    for again, _ in told:
        first, unsure = again.headline, any(one.grade == "C" for one in again.study.numbers)
        agrees = WORDS[first.verdict] + (" C" if unsure else "")
        in_all = f"{again.counted['within']} of {sum(again.counted.values())}"
        table.add_row(again.study.key, _words(first.quantity), _printed(first), _again(first), agrees, in_all)
    console.print(table)
    console.print(
        "In all: printed numbers that come out within their own rounding; of each of the others sojourn estimates NAME "
        "says why not. C: from inputs that are unverified."
    )
    if run is None:
        return
    console.print()
    console.print("The same people by what this system measures and its unit costs", style="bold")
    table = _table("estimate", ">study", ">here", ">low to high", "the difference lies in")
    for again, found in told:
        if found is not None:
            band = _span(*map(_cents, found.band))
            table.add_row(again.study.key, _cents(found.total), _cents(found.total_ours), band, _largest(found))
    console.print(table)
    console.print(
        f"Studies in dollars of their year, here in dollars of {last_year()}. Low to high: all unit costs at their "
        f"ends. An estimate differs where its inputs do; that makes none of them wrong. {_said(run)}"
    )


def show_one(told: Told, run: Measured | None, costs: Costs, console: Console) -> None:
    """A study line by line."""
    again, found = told
    study = again.study
    year = f"dollars of {study.dollars}" if study.dollars else "year of its dollars not stated"
    money = any(one.unit.startswith(("USD", "GBP")) for one in study.numbers)
    if any(one.unit.startswith("GBP") for one in study.numbers):
        year = year.replace("dollars", "pounds")
    console.print(f"{study.key}: {study.publisher}, {study.document}{'; ' + year if money else ''}", style="bold")
    _given(study.numbers, console)
    _numbers(again, console)
    if found is None or run is None:
        console.print()
        console.print(f"Beside this system: {WHY_NOT.get(study.key, 'not compared.')}")
        return
    _beside(found, run, costs, console)


def _given(numbers: Sequence[Printed], console: Console) -> None:
    table = _table("what it gives", ">", "grade", "")
    for one in numbers:
        if one.kind == "given":
            table.add_row(_words(one.quantity), amount(one.value, one.unit, whole=True), one.grade, one.note)
    console.print(table)
    console.print()


def _numbers(again: Again, console: Console) -> None:
    table = _table("what follows", ">printed", ">which means", ">again", "agrees", "how")
    for one in again.numbers:
        how = one.line.how if one.line is not None else ""
        table.add_row(_words(one.quantity), _printed(one), _means(one), _again(one), WORDS[one.verdict], _words(how))
    console.print(table)
    for one in again.numbers:
        if one.printed is not None and one.printed.difference:
            console.print(f"{_words(one.quantity).capitalize()}: {one.printed.difference}")


def _beside(found: Compared, run: Measured, costs: Costs, console: Console) -> None:
    console.print()
    console.print(f"Beside this system: the same {found.unit}, and what each input moves the total by", style="bold")
    table = _table("input", ">study", ">here", ">moves the total by, dollars")
    for name, theirs in found.theirs.items():
        what = found.unit if name == "people" else INPUTS[name]
        table.add_row(what, _input(name, theirs), _input(name, found.ours[name]), _exact(found.parts[name]))
    table.add_row("study", "", "", _exact(found.total, sign=False))
    table.add_row("here", "", "", _exact(found.total_ours, sign=False), style="bold")
    console.print(table)
    for sentence in _sentences(found, run):
        console.print(sentence)
    for name, cost in costs.items():
        if name in found.theirs or found.unit == "people":
            console.print(
                f"Unit cost {_words(name)}: {_dollars(cost.value)} ({_dollars(cost.low)} to {_dollars(cost.high)}) in "
                f"dollars of {last_year()}; {cost.source}, {cost.grade}",
                soft_wrap=True,
            )


def _sentences(found: Compared, run: Measured) -> Iterator[str]:
    yield (
        f"With every unit cost at its low or high end: {_span(*map(_cents, found.band))}. An input's part is its mean "
        "over all orders in which the inputs could be changed, so no order matters and the parts add up to the cent."
    )
    if found.theirs["prices"] != found.ours["prices"]:
        yield (
            f"Prices: the study's dollars in those of {last_year()} (CPI-U); unit costs stand in the table in the "
            "study's dollars."
        )
    if found.unit == "people":
        years = float(found.ours["people"] / run.a_year)
        yield (
            f"At the pace measured, {float(run.a_year):,.0f} removals a year after arrest inside the country, as many "
            f"people take {years:,.0f} years; the study's horizon is {float(found.years):,.3g}."
        )
        yield _said(run)
    yield LEFT_OUT[found.again.study.key]


def _said(run: Measured) -> str:
    per = {name: float(value) for name, value in run.per_removal.items()}
    return (
        f"Measured in {run.scenario}, {run.first} to {run.last}, seed {run.seed}: for each removal after arrest inside "
        f"the country {per['arrests']:.2f} arrests, {per['cases']:.2f} book-ins and {per['days']:.1f} days in a bed, "
        f"with those who are released; {100 * per['seats']:.0f} % of all removals from custody leave by air (C: it "
        f"leans on fitted and assumed figures, which sojourn run {run.scenario} names)."
    )


def amount(value: Decimal, unit: str, *, whole: bool = False, figures: int = FIGURES) -> str:
    """An amount with its mark and scale: `$43.5 bn`, `8.64 mn`, `20 %`; a count that is `whole` has no scale."""
    if unit == "share":
        return f"{float(100 * value):g} %"
    mark = MARKS.get(unit.split("/")[0], "")
    scaled, word = value, ""
    if mark or not whole:
        scaled, word = next(
            ((value / 10**power, f" {name}") for power, name in ((9, "bn"), (6, "mn")) if abs(value) >= 10**power),
            (value, ""),
        )
    return f"{mark}{_figures(scaled, figures)}{word}"


def _figures(value: Decimal, figures: int) -> str:
    """So many figures, without zeros at the end, and all whole digits."""
    decimals = max(0, figures - 1 - value.adjusted()) if value else 0
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _table(*columns: str) -> Table:
    """A table; a column whose name begins with `>` has numbers, which stand to the right and do not wrap."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for number, name in enumerate(columns):
        right = name.startswith(">")
        table.add_column(name.removeprefix(">"), justify="right" if right else "left", no_wrap=right or number == 0)
    return table


def _words(name: str) -> str:
    return name.replace("_", " ")


def _printed(one: Beside) -> str:
    if one.printed is None:
        return "–"
    return f"{'> ' if one.printed.at_least else ''}{amount(one.printed.value, one.printed.unit)}"


def _means(one: Beside) -> str:
    if one.printed is None:
        return ""
    low, high = one.printed.means
    if low == high:
        return "exactly"
    return _span(amount(low, one.unit, figures=MEANS), amount(high, one.unit, figures=MEANS))


def _span(low: str, high: str) -> str:
    """`$43.45 to 43.55 bn`: mark and scale once where they are the same."""
    number, _, scale = low.partition(" ")
    shared = scale == high.partition(" ")[2]
    marked = high[:1] in MARKS.values() and high[:1] == low[:1]
    return f"{number if shared else low} to {high[1:] if marked else high}"


def _again(one: Beside) -> str:
    return "–" if one.line is None else amount(one.line.value, one.unit)


def _cents(cents: int) -> str:
    return amount(Decimal(f"{Decimal(cents) / 100:.3g}"), "USD")


def _exact(cents: int, *, sign: bool = True) -> str:
    return f"{Decimal(cents) / 100:{'+' if sign and cents else ''},.2f}"


def _dollars(value: Fraction) -> str:
    return f"${float(value):,.0f}"


def _input(name: str, value: Fraction) -> str:
    if name == "people":
        return f"{float(value):,.0f}"
    return (
        f"{float(value):,.2f}" if name in ("arrests", "cases", "seats", "prices", "days") else f"${float(value):,.2f}"
    )


def _largest(found: Compared) -> str:
    if not found.largest:
        return "nothing"
    return ", ".join(
        f"{INPUTS[name].removesuffix(' for each removal')} {'+' if found.parts[name] > 0 else '−'}"
        f"{_cents(abs(found.parts[name]))}"
        for name in found.largest[:2]
    )
