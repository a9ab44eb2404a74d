"""The race of one stage's clocks, written out as lines of code: see `kernel_source` for why, `race` for what."""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.engine.program import NONE, Program
from sojourn.engine.state import NO_EDGE

TABLES = "clocks.guides, clocks.durations, clocks.law_start"
UNROLLED = 8
"""Routes of at most this many targets compare with each threshold; longer ones stop at theirs."""


def clocks_of(p: Program, stage: int) -> range:
    """Numbers of a stage's clocks."""
    return range(int(p.stage.clock[stage]), int(p.stage.clock[stage + 1]))


def race_of(p: Program, stage: int) -> Iterator[str]:
    """Lines that find the ``ring`` of whoever enters and the edge ``taken`` then, and put them where they wait."""
    clocks = clocks_of(p, stage)
    sets = bool(p.stage.sets[stage])
    if not sets and any(p.clock.since[clock] for clock in clocks):
        yield "mark = np.int64((w1 >> BY_16) & LOW16) - TICK_BIAS"
        yield "since = mark if mark > -TICK_BIAS else t"
    waits = int(p.stage.queue[stage]) >= 0
    names_stage = NO_EDGE if waits else int(p.route.edge[p.clock.route[clocks[0]]])
    yield "ring = np.int64(ticks)"
    yield f"taken = np.int64({names_stage})"
    drawn = [clock for clock in clocks if p.route.size[p.clock.route[clock]] > 1]
    if drawn and len(clocks) > 1:
        yield "winner = -1"
    for clock in clocks:
        yield from _clock(
            p, clock, "since" if p.clock.since[clock] and not sets else "t", bool(drawn) and len(clocks) > 1
        )
    for clock in drawn:
        yield f"if winner == {clock}:" if len(clocks) > 1 else "if ring < ticks:"
        yield from (f"    {line}" for line in _route(p, clock))
    if not waits:
        yield "if ring == t:"
        yield "    register[NOW] = 1"
        yield "put_in_bucket(lists, bucket_of(lanes, ticks, taken, ring), w0, w1 | U(taken))"
        return
    yield "if ring == t:"
    yield "    register[NOW] = 1"
    yield "    put_in_bucket(lists, bucket_of(lanes, ticks, taken, t), w0, w1 | U(taken))"
    yield "else:"
    yield f"    queue = {_row(int(p.stage.queue[stage]), int(p.stage.queue_map[stage]))}"
    yield "    put_in_queue(lists, first_queue, queue, w0, w1 | U(taken), ring)"


def _row(first: int, column: int) -> str:
    """The row of the person's kind by the map in a column, counted from ``first``; the first map has row 0 for all."""
    return f"{first} + np.int64(maps[U(kind * width + {column})])" if column else f"np.int64({first})"


def _rows_of(p: Program, clock: int) -> range:
    """Rows of a clock's laws."""
    following = int(p.clock.row[clock + 1]) if clock + 1 < len(p.clock.row) else len(p.clock.law)
    return range(int(p.clock.row[clock]), following)


def _always_drawn(p: Program, clock: int) -> bool:
    return all(p.clock.fixed[row] == NONE for row in _rows_of(p, clock))


def _clock(p: Program, clock: int, begin: str, winners: bool) -> Iterator[str]:
    """One runner: its length, its tick, and whether it is ahead."""
    rows = _rows_of(p, clock)
    yield f"# clock {clock}"
    yield f"row = U({_row(rows[0], int(p.clock.map[clock]))})"
    name = f"mixed(name + clocks.salt[{clock}])"
    if _always_drawn(p, clock):
        yield f"draw_{clock} = {name}"
        yield f"length = duration({TABLES}, clocks.law[row], draw_{clock} >> BY_32)"
    else:
        yield "length = np.int64(clocks.fixed[row])"
        if any(p.clock.fixed[row] == NONE for row in rows):
            yield f"draw_{clock} = U(0)"
            yield "if length < 0:"
            yield f"    draw_{clock} = {name}"
            yield f"    length = duration({TABLES}, clocks.law[row], draw_{clock} >> BY_32)"
    yield "at = t + length" if begin == "t" else f"at = max({begin} + length, t)"
    yield from _paced(p, clock, begin)
    yield "if at < ring:"
    yield "    ring = at"
    route = int(p.clock.route[clock])
    if winners:
        yield f"    winner = {clock}"
    if p.route.size[route] == 1:
        yield f"    taken = np.int64({int(p.route.edge[route])})"


def _paced(p: Program, clock: int, begin: str) -> Iterator[str]:
    """The clock's tick where it has a pace."""
    if not p.clock.paced[clock]:
        return
    first = int(p.clock.pace_row[clock])
    following = int(p.clock.pace_row[clock + 1]) if clock + 1 < len(p.clock.pace_row) else len(p.clock.pace)
    paces = p.clock.pace[first:following]
    drawn = f"draw_{clock}" if any(p.clock.fixed[row] == NONE for row in _rows_of(p, clock)) else "U(0)"
    if len(paces) == 1:
        yield f"at = paced(p.pace, ticks, np.int64({int(paces[0])}), {begin}, length, {drawn}, t)"
        return
    yield f"pace = np.int64(clocks.pace[U({_row(first, int(p.clock.pace_map[clock]))})])"
    some_without = bool((paces == NONE).any())
    if some_without:
        yield "if pace >= 0:"
    yield f"{'    ' * some_without}at = paced(p.pace, ticks, pace, {begin}, length, {drawn}, t)"


def _route(p: Program, clock: int) -> Iterator[str]:
    """The edge that a clock's draw chooses."""
    route = int(p.clock.route[clock])
    size, first_edge = int(p.route.size[route]), int(p.route.edge[route])
    draw = f"draw_{clock}" if _always_drawn(p, clock) else f"mixed(name + clocks.salt[{clock}])"
    yield f"v = {draw} & LOW32"
    yield f"row_of_route = {_row(0, int(p.route.map[route]))}"
    if p.route.dated[route] != NONE:
        yield f"step = np.int64(routes.version[U(routes.dated[{route}] + ring)])"
        yield f"row_of_route += step * np.int64(routes.rows[{route}])"
    yield f"step_at = U(np.int64(routes.first[{route}]) + row_of_route * {size})"
    if size <= UNROLLED:
        above = " + ".join(f"np.int64(routes.threshold[step_at + U({i})] <= v)" for i in range(size - 1))
        yield f"taken = {first_edge} + {above}"
        return
    yield f"taken = np.int64({first_edge})"
    yield "while routes.threshold[step_at] <= v:"
    yield "    step_at += U(1)"
    yield "    taken += 1"
