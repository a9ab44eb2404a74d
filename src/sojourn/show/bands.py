"""The answer of many runs on one screen: bands, what they come from, other rules, and which numbers matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import Band, held
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import short, significant
from sojourn.show.screen import AT_ENDS, ROWS, at_cost, day, limit
from sojourn.study.influence import FEWEST, MAIN

if TYPE_CHECKING:
    from sojourn.study.ensemble import Ensemble

Summary = dict[str, Any]

LABEL, BAND, MEDIAN, MARKS = 38, 16, 8, 2
"""Columns of the screen for a row's label, a band, a median, and marks, each with the blank after it."""
CAUSES = {"chance": "~", "not_known": "?", "both": "±", None: " "}
OUTSIDE = "!"
HEADS = {"removed_all": "Removed", "held_peak": "Held, peak", "exit_released_no_bed": "Let go, no bed"}
NOTHING = "–"
JOINT = "joint draws"
"""Scale of a number that is drawn with others."""
LARGE = 10
"""Ratio from which a change is told as one, not in per cent."""


def show(study: Ensemble, console: Console, assumptions: str) -> None:
    """Print the answer: title, bands, other rules, the numbers that matter, findings, and what the marks mean."""
    told = study.summary
    first, last = (day(told[end]) for end in ("from", "to"))
    console.print(Text(told["title"], style="bold"))
    console.print(f"{first} to {last}; {assumptions}; {_runs(told)}; a model, not a forecast")
    console.print(_table(study, told, console.width))
    if told["structure"]:
        console.print(_structure(told))
    if told["influence"]["named"]:
        console.print(_influence(told))
    for sentence in (*told["findings"], *_unnamed(told)):
        console.print(f"- {sentence}")
    console.print(Text(_legend(told), style="dim"))


def _runs(told: Summary) -> str:
    return (
        f"{told['draws']:,} draws of what is not known, {told['replications']} runs by luck alone (seed {told['seed']})"
    )


