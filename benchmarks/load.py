"""A load on the page: fifty people at once at one server on this machine, and how each of their requests ended.

    python benchmarks/load.py                        50 people, three minutes
    python benchmarks/load.py --people 20 --seconds 60

Each person is a client with habits of their own: opens the page, moves a control every few seconds, follows the run,
sometimes drags, takes a file, follows one person through the system, and leaves in the middle. It prints
tables, writes all numbers as JSON, and fails where a request met a fault or was left without an end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
from load_person import FILES, Notes, Person
from load_server import Serving
from measure import machine
from rich.console import Console
from table import Table, number
from tables import markdown, show

HOW = ("answered", "refused", "stopped", "left", "fault")
"""Answered; asked to come again; stopped, as a newer request of the same page took its place; left by the person; none
of these, which is a failure."""
MARKS = "<!-- load: begin -->", "<!-- load: end -->"
MEMORY = ("before", "most in the first half", "most", "after")
ABOUT = {
    "first line drawn": "move to first month drawn",
    "a tenth": "move to answer of a tenth",
    "everybody": "request to answer of everybody",
    "first band": "request of bands to first band",
    "bands": "request to bands of 20 draws",
    "ask for a run": "request that begins a run",
    "open the page": "one file or list of the page",
    "evidence": "where a number comes from",
    "picture": "a picture",
    "trace": "one person followed",
    "download": "a file",
}


async def loaded(url: str, people: int, seconds: float, patience: float, seed: int = 1,
                 think: tuple[float, float] = (2.0, 8.0), until: str | None = None,
                 files: tuple[str, ...] = FILES) -> Notes:  # fmt: skip
    """Put people before a server, each with a connection pool of their own; whoever leaves makes room for another."""
    notes = Notes(patience)
    end = perf_counter() + seconds

    async def place(at: int) -> None:
        habits = random.Random(f"{seed} {at}")
        await asyncio.sleep(habits.uniform(0, min(5.0, seconds / 5)))
        while perf_counter() < end:
            async with httpx.AsyncClient(base_url=url, timeout=None) as client:
                await Person(client, notes, habits, think, until, files).stay(end)

    # Whatever is under way at the end may still take the time that is to be kept, and no longer.
    await asyncio.wait_for(asyncio.gather(*(place(at) for at in range(people))), seconds + 3 * patience)
    return notes


async def measured(server: Serving, chosen: argparse.Namespace) -> dict[str, Any]:
    """The load, with the server's memory before, on the way and after."""
    memory: list[float | None] = [server.megabytes()]
    used = server.seconds()
    start = perf_counter()

    async def watch() -> None:
        while True:
            await asyncio.sleep(2.0)
            memory.append(server.megabytes())

    watching = asyncio.create_task(watch())
    notes = await loaded(server.url, chosen.people, chosen.seconds, chosen.patience, chosen.seed)
    watching.cancel()
    took = perf_counter() - start
    after = server.seconds()
    await asyncio.sleep(1.0)
    alive = (await asyncio.to_thread(httpx.get, f"{server.url}/api/health")).json()
    held = [one for one in (*memory, server.megabytes()) if one is not None]
    first_half = max(held[: len(held) // 2 + 1], default=0.0)
    return {
        "people": chosen.people,
        "seconds": took,
        "patience": chosen.patience,
        "ready_afterwards": alive["ready"],
        "cores_used": None if used is None or after is None else (after - used) / took,
        "memory": dict(zip(MEMORY, (held[0], first_half, max(held), held[-1]), strict=True)) if held else None,
        "requests": {kind: {how: told(times) for how, times in ended.items()} for kind, ended in notes.ended.items()},
        "faults": notes.faults,
    }  # fmt: skip


def told(times: Sequence[float]) -> dict[str, float]:
    """How many, and seconds: the median, the 95th of a hundred, and the longest."""
    ordered = sorted(times)
    at = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95)]
    return {"count": len(ordered), "median": at[0], "most_of_95": at[1], "worst": ordered[-1]}


def tables(found: dict[str, Any]) -> list[Table]:
    """What was met, for the terminal or a page."""
    rows = []
    for kind, about in ABOUT.items():
        ended = found["requests"].get(kind, {})
        times = ended.get("answered", {})
        seconds = [number(times[key]) if times else "" for key in ("median", "most_of_95", "worst")]
        rows.append((about, *seconds, *(f"{ended.get(how, {}).get('count', 0):,}" for how in HOW)))
    headings = ("seconds from", "median", "95 %", "worst", *HOW)
    longest = max((one["worst"] for ended in found["requests"].values() for one in ended.values()), default=0.0)
    every = sum(one["count"] for ended in found["requests"].values() for one in ended.values())
    facts = [
        ("people at once", str(found["people"])),
        ("for, s", number(found["seconds"])),
        ("all that was asked for", f"{every:,}"),
        ("longest that anything took to end, s", number(longest)),
        ("what was to be kept, s", number(found["patience"])),
        ("faults", str(len(found["faults"]))),
    ]
    if found["memory"] is not None:
        facts += [(f"memory of the server, {name}, MB", number(held)) for name, held in found["memory"].items()]
        facts += [("cores the server used", number(found["cores_used"]))]
    facts += [(name, str(found["machine"][name])) for name in ("processor", "busy at the start")]
    return [
        Table("How requests ended", headings, rows),
        Table("The load", ("what", "value"), facts),
    ]


def main() -> int:
    """Put the load on a server; 1 where anything met a fault or no end."""
    chosen = _arguments()
    about = machine()
    with Serving() as server:
        found = asyncio.run(measured(server, chosen))
    found = {"machine": about, "load_average_afterwards": os.getloadavg()[0], **found}
    if "Traceback" in server.said:
        found["faults"].append(f"the server's log: {server.said[-2000:]}")
    if not found["ready_afterwards"]:
        found["faults"].append("the server is not ready afterwards")
    chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if chosen.into is not None:
        into(chosen.into, markdown(iter(tables(found))))
    elif chosen.markdown:
        sys.stdout.write(markdown(iter(tables(found))))
    else:
        console = Console()
        show(iter(tables(found)), console if console.is_terminal else Console(width=150))
    for fault in found["faults"][:20]:
        sys.stderr.write(f"fault: {fault}\n")
    return 1 if found["faults"] else 0


def into(page: Path, text: str) -> None:
    """Put the tables between the two marks of a page."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not begin or not end:
        raise SystemExit(f"{page} has no place for the tables: it needs the lines {MARKS[0]} and {MARKS[1]}")
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Put people before the page, and see how their requests end.")
    parser.add_argument("--people", type=int, default=50, metavar="N", help="people at once (50)")
    parser.add_argument("--seconds", type=float, default=180.0, metavar="S", help="how long they stay (180)")
    parser.add_argument(
        "--patience", type=float, default=120.0, metavar="S", help="longest that anything may take (120)"
    )
    parser.add_argument("--seed", type=int, default=1, help="names what the people do (1)")
    parser.add_argument(
        "--json", type=Path, default=Path("load.json"), metavar="FILE", help="where to write (load.json)"
    )
    parser.add_argument("--into", type=Path, metavar="PAGE", help="put the tables between the marks of a page")
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
