"""What a sweep costs beyond its runs: how well they share the cores, and what handing out and keeping a run takes.

    python benchmarks/sweep.py                 1,000 four-year runs of the national system
    python benchmarks/sweep.py --quick         40 of them
    python benchmarks/sweep.py --parts         only what a run takes in the kernel and beside it; a minute

A bar on the terminal tells the time left; 1,000 runs take about a quarter of an hour on two cores. It prints ratios,
which is what may be compared between machines; seconds are of this one, with whatever else it does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

import in_kernel
from rich.console import Console
from rich.table import Table

from sojourn.run import load
from sojourn.show.progress import bar
from sojourn.study.draw_pool import cores
from sojourn.study.points.drawing import Drawing, drawing
from sojourn.study.points.point import Values, make
from sojourn.study.points.runs import fill, hand
from sojourn.study.points.store import FolderStore

PAUSE = 0.2
"""Seconds of a run that does nothing, so that only what comes beside it is measured."""
EVERY = 1000
"""Points of one timing of the store."""


@dataclass(frozen=True)
class Idle:
    """A run that waits, and weighs as much as a point."""

    number: int
    weight: str

    @property
    def label(self) -> str:
        return f"{self.number:064x}"

    hash = label


def wait(job: Idle) -> Values:
    time.sleep(PAUSE)
    return {job.label: {"all": len(job.weight)}}


def main() -> int:
    """Measure, print, and write the numbers as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="40 runs in place of 1,000")
    parser.add_argument("--parts", action="store_true", help="only what a run takes in the kernel and beside it")
    parser.add_argument("--runs", type=int, metavar="N", help="so many four-year runs")
    parser.add_argument("--workers", type=int, default=cores(), metavar="N", help="processes; all cores")
    parser.add_argument(
        "--json", type=Path, default=Path("sweep-benchmark.json"), metavar="FILE", help="for the numbers"
    )
    chosen = parser.parse_args()
    quick, workers = chosen.quick, chosen.workers
    found: dict[str, Any] = {"cores": cores(), "load": os.getloadavg()[0], "workers": workers}
    say = Console(stderr=True)
    say.print("one run ...", style="dim")
    found["one run"] = parts(4 if quick else 8)
    if chosen.parts:
        Console().print_json(json.dumps(found))
        return 0
    say.print("store ...", style="dim")
    found["store"] = store(2_000 if quick else 10_000)
    say.print("handing out ...", style="dim")
    found["handing out"] = handing_out(workers, 10 if quick else 40)
    say.print("four-year runs ...", style="dim")
    found["four years"] = four_years(chosen.runs or (40 if quick else 1000), workers)
    found["on Dask"] = on_dask(workers, 10 if quick else 40)  # last: it leaves its settings of memory behind
    chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    show(found)
    return 0


def parts(pairs: int) -> dict[str, float]:
    """Seconds of the processor of one four-year run: in the kernel and beside it, the median of so many draws.

    Each draw is run under two scenarios that begin alike, in the one order and in the other: the first finds who is
    inside on the first day, the second has it. `kernel_before` is in the days before the start, which only the first
    has to go through.
    """
    sides = [drawing(load("plan-2025", changes).model) for changes in ([], ["beds.capacity=60,000 beds"])]
    for side in sides:
        make(side.central())
    told: dict[str, list[float]] = {}
    with in_kernel.timed(time.process_time) as spent:
        for number in range(pairs):
            order = sides if number % 2 == 0 else sides[::-1]
            for side, how in zip(order, ("first", "second"), strict=True):
                spent[:] = [0.0, 0.0]
                point = side.draw(number)
                begun = time.process_time()
                make(point)
                took = time.process_time() - begun
                for name, value in (("", took), (" kernel", spent[0]), (" kernel before", spent[1])):
                    told.setdefault(f"{how}{name}", []).append(value)
                told.setdefault(f"{how} beside the kernel", []).append(took - sum(spent))
    out = {name: statistics.median(values) for name, values in told.items()}
    ratios = [second / first for first, second in zip(told["first"], told["second"], strict=True)]
    return {**out, "second to first": statistics.median(ratios)}


