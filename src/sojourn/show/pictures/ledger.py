"""What a plan costs by account: each bar with its low and high end, dashed where its unit cost is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.frame import Frame, Spec, along, framed, key, names, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.words import capital, day, grade_of, holding, made_by

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

ALL = "money_all"
SCALES = ((1e9, "billion "), (1e6, "million "), (1e3, "thousand "), (1.0, ""))
"""Units of an axis of money: the largest that is no more than what is spent."""
KNOWN, ASSUMED, TOTAL = "unit cost from a source", "assumed (C) or yours", "all accounts"
STYLES = {KNOWN: "bar", ASSUMED: "bar_part", TOTAL: "bar_known"}


def ledger(kept: Kept) -> Picture:
    """Spending of each account over the whole run in billions, at the unit costs and at their low and high ends.

    Of many runs the ends are those between which most runs lie.
    """
    lines = kept.summary["lines"]
    if ALL not in lines:
        raise NoPicture("no account of money was kept with this run, so there is no ledger to draw")
    keys = [key for key in lines if key.startswith("money_") and f"{key}_low" in lines and key != ALL]
    grades = _grades_of_many(kept) if kept.many else _grades(kept)
    rows: list[dict[str, Any]] = []
    for name in [*keys, ALL]:
        low, middle, high = _ends(kept, name)
        account = name.removeprefix("money_")
        grade = "" if name == ALL else grades.get(account, "")
        of = TOTAL if name == ALL else ASSUMED if grade in ("C", "yours") else KNOWN
        label = "All accounts" if name == ALL else lines[name]["label"]
        rows.append({"account": label, "spent": middle, "low": low, "high": high, "of": of, "grade": grade})
    parts = sorted(rows[:-1], key=lambda row: -row["spent"])
    total = rows[-1]
    rows = [*parts, total]
    unit, year = lines[ALL]["unit"], lines[ALL]["note"].rstrip(".").lower()
    title = _finding(parts[0], total, unit, kept.many)
    per, name = next((one for one in SCALES if one[0] <= total["high"]), SCALES[-1])
    scaled = f"{name}{unit}"
    told = "; ".join(f"{row['account']} {_words(row, per)}" for row in rows)
    first, last = (day(kept.summary[end]) for end in ("from", "to"))
    span = first if first == last else f"{first} to {last}"
    alt = f"Bar chart of spending, {span}, in {scaled}: {told}."
    ends = f"lines: {holding(kept)}" if kept.many else "lines: at low and high unit costs"
    subtitle = f"Spending by account, {span}, {scaled}, {year}; {ends}"
    source = f"{grade_of(kept, [*keys, ALL])} {made_by(kept)}"

    def drawn(width: int) -> Spec:
        left = 104 if narrow(width) else 170
        used = [(style, of) for of, style in STYLES.items() if any(row["of"] == of for row in rows) and of != TOTAL]
        keyed = len(used) > 1
        frame = Frame(width, left, 66, 30 * len(rows), above=24 if keyed else 4, below=42)
        data = [
            {**row, **{name: row[name] / per for name in ("spent", "low", "high")}, "text": _label(row)} for row in rows
        ]
        most = max(row["high"] for row in data)
        y = names("account", [row["account"] for row in rows], left, scale={"paddingInner": 0.35})
        x = along(
            "spent",
            f"{scaled}, {year}",
            format="~f",
            scale={"domain": [0, (most or 1) * 1.04], "nice": False},
            ticks=4 if narrow(width) else 7,
        )
        bars = [
            {
                "data": values([row for row in data if row["of"] == of]),
                "mark": {"type": "bar", "style": style},
                "encoding": {"x": x, "y": y},
            }
            for of, style in STYLES.items()
            if any(row["of"] == of for row in data)
        ]
        whiskers = {
            "data": values([row for row in data if row["low"] < row["high"]]),
            "mark": {"type": "rule", "style": "whisker"},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        }
        labels = {
            "data": values(data),
            "mark": {"type": "text", "style": "label_bold", "align": "left", "baseline": "middle", "dx": 6},
            "encoding": {"y": y, "x": {**x, "field": "high"}, "text": {"field": "text", "type": "nominal"}},
        }
        layers = [*bars, whiskers, labels, *(key(used, -left if narrow(width) else 0) if keyed else [])]
        return framed(frame, layers, title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("ledger", title, alt, source, drawn)


def _ends(kept: Kept, name: str) -> tuple[float, float, float]:
    """Low end, middle and high end: of unit costs for one run, of runs for many."""
    low, middle, high = kept.band(name)
    if not kept.many:
        low, high = (kept.value(f"{name}_{end}") for end in ("low", "high"))
    value = float(middle or 0)
    return value if low is None else float(low), value, value if high is None else float(high)


def _grades(kept: Kept) -> dict[str, str]:
    """Account to the worst grade of its unit costs."""
    import polars as pl

    book = kept.table("ledger").select(pl.col("account", "grade").cast(pl.String)).unique()
    out: dict[str, str] = {}
    for row in book.iter_rows(named=True):
        grade = row["grade"] or "yours"
        out[row["account"]] = max(out.get(row["account"], ""), grade)
    return out


def _grades_of_many(kept: Kept) -> dict[str, str]:
    """The same from the scenario, where the ledger of each run is not kept."""
    from sojourn.results.spending import bed_day, priced, unit_cost
    from sojourn.scenario.us import UsScenario

    scenario = kept.scenario()
    if not isinstance(scenario, UsScenario):
        return {}
    found = [("custody", bed_day(scenario).grade)]
    found += [(name, unit_cost(cost).grade) for name, one in scenario.money.accounts.items() for cost in one.costs]
    for block in scenario.beds.blocks:
        rates = [("custody", block.bed_day), ("custody", block.empty_day), ("stand_up", block.stand_up)]
        found += [(name, priced(rate).grade) for name, rate in rates]
    out: dict[str, str] = {}
    for name, grade in found:
        out[name] = max(out.get(name, ""), grade or "yours")
    return out


def _finding(top: dict[str, Any], total: dict[str, Any], unit: str, many: bool) -> str:
    """What is spent in all, between its ends, and the part of the account that takes most."""
    if not total["high"]:
        return "Nothing is spent"
    is_or_are = "are" if total["low"] < total["high"] or not many else "is"
    whole = f"{capital(_range(total, unit))} {is_or_are} spent"
    if many or not total["low"]:
        return f"{whole}, most of it for {top['account'].lower()}"
    shares = [top[at] / total[at] for at in ("low", "spent", "high")]  # without a high end the middle may be most
    first, last = (f"{share:.0%}" for share in (min(shares), max(shares)))
    part = first if first == last else f"{first.removesuffix('%')} to {last}"
    return f"{whole}, as unit costs are low or high; {part} of it for {top['account'].lower()}"


def _label(row: dict[str, Any]) -> str:
    mark = " C" if row["grade"] == "C" else ""
    return short(row["spent"], "USD").replace(" ", "\u00a0") + mark


def _words(row: dict[str, Any], per: float) -> str:
    ends = "" if row["low"] == row["high"] else f" ({row['low'] / per:,.3g} to {row['high'] / per:,.3g})"
    grade = f", grade {row['grade']}" if row["grade"] in ("A", "B", "C") else ", set by you" if row["grade"] else ""
    return f"{row['spent'] / per:,.3g}{ends}{grade}"


def _range(row: dict[str, Any], unit: str) -> str:
    low, high = rounded(row["low"], unit), rounded(row["high"], unit)
    return high if low == high else f"{low.removesuffix(' ' + unit)} to {high.removeprefix('about ')}"
