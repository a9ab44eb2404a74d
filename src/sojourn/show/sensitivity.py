"""A sensitivity study on the screen: what moves each result, what knowing it is worth, and what to measure next."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import as_value
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import significant
from sojourn.show.bands import cell
from sojourn.study.sensitivity.answer import Planned, Result, Sensitivity
from sojourn.study.sensitivity.asked import DATE
from sojourn.study.sensitivity.factors import Factor
from sojourn.study.sensitivity.knowing import Knowing
from sojourn.study.sensitivity.sobol import Estimate
from sojourn.study.sensitivity.words import percent, said, things, told

NOTHING = "–"
NAMES = {"fit": "fit of custody", "prospects": "undated prospects", "rest": "all others together", "luck": "luck"}


def show(study: Sensitivity, console: Console) -> None:
    """Print the ranking of each result, each threshold, and how to read them."""
    days, parts = study.calendar, study.division
    console.print(Text(study.scenario.title, style="bold"))
    held = f", {study.held} more kept at their central values" if study.held else ""
    console.print(
        f"{_day(days.start)} to {_day(days.day(days.ticks - 1))}; {things(len(study.factors.known))} in doubt{held}; "
        f"{study.runs:,} runs: {parts.trajectories} trajectories of {parts.screening // parts.trajectories} for "
        f"screening, {parts.rows} rows of {parts.indices // parts.rows} for shares, the rest for ends of ranges "
        f"(seed {study.seed}); a model, not a forecast"
    )
    for one in study.results:
        console.print()
        console.print(Text(_head(study, one), style="bold"))
        if one.ranking and one.band is not None and not one.band.always:
            console.print(_ranking(one))
        for sentence in said(study, one):
            console.print(f"- {sentence}")
    for found in study.knowing:
        console.print()
        console.print(Text(f"Threshold: {found.threshold.text}", style="bold"))
        if found.wrong.value > 0:
            console.print(_knowing(found))
        for sentence in told(found):
            console.print(f"- {sentence}")
    console.print()
    console.print(Text(_legend(study), style="dim"))


def plan(found: Planned) -> str:
    """What is to be run, and how long that takes."""
    parts, minutes = found.division, found.minutes
    long = f"{max(1, round(minutes))} min" if minutes >= 1 else f"{max(5, round(60 * minutes / 5) * 5)} s"
    each = f"{found.workers} {'process' if found.workers == 1 else 'processes'}"
    return (
        f"{parts.runs:,} runs at most: {parts.screening:,} to screen {things(parts.factors)} in doubt, "
        f"{parts.indices:,} for shares, {parts.ends:,} at ends of ranges; about {long} with {each}; --runs changes that"
    )


def _head(study: Sensitivity, one: Result) -> str:
    over = "the whole period" if study.period == WHOLE else study.period
    central = f"{_cell(one, one.central)} at the central values"
    if one.band is None or one.band.always:
        return f"{one.line.label} ({one.line.key}), {over}: {central}"
    ends = _ends(one, one.band.low, one.band.high, "–")
    return f"{one.line.label} ({one.line.key}), {over}: {central}, {ends} in nine of ten runs"


def _ranking(one: Result) -> Table:
    ends = {end.factor.key: end for end in one.ends}
    table = _plain()
    table.add_column("What moves it", overflow="fold")
    table.add_column("range", justify="right", no_wrap=True)
    table.add_column("result there", justify="right", no_wrap=True)
    table.add_column("share alone", justify="right", no_wrap=True)
    table.add_column("with others", justify="right", no_wrap=True)
    for each in one.ranking:
        if each.factor.kind not in ("rest", "luck") and each.together.error == 0:
            continue  # it does not move the result at all
        end = ends.get(each.factor.key)
        if end is None:
            result = NOTHING
        else:
            result = _ends(one, end.low_result, end.high_result, " → " if each.factor.ordered else " to ")
        shares = (percent(each.alone), percent(each.together))
        table.add_row(f" {_name(each.factor)}", _range(each.factor), result, *shares)
    return table


def _knowing(found: Knowing) -> Table:
    table = _plain()
    table.add_column("Wrong answers saved by knowing first", overflow="fold")
    table.add_column("range", justify="right", no_wrap=True)
    table.add_column("of 100", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_row(" everything, luck too (EVPI)", "", _points(found.wrong), "")
    for one in found.known:
        mark = "" if one.told else "not told from noise"
        table.add_row(f" {_name(one.factor)}", _range(one.factor), _points(one.fewer), mark)
    return table


def _name(factor: Factor) -> str:
    name = NAMES.get(factor.kind, factor.key)
    return f"{factor.grade} {name}" if factor.grade else name


def _range(factor: Factor) -> str:
    if factor.doubt is not None:
        return f"{significant(factor.doubt.low):,g} to {significant(factor.doubt.high):,g}"
    return "10 members" if factor.kind == "fit" else NOTHING


def _ends(one: Result, low: float, high: float, between: str) -> str:
    """Two values of a result; the scale of both stands once."""
    first, second = _cell(one, low), _cell(one, high)
    (start, _, scale), (_, _, other) = first.partition(" "), second.partition(" ")
    return f"{start if scale and scale == other else first}{between}{second}"


def _cell(one: Result, value: float) -> str:
    return str(as_value(value, DATE)) if one.line.unit == DATE else cell(value, one.line.unit)


def _points(found: Estimate) -> str:
    return f"{100 * found.value:.0f} ({100 * found.low:.0f} to {100 * found.high:.0f})"


def _legend(study: Sensitivity) -> str:
    parts = [
        "range: what the evidence says, its 5 % and 95 % points, of grade C assumed",
        "result there: at both ends, all else central, same luck",
        "share alone: of the variance of the result, what goes away once it is known",
        "with others: all that it has a part in",
        "in brackets: 90 % intervals",
    ]
    if any(one.kind == "fit" for one in study.factors.known):
        fit = next(one for one in study.factors.known if one.kind == "fit")
        parts.append(f"fit of custody: {fit.label}; they have no order, so no low or high end")
    if study.knowing:
        parts.append("EVPI counts a wrong answer as 1 and a right one as 0")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
