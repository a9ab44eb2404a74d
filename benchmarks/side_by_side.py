"""What two runs at once take from each other, whatever else the machine does.

    python benchmarks/side_by_side.py              two processes, each bound to a core, for two minutes
    python benchmarks/side_by_side.py --slots 48   for four

Time is cut into slots of a few seconds, in turns: the one alone, both, the other alone, both. A machine that others use
drifts slowly and meets all of them alike, so the ratio of a run beside another to one alone is of the sharing only:
nothing is handed out, stored or waited for. `sweep.py` measures all of that together, over minutes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import time
from dataclasses import replace
from multiprocessing.queues import Queue
from typing import NamedTuple

import in_kernel
from rich.console import Console

from sojourn.run import load
from sojourn.study.points.drawing import drawing
from sojourn.study.points.point import make

SLOT = 5.0
"""Seconds: four or five runs, and less than a machine takes to drift."""
STARTING = 20.0
"""Seconds until both are ready."""
APART = 100_000
"""Numbers of draws between the two processes, so that no run begins like another."""


class Took(NamedTuple):
    """Seconds of one run."""

    both: bool
    wall: float
    kernel: float


def main() -> int:
    """Run, and print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--slots", type=int, default=24, metavar="N", help="slots of 5 seconds, at least 4")
    slots = max(4, parser.parse_args().slots)
    free = sorted(os.sched_getaffinity(0))[:2] if hasattr(os, "sched_getaffinity") else []
    if len(free) < 2:
        Console(stderr=True).print("two processes need two cores that they can be bound to, which are not here")
        return 2
    spawn = multiprocessing.get_context("spawn")
    found: Queue[list[Took]] = spawn.Queue()
    begin = time.time() + STARTING
    hands = [spawn.Process(target=work, args=(core, turn, begin, slots, found)) for turn, core in enumerate(free)]
    for hand in hands:
        hand.start()
    took = [one for _ in hands for one in found.get()]
    for hand in hands:
        hand.join()
    show(took)
    return 0


def work(core: int, turn: int, begin: float, slots: int, found: Queue[list[Took]]) -> None:
    """Run in one's own slots and in those of both; a run that reaches into the next slot does not count."""
    os.sched_setaffinity(0, {core})
    draw = drawing(load("plan-2025").model)
    replace(draw.central(), specialised=True).prepare()
    make(draw.central())
    number, took = turn * APART, list[Took]()
    time.sleep(max(0.0, begin - time.time()))
    with in_kernel.timed(time.perf_counter) as spent:
        while (slot := int((time.time() - begin) / SLOT)) < slots:
            if slot % 4 == 2 * (1 - turn):  # the other's
                time.sleep(0.01)
                continue
            spent[:] = [0.0, 0.0]
            started = time.perf_counter()
            make(draw.draw(number))
            number += 1
            if int((time.time() - begin) / SLOT) == slot:
                took.append(Took(slot % 2 == 1, time.perf_counter() - started, sum(spent)))
    found.put(took)


def show(took: list[Took]) -> None:
    """Medians beside each other."""
    alone, both = ([one for one in took if one.both is with_other] for with_other in (False, True))
    out = Console()
    for name, of in (
        ("a run", lambda one: one.wall),
        ("in the kernel", lambda one: one.kernel),
        ("beside it", lambda one: one.wall - one.kernel),
    ):
        apart, together = (statistics.median(map(of, some)) for some in (alone, both))
        out.print(f"{name:14} alone {apart:.3f} s, beside another {together:.3f} s: {together / apart:.3f}")
    efficiency = statistics.median(one.wall for one in alone) / statistics.median(one.wall for one in both)
    out.print(f"efficiency of two at once {efficiency:.3f}, of {len(alone)} runs alone and {len(both)} beside another")


if __name__ == "__main__":
    sys.exit(main())
