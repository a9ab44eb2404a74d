"""The measurements as tables: for the terminal, or as Markdown for docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable

ENGINES = {"sojourn": "Sojourn", "simpy": "SimPy, lean", "simpy_process": "SimPy, processes"}


@dataclass(frozen=True)
class Table:
    """A title, headings, rows of text, and sentences below."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    notes: Sequence[str] = field(default_factory=list)


def tables(found: dict[str, Any]) -> Iterator[Table]:
    """A table for each part that was measured."""
    makers = {
        "reference": _reference,
        "agreement": _agreement,
        "flatness": _flatness,
        "threads": _threads,
        "start": _start,
        "shipped": _shipped,
    }
    for name, part in found["parts"].items():
        yield makers[name](part)
    rows = [(name, text) for name, text in found["machine"].items()]
    yield Table("Machine", ("what", "value"), rows)


def markdown(found: dict[str, Any]) -> str:
    """All tables in Markdown."""
    out = []
    for table in tables(found):
        lines = [f"### {table.title}", ""] if table.title else []
        lines += [_line(table.headings), _line(["---", *["---:"] * (len(table.headings) - 1)])]
        lines += [_line(row) for row in table.rows]
        lines += [text for note in table.notes for text in ("", note)]
        out.append("\n".join(lines))
    return "\n\n".join(out) + "\n"


def show(found: dict[str, Any], console: Console) -> None:
    """All tables on a terminal."""
    for table in tables(found):
        rich = RichTable(title=table.title, title_justify="left", caption_justify="left")
        for i, heading in enumerate(table.headings):
            rich.add_column(heading, justify="right" if i else "left")
        for row in table.rows:
            rich.add_row(*row)
        console.print(rich)
        for note in table.notes:
            console.print(note, highlight=False)
        console.print()


def _line(cells: Any) -> str:
    return "| " + " | ".join(cells) + " |"


def _reference(rows: list[dict[str, Any]]) -> Table:
    headings = (
        "people",
        "engine",
        "prepare, s",
        "run, s",
        "million events/s",
        "peak MB",
        "runs' ratio",
        "ratio of all",
    )
    out: list[tuple[str, ...]] = []
    notes = []
    for row in rows:
        for name, engine in row["engines"].items():
            beside = row["beside"].get(name)
            out.append(
                (
                    _people(row["people"]),
                    ENGINES[name],
                    _number(engine["prepare"]["median"]),
                    _three(engine["run"]),
                    _number(engine["events_a_second"]["median"] / 1e6),
                    f"{engine['memory']:.0f}",
                    _three(beside["ratio"]) if beside else "",
                    _three(beside["ratio_all"]) if beside else "",
                )
            )
        for name, beside in row["beside"].items():
            count = f"{row['pairs']} pair{'s' if row['pairs'] > 1 else ''}"
            notes.append(f"{_people(row['people'])} people, {count}: Sojourn and {ENGINES[name]} {beside['verdict']}.")
    regions = rows[0]["regions"]
    title = f"The reference network, {regions} region{'s' if regions > 1 else ''} (least / median / most)"
    return Table(title, headings, out, notes)


def _agreement(rows: list[dict[str, Any]]) -> Table:
    out = [
        (d["name"], str(row["regions"]), f"{d['ours']:.5g}", f"{d['theirs']:.5g}", f"{d['z']:+.1f}")
        for row in rows
        for d in row["differences"]
    ]
    notes = [
        f"{row['regions']} region{'s' if row['regions'] > 1 else ''}, {row['seeds']} seeds, "
        f"{row['runs'][0]} and {row['runs'][1]} runs of each: the engines {row['verdict']}."
        for row in rows
    ]
    title = f"Agreement, {_people(rows[0]['people'])} people (z in standard errors)"
    return Table(title, ("statistic", "regions", "Sojourn", "SimPy", "z"), out, notes)


def _flatness(rows: list[dict[str, Any]]) -> Table:
    out = [
        (_people(r["people"]), _three(r["ns_a_person"]), f"{r['memory']:.0f}", f"{r['memory_above_start']:.0f}")
        for r in rows
    ]
    headings = ("people", "ns a person", "peak MB", "above a tiny run, MB")
    return Table("Flatness: Sojourn on the reference network", headings, out)


def _threads(part: dict[str, Any]) -> Table:
    row = (
        str(part["replications"]),
        _people(part["people"]),
        *(_three(part[k]) for k in ("one", "two", "ratio", "cores")),
    )
    headings = ("replications", "people", "one thread, s", "two threads, s", "ratio", "cores they got")
    return Table("Two threads on replications", headings, [row])


def _start(part: dict[str, Any]) -> Table:
    rows = [
        *(
            (f"`{command}`", took if isinstance(took, str) else _three(took))
            for command, took in part.items()
            if command.startswith("sojourn ")
        ),
        ("an empty Python process", _three(part["python"])),
        ("a process that imports the engine", _three(part["import"])),
        ("a tiny run: takes the compiled kernel from its cache", _number(part["compiled"])),
        ("the first tiny run ever: compiles the kernel", _number(part["compiling"])),
    ]
    return Table("Starting, seconds", ("what", "value"), rows)


def _shipped(rows: list[dict[str, Any]]) -> Table:
    headings = ("arrivals", "load, s", "first run, s", "again, s", "of it kernel, s", "the rest, s", "peak MB")
    out: list[tuple[str, ...]] = []
    notes = []
    for row in rows:
        name = "as shipped" if row["times"] == 1 else f"times {row['times']:g}"
        if "failed" in row:
            notes.append(f"{name}: {row['failed']}.")
            continue
        rest = row["again"] - row["again_kernel"]
        numbers = (row["load"], row["first"], row["again"], row["again_kernel"], rest)
        count = f" ({row['arrivals']:,})" if row["arrivals"] is not None else ""
        out.append((name + count, *(_number(x) for x in numbers), f"{row['memory']:.0f}"))
    return Table("The shipped scenario's four years", headings, out, notes)


def _people(count: float) -> str:
    return f"{count:,.0f}"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _three(values: dict[str, float]) -> str:
    if values["min"] == values["max"]:
        return _number(values["median"])
    return " / ".join(_number(values[key]) for key in ("min", "median", "max"))
