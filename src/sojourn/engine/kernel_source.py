"""The kernel written out for one network: the same text as `kernel`, with what is known of the network filled in.

Why: a kernel that serves any network reads, for each clock of each move, a dozen numbers that say what to read next,
and waits for each. Where they are written into the code the processor has nothing to wait for, and what a network
does not have (a pace, a spill, a log) is not there at all. That is worth a factor of two.

What is filled in is the *structure*: how many stages, clocks, edges, cells; which clocks have a pace, a mark, one
length only; which map from kind to row a table uses. Numbers that a scenario changes (thresholds, schedules,
supplies, the horizon, the seed) stay in the program's arrays, so a change of them compiles nothing. Names never enter
the text: it is made from integers alone.

How to read it: print ``source_of(program)``. It is `kernel` up to the stages, each of which has a loop of its own over
the people who come to it::

    elif stage == 2:
        ring_of_all = np.int64(ticks)
        length_2 = np.int64(clocks.fixed[4])
        # clock 2
        at = t + length_2
        if at < ring_of_all:
            ring_of_all = at
            taken_of_all = np.int64(6)
        salt_3 = clocks.salt[3]
        for place in range(begin, end):
            ...
            row_by_3 = np.int64(maps[U(kind * width + 3)])
            ...
            ring = ring_of_all
            taken = taken_of_all
            # clock 3
            row = U(5 + row_by_3)
            draw_3 = mixed(name + salt_3)
            length = duration(clocks.guides, ..., clocks.law[row], draw_3 >> BY_32)
            ...

The clock of row 4 is a limit of the same length for everybody, so it is raced once for all who come at this tick; that
of the rows from 5 on has a law for each kind of some part, which the map in column 3 finds.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sojourn.engine.program import Program
from sojourn.engine.race_source import clocks_of, race_of

NEEDED = "from sojourn.engine.draws import BY_32, LOW32, duration, mixed, paced\n"
"""What the race written out takes in besides what the kernel has."""
MOST_CLOCKS = 48
"""Stages whose clocks would exceed these share the race that serves any network, so that compiling stays quick."""


@cache
def general_source() -> str:
    """The text of the kernel that serves any network."""
    return (Path(__file__).parent / "kernel.py").read_text(encoding="utf-8")


def source_of(program: Program) -> str:
    """The text of the kernel for programs of this structure."""
    text = general_source().replace("\nimport numpy as np\n", f"\nimport numpy as np\n{NEEDED}", 1)
    text = _filled(text, "structure", "\n".join(_structure(program)))
    return _filled(text, "stages", "\n".join(_stages(program, _between(text, "stages"))))


def _between(text: str, what: str) -> str:
    """What stands between a pair of marks."""
    found = re.search(rf"^ *# <{what}>\n(.*?)\n *# </{what}>$", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"the kernel has no marks for the {what}")
    return found.group(1)


def _filled(text: str, what: str, lines: str) -> str:
    return text.replace(_between(text, what), lines)


def _structure(p: Program) -> Iterator[str]:
    yield "    ticks = p.ticks"
    for name in (
        "kinds",
        "stages",
        "edges",
        "cells",
        "groups",
        "pools",
        "areas",
        "queues",
        "doors",
        "spills",
        "width",
        "cell_map",
        "group_map",
        "lanes",
        "laps",
        "closes",
        "logs",
    ):
        yield f"    {name} = {int(getattr(p, name))}"
    yield f"    outcomes = {int(p.tally.outcomes)}"
    yield "    clocks, routes = p.clock, p.route"


def _stages(p: Program, any_stage: str) -> Iterator[str]:
    """A loop over the people who come to each stage, and one for the stages that are left."""
    pad, written, left = " " * 16, 0, False
    person = textwrap.dedent(_between(any_stage, "person"))
    for stage in range(p.stages):
        number = len(clocks_of(p, stage))
        if written + number > MOST_CLOCKS:
            left = True
            continue
        yield f"{pad}{'elif' if written or stage else 'if'} stage == {stage}:"
        written += number
        once, each = race_of(p, stage)
        yield from (f"{pad}    {line}" for line in once)
        yield f"{pad}    for place in range(begin, end):"
        columns = sorted({int(column) for column in re.findall(r"row_by_([0-9]+)", "\n".join(each))})
        rows = "".join(f"row_by_{column} = np.int64(maps[U(kind * width + {column})])\n" for column in columns)
        lines = person.replace("cell = ", f"{rows}cell = ", 1).split("\n")  # read before anything is written
        yield from (f"{pad}        {line}" for line in [*lines, *each])
    yield f"{pad}else:"
    yield from (f"    {line}" for line in any_stage.split("\n")) if left else [f"{pad}    return"]