def store(points: int) -> dict[str, Any]:
    """Writing so many points, timed by the thousand, and reading them back; real values of a four-year run."""
    values = make(drawing(load("plan-2025").model).central())
    with tempfile.TemporaryDirectory() as folder:
        kept = FolderStore(Path(folder))
        keys = [f"{number * 2654435761 % 2**32:08x}".ljust(64, "0") for number in range(points)]
        writes, reads = ([timed(keys[at : at + EVERY], act) for at in range(0, points, EVERY)] for act in (
            lambda key: kept.write(key, values), kept.read
        ))  # fmt: skip
        size = sum(one.stat().st_size for one in kept.files())
    return {
        "points": points,
        "write_ms": [1000 * one for one in writes],
        "read_ms": [1000 * one for one in reads],
        "last_to_first": writes[-1] / writes[0],
        "bytes_each": size / points,
    }


def timed(keys: list[str], act: Any) -> float:
    """Seconds a key."""
    begun = time.perf_counter()
    for key in keys:
        act(key)
    return (time.perf_counter() - begun) / len(keys)


def weight() -> str:
    """As much text as a point with a draw has."""
    one = drawing(load("plan-2025").model).draw(0)
    return one.scenario + one.past + one.central + repr(one.custody)


def handing_out(workers: int, each: int) -> dict[str, float]:
    """Wall time of runs of 0.2 s, storing them too, as a ratio of what they take by themselves; starting left out."""
    text, start = weight(), 4 * workers
    with tempfile.TemporaryDirectory() as folder:
        kept, marks = FolderStore(Path(folder)), list[float]()
        jobs = [Idle(number, text) for number in range(start + each * workers)]
        fill(
            jobs, len(jobs), make=wait, store=kept, workers=workers,
            progress=lambda done, of: marks.append(time.perf_counter()),
        )  # fmt: skip
    took = marks[-1] - marks[start - 1]
    return {"runs": each * workers, "ratio": took / (each * PAUSE)}


def on_dask(workers: int, each: int) -> dict[str, float] | None:
    """The same by a Dask cluster on this machine."""
    try:
        from distributed import LocalCluster
    except ImportError:
        return None
    text, start = weight(), 4 * workers
    jobs = [Idle(number, text) for number in range(start + each * workers)]
    marks: list[float] = []
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as dask:
        hand(jobs, len(jobs), lambda job, values: marks.append(time.perf_counter()), wait, None, dask.scheduler_address)
    return {"runs": each * workers, "ratio": (marks[-1] - marks[start - 1]) / (each * PAUSE)}


