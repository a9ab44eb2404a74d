"""A comparison on one screen: what differs and how surely, by fiscal year, under other rules, and in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import held
from sojourn.results.counting import OFFICIAL, best
from sojourn.results.periods import WHOLE, Span
from sojourn.show.bands import CAUSES, cell
from sojourn.show.screen import AT_ENDS, ROWS, Row, day
from sojourn.study.compare.compare import Comparison
from sojourn.study.compare.difference import Difference
from sojourn.study.compare.findings import KEYS, findings
from sojourn.study.compare.sides import Side
from sojourn.study.compare.words import ends, signed

WIDE = 96
"""Columns from which a table has all that it can have."""
LABEL, YEAR = 38, 21
"""The most columns of a row's label, and those of a fiscal year."""
SHORT = {
    "removed_all": "Removed",
    "held_peak": "Held, peak",
    "person_days": "Person-days",
    "exit_released_no_bed": "Let go, no bed",
    "cost": "Cost of custody",
}
Compared = tuple[Row, Difference | None]
"""A row and the difference; None where one side has no such line."""


def show(study: Comparison, console: Console) -> None:
    """Print the scenarios, and each compared with the base."""
    first, last = study.sides.spans[-1].first, study.sides.spans[-1].last
    if not study.sides.same_people:
        first = study.sides.spans[0].first
    for one in study.sides.all:
        title = "" if one.model.title == study.base.model.title and one is not study.base else f": {one.model.title}"
        console.print(Text.assemble((one.letter, "bold"), f"  {one.label}{title}"))
    console.print(f"{day(first.isoformat())} to {day(last.isoformat())}; {_runs(study)}; a model, not a forecast")
    for sentence in study.sides.notes:
        console.print(sentence)
    tables = [_pair(study, side, console) for side in study.others]
    if any(tables):
        console.print(Text(_legend(study), style="dim"))


def _pair(study: Comparison, side: Side, console: Console) -> bool:
    """Print a scenario beside the base; whether anything differs, so that there is a table."""
    rows = [(row, _of(study, side, row, study.sides.whole)) for row in _rows(study)]
    moved = _with_heads(rows)
    if moved:
        console.print()
        console.print(_table(study, side, moved, console.width))
        years = _years(study, console.width)
        if years:
            console.print()
            console.print(_by_year(study, side, years))
        if study.otherwise:
            console.print()
            console.print(_structure(study, side))
    console.print()
    for sentence in findings(study, side):
        console.print(f"- {sentence}")
    still = [row for row, found in rows if found is not None and found.nothing and not row.quiet]
    same = [_label(row).lower() for row in still if _depth(row) == 0]
    if same and moved:
        console.print(f"- The same in every run: {'; '.join(same)}.")
    return bool(moved)


def _with_heads(rows: Sequence[Compared]) -> list[Compared]:
    """The rows in which something differs, each with the rows that it is a part of."""
    out: list[Compared] = []
    inside = -1
    for row, found in reversed(rows):
        differs = found is not None and not found.nothing
        if differs or _depth(row) < inside:
            out.append((row, found))
            inside = _depth(row)
    return out[::-1]


def _depth(row: Row) -> int:
    return len(row.label) - len(row.label.lstrip())


def _rows(study: Comparison) -> list[Row]:
    return [row for rows in ROWS.values() for row in rows if any(key in study.lines for key in row.keys)]


def _of(study: Comparison, side: Side, row: Row, period: str) -> Difference | None:
    return study.difference(side, [key for key in row.keys if key in study.lines], period)


def _label(row: Row) -> str:
    top = best(OFFICIAL)
    return row.label.format(best=top.removals, year=top.year, bed_day=" of custody", limit="the limit").replace(
        AT_ENDS, ""
    )


