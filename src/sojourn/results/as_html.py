"""A result for notebooks: its findings, a picture, and each line by fiscal year in the figures that are known."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

SHOWN = (
    "booked_in",
    "held_mean",
    "held_peak",
    "stay_mean",
    "removed_home",
    "removed_border",
    "removed_third_country",
    "removed_all",
    "exit_released_no_bed",
    "days_full",
    "waiting_seat_last",
    "over_90",
    "over_180",
    "deaths_expected",
    "money_all",
)
"""Lines that the table shows; all are in the summary."""


def bundle(result: object, summary: Mapping[str, Any]) -> dict[str, str]:
    """What a notebook shows of a result: as text its findings, as HTML those, its first picture and its lines."""
    lines = [f"{result!r}", *summary["findings"]]
    return {"text/plain": "\n".join(lines), "text/html": as_html(f"{result!r}", summary, figure(result))}


def figure(result: object) -> str:
    """The first picture of a result, with its words; empty where there is none."""
    import sojourn
    from sojourn.results.kept import NotKept

    try:
        drawn = sojourn.picture(result)
    except (LookupError, NotKept):
        return ""
    image = base64.b64encode(drawn.svg().encode()).decode()
    return f'<figure><img src="data:image/svg+xml;base64,{image}" alt="{escape(drawn.alt)}"></figure>'


def as_html(title: str, summary: Mapping[str, Any], drawn: str = "") -> str:
    """A title, the findings as a list, a picture, and a row a line; texts are escaped, and nothing is fetched."""
    periods = [one["key"] for one in summary["periods"]]
    named = [key for key in SHOWN if key in summary["lines"]] or list(summary["lines"])
    rows = [_row(summary["lines"][key], periods) for key in named]
    return table(title, summary["findings"], ["", "unit", *periods, "grade"], rows, drawn)


def table(
    title: str, found: Iterable[str], heads: Sequence[str], rows: Iterable[Sequence[str]], drawn: str = ""
) -> str:
    """A title, sentences as a list, a picture that is HTML already, and a table whose first column names its rows."""
    said = "".join(f"<li>{escape(one)}</li>" for one in found)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return (
        f"<p><strong>{escape(title)}</strong></p><ul>{said}</ul>{drawn}"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(line: Mapping[str, Any], periods: list[str]) -> list[str]:
    cells = [line["text"].get(period) or "–" for period in periods]
    return [line["label"], line["unit"], *cells, line.get("grade") or ""]
