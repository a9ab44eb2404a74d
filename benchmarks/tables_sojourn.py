"""Tables of what was measured of Sojourn alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from table import Table, number, people, three


def flatness(rows: list[dict[str, Any]]) -> Iterator[Table]:
    out = [
        (people(r["people"]), three(r["ns_a_person"]), f"{r['memory']:.0f}", f"{r['memory_above_start']:.0f}")
        for r in rows
    ]
    headings = ("people", "ns a person", "peak MB", "above a tiny run, MB")
    yield Table("Flatness: Sojourn on the reference network", headings, out)


def threads(part: dict[str, Any]) -> Iterator[Table]:
    row = (
        str(part["replications"]),
        people(part["people"]),
        *(three(part[k]) for k in ("one", "two", "ratio", "cores")),
    )
    headings = ("replications", "people", "one thread, s", "two threads, s", "ratio", "cores they got")
    yield Table("Two threads on replications", headings, [row])


def start(part: dict[str, Any]) -> Iterator[Table]:
    rows = [
        *(
            (f"`{command}`", took if isinstance(took, str) else three(took))
            for command, took in part.items()
            if command.startswith("sojourn ")
        ),
        ("an empty Python process", three(part["python"])),
        ("a process that imports the engine", three(part["import"])),
        ("a tiny run: takes the compiled kernel from its cache", number(part["compiled"])),
        ("the first tiny run ever: compiles the kernel", number(part["compiling"])),
    ]
    yield Table("Starting, seconds", ("what", "value"), rows)


def shipped(rows: list[dict[str, Any]]) -> Iterator[Table]:
    headings = (
        "arrivals",
        "load, s",
        "first run, s",
        "again, s",
        "of it kernel, s",
        "the rest, s",
        "million moves",
        "million moves/s in the kernel",
        "peak MB",
    )
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
        out.append(
            (
                name + count,
                *(number(x) for x in numbers),
                number(row["moves"] / 1e6),
                number(row["moves_a_second"] / 1e6),
                f"{row['memory']:.0f}",
            )
        )
    yield Table("The shipped scenario's four years", headings, out, notes)


def luck(part: dict[str, Any]) -> Iterator[Table]:
    """What common random numbers save."""
    rows = [
        (
            effect["of"],
            f"{effect['effect']:+.4g}",
            number(effect["deviation_common"]),
            number(effect["deviation_own"]),
            number(effect["ratio"]["median"]),
            f"{number(effect['ratio']['min'])} to {number(effect['ratio']['max'])}",
        )
        for effect in part["effects"]
    ]
    more = f"{100 * (part['beds'] - 1):.0f} % more beds"
    headings = (
        f"effect of {more} on",
        "mean",
        "deviation, same luck",
        "deviation, own luck",
        "variances' ratio",
        "95 %",
    )
    yield Table(f"Common random numbers, {people(part['people'])} people, {part['runs']} seeds", headings, rows)


def rare(rows: list[dict[str, Any]]) -> Iterator[Table]:
    """What something costs that few people meet."""
    out = [
        (row["variant"], people(row["people"]), three(row["without"]), three(row["with"]), three(row["ratio"]))
        for row in rows
    ]
    headings = ("added", "people", "ns a person without", "with", "ratio")
    yield Table("What few people meet: paired, least / median / most", headings, out)


def cost(part: dict[str, Any]) -> Iterator[Table]:
    """Where the time goes."""
    switched, notes = part["switched"], []
    forms = {
        "all": "as measured",
        "uncounted": "moves counted in all, not by class and nationality",
        "general": "on the general kernel",
    }
    rows = [(f"Sojourn, {title}", "", "", three(switched[name])) for name, title in forms.items()]
    if "floor" in part:
        floor = part["floor"]
        alone, times = floor["alone"], floor["times"]
        names = {
            "hash": "a hash",
            "draw": "a draw from a table",
            "move": "a move through a queue",
            "tally": "a tally of an exit",
        }
        for name, title in names.items():
            rows.append((title, f"{times[name]:.2f}", number(alone[name]), number(times[name] * alone[name])))
        floor_sum = sum(times[name] * alone[name] for name in names)
        by_memory = floor["bytes"] / alone["copy"]
        rows.append(("all of these: the floor", "", "", number(floor_sum)))
        rows.append(
            (f"memory alone, at {number(alone['copy'])} GB/s", f"{floor['bytes']:.0f} B", "", number(by_memory))
        )
        rows.append(("the limit in C++, measured", "", "", three(floor["limit"])))
        rows.append(("Sojourn, measured in turns with it", "", "", three(floor["sojourn"])))
        notes.append(f"Sojourn's time over the limit's, pair by pair: {three(floor['ratio'])}.")
    counted = part.get("instructions", {})
    said = [
        f"{title} {counted[name]:.0f}"
        for name, title in (("limit", "the limit"), ("sojourn", "Sojourn"))
        if name in counted
    ]
    if said:
        notes.append(f"Instructions a person: {', '.join(said)} (callgrind; compiled without AVX-512).")
    notes += [f"{found['missing'].rstrip('.')}." for found in (part, counted) if "missing" in found]
    headings = ("what", "times a person", "ns each", "ns a person")
    yield Table(f"Where the time goes, {people(part['people'])} people, least / median / most", headings, rows, notes)
