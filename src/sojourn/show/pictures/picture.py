"""A picture: a finding, a drawing of it that every reader of Vega-Lite draws alike, and the same in words."""

from __future__ import annotations

import base64
import copy
import html
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sojourn.show.pictures import render
from sojourn.show.pictures.frame import NARROW, WIDE, Spec
from sojourn.show.pictures.inside import in_png, in_svg
from sojourn.show.pictures.theme import Theme, config

if TYPE_CHECKING:
    import altair


class NoPicture(LookupError):
    """There is nothing to draw a picture of; the message is one sentence."""


LEAST, MOST = 320, 2000
"""Widths in pixels that a picture can have."""
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; background: light-dark(#FFFFFF, #16181C); }}
img {{ display: block; max-width: 100%; height: auto; margin: 0 auto; }}
</style>
</head>
<body>
{figure}
</body>
</html>
"""


@dataclass(frozen=True)
class Picture:
    """One picture of a result."""

    name: str
    """What it is called on the command line and as a file: `population`."""
    title: str
    """The finding, in one sentence."""
    alt: str
    """What it shows, in words, with its numbers."""
    source: str
    """Where the numbers are from, and their grade."""
    drawn: Callable[[int], Spec] = field(repr=False, compare=False)
    """The specification at a width in pixels."""

    @cached_property
    def spec(self) -> Spec:
        """The Vega-Lite specification, 720 pixels wide, without a theme."""
        return self.at(WIDE)

    def at(self, width: int) -> Spec:
        """The specification at another width: a phone's is 400.

        Raises:
            ValueError: the width is not between 320 and 2,000 pixels.
        """
        if not LEAST <= width <= MOST:
            raise ValueError(f"a picture is {LEAST} to {MOST:,} pixels wide, not {width:,}")
        return copy.deepcopy(self.drawn(width))

    def themed(self, theme: Theme = "light", width: int = WIDE) -> Spec:
        """The specification with the colours of a theme."""
        return {**self.at(width), "config": config(theme)}

    def svg(self, theme: Theme = "light", width: int = WIDE) -> str:
        """The picture as SVG, with its words in it for whoever does not see it."""
        return in_svg(render.svg(self.themed(theme, width)), f"{self.title}. {self.alt}", self.source)

    def png(self, theme: Theme = "light", scale: float = 2.0, width: int = WIDE) -> bytes:
        """The picture as PNG, two pixels for one where not said otherwise; its words are in the file."""
        words = {"Title": self.title, "Description": self.alt, "Source": self.source}
        return in_png(render.png(self.themed(theme, width), scale), words)

    def pdf(self, theme: Theme = "light", width: int = WIDE) -> bytes:
        """The picture as PDF of one page."""
        return render.pdf(self.themed(theme, width))

    def figure(self) -> str:
        """The picture as an HTML figure, light or dark and wide or narrow as the reader's screen is."""
        sources: list[tuple[str, Theme, int]] = [
            ("(prefers-color-scheme: dark) and (max-width: 560px)", "dark", NARROW),
            ("(prefers-color-scheme: dark)", "dark", WIDE),
            ("(max-width: 560px)", "light", NARROW),
        ]
        others = "".join(
            f'<source media="{media}" srcset="{_inline(self.svg(theme, width))}">\n' for media, theme, width in sources
        )
        plain = f'<img src="{_inline(self.svg())}" alt="{html.escape(self.alt)}">'
        return f"<figure>\n<picture>\n{others}{plain}\n</picture>\n</figure>"

    def html(self) -> str:
        """The picture as a page that needs nothing else, offline too."""
        return PAGE.format(title=html.escape(self.title), figure=self.figure())

    @property
    def chart(self) -> altair.LayerChart:
        """The picture as a chart of Altair, to change further.

        Raises:
            jsonschema.ValidationError: the specification is not valid.
        """
        import altair

        return altair.LayerChart.from_dict(self.themed())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {
            "application/vnd.vegalite.v6+json": self.themed(),
            "image/svg+xml": self.svg(),
            "text/plain": f"{self.title}\n{self.alt}",
        }


def _inline(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
