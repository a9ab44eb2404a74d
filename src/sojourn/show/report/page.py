"""The report as one HTML file: no script, nothing from outside, light or dark, for screen and paper."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sojourn.show.pictures.picture import Picture

TEMPLATE = "report.html.jinja"


def page(said: Mapping[str, Any], drawn: Mapping[str, Picture]) -> str:
    """The page.

    Args:
        said: what :func:`sojourn.show.report.contents.contents` gave, with its `pictures`.
        drawn: the pictures by name.
    """
    from jinja2 import Environment, StrictUndefined

    text = files("sojourn.show.report").joinpath(TEMPLATE).read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
    return template.render(d=said, figures={name: one.figure() for name, one in drawn.items()}) + "\n"
