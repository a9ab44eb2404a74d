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


def race_of(p: Program, stage: int) -> tuple[list[str], list[str]]:
    """Lines for all who enter a stage at once, and lines for each.

    Together they find the ``ring`` of whoever enters and the edge ``taken`` then, and put them where they wait. Clocks
    of one length for everybody are raced once for all, up to the first that is not.
    """
    clocks = clocks_of(p, stage)
    sets = bool(p.stage.sets[stage])
    since = not sets and any(p.clock.since[clock] for clock in clocks)
    waits = int(p.stage.queue[stage]) >= 0
    names_stage = NO_EDGE if waits else int(p.route.edge[p.clock.route[clocks[0]]])
    drawn = [clock for clock in clocks if p.route.size[p.clock.route[clock]] > 1]
    winners = bool(drawn) and len(clocks) > 1
    once = ["ring_of_all = np.int64(ticks)", f"taken_of_all = np.int64({names_stage})"]
    if winners:
        once.append("winner_of_all = -1")
    each = ["mark = np.int64((w1 >> BY_16) & LOW16) - TICK_BIAS", "since = mark if mark > -TICK_BIAS else t"] * since
    first = 0
    while first < len(clocks) and _same_for_all(p, clocks[first], since):
        once += _known(p, clocks[first])
        once += [f"# clock {clocks[first]}", f"at = t + length_{clocks[first]}"]
        once += _ahead(p, clocks[first], winners, "_of_all")
        first += 1
    each += ["ring = ring_of_all", "taken = taken_of_all"]
    if winners:
        each.append("winner = winner_of_all")
    for clock in clocks[first:]:
        once += _known(p, clock)
        each += _clock(p, clock, "since" if p.clock.since[clock] and since else "t")
        each += _ahead(p, clock, winners)
    for clock in drawn:
        each.append(f"if winner == {clock}:" if len(clocks) > 1 else "if ring < ticks:")
        each += (f"    {line}" for line in _route(p, clock))
    return once, [*each, *_put(p, stage)]


def _put(p: Program, stage: int) -> Iterator[str]:
    """Whoever has entered is put where they wait."""
    yield "if ring == t:"
    yield "    register[NOW] = 1"
    if int(p.stage.queue[stage]) < 0:
        yield "put_in_bucket(lists, bucket_of(lanes, ticks, taken, ring), w0, w1 | U(taken))"
        return
    yield "    put_in_bucket(lists, bucket_of(lanes, ticks, taken, t), w0, w1 | U(taken))"
    yield "else:"
    yield f"    queue = {_row(int(p.stage.queue[stage]), int(p.stage.queue_map[stage]))}"
    yield "    put_in_queue(lists, first_queue, queue, w0, w1 | U(taken), ring)"


def _row(first: int, column: int) -> str:
    """The row of the person's kind by the map in a column, counted from ``first``; the first map has row 0 for all."""
    return f"{first} + row_by_{column}" if column else f"np.int64({first})"


def _rows_of(p: Program, clock: int) -> range:
    """Rows of a clock's laws."""
    following = int(p.clock.row[clock + 1]) if clock + 1 < len(p.clock.row) else len(p.clock.law)
    return range(int(p.clock.row[clock]), following)


def _is_fixed(p: Program, clock: int) -> bool:
    return all(p.clock.fixed[row] != NONE for row in _rows_of(p, clock))


def _always_drawn(p: Program, clock: int) -> bool:
    return all(p.clock.fixed[row] == NONE for row in _rows_of(p, clock))


def _one_row(p: Program, clock: int) -> bool:
    return int(p.clock.map[clock]) == 0


def _same_for_all(p: Program, clock: int, since: bool) -> bool:
    """Whether a clock rings on the same tick for all who enter at once."""
    later = since and bool(p.clock.since[clock])
    return _one_row(p, clock) and _is_fixed(p, clock) and not p.clock.paced[clock] and not later


def _known(p: Program, clock: int) -> Iterator[str]:
    """What is the same for all who enter: the numbers of a clock, read once."""
    if not _is_fixed(p, clock) or p.route.size[p.clock.route[clock]] > 1:
        yield f"salt_{clock} = clocks.salt[{clock}]"
    route = int(p.clock.route[clock])
    if p.route.size[route] > 1:
        yield f"first_of_{clock} = np.int64(routes.first[{route}])"
    if _one_row(p, clock):
        row = _rows_of(p, clock)[0]
        yield f"length_{clock} = np.int64(clocks.fixed[{row}])"
        yield f"law_{clock} = clocks.law[{row}]"


def _ahead(p: Program, clock: int, winners: bool, whose: str = "") -> Iterator[str]:
    """The clock that rings at ``at`` is ahead of those before it, or not."""
    yield f"if at < ring{whose}:"
    yield f"    ring{whose} = at"
    route = int(p.clock.route[clock])
    if winners:
        yield f"    winner{whose} = {clock}"
    if p.route.size[route] == 1:
        yield f"    taken{whose} = np.int64({int(p.route.edge[route])})"


def _clock(p: Program, clock: int, begin: str) -> Iterator[str]:
    """One runner: its length, and its tick."""
    one_row = _one_row(p, clock)
    yield f"# clock {clock}"
    if not one_row:
        yield f"row = U({_row(_rows_of(p, clock)[0], int(p.clock.map[clock]))})"
    law = f"law_{clock}" if one_row else "clocks.law[row]"
    name = f"mixed(name + salt_{clock})"
    if _always_drawn(p, clock):
        yield f"draw_{clock} = {name}"
        yield f"length = duration({TABLES}, {law}, draw_{clock} >> BY_32)"
    else:
        yield f"length = length_{clock}" if one_row else "length = np.int64(clocks.fixed[row])"
        if not _is_fixed(p, clock):
            yield f"draw_{clock} = U(0)"
            yield "if length < 0:"
            yield f"    draw_{clock} = {name}"
            yield f"    length = duration({TABLES}, {law}, draw_{clock} >> BY_32)"
    yield "at = t + length" if begin == "t" else f"at = max({begin} + length, t)"
    yield from _paced(p, clock, begin)


def _paced(p: Program, clock: int, begin: str) -> Iterator[str]:
    """The clock's tick where it has a pace."""
    if not p.clock.paced[clock]:
        return
    first = int(p.clock.pace_row[clock])
    following = int(p.clock.pace_row[clock + 1]) if clock + 1 < len(p.clock.pace_row) else len(p.clock.pace)
    paces = p.clock.pace[first:following]
    drawn = "U(0)" if _is_fixed(p, clock) else f"draw_{clock}"
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
    draw = f"draw_{clock}" if _always_drawn(p, clock) else f"mixed(name + salt_{clock})"
    yield f"v = {draw} & LOW32"
    yield f"row_of_route = {_row(0, int(p.route.map[route]))}"
    if p.route.dated[route] != NONE:
        yield f"step = np.int64(routes.version[U(routes.dated[{route}] + ring)])"
        yield f"row_of_route += step * np.int64(routes.rows[{route}])"
    yield f"step_at = U(first_of_{clock} + row_of_route * {size})"
    if size <= UNROLLED:
        above = " + ".join(f"np.int64(routes.threshold[step_at + U({i})] <= v)" for i in range(size - 1))
        yield f"taken = {first_edge} + {above}"
        return
    yield f"taken = np.int64({first_edge})"
    yield "while routes.threshold[step_at] <= v:"
    yield "    step_at += U(1)"
    yield "    taken += 1"
