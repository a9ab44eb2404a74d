"""The report as PDF: tagged for screen readers (PDF/UA-1), the same bytes on every machine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sojourn.show.pictures.picture import Picture

TEMPLATE = "report.typ"
FONT = 'font-family="Libertinus Serif"'
"""The one family that comes with the typesetter; with fonts of the system the bytes would differ."""


def paper(said: Mapping[str, Any], drawn: Mapping[str, Picture]) -> bytes:
    """The PDF.

    Args:
        said: what :func:`sojourn.show.report.contents.contents` gave, with its `pictures`. It goes in as data, so no
            text of a scenario is ever taken for source.
        drawn: the pictures by name.
    """
    import typst

    with TemporaryDirectory(prefix="sojourn-report-") as name:
        root = Path(name)
        (root / TEMPLATE).write_bytes(files("sojourn.show.report").joinpath(TEMPLATE).read_bytes())
        (root / "report.json").write_text(json.dumps(said, ensure_ascii=False, allow_nan=False), encoding="utf-8")
        for key, one in drawn.items():
            (root / f"{key}.svg").write_text(re.sub(r'font-family="[^"]*"', FONT, one.svg()), encoding="utf-8")
        made = typst.compile(
            str(root / TEMPLATE),
            root=str(root),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    return bytes(made)