def four_years(runs: int, workers: int) -> dict[str, Any]:
    """Runs of the national system by one process and by several, in turns, so that both meet the same machine.

    The efficiency is how much of the cores' time went into runs: that of one run by one process, over that by several
    times their number; making the points and storing what they give is in it, starting and ending the processes is not.
    It is taken turn by turn, each with the single runs before and after it. Where others use the machine too, the
    processor's time tells more: of all processes, over that of as many runs by one.
    """
    draw = drawing(load("plan-2025").model)
    replace(draw.central(), specialised=True).prepare()  # as a sweep of so many runs does
    make(draw.central())
    turns = max(2, min(40, runs // 25))  # short ones: a shared machine drifts within a minute
    each, single = runs // turns, 5
    numbers = count()
    took, used, singles = list[float](), list[float](), [timed_makes(draw, numbers, single)]
    with bar("four-year runs", "runs", "starting", left=True) as shown:
        for turn in range(turns):
            wall, busy = shared(draw, numbers, each, workers, partial(after, shown, turn * each, turns * each))
            took.append(wall)
            used.append(busy)
            singles.append(timed_makes(draw, numbers, single))
    beside = [[statistics.mean(pair) for pair in zip(*two, strict=True)] for two in pairwise(singles)]
    return {
        "runs": turns * each,
        "one_run": statistics.mean(wall for wall, _ in singles),
        "wall": sum(took) * each / workers,
        "efficiency": sorted(one / wall for wall, (one, _) in zip(took, beside, strict=True)),
        "processor": sorted(busy / one for busy, (_, one) in zip(used, beside, strict=True)),
    }


def after(shown: Callable[[int, int], None], before: int, of: int, done: int) -> None:
    """Tell how many are done in all."""
    shown(before + done, of)


def shared(
    draw: Drawing, numbers: Iterator[int], runs: int, workers: int, told: Callable[[int], None]
) -> tuple[float, float]:
    """Seconds of a process for each of so many runs by several, while all are at it; and of the processor."""
    marks: list[float] = []

    def one_more(done: int, of: int) -> None:
        marks.append(time.perf_counter())
        told(done)

    used, start = processor(), 2 * workers
    with tempfile.TemporaryDirectory() as folder:
        jobs = (draw.draw(number) for number in islice(numbers, runs))
        fill(jobs, runs, make=make, store=FolderStore(Path(folder)), workers=workers, progress=one_more)
    whole = runs - start - workers + 1
    return (marks[-workers] - marks[start - 1]) * workers / whole, (processor() - used) / runs


def timed_makes(draw: Drawing, numbers: Iterator[int], runs: int) -> tuple[float, float]:
    """Seconds of a run in this process, the mean of so many of which none begins like another; of the processor."""
    begun, used = time.perf_counter(), processor()
    for number in islice(numbers, runs):
        make(draw.draw(number))
    return (time.perf_counter() - begun) / runs, (processor() - used) / runs


def processor() -> float:
    """Seconds of the processor that this process and those it has started and waited for have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def spread(sorted_ratios: list[float]) -> str:
    """Least, median and most."""
    least, most = sorted_ratios[0], sorted_ratios[-1]
    return f"{least:.2f} / {statistics.median(sorted_ratios):.2f} / {most:.2f}"


def show(found: dict[str, Any]) -> None:
    """Print the ratios."""
    table = Table(box=None, show_header=False, pad_edge=False)
    kept, handed, dask, years = (found[name] for name in ("store", "handing out", "on Dask", "four years"))
    write, read = (statistics.median(kept[what]) for what in ("write_ms", "read_ms"))
    runs, workers = f"{years['runs']:,} four-year runs", f"{found['workers']} processes"
    one = found["one run"]
    table.add_row(
        "one run: processor's seconds in the kernel", f"{one['first kernel'] + one['first kernel before']:.2f}"
    )
    table.add_row("one run: beside it", f"{one['first beside the kernel']:.2f}")
    table.add_row("a run that begins like one before it, to that", f"{one['second to first']:.2f}")
    table.add_row("store: write a point", f"{write:.2f} ms, {kept['bytes_each']:,.0f} bytes")
    table.add_row("store: read a point", f"{read:.2f} ms")
    table.add_row(f"store: last thousand of {kept['points']:,} to the first", f"{kept['last_to_first']:.2f}")
    table.add_row("handing out runs of 0.2 s: wall to the runs alone", f"{handed['ratio']:.3f}")
    if dask is not None:
        table.add_row("the same on Dask", f"{dask['ratio']:.3f}")
    table.add_row(f"{runs}, {workers}: efficiency by the clock, turn by turn", spread(years["efficiency"]))
    table.add_row(f"{runs}, {workers}: processor's time to that of the runs", spread(years["processor"]))
    table.add_row("", f"one run {years['one_run']:.2f} s, all of them {years['wall']:.0f} s")
    table.add_row("load when it began", f"{found['load']:.1f} on {found['cores']} cores")
    Console(width=110).print(table)


if __name__ == "__main__":
    sys.exit(main())
