"""Removals by fiscal year, simulated, beside every year that was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.evidence.tables import table
from sojourn.results.counting import OFFICIAL, best
from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.frame import KEYED, UNDER_KEY, Frame, Spec, amount, framed, key, narrow, values
from sojourn.show.pictures.picture import Picture
from sojourn.show.pictures.words import grade_of, made_by

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

LINE = "removed_all"
PUBLISHED, WHOLE, PART = "published", "simulated", "part of a year"
STYLES = {PUBLISHED: "bar_known", WHOLE: "bar_other", PART: "bar_other_part"}


def removals(kept: Kept) -> Picture:
    """Removals by ICE's own count: published years in grey, simulated ones in colour, parts of a year in outline."""
    rows: list[dict[str, Any]] = [
        {"year": row.whole("fy"), "removals": row.whole("removals"), "of": PUBLISHED, "grade": row.text("grade")}
        for row in table("removals_by_fiscal_year")
        if row.text("rule") == OFFICIAL
    ]
    grade = kept.summary["lines"][LINE]["grade"]
    simulated = []
    for span in kept.years:
        low, middle, high = kept.band(LINE, span["key"])
        of = WHOLE if span["full_fiscal_year"] else PART
        row = {"year": int(span["key"].removeprefix("FY")), "removals": middle, "of": of, "grade": grade}
        simulated.append(row if low is None else {**row, "low": low, "high": high})
    known = {row["year"] for row in simulated}
    again = [row for row in rows if row["year"] in known]
    rows = [row for row in rows if row["year"] not in known] + simulated
    top = best(OFFICIAL)
    title, peak = _finding(simulated, top.removals, top.year)
    told = "; ".join(
        f"FY{row['year']} {row['removals']:,.0f}"
        + (f" ({row['low']:,.0f} to {row['high']:,.0f})" if "low" in row else "")
        + (", part of the year" if row["of"] == PART else "")
        for row in simulated
    )
    beside = "".join(f" FY{row['year']} was published as {row['removals']:,}." for row in again)
    if again:
        beside += " Diamonds show those."
    first = min(row["year"] for row in rows)
    last = max(row["year"] for row in rows if row["of"] == PUBLISHED)
    alt = (
        f"Bar chart of removals by fiscal year, published FY{first} to FY{last} and simulated. Simulated: {told}. The "
        f"best published year is FY{top.year} with {top.removals:,}.{beside}"
    )
    subtitle = "People removed by fiscal year, ICE's own count; since May 2023 with people processed at the border"
    subtitle += "; diamonds: published for a simulated year" if again else ""
    source = (
        f"Published: evidence table removals_by_fiscal_year, rule {OFFICIAL}, grades A to C. Simulated: "
        f"{grade_of(kept, [LINE])} {made_by(kept)}"
    )

    def drawn(width: int) -> Spec:
        frame = Frame(width, 44, 4, 270, KEYED, 36)
        every = 5 if narrow(width) else 3
        shown = [f"'{year % 100:02}" for year in range(first, max(known) + 1)]
        data = [{**row, "at": f"'{row['year'] % 100:02}"} for row in rows]
        x = {
            "field": "at",
            "type": "ordinal",
            "sort": shown,
            "scale": {"domain": shown, "paddingInner": 0.2},
            "axis": {
                "title": "fiscal year",
                "titleAnchor": "start",
                "labelAngle": 0,
                "ticks": False,
                "values": shown[:: every if narrow(width) else 1],
            },
        }
        highest = max(row.get("high", row["removals"]) for row in rows)
        y = amount(
            "removals",
            "people removed",
            title_x=-44,
            title_y=UNDER_KEY,
            scale={"domain": [0, highest * 1.1], "nice": False},
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
            "data": values([row for row in data if "low" in row]),
            "mark": {"type": "rule", "style": "whisker"},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        }
        named = [
            {**row, "text": text, "top": _over(row.get("high", row["removals"]), top.removals)}
            for row in data
            for text in [_label(row, top.year, peak)]
            if text
        ]
        labels = {
            "data": values(named),
            "mark": {"type": "text", "style": "label_bold", "baseline": "bottom", "dy": -4},
            "encoding": {"x": x, "y": {**y, "field": "top"}, "text": {"field": "text", "type": "nominal"}},
        }
        keys = key([(style, of) for of, style in STYLES.items() if any(row["of"] == of for row in data)])
        limit = {
            "data": values([{"best": top.removals}]),
            "mark": {"type": "rule", "style": "limit"},
            "encoding": {"y": {**y, "field": "best"}},
        }
        known_too = {
            "data": values([{**row, "at": f"'{row['year'] % 100:02}"} for row in again]),
            "mark": {"type": "point", "style": "point_ink", "shape": "diamond", "size": 60},
            "encoding": {"x": x, "y": y},
        }
        layers = [
            limit,
            *bars,
            *([known_too] if again else []),
            *([whiskers] if any("low" in row for row in data) else []),
            labels,
            *keys,
        ]
        return framed(frame, layers, title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("removals", title, alt, source, drawn)


def _finding(simulated: list[dict[str, Any]], best_known: int, best_year: int) -> tuple[str, int | None]:
    """The finding, and the simulated year that it is about."""
    scored = [row for row in simulated if row["of"] == WHOLE]
    if not scored:
        return f"No whole fiscal year is simulated; the best published one is FY{best_year}, {best_known:,}", None
    top = max(scored, key=lambda row: float(row["removals"]))
    if "low" in top:
        ends = f"{rounded(top['low'])} to {rounded(top['high']).removeprefix('about ')}"
        share = (
            f"{top['low'] / best_known:.0%} to {top['high'] / best_known:.0%} of the best published year, FY{best_year}"
        )
        return f"In FY{top['year']}, the year with most, {ends} people are removed: {share}", top["year"]
    share = f"{top['removals'] / best_known:.0%} of the best published year, FY{best_year}"
    return f"At most {rounded(top['removals'])} people are removed in a year (FY{top['year']}): {share}", top["year"]


def _over(height: float, limit: int) -> float:
    """Where a number over a bar stands, so that the line of the best year does not run through it."""
    return limit if 0.9 * limit < height < limit else height


def _label(row: dict[str, Any], best_year: int, peak: int | None) -> str:
    """The number over a bar; only over the best published year and the best simulated one."""
    known = row["of"] == PUBLISHED and row["year"] == best_year
    mark = " C" if row["of"] != PUBLISHED and row["grade"] == "C" else ""
    return f"{short(row['removals'])}{mark}" if known or (row["of"] == WHOLE and row["year"] == peak) else ""
