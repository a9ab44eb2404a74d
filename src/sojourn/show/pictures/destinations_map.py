"""The agreements with third countries on a map: each by a symbol whose shape and colour tell its status."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sojourn.results.rounding import rounded
from sojourn.show.pictures.beside import LETTER, beside, nearest
from sojourn.show.pictures.frame import EDGE, Frame, Spec, framed, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.places import fit, places, point, shapes
from sojourn.show.pictures.theme import SMALL
from sojourn.show.pictures.words import capital, day, grade_of, listed, made_by, wide

if TYPE_CHECKING:
    from sojourn.results.kept import Kept


@dataclass(frozen=True)
class Kind:
    """Statuses that are drawn alike."""

    words: str
    statuses: tuple[str, ...]
    shape: str
    part: str


KINDS = (
    Kind("in force", ("in_force",), "circle", "main"),
    Kind("signed", ("signed",), "square", "third"),
    Kind("named, talks or open", ("open", "talks", "floated"), "triangle-up", "fourth"),
    Kind("stopped or ended", ("suspended", "enjoined", "ended"), "diamond", "other"),
    Kind("ruled out", ("ruled_out",), "cross", "quiet"),
)
"""From most to least; a country with several agreements is drawn by the first."""


def destinations_map(kept: Kept) -> Picture:
    """Every agreement of the scenario by its status on the last day.

    A country that is too small for a shape has its symbol all the same; one that has no place at all is named below.

    Raises:
        NoPicture: the scenario names no agreement.
    """
    if kept.many or not kept.summary["third_country"]["agreements"]:
        raise NoPicture("no agreement with a third country is in this result, so there is nothing to map")
    countries = _countries(kept.summary["third_country"]["agreements"])
    last = day(kept.summary["to"])
    on_map = [one for one in countries if one["country"].casefold() in places()]
    missing = [one for one in countries if one["country"].casefold() not in places()]
    title = _finding(countries, last)
    by_kind = [
        f"{kind.words}: {', '.join(_told(one) for one in countries if one['kind'] is kind)}"
        for kind in KINDS
        if any(one["kind"] is kind for one in countries)
    ]
    alt = f"Map of agreements with third countries by status on {last}. {capital('; '.join(by_kind))}."
    subtitle = f"Agreements with third countries by status on {last}; small states as symbols"
    left_out = f"Not on the map: {listed([_told(one) for one in missing])}. " if missing else ""
    source = f"{left_out}Shapes: Natural Earth. {grade_of(kept, ['removed_third_country'])} {made_by(kept)}"

    def drawn(width: int) -> Spec:
        kinds = [kind for kind in KINDS if any(one["kind"] is kind for one in on_map)]
        above = 20 * len(_rows_of_key(kinds, width - 2 * EDGE))
        frame = Frame(width, 0, 0, 250 if narrow(width) else 330, above=above, below=10)
        return _drawn(frame, on_map, title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("map", title, alt, source, drawn)


def _countries(agreements: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One a country, with the kind of its best agreement, in the order of the scenario."""
    found: dict[str, dict[str, Any]] = {}
    for one in agreements:
        kind = next(kind for kind in KINDS if one["status_last"] in kind.statuses)
        here = {"country": one["country"], "kind": kind, "status": one["status_last"].replace("_", " "), "sent": 0}
        known = found.setdefault(one["country"], here)
        if KINDS.index(kind) < KINDS.index(known["kind"]):
            known.update(kind=kind, status=here["status"])
        known["sent"] += one["sent"]
    return list(found.values())


def _finding(countries: list[dict[str, Any]], last: str) -> str:
    sent = sum(one["sent"] for one in countries)
    people = f"{rounded(sent)} people are sent" if sent > 1 else "1 person is sent" if sent else "nobody is sent"
    count = {kind.words: [one["country"] for one in countries if one["kind"] is kind] for kind in KINDS}
    forced, signed, out = count["in force"], count["signed"], count["ruled out"]
    many = f"{len(countries)} {'country is' if len(countries) == 1 else 'countries are'} named"
    if forced:
        names = listed(forced) if len(forced) <= 3 else f"{len(forced)} countries"
        return f"Agreements with {names} are in force on {last}; {people} in all"
    have = f"{len(signed)} {'has' if len(signed) == 1 else 'have'} signed, none is in force"
    begin = have if signed else "No third country has signed"
    rest = f", {len(out)} of them {'has' if len(out) == 1 else 'have'} ruled it out" if out else ""
    gone = f"; {people}" if sent else ""
    return f"{begin}: {many}{rest}{gone}"