def _table(study: Ensemble, told: Summary, width: int) -> Table:
    years = _years(told["periods"], width)
    table = _plain()
    table.add_column("", no_wrap=True, min_width=LABEL - 1)
    for year in years:
        table.add_column(f"{year['key']}{'' if year['full_fiscal_year'] else '*'}, band", justify="right", no_wrap=True)
    for head in ("median", "Whole, band"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    top = told["counting"]["rules"][told["counting"]["rule"]]
    for group, rows in ROWS.items():
        if not any(key in told["lines"] for row in rows for key in row.keys):
            continue
        table.add_row(Text(group, style="bold"))
        for row in rows:
            keys = [key for key in row.keys if key in told["lines"]]
            found = study.band(keys, WHOLE) if keys and row.quiet else None
            if keys and (not row.quiet or (found is not None and found.high > 0)):
                label = row.label.format(
                    best=top["best"], year=top["best_fiscal_year"], bed_day=at_cost(told), limit=limit(told["lines"])
                )
                label = label.replace(AT_ENDS, "")  # unit costs are drawn here, each band is of the draws
                unit = told["lines"][keys[0]]["unit"]
                cells = [told_as(study.band(keys, year["key"]), unit) for year in years]
                whole = study.band(keys, WHOLE)
                middle = "" if whole is None or whole.always else cell(whole.median, unit)
                table.add_row(f" {label}", *cells, middle, told_as(whole, unit), _marks(study, keys, whole))
    return table


def _years(periods: Sequence[dict[str, Any]], width: int) -> list[dict[str, Any]]:
    """One or two fiscal years, as fit: whole ones if any, the first and the last of them; none if there is but one."""
    years = [one for one in periods if one["key"] != WHOLE]
    if len(years) == 1:
        return []
    years = [one for one in years if one["full_fiscal_year"]] or years
    if len(years) > 1 and width >= LABEL + 3 * BAND + MEDIAN + MARKS:
        return [years[0], years[-1]]
    return years[:1]


def told_as(band: Band | None, unit: str) -> str:
    """A band for a cell: `1.2–1.76 mn`, `always 0`; a dash where there is none. It has 15 characters at most."""
    if band is None:
        return NOTHING
    low, high = cell(band.low, unit), cell(band.high, unit)
    if low == high:
        return f"{'always' if band.always else 'near'} {low}"
    (first, _, scale), (_, _, other) = low.partition(" "), high.partition(" ")
    return f"{first if scale == other else low}–{high}"


def cell(value: float, unit: str) -> str:
    """A number as on the screen of one run, but for the sign of the currency: the label names it."""
    return short(value, unit).removeprefix("$")


def _marks(study: Ensemble, keys: Sequence[str], whole: Band | None) -> str:
    """What the spread mostly is, and whether another rule leads out of the band."""
    if whole is None:
        return ""
    return f"{CAUSES[whole.cause]}{OUTSIDE if study.leads_out(keys, WHOLE) else ''}"


def _structure(told: Summary) -> Table:
    table = _plain()
    table.add_column("If it worked otherwise, same luck", no_wrap=True)
    for key in MAIN:
        table.add_column(HEADS[key], justify="right", no_wrap=True)
    for rule in told["structure"]:
        lines = (rule["lines"][key] for key in MAIN)
        table.add_row(f" {rule['label']}", *(_changes(line["values"], line["as_it_is"]) for line in lines))
    return table


def _changes(values: list[float], usual: list[float]) -> str:
    """`-1.2 to -1.1 %` of what it is by the same luck; people, where that is nothing. It has 15 characters at most."""
    if values == usual:
        return "unchanged"
    if min(usual) <= 0:
        change = [value - was for value, was in zip(values, usual, strict=True)]
        low, high = (significant(one, 2) for one in (min(change), max(change)))
        return _between(f"{low:+,.0f}", f"{high:+,.0f}", "")
    ratios = [value / was for value, was in zip(values, usual, strict=True)]
    least, most = min(ratios), max(ratios)
    if most >= LARGE:
        return _between(f"×{significant(least, 2):,g}", f"×{significant(most, 2):,g}", "")
    first, last = 100 * (least - 1), 100 * (most - 1)
    digits = 1 if max(abs(first), abs(last)) < 10 else 0
    low_text, high_text = (f"{one:+.{digits}f}".replace("-0.0", "+0.0") for one in (first, last))
    return _between(low_text, high_text, " %")


def _between(low: str, high: str, unit: str) -> str:
    return f"near {low.replace('+0.0', '0')}{unit}" if low == high else f"{low} to {high}{unit}"


def _influence(told: Summary) -> Table:
    known = {one["key"]: one for one in told["uncertain"]}
    found = {one["key"]: one for one in told["influence"]["all"]}
    table = _plain()
    table.add_column("What moves it most: rank correlation", overflow="fold")
    table.add_column("range", justify="right", no_wrap=True)
    for key in MAIN:
        table.add_column(HEADS[key], justify="right", no_wrap=True)
    for key in told["influence"]["named"]:
        one = known[key]
        ends = f"{significant(one['low']):,g} to {significant(one['high']):,g}"
        cells = (NOTHING if found[key][line] is None else f"{found[key][line]:+.2f}" for line in MAIN)
        table.add_row(f" {one['grade']} {key}", ends, *cells)
    return table


def _unnamed(told: Summary) -> list[str]:
    if told["influence"]["named"]:
        return []
    if told["draws"] < FEWEST:
        return [f"Which of the {len(told['uncertain'])} numbers in doubt matter takes {FEWEST} draws at least to tell."]
    return [
        f"With {told['draws']:,} draws none of the {len(told['uncertain'])} numbers in doubt stands out of the noise."
    ]


def _legend(told: Summary) -> str:
    runs = told["draws"]
    ends = (
        "the band holds nine of ten runs"
        if held(runs) >= told["band"]["high"] - told["band"]["low"] - 1e-9
        else (f"with so few draws the band is lowest to highest, which holds {100 * held(runs):.0f} % of runs")
    )
    parts = ["* Part of a fiscal year"] if not any(one["full_fiscal_year"] for one in told["periods"]) else []
    parts.append(ends[:1].upper() + ends[1:] if not parts else ends)
    parts += ["? its width is mostly not knowing", "~ mostly chance", "± both"]
    if told["structure"]:
        parts.append("! another rule leads outside")
    wide = [one["key"] for one in told["uncertain"] if not one["stated"]]
    if wide:
        parts.append(f"no range is stated for {', '.join(wide)}: a factor of 1.5 either way")
    alone = [one for one in told["uncertain"] if one["scale"] != JOINT]
    assumed = sum(one["grade"] == "C" for one in alone)
    parts.append(f"drawn: {len(alone)} numbers by their own ranges, {assumed} of them assumed (C)")
    if told["fit"] is not None:
        parts[-1] += f", and {told['fit']['numbers']} numbers together, each draw one of {told['fit']['source']}"
    drawn = {path for one in told["uncertain"] for path in one["paths"]}
    yours = sorted({path for line in told["lines"].values() for path in line["yours"]} - drawn)
    if yours:
        parts.append(f"not drawn, set by you: {', '.join(yours[:6])}{f' and {len(yours) - 6} more' * (len(yours) > 6)}")
    return "; ".join(parts) + "."


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
