"""The answer of a run of any system but the US one: who was where day by day, and who left which way, by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.results.periods import fiscal_years
from sojourn.results.plain_words import in_words
from sojourn.web.answers import axes
from sojourn.web.own_words import own_words

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun

MOST_LINES = 5
"""Stages in the picture of who is inside; pools are in one of their own."""
MOST_CARDS = 6


def answer(run: PlainRun) -> dict[str, Any]:
    """A run as the page shows it."""
    lines = run.summary["lines"]
    return {
        "system": run.scenario.system,
        "title": run.scenario.title,
        "seed": run.seed,
        "weight": 1,
        "axes": axes(run.calendar),
        "series": {"inside": _inside(run), "left": _left(run)},
        "cards": _cards(run),
        "lines": lines,
        "findings": own_words(run.summary["findings"]),
    }


def _inside(run: PlainRun) -> list[dict[str, Any]]:
    """People held in each pool, then in the stages that had most in them, day by day."""
    by_day = {name: values.sum(axis=1) for name, values in run.series.items()}
    pools = [f"held_{name}" for name in run.holds]
    held = {f"in_{name}" for names in run.holds.values() for name in names}
    stages = [name for name in by_day if name.startswith("in_") and name not in held and by_day[name].any()]
    stages.sort(key=lambda name: -int(by_day[name].max()))
    return [
        {"key": name, "label": _label(name), "values": by_day[name].tolist()} for name in (*pools, *stages[:MOST_LINES])
    ]


def _left(run: PlainRun) -> list[dict[str, Any]]:
    """People who left by each exit, by fiscal year; exits that nobody took too."""
    years = fiscal_years(run.calendar)
    out = []
    for name in run.exits:
        days = run.series[f"exit_{name}"].sum(axis=1)
        counts = [int(days[span.ticks].sum()) for span in years]
        out.append({"key": f"exit_{name}", "label": in_words(name), "years": counts})
    return out


def _cards(run: PlainRun) -> list[str]:
    """The lines that are told first: who came, then each way out in the order of the system."""
    came = [f"arrived_{name}" for name in run.sources][:1]
    return [*came, *(f"exit_{name}" for name in run.exits)][:MOST_CARDS]


def _label(name: str) -> str:
    what, _, which = name.partition("_")
    return f"{in_words(which)} held" if what == "held" else in_words(which)