def _table(study: Comparison, side: Side, rows: Sequence[Compared], width: int) -> Table:
    heads = ["A, median", f"{side.letter} less A", "band", f"{side.letter} larger"]
    heads += ["narrower", ""] if width >= WIDE else [""]
    told = []
    for row, one in rows:
        if one is None:  # one side has no such thing: only its parts are told
            told.append([""] * len(heads))
            continue
        unit = study.lines[next(key for key in row.keys if key in study.lines)].unit
        cells = [cell(one.base.median, unit) if unit != "date" else "", signed(one.band.median, unit)]
        cells += [ends(one.band, unit), f"{one.above:,} of {one.runs:,}"]
        gain = "" if one.narrower is None else f"{one.narrower:.{0 if one.narrower >= 10 else 1}f}×"
        told.append([*cells, *([gain] if width >= WIDE else []), CAUSES[one.band.cause]])
    taken = sum(1 + max(len(head), *(len(cells[at]) for cells in told)) for at, head in enumerate(heads))
    table = _plain()
    table.add_column("", no_wrap=True, width=max(12, min(LABEL, width - taken - 1)), overflow="ellipsis")
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for (row, _), cells in zip(rows, told, strict=True):
        table.add_row(f" {_label(row)}", *cells)
    return table


def _years(study: Comparison, width: int) -> list[Span]:
    """As many fiscal years as fit, whole ones if any: none where there is but one span."""
    years = [one for one in study.sides.spans if one.key != WHOLE]
    years = [one for one in years if one.full_year] or years
    return years[: (width - 16) // YEAR] if len(study.sides.spans) > 2 else []


def _by_year(study: Comparison, side: Side, years: Sequence[Span]) -> Table:
    table = _plain()
    table.add_column(f"{side.letter} less A, bands", no_wrap=True)
    for one in years:
        table.add_column(one.key + ("" if one.full_year else "*"), justify="right", no_wrap=True)
    for key in KEYS:
        if key in study.lines:
            found = [study.difference(side, key, one.key) for one in years]
            unit = study.lines[key].unit
            if any(one is not None and not one.nothing for one in found):
                table.add_row(f" {SHORT[key]}", *("" if one is None else ends(one.band, unit) for one in found))
    return table


def _structure(study: Comparison, side: Side) -> Table:
    """The difference under each other rule, beside what it is, all by the same luck."""
    keys = [key for key in KEYS[:4] if key in study.lines]
    table = _plain()
    table.add_column(f"{side.letter} less A, one luck", no_wrap=True)
    for key in keys:
        table.add_column(SHORT[key], justify="right", no_wrap=True)
    each = {key: study.by_rule(side, key, study.sides.whole) for key in keys}
    usual = [next((as_it_is for as_it_is, _ in each[key].values()), None) for key in keys]
    table.add_row(" As it is", *("" if one is None else signed(one, "people") for one in usual))
    for rule, _ in study.otherwise:
        cells = (signed(each[key][rule.key][1], "people") if rule.key in each[key] else "" for key in keys)
        table.add_row(f" {rule.label}", *cells)
    return table


def _runs(study: Comparison) -> str:
    lucks = len(study.by_chance[0])
    if not study.draws:
        return f"{lucks} pairs of runs at the central values, by luck alone (seed {study.sides.seed})"
    return (
        f"{study.draws:,} pairs of runs, each pair with one draw of what is not known and one luck, and {lucks} by "
        f"luck alone (seed {study.sides.seed})"
    )


def _legend(study: Comparison) -> str:
    runs, what = len(study.runs[0]), "draws" if study.draws else "lucks"
    holds = f"holds nine of ten {what}" if held(runs) >= 0.9 else (
        f"of so few {what} is lowest to highest, which holds {100 * held(runs):.0f} % of them"
    )  # fmt: skip
    if not study.draws:
        holds += ", and knows nothing of what is not known: that takes --draws"
    parts = [f"A band of differences {holds}"]
    parts.append("narrower: than it would be if the two sides shared neither draws nor luck")
    if study.draws:
        parts.append("? its width is mostly not knowing; ~ mostly chance; ± both, or too few runs to tell")
    if not any(one.full_year for one in study.sides.spans if one.key != WHOLE):
        parts.append("* part of a fiscal year")
    return "; ".join(parts) + "."


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
