"""Where people go, from arrest to outcome: a flow diagram whose bands are as broad as people are many."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.flow_links import links as links_of
from sojourn.show.pictures.frame import Frame, Spec, apart, framed, narrow, values
from sojourn.show.pictures.picture import Picture
from sojourn.show.pictures.words import day, grade_of, made_by

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

LINES = ("arrested_interior", "arrived_border", "booked_in", "removed_all", "exit_released_no_bed", "exit_not_detained")

STEPS = 24
"""Pieces of a curved edge."""


@dataclass(frozen=True)
class Node:
    """A place that people come through: its column, its name, and the part that it plays."""

    key: str
    column: int
    name: str
    short: str
    part: str
    become: str = ""
    """What those who end here do."""


NODES = (
    Node("interior", 0, "Arrested in the interior", "Arrested", "main"),
    Node("border", 0, "Taken over from border agencies", "From border", "fourth"),
    Node("inside", 0, "Inside on the first day", "Inside first", "quiet"),
    Node("direct", 0, "Border custody, for direct removal", "Border custody", "third"),
    Node("waits", 1, "Wait for a bed", "Wait", "quiet"),
    Node("bed", 2, "In a bed", "In a bed", "main"),
    Node("not_detained", 3, "Arrested, not detained", "Not detained", "quiet", "are arrested and not detained"),
    Node("no_bed", 3, "Released for want of a bed", "No bed", "other", "are released for want of a bed"),
    Node("released", 3, "Released", "Released", "fourth", "are released from a bed"),
    Node("removed_home", 3, "Removed to the home country", "Removed home", "main", "are removed to their home country"),
    Node("removed_third", 3, "Removed to a third country", "Third country", "ink", "are removed to a third country"),
    Node("removed_border", 3, "Removed from border custody", "From border", "third", "are removed from border custody"),
    Node("elsewhere", 3, "Marshals, transfer, other, died", "Elsewhere", "quiet", "leave otherwise"),
    Node("still", 3, "Still inside on the last day", "Still inside", "ink", "are still inside on the last day"),
)


def flow(kept: Kept) -> Picture:
    """People by where they came from and where they went, over all days of a run; what comes in goes out or is inside.

    Those inside on the first day are found by what is left when all others are counted. People in border custody then
    are counted with those who came there.
    """
    links = {pair: people for pair, people in links_of(kept).items() if people > 0}
    sizes = {node.key: max(_sum(links, node.key, 0), _sum(links, node.key, 1)) for node in NODES}
    shown = [node for node in NODES if sizes[node.key] > 0]
    came = sum(people for (source, _), people in links.items() if _node(source).column == 0)
    ends = sorted((node for node in shown if node.column == 3), key=lambda node: -sizes[node.key])
    removed = sum(sizes[key] for key in ("removed_home", "removed_border", "removed_third"))
    title = f"Of {rounded(came)} people, {removed / came:.0%} are removed"
    others = [node for node in ends if not node.key.startswith("removed")]
    title += f"; {sizes[others[0].key] / came:.0%} {others[0].become}" if others else ""
    first, last = (day(kept.summary[end]) for end in ("from", "to"))
    span = f"on {first}" if first == last else f"from {first} to {last}"
    told = [f"{node.name} {sizes[node.key]:,}" for node in shown]
    moved = [f"{_node(a).name} to {_node(b).name} {people:,}" for (a, b), people in links.items()]
    alt = f"Flow diagram of {came:,} people {span}. Places: {'; '.join(told)}. Moves: {'; '.join(moved)}."
    subtitle = f"People {span}; bands are as broad as people are many"
    source = f"{grade_of(kept, LINES)} {made_by(kept)}"

    def drawn(width: int) -> Spec:
        return _drawn(width, shown, sizes, links, title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("flow", title, alt, source, drawn)


def _drawn(
    width: int, shown: list[Node], sizes: Mapping[str, int], links: Mapping[tuple[str, str], int], **words: str
) -> Spec:
    small = narrow(width)
    frame = Frame(width, 2, 92 if small else 206, 430 if small else 400, above=0, below=14)
    bar, gap = 8, 14
    tallest = 0.0
    for column in range(4):
        here = [node for node in shown if node.column == column]
        tallest = max(tallest, sum(sizes[n.key] for n in here) / max(1, frame.height - gap * (len(here) - 1)))
    per = 1 / tallest
    # The wait and the bed stand a little apart from the others, so that bands which pass them by are seen.
    place: dict[str, tuple[float, float]] = {}
    for column in range(4):
        here = [node for node in shown if node.column == column]
        free = frame.height - sum(sizes[n.key] for n in here) * per
        y = free if len(here) == 1 and column == 1 else free if column == 2 else 0.0
        step = free / (len(here) - 1) if len(here) > 1 else 0.0
        if len(here) == 1:
            y = free * (0.35 if column == 1 else 0.75)
        for node in here:
            place[node.key] = (y, y + sizes[node.key] * per)
            y += sizes[node.key] * per + step
    xs = [0.0, 0.36, 0.62, 1.0]
    left = [x * (frame.plot - bar) for x in xs]
    used = {(key, side): place[key][0] for key in place for side in (0, 1)}
    rows: list[dict[str, Any]] = []
    order = {node.key: place[node.key][0] for node in shown}
    outgoing = sorted(links, key=lambda pair: (order[pair[0]], order[pair[1]]))
    starts = {}
    for pair in outgoing:
        starts[pair] = used[pair[0], 1]
        used[pair[0], 1] += links[pair] * per
    stops = {}
    for pair in sorted(links, key=lambda pair: (order[pair[1]], order[pair[0]])):
        stops[pair] = used[pair[1], 0]
        used[pair[1], 0] += links[pair] * per
    for number, pair in enumerate(outgoing):
        x0, x1 = left[_node(pair[0]).column] + bar, left[_node(pair[1]).column]
        for step in range(STEPS + 1):
            at = step / STEPS
            y = starts[pair] + (stops[pair] - starts[pair]) * (1 - math.cos(math.pi * at)) / 2
            rows.append(
                {
                    "link": number,
                    "x": round(x0 + (x1 - x0) * at, 2),
                    "y": round(y, 2),
                    "y2": round(y + links[pair] * per, 2),
                    "people": links[pair],
                    "from": _node(pair[0]).name,
                    "to": _node(pair[1]).name,
                    "part": _node(pair[1]).part if _node(pair[1]).column == 3 else _node(pair[0]).part,
                }
            )
    across = {"type": "quantitative", "scale": {"domain": [0, frame.plot], "nice": False}, "axis": None}
    down = {
        "type": "quantitative",
        "scale": {"domain": [0, frame.height], "nice": False, "reverse": True},
        "axis": None,
    }
    told = [
        {"field": "from", "title": "from"},
        {"field": "to", "title": "to"},
        {"field": "people", "type": "quantitative", "format": ",", "title": "people"},
    ]
    bands = [
        {
            "data": values([row for row in rows if row["part"] == part]),
            "mark": {"type": "area", "style": f"link_{part}"},
            "encoding": {
                "x": {"field": "x", **across},
                "y": {"field": "y", **down},
                "y2": {"field": "y2"},
                "detail": {"field": "link", "type": "nominal"},
                "tooltip": told,
            },
        }
        for part in dict.fromkeys(row["part"] for row in rows)
    ]
    nodes = [
        {
            "x": left[node.column],
            "x2": left[node.column] + bar,
            "y": place[node.key][0],
            "y2": max(place[node.key][1], place[node.key][0] + 1),
            "name": node.name,
            "people": sizes[node.key],
            "part": node.part,
        }
        for node in shown
    ]
    boxes = [
        {
            "data": values([row for row in nodes if row["part"] == part]),
            "mark": {"type": "rect", "style": f"node_{part}"},
            "encoding": {
                "x": {"field": "x", **across},
                "x2": {"field": "x2"},
                "y": {"field": "y", **down},
                "y2": {"field": "y2"},
                "tooltip": [{"field": "name"}, {"field": "people", "type": "quantitative", "format": ","}],
            },
        }
        for part in dict.fromkeys(row["part"] for row in nodes)
    ]
    return framed(frame, [*bands, *boxes, *_labels(frame, shown, sizes, place, left, bar, small)], **words)


def _labels(
    frame: Frame,
    shown: list[Node],
    sizes: Mapping[str, int],
    place: Mapping[str, tuple[float, float]],
    left: list[float],
    bar: int,
    small: bool,
) -> list[Spec]:
    """Name and number beside each place, pushed apart where they would touch."""
    out: list[Spec] = []
    for column in range(4):
        here = [node for node in shown if node.column == column]
        lines = 2 if small or column < 3 else 1
        edge = 7.0 * lines
        middles = apart([sum(place[node.key]) / 2 for node in here], 15.0 * lines, edge, frame.height - edge)
        for node, middle in zip(here, middles, strict=True):
            name, number = node.short if small else node.name, short(sizes[node.key])
            text: list[str] | str = [name, number] if lines == 2 else f"{name} {number}"
            mark = {"type": "text", "style": "label", "align": "left", "baseline": "middle", "lineHeight": 14}
            y = middle - (7 if lines == 2 else 0)
            out.append(
                {
                    "data": values([{}]),
                    "mark": {**mark, "x": left[column] + bar + 5, "y": y, "text": text},
                    "encoding": {},
                }
            )
    return out


def _sum(links: Mapping[tuple[str, str], int], key: str, side: int) -> int:
    return sum(people for pair, people in links.items() if pair[side] == key)


def _node(key: str) -> Node:
    return next(node for node in NODES if node.key == key)
