"""A specification drawn as SVG, PNG or PDF by vl-convert, in this process and without a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

VEGALITE = "6.4"
"""Version of Vega-Lite in which specifications are written; both Altair and vl-convert know it."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
"""The name of that version's schema. It is an identifier: nothing is fetched from it."""


def svg(spec: Mapping[str, Any]) -> str:
    """The drawing as SVG, its text as text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(dict(spec), vl_version=VEGALITE, allowed_base_urls=[]))


def png(spec: Mapping[str, Any], scale: float = 2.0) -> bytes:
    """The drawing as PNG; at scale 1 a pixel of it is a pixel of the specification."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(dict(spec), vl_version=VEGALITE, scale=scale, allowed_base_urls=[]))


def pdf(spec: Mapping[str, Any]) -> bytes:
    """The drawing as PDF of one page."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_pdf(dict(spec), vl_version=VEGALITE, allowed_base_urls=[]))