def _told(one: Mapping[str, Any]) -> str:
    sent = f", {one['sent']:,} sent" if one["sent"] else ""
    return f"{one['country']} ({one['status']}{sent})"


def _drawn(frame: Frame, countries: list[dict[str, Any]], **words: str) -> Spec:
    at = [places()[one["country"].casefold()] for one in countries]
    scale, shift = fit(frame.plot, frame.height, at)
    points = [point(place, scale, shift) for place in at]
    rows = [
        {
            "country": one["country"],
            "status": one["status"],
            "sent": one["sent"],
            "x": round(x, 2),
            "y": round(y, 2),
            "kind": one["kind"].words,
        }
        for one, (x, y) in zip(countries, points, strict=True)
    ]
    small = narrow(frame.width)
    texts = [one["country"] if small else _told(one).replace(" (", ", ").rstrip(")") for one in countries]
    across = {"type": "quantitative", "scale": {"domain": [0, frame.plot], "nice": False, "zero": False}, "axis": None}
    down = {**across, "scale": {"domain": [0, frame.height], "nice": False, "zero": False, "reverse": True}}
    named = sorted({place.shape for place in at if place.shape})
    layers: list[Spec] = [
        {"mark": {"type": "geoshape", "style": "land", "clip": True}},
        {
            "transform": [{"filter": {"field": "properties.name", "oneOf": named}}],
            "mark": {"type": "geoshape", "style": "land_named", "clip": True},
        },
    ]
    boxes = beside(points, texts, frame.plot, frame.height)
    for (x, y), (left, top, right, bottom), text in zip(points, boxes, texts, strict=True):
        near_x, near_y = nearest((x, y), (left, top, right, bottom))
        if math.hypot(near_x - x, near_y - y) > 10:
            layers.append(
                {
                    "data": values([{"x": x, "y": y, "x2": near_x, "y2": near_y}]),
                    "mark": {"type": "rule", "style": "leader"},
                    "encoding": {
                        "x": {"field": "x", **across},
                        "y": {"field": "y", **down},
                        "x2": {"field": "x2"},
                        "y2": {"field": "y2"},
                    },
                }
            )
        layers.append(
            {
                "data": values([{}]),
                "mark": {"type": "text", "style": "label", "align": "left", "baseline": "middle", "x": left,
                         "y": (top + bottom) / 2, "text": text},
                "encoding": {},
            }
        )  # fmt: skip
    for kind in KINDS:
        here = [row for row in rows if row["kind"] == kind.words]
        if here:
            layers.append(
                {
                    "data": values(here),
                    "mark": {"type": "point", "style": f"point_{kind.part}", "shape": kind.shape, "size": 90},
                    "encoding": {
                        "x": {"field": "x", **across},
                        "y": {"field": "y", **down},
                        "tooltip": [{"field": name} for name in ("country", "status", "sent")],
                    },
                }
            )
    layers += _key([kind for kind in KINDS if any(row["kind"] == kind.words for row in rows)], frame)
    return framed(
        frame,
        layers,
        **words,
        data={"values": shapes(), "format": {"type": "topojson", "feature": "countries"}},
        projection={"type": "naturalEarth1", "scale": scale, "translate": list(shift)},
    )


def _key(kinds: list[Kind], frame: Frame) -> list[Spec]:
    """What the symbols mean, over the map."""
    out: list[Spec] = []
    rows = _rows_of_key(kinds, frame.plot)
    for number, row in enumerate(rows):
        x, y = 6.0, -20.0 * (len(rows) - number) + 8
        for kind in row:
            mark = {"type": "point", "style": f"point_{kind.part}", "shape": kind.shape, "size": 80, "x": x, "y": y}
            said = {"type": "text", "style": "label", "align": "left", "baseline": "middle", "x": x + 10, "y": y}
            out += [
                {"data": values([{}]), "mark": mark, "encoding": {}},
                {"data": values([{}]), "mark": {**said, "text": kind.words}, "encoding": {}},
            ]
            x += _long(kind)
    return out


def _rows_of_key(kinds: list[Kind], room: float) -> list[list[Kind]]:
    """The kinds in rows that fit into a width in pixels."""
    rows: list[list[Kind]] = [[]]
    for kind in kinds:
        if rows[-1] and sum(map(_long, [*rows[-1], kind])) > room:
            rows.append([])
        rows[-1].append(kind)
    return rows


def _long(kind: Kind) -> float:
    return 14 + wide(kind.words, SMALL, LETTER) + 14
