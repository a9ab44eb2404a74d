"""Two themes, light and dark: the parts that marks play, and the colour, line and size of each.

The colours are those of M. Okabe and K. Ito (*Color Universal Design*, 2008), which people with any kind of colour
vision tell apart, each on the ground on which it reaches a contrast of 3:1; where none does, one is darkened. Colour
never stands alone: whatever differs in colour differs in dash, shape, lightness or label as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

FONT = "'Liberation Sans', sans-serif"
"""The first comes with the renderer: a family that it does not know makes all text vanish without a word."""

TITLE, TEXT, SMALL = 16, 12, 11
"""Sizes of letters in pixels."""


@dataclass(frozen=True)
class Colours:
    """The colours of a theme."""

    ground: str
    ink: str
    """Text, limits, and what was published."""
    quiet: str
    """Text of less weight, and what is neither good nor bad."""
    grid: str
    """Lines that carry no data."""
    main: str
    """What is simulated."""
    other: str
    """What is set against it."""
    third: str
    fourth: str
    land: str
    """Countries of which nothing is said."""

    @property
    def data(self) -> dict[str, str]:
        """Colours that carry data, by part."""
        return {name: getattr(self, name) for name in ("ink", "quiet", "main", "other", "third", "fourth")}


COLOURS: Mapping[Theme, Colours] = {
    "light": Colours(
        ground="#FFFFFF",
        ink="#1B1F24",
        quiet="#6B7280",
        grid="#DDE1E6",
        main="#0072B2",
        other="#D55E00",
        third="#009E73",
        fourth="#B35C8E",
        land="#E4E7EB",
    ),
    "dark": Colours(
        ground="#16181C",
        ink="#E8EAED",
        quiet="#9AA3AF",
        grid="#34383F",
        main="#56B4E9",
        other="#E69F00",
        third="#009E73",
        fourth="#CC79A7",
        land="#3A3F47",
    ),
}
"""Okabe and Ito's, but for the light theme's `fourth`, which is their reddish purple darkened."""

FILLED = 0.85
"""How much a filled area covers."""


def config(theme: Theme) -> dict[str, Any]:
    """The `config` of a Vega-Lite specification: what every part looks like in a theme."""
    c = COLOURS[theme]
    return {
        "background": c.ground,
        "font": FONT,
        "view": {"stroke": None},
        "title": {
            "color": c.ink,
            "fontSize": TITLE,
            "fontWeight": "bold",
            "lineHeight": TITLE + 4,
            "subtitleColor": c.quiet,
            "subtitleFontSize": TEXT,
            "subtitleLineHeight": TEXT + 4,
            "subtitlePadding": 5,
            "anchor": "start",
            "frame": "group",
        },
        "axis": {
            "labelColor": c.ink,
            "titleColor": c.quiet,
            "labelFontSize": SMALL,
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
            "gridColor": c.grid,
            "domainColor": c.quiet,
            "tickColor": c.quiet,
            "labelLimit": 400,
            "titleLimit": 600,
        },
        "legend": {
            "labelColor": c.ink,
            "titleColor": c.quiet,
            "labelFontSize": SMALL,
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
            "labelLimit": 400,
            "symbolStrokeWidth": 1.5,
        },
        "range": {"category": [c.main, c.other, c.third, c.fourth, c.quiet], "symbol": list(SHAPES)},
        "style": styles(c),
    }


SHAPES = ("circle", "triangle-up", "square", "diamond", "cross")


def styles(c: Colours) -> dict[str, dict[str, Any]]:
    """Part to the look of its marks."""
    line = {"strokeWidth": 2.5, "strokeCap": "round", "strokeJoin": "round"}
    parts = {name: {"color": colour, **line} for name, colour in c.data.items()}
    return {
        "main": parts["main"],
        "limit": {"color": c.ink, "stroke": c.ink, "strokeWidth": 1.75, "strokeDash": [6, 4]},
        "band": {"color": c.main, "fillOpacity": 0.2, "stroke": c.main, "strokeWidth": 0.75, "strokeOpacity": 0.6},
        "bar": {"color": c.main, "fillOpacity": FILLED, "stroke": c.main, "strokeWidth": 1.25},
        "bar_part": _hollow(c.main),
        "bar_known": {"color": c.quiet, "fillOpacity": 0.55, "stroke": c.quiet, "strokeWidth": 1.25},
        "bar_other": {"color": c.other, "fillOpacity": FILLED, "stroke": c.other, "strokeWidth": 1.25},
        "bar_other_part": _hollow(c.other),
        "whisker": {"color": c.ink, "stroke": c.ink, "strokeWidth": 1.5},
        "stack_1": {"color": c.main, "fillOpacity": 1.0, "stroke": c.main, "strokeWidth": 1.25},
        "stack_2": {"color": c.main, "fillOpacity": 0.45, "stroke": c.main, "strokeWidth": 1.25},
        "stack_3": {"color": c.main, "fillOpacity": 0.08, "stroke": c.main, "strokeWidth": 1.25},
        "node": {"color": c.ink, "stroke": None},
        **{f"link_{part}": {"color": colour, "fillOpacity": 0.4, "stroke": None} for part, colour in c.data.items()},
        **{f"node_{part}": {"color": colour, "stroke": None} for part, colour in c.data.items()},
        **{f"point_{part}": _point(colour, c) for part, colour in c.data.items()},
        "land": {"color": c.land, "stroke": c.ground, "strokeWidth": 0.6},
        "land_named": {"color": c.quiet, "fillOpacity": 0.55, "stroke": c.ground, "strokeWidth": 0.6},
        "leader": {"color": c.quiet, "stroke": c.quiet, "strokeWidth": 0.75},
        "window": {"color": c.ground, "fillOpacity": 1.0, "stroke": c.quiet, "strokeWidth": 1},
        "outline": {"color": c.ground, "fillOpacity": 0.0, "stroke": c.ink, "strokeWidth": 1},
        "shade": {"color": c.quiet, "fillOpacity": 0.12, "stroke": None},
        "rule": {"color": c.grid, "stroke": c.grid, "strokeWidth": 1},
        "label": {"color": c.ink, "fontSize": SMALL, "fontWeight": "normal"},
        "label_bold": {"color": c.ink, "fontSize": SMALL, "fontWeight": "bold"},
        "label_quiet": {"color": c.quiet, "fontSize": SMALL, "fontWeight": "normal"},
        "label_main": {"color": c.main, "fontSize": SMALL, "fontWeight": "bold"},
        "foot": {"color": c.quiet, "fontSize": SMALL - 1, "fontWeight": "normal"},
    }


def _point(colour: str, c: Colours) -> dict[str, Any]:
    """A symbol with a rim of the ground, so that it stands out from whatever it lies on."""
    return {"color": colour, "filled": True, "opacity": 1, "stroke": c.ground, "strokeWidth": 1.5}


def _hollow(colour: str) -> dict[str, Any]:
    """What is assumed, or only a part: an outline in dashes with hardly any fill."""
    return {"color": colour, "fillOpacity": 0.12, "stroke": colour, "strokeWidth": 1.25, "strokeDash": [4, 3]}
