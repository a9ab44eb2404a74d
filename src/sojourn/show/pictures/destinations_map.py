"""The agreements with third countries on a map: each by a symbol whose shape and colour tell its status."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sojourn.results.rounding import rounded
from sojourn.show.pictures.beside import LETTER, Box
from sojourn.show.pictures.frame import EDGE, Frame, Spec, framed, narrow, values
from sojourn.show.pictures.map_panels import Panel, around, axes, crowd, labels, land, opened, window
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.places import fit, places, shapes
from sojourn.show.pictures.standings import acts, shut, standing_of
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
    Kind("in force, stopped by a court", (), "triangle-down", "ink"),
    Kind("signed", ("signed",), "square", "third"),
    Kind("named, talks or open", ("open", "talks", "floated"), "triangle-up", "fourth"),
    Kind("stopped or ended", ("suspended", "enjoined", "ended"), "diamond", "other"),
    Kind("ruled out", ("ruled_out",), "cross", "quiet"),
)
"""From most to least; a country with several agreements is drawn by the first."""
HALTED, STOPPED = KINDS[1], KINDS[4]


def destinations_map(kept: Kept) -> Picture:
    """Every agreement of the scenario by its status after the last act that falls into the run.

    One in force that a court stops on the last day is drawn as stopped. A country that is too small for a shape has its
    symbol all the same; one that has no place at all is named below.

    Raises:
        NoPicture: the scenario names no agreement, or no country that has a place.
    """
    if kept.many or not kept.summary["third_country"]["agreements"]:
        raise NoPicture("no agreement with a third country is in this result, so there is nothing to map")
    countries = _countries(kept.summary["third_country"]["agreements"], shut(kept))
    on_map = [one for one in countries if one["country"].casefold() in places()]
    missing = [one for one in countries if one["country"].casefold() not in places()]
    if not on_map:
        raise NoPicture(f"no place is known of {listed([one['country'] for one in missing])}, so there is no map")
    done = acts(kept)
    title = _finding(countries, day(kept.summary["to"]))
    by_kind = [
        f"{kind.words}: {', '.join(_told(one) for one in countries if one['kind'] is kind)}"
        for kind in KINDS
        if any(one["kind"] is kind for one in countries)
    ]
    when = f" after the last act, of {day(done[-1].on)}" if done else ""
    alt = f"Map of agreements with third countries by status{when}. {capital('; '.join(by_kind))}."
    subtitle = f"Agreements with third countries by status{when}; small states as symbols"
    left_out = f"Not on the map: {listed([_told(one) for one in missing])}. " if missing else ""
    grade = f"Statuses: {standing_of(done)} " if done else ""
    sent = f"People sent: {grade_of(kept, ['removed_third_country'])} " if any(one["sent"] for one in countries) else ""
    credit = kept.summary["third_country"].get("counted_as_if_in_force")
    as_if = f"Sent as if in force: {listed(credit)}. " if credit else ""
    source = f"{left_out}{grade}{as_if}{sent}Shapes: Natural Earth. {made_by(kept)}"

    def drawn(width: int) -> Spec:
        kinds = [kind for kind in KINDS if any(one["kind"] is kind for one in on_map)]
        above = 20 * len(_rows_of_key(kinds, width - 2 * EDGE))
        frame = Frame(width, 0, 0, 250 if narrow(width) else 330, above=above, below=10)
        return _drawn(frame, on_map, title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("map", title, alt, source, drawn)


def _countries(agreements: Sequence[Mapping[str, Any]], stopped: Set[str]) -> list[dict[str, Any]]:
    """One a country, with the kind of its best agreement, in the order of the scenario."""
    found: dict[str, dict[str, Any]] = {}
    for one in agreements:
        kind = next(kind for kind in KINDS if one["status_last"] in kind.statuses)
        status = one["status_last"].replace("_", " ")
        if one["status_last"] == "in_force" and one.get("agreement") in stopped:
            kind, status = HALTED, HALTED.words
        here = {"country": one["country"], "kind": kind, "status": status, "sent": 0, "days": 0}
        known = found.setdefault(one["country"], here)
        if KINDS.index(kind) < KINDS.index(known["kind"]):
            known.update(kind=kind, status=here["status"])
        known["sent"] += one["sent"]
        known["days"] += one.get("days_usable", 0) + one.get("days_stopped", 0)
    return list(found.values())


def _finding(countries: list[dict[str, Any]], last: str) -> str:
    sent = sum(one["sent"] for one in countries)
    people = f"{rounded(sent)} people are sent" if sent > 1 else "1 person is sent" if sent else "nobody is sent"
    people += f" to third countries by {last}" if sent else f" by {last}"
    count = {kind.words: [one["country"] for one in countries if one["kind"] is kind] for kind in KINDS}
    forced, signed, out = count["in force"], count["signed"], count["ruled out"]
    court = count[HALTED.words]
    stops = f"; a court stops {'that' if len(court) == 1 else 'those'} with {_named(court)}" if court else ""
    if forced:
        many = "An agreement" if len(forced) == 1 else "Agreements"
        return f"{many} with {_named(forced)} {'is' if len(forced) == 1 else 'are'} in force{stops}; {people}"
    if court:
        many = "the agreement" if len(court) == 1 else "the agreements"
        return f"A court stops {many} in force with {_named(court)}; {people}"
    have = f"{len(signed)} {'has' if len(signed) == 1 else 'have'} signed, none is in force"
    never = not any(one["days"] for one in countries) and not count[STOPPED.words]
    begin = have if signed else "No third country has signed" if never else "None is in force"
    rest = f", {len(out)} of them {'has' if len(out) == 1 else 'have'} ruled it out" if out else ""
    gone = f"; {people}" if sent else ""
    return f"{begin}: {len(countries)} {'country is' if len(countries) == 1 else 'countries are'} named{rest}{gone}"


def _named(countries: Sequence[str]) -> str:
    return listed(countries) if len(countries) <= 3 else f"{len(countries)} countries"


def _told(one: Mapping[str, Any]) -> str:
    sent = f", {one['sent']:,} sent" if one["sent"] else ""
    return f"{one['country']} ({one['status']}{sent})"


def _label(one: Mapping[str, Any]) -> str:
    """Beside a symbol: its status is said only where the symbol stands for several."""
    status = f", {one['status']}" if len(one["kind"].statuses) > 1 else ""
    return f"{one['country']}{status}" + (f", {one['sent']:,} sent" if one["sent"] else "")


def _drawn(frame: Frame, countries: list[dict[str, Any]], **words: str) -> Spec:
    room = (float(frame.plot), float(frame.height))
    at = [places()[one["country"].casefold()] for one in countries]
    texts = [one["country"] if narrow(frame.width) else _label(one) for one in countries]
    whole = Panel((0.0, 0.0, *room), *fit(*room, at))
    points = whole.points(at)
    close = crowd(points)
    free = [number for number in range(len(at)) if number not in close]
    layers = land(whole, sorted({place.shape for place in at if place.shape}))
    taken: list[Box] = []
    size = room
    if close:
        near, there = [at[i] for i in close], [points[i] for i in close]
        panel = window(near, there, [points[i] for i in free], *room)
        taken = [panel.box, around(there)]
        frame = replace(frame, height=math.ceil(max(room[1], panel.box[3])))
        size = (room[0], float(frame.height))
        layers += [*opened(panel, there, size), *land(panel, sorted({place.shape for place in near if place.shape}))]
        for number, one in zip(close, panel.points(near), strict=True):
            points[number] = one
        layers += labels([points[i] for i in close], [texts[i] for i in close], panel, size)
    layers += labels([points[i] for i in free], [texts[i] for i in free], whole, size, taken)
    rows = [
        {
            **{name: one[name] for name in ("country", "status", "sent")},
            "x": round(x, 2),
            "y": round(y, 2),
            "kind": kind,
        }
        for one, (x, y), kind in zip(countries, points, [one["kind"].words for one in countries], strict=True)
    ]
    across, down = axes(size)
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
    geography = {"values": shapes(), "format": {"type": "topojson", "feature": "countries"}}
    return framed(frame, layers, **words, data=geography)


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
