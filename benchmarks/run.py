"""The benchmark: what a run costs, beside other engines on the same work, and whether all say the same.

It prints tables and writes all numbers as JSON. It prints ratios and checks agreement; it never fails over a time, nor
over a peer that is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import parts
import tables
from measure import Failed, machine
from part_agreement import agreement
from part_cost import cost
from part_reference import reference
from part_variants import luck, rare
from peers import PEERS
from rich.console import Console

PARTS = ("reference", "agreement", "flatness", "cost", "rare", "luck", "threads", "start", "shipped")
NAMES = [peer.name for peer in PEERS]
MARKS = "<!-- {}: begin -->", "<!-- {}: end -->"


def main() -> int:
    """Measure what was asked for; 1 where the engines disagree or a measurement failed."""
    chosen = _arguments()
    told = Console(stderr=True)
    if chosen.read is not None:
        found = json.loads(chosen.read.read_text(encoding="utf-8"))
    else:
        try:
            found = _measured(chosen, lambda text: told.print(text, style="dim", highlight=False))
        except (Failed, ValueError) as failed:
            told.print(f"The benchmark stopped: {failed}", style="red", highlight=False)
            return 1
    shown = tables.short(found) if chosen.short else tables.tables(found)
    if chosen.into is not None:
        _into(chosen.into, "speed" if chosen.short else "numbers", tables.markdown(shown))
    elif chosen.markdown or chosen.short:
        sys.stdout.write(tables.markdown(shown))
    else:
        tables.show(shown, _wide(Console()))
    return 0 if _agree(found["parts"]) else 1


def _measured(chosen: argparse.Namespace, say: Callable[[str], None]) -> dict[str, Any]:
    quick, names = chosen.quick, chosen.peers
    sizes = chosen.people or ([5e3, 1e5] if quick else [5e3, 1e5, 1e6, 1e7])
    pairs = chosen.pairs or (2 if quick else 5)
    jobs: dict[str, Callable[[], Any]] = {
        "reference": lambda: reference(
            sizes, names, chosen.longest or (5.0 if quick else 60.0), pairs, chosen.regions, say
        ),
        "agreement": lambda: agreement(5e3 if quick else 2e4, [1] if quick else [1, 25], names, 4 if quick else 8, say),
        "cost": lambda: cost(3e5 if quick else 1e6, min(pairs, 5), not quick, say),
        "rare": lambda: rare(1e5 if quick else 1e6, pairs, say),
        "luck": lambda: luck(2e4, 30 if quick else 200, say),
        "flatness": lambda: parts.flatness(
            chosen.people or ([3e5, 1e6] if quick else [3e5, 1e6, 1e7, 2e7]), 2 if quick else 3, say
        ),
        "threads": lambda: parts.threads(3e5 if quick else 1e6, 4 if quick else 8, 2 if quick else 5, say),
        "start": lambda: parts.start(3 if quick else 7, say),
        "shipped": lambda: parts.shipped([1.0] if quick else [1.0, 10.0], say),
    }
    # The machine is looked at first: the load is to be that of others.
    found: dict[str, Any] = {"machine": machine(), "quick": quick, "parts": {}}
    for name in chosen.parts or PARTS:
        found["parts"][name] = jobs[name]()
        # After each part, so that one that fails loses no other.
        chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _agree(found: dict[str, Any]) -> bool:
    timed = found.get("reference", {"rows": []})["rows"]
    rows = [*found.get("agreement", []), *(beside for row in timed for beside in row["beside"].values())]
    return all(row["agree"] for row in rows)


def _wide(console: Console) -> Console:
    """Where the output is a file or a pipe, lines may be as long as the tables."""
    return console if console.is_terminal else Console(width=150)


def _into(page: Path, name: str, text: str) -> None:
    """Put the tables between the two marks of a page."""
    first, last = (mark.format(name) for mark in MARKS)
    whole = page.read_text(encoding="utf-8")
    before, begin, rest = whole.partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise SystemExit(f"{page} has no place for the numbers: it needs the lines {first} and {last}")
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure Sojourn, beside other engines on the same work.")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"which of {', '.join(PARTS)}; all where none is named"
    )
    parser.add_argument("--quick", action="store_true", help="smaller and fewer: a few minutes")
    parser.add_argument("--people", type=_size, nargs="+", metavar="N", help="sizes of the reference network, as 1e5")
    parser.add_argument("--regions", type=int, default=1, metavar="R", help="regions of the reference network (1)")
    parser.add_argument(
        "--peers", nargs="+", metavar="NAME", choices=NAMES, default=NAMES, help=f"which of {', '.join(NAMES)}; all"
    )
    parser.add_argument(
        "--longest", type=float, metavar="S", help="leave out peers at sizes where one run takes longer (60; quick 5)"
    )
    parser.add_argument("--cimba", type=Path, metavar="PREFIX", help="where cimba's C library is installed")
    parser.add_argument("--pairs", type=int, metavar="N", help="most runs of each engine at each size (5; quick 2)")
    parser.add_argument(
        "--json", type=Path, default=Path("bench.json"), metavar="FILE", help="where to write (bench.json)"
    )
    parser.add_argument("--read", type=Path, metavar="FILE", help="measure nothing, show what an earlier run wrote")
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    parser.add_argument("--short", action="store_true", help="one small table in Markdown, as for the README")
    parser.add_argument("--into", type=Path, metavar="PAGE", help="put the Markdown between the marks of a page")
    chosen = parser.parse_args()
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    if chosen.cimba is not None:
        os.environ["CIMBA_PREFIX"] = str(chosen.cimba.resolve())
    return chosen


def _size(text: str) -> float:
    size = float(text)
    if not 1e3 <= size <= 1e8:
        raise argparse.ArgumentTypeError(f"{text} people are out of range; 1e3 to 1e8 are allowed")
    return size


if __name__ == "__main__":
    sys.exit(main())
