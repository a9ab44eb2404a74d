"""Where countries lie on a map: their middles, their shapes, and the projection that shows some of them."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LEAST_SPAN = (70.0, 34.0)
"""Degrees of longitude and latitude that are shown at least."""
MARGIN = 9.0
"""Degrees around the outermost country."""


@dataclass(frozen=True)
class Place:
    """The middle of a country, in degrees, and the name of its shape; empty where it is too small to have one."""

    shape: str
    longitude: float
    latitude: float


@cache
def places() -> Mapping[str, Place]:
    """Country, in small letters, to its place. Natural Earth; `data/VENDOR.md` says how it was worked out."""
    text = files(__package__).joinpath("data/places.csv").read_text(encoding="utf-8")
    return {
        row["country"].casefold(): Place(row["shape"], float(row["longitude"]), float(row["latitude"]))
        for row in csv.DictReader(text.splitlines())
    }


@cache
def shapes() -> dict[str, Any]:
    """Countries at 1:110,000,000 as TopoJSON. Natural Earth."""
    found: dict[str, Any] = json.loads(
        files(__package__).joinpath("data/countries-110m.json").read_text(encoding="utf-8")
    )
    return found


def natural_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Place on a map of scale 1, x to the right and y upwards, of degrees.

    B. Šavrič, T. Patterson, B. Jenny, *The Natural Earth map projection* (2011), as d3-geo has it.
    """
    east, north = math.radians(longitude), math.radians(latitude)
    two = north * north
    four = two * two
    x = east * (0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four)))
    y = north * (1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four)))
    return x, y


def fit(
    width: float, height: float, at: Sequence[Place], least: tuple[float, float] = LEAST_SPAN, margin: float = MARGIN
) -> tuple[float, tuple[float, float]]:
    """Scale and shift in pixels that show all the places; not less than a continent, where not said otherwise."""
    west, east = _span([one.longitude for one in at], least[0], margin, -180, 180)
    south, north = _span([one.latitude for one in at], least[1], margin, -58, 80)
    corners = [
        natural_earth(x, y) for x in (west, east, (west + east) / 2) for y in (south, north, (south + north) / 2)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    scale = min(width / (max(xs) - min(xs)), height / (max(ys) - min(ys)))
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return round(scale, 3), (
        round(width / 2 - scale * middle[0], 2),
        round(height / 2 + scale * middle[1], 2),
    )


def _span(found: list[float], least: float, margin: float, low: float, high: float) -> tuple[float, float]:
    first, last = (min(found) - margin, max(found) + margin) if found else (low, high)
    lack = max(0.0, least - (last - first)) / 2
    return max(low, first - lack), min(high, last + lack)


def point(place: Place, scale: float, shift: tuple[float, float]) -> tuple[float, float]:
    """Where a place lies in a drawing, in pixels from its upper left corner."""
    x, y = natural_earth(place.longitude, place.latitude)
    return shift[0] + scale * x, shift[1] - scale * y
