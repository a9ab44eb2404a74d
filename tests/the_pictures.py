"""The pictures that several tests look at: of one short run, of a small study, and of results that are no runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from xml.etree import ElementTree

import numpy as np

from a_run import a_run
from an_ensemble import an_ensemble
from sojourn.results.kept import Kept, kept
from sojourn.show.pictures.frontier import frontier
from sojourn.show.pictures.hindcast import hindcast
from sojourn.show.pictures.make import kept_of_many, pictures
from sojourn.show.pictures.picture import Picture
from sojourn.show.pictures.tornado import tornado
from sojourn.show.pictures.waterfall import waterfall
from sojourn.study.forecasts.forecast import from_ensemble

MONTHS = ("2024-07", "2024-08", "2024-09")
HAPPENED = {"population.total": {"2024-05": 37_000.0, "2024-06": 36_500.0, "2024-07": 36_900.0, "2024-08": 52_000.0}}
CHANGES: dict[str, Any] = {
    "label": "Removed in all",
    "unit": "people",
    "period": "all",
    "start": {"label": "plan-2025", "value": 1_451_140.0},
    "end": {"label": "more seats", "value": 1_700_000.0},
    "rows": [
        {"change": "departures.charter.0.flights", "value": 300_000.0, "low": 250_000.0, "high": 360_000.0},
        {"change": "beds.capacity", "value": -120_000.0, "low": -150_000.0, "high": -90_000.0},
        {"change": "people.refusal_scale", "value": 68_860.0, "low": 20_000.0, "high": 90_000.0},
    ],
}
ENDS = [
    {"parameter": "assumed.bed_patience", "low_result": 1.3e6, "high_result": 1.6e6, "central": 1.45e6},
    {"parameter": "assumed.flights_central_america", "low_result": 1.2e6, "high_result": 1.7e6, "central": 1.45e6},
    {"parameter": "flight.max_passengers", "low_result": 1.5e6, "high_result": 1.4e6, "central": 1.45e6},
]
PLANS = [{"removed": 1.2e6, "cost": 60e9}, {"removed": 1.4e6, "cost": 90e9}, {"removed": 1.6e6, "cost": 150e9}]


@cache
def one() -> Kept:
    """A run as its folder would hold it."""
    return kept(a_run())


@cache
def many() -> Kept:
    """The same of a small study."""
    return kept_of_many(an_ensemble())


@cache
def of_a_run() -> dict[str, Picture]:
    return pictures(one())


@cache
def of_many() -> dict[str, Picture]:
    return pictures(many())


@cache
def a_hindcast() -> Picture:
    """Three months with bands from 30,000 to 40,000; what happened lies in one and outside another."""
    members = np.linspace(30_000, 40_000, 101)[:, None] * np.ones((1, 3))
    return hindcast(from_ensemble(MONTHS, {"population.total": members}), HAPPENED)


@cache
def every() -> dict[str, Picture]:
    """All pictures, by a name of their own."""
    return {
        **of_a_run(),
        **{f"{name} of many": picture for name, picture in of_many().items()},
        "hindcast": a_hindcast(),
        "waterfall": waterfall(CHANGES),
        "tornado": tornado(ENDS, "Removed in all", "people"),
        "frontier": frontier(PLANS, ("removed", "People removed", "people"), ("cost", "Spending", "USD")),
    }


@cache
def svg_of(name: str, width: int = 720) -> str:
    """A picture as SVG, drawn once for all tests."""
    return every()[name].svg(width=width)


def with_agreements(statuses: dict[str, str]) -> Kept:
    """A run as if its scenario named these countries, each with its status."""
    told = [{"country": country, "status_last": status, "sent": 0} for country, status in statuses.items()]
    summary = {**one().summary, "third_country": {**one().summary["third_country"], "agreements": told}}
    return replace(one(), summary=summary)


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """All rows of data that a specification holds, layer by layer; shapes of countries left aside."""
    layers = [layer.get("data", {}).get("values", []) for layer in spec["layer"]]
    return [row for values in layers if isinstance(values, list) for row in values if row]


def layer_of(spec: dict[str, Any], style: str) -> dict[str, Any]:
    """The first layer that plays a part."""
    return next(layer for layer in spec["layer"] if layer["mark"].get("style") == style)


@dataclass(frozen=True)
class Written:
    """A line of text in a picture and the box that it fills, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def written(svg: str) -> Iterator[Written]:
    """Every line of text in a drawing, in order. A letter is taken to be half as wide as it is high."""
    yield from _walk(ElementTree.fromstring(svg), 0.0, 0.0)


def _walk(node: ElementTree.Element, x: float, y: float) -> Iterator[Written]:
    shift = node.get("transform", "")
    if shift.startswith("translate("):
        parts = shift.removeprefix("translate(").split(")")[0].split(",")
        x, y = x + float(parts[0]), y + float(parts[1])
    if node.tag.endswith("}text"):
        size = float(node.get("font-size", "11px").removesuffix("px"))
        for number, text in enumerate(_lines(node)):
            if text.strip():
                long = len(text) * size * 0.5
                anchor = {"end": long, "middle": long / 2}.get(node.get("text-anchor", "start"), 0.0)
                down = y + number * (size + 3)
                yield Written(text, x - anchor, down - 0.72 * size, x - anchor + long, down + 0.1 * size)
        return
    for child in node:
        yield from _walk(child, x, y)


def _lines(node: ElementTree.Element) -> list[str]:
    spans = [child for child in node if child.tag.endswith("}tspan")]
    return ["".join(child.itertext()) for child in spans] or ["".join(node.itertext())]
