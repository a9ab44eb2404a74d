"""Tables of Sojourn beside its peers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peers import PEERS, SOJOURN, TITLES
from table import Table, number, people, three

LIMIT = "limit"
ORDER = [LIMIT, SOJOURN, *(peer.name for peer in PEERS[1:]), "sojourn_ample"]


def reference(part: dict[str, Any]) -> Iterator[Table]:
    """Times, and each peer's over Sojourn's; for the limit the other way round."""
    headings = (
        "people",
        "engine",
        "runs",
        "prepare, s",
        "run, s",
        "million events/s",
        "peak MB",
        "over Sojourn's",
        "with preparing",
    )
    out: list[tuple[str, ...]] = []
    notes = []
    for row in part["rows"]:
        for name in sorted(row["engines"], key=ORDER.index):
            engine, beside = row["engines"][name], row["beside"].get(name)
            out.append(
                (
                    people(row["people"]),
                    TITLES[name],
                    str(engine["runs"]),
                    number(engine["prepare"]["median"]),
                    three(engine["run"]),
                    number(engine["events_a_second"]["median"] / 1e6),
                    f"{engine['memory']:.0f}",
                    three(beside["ratio"]) if beside else "",
                    number(beside["ratio_all"]["median"]) if beside else "",
                )
            )
        if LIMIT in row["beside"]:
            ratio = row["beside"][LIMIT]["ratio"]
            over = {"min": 1 / ratio["max"], "median": 1 / ratio["median"], "max": 1 / ratio["min"]}
            notes.append(f"{people(row['people'])} people: Sojourn's time over the limit's is {three(over)}.")
    for row in part["rows"]:
        said = [f"{TITLES[name]}: {beside['verdict']}" for name, beside in row["beside"].items()]
        notes += [f"{people(row['people'])} people, Sojourn and {text}." for text in said]
    notes += [f"{TITLES[name]} was skipped: {why}." for name, why in part["missing"].items()]
    regions = part["regions"]
    title = f"The reference network, {regions} region{'s' if regions > 1 else ''} (least / median / most)"
    yield Table(title, headings, out, notes)


def short(part: dict[str, Any]) -> Table:
    """Seconds of each engine at each size, and how many times Sojourn's."""
    rows = part["rows"]
    names = [name for name in ORDER if any(name in row["engines"] for row in rows) and name != "sojourn_ample"]

    def cell(row: dict[str, Any], name: str) -> str:
        if name not in row["engines"]:
            return ""
        seconds = number(row["engines"][name]["run"]["median"])
        if name not in row["beside"]:
            return seconds
        times = row["beside"][name]["ratio"]["median"]
        return f"{seconds} ({times:,.0f} x)" if times >= 10 else f"{seconds} ({times:.2g} x)"

    out = [(TITLES[name], *(cell(row, name) for row in rows)) for name in names]
    return Table("", ("seconds (times Sojourn's)", *(people(row["people"]) for row in rows)), out)


def agreement(rows: list[dict[str, Any]]) -> Iterator[Table]:
    """One line for each peer, and one peer's statistics one by one."""
    out = [
        (
            TITLES[row["peer"]],
            str(row["regions"]),
            people(row["people"]),
            f"{row['seeds']} x ({row['runs'][0]} and {row['runs'][1]})",
            str(row["statistics"]),
            f"{row['largest']:+.1f} ({row['of']})",
            f"{row['spread']:.2f}",
            "agree" if row["agree"] else "differ",
        )
        for row in rows
    ]
    headings = ("Sojourn and", "regions", "people", "runs", "statistics", "largest z", "rms z", "verdict")
    notes = [f"{TITLES[row['peer']]}: the engines {row['verdict']}." for row in rows if not row["agree"]]
    yield Table("Agreement (z in standard errors)", headings, out, notes)
    detailed = [row for row in rows if row["differences"]]
    lines = [
        (d["name"], str(row["regions"]), f"{d['ours']:.5g}", f"{d['theirs']:.5g}", f"{d['z']:+.1f}")
        for row in detailed
        for d in row["differences"]
    ]
    if detailed:
        theirs = TITLES[detailed[0]["peer"]]
        yield Table(
            f"Sojourn and {theirs}, one by one", ("statistic", "regions", "Sojourn", theirs.split(",")[0], "z"), lines
        )
