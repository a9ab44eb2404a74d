"""A result as an HTML table for notebooks: its findings, and each line by fiscal year in the figures that are known."""

from __future__ import annotations

from collections.abc import Mapping
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


def as_html(title: str, summary: Mapping[str, Any]) -> str:
    """A title, the findings as a list, and a row a line; texts are escaped, and nothing is fetched."""
    periods = [one["key"] for one in summary["periods"]]
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ["", "unit", *periods, "grade"])
    rows = "".join(_row(summary["lines"][key], periods) for key in SHOWN if key in summary["lines"])
    found = "".join(f"<li>{escape(one)}</li>" for one in summary["findings"])
    return (
        f"<p><strong>{escape(title)}</strong></p><ul>{found}</ul>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(line: Mapping[str, Any], periods: list[str]) -> str:
    cells = "".join(f"<td>{escape(line['text'].get(period) or '–')}</td>" for period in periods)
    return (
        f'<tr><th scope="row">{escape(line["label"])}</th><td>{escape(line["unit"])}</td>{cells}'
        f"<td>{escape(line.get('grade') or '')}</td></tr>"
    )
