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
INSTEAD = "\u25a1"
"""What stands for a letter that no font of the typesetter has: an empty box."""
UNSET = f"{INSTEAD} stands for a letter or sign that this PDF has no font for; report.html and report.json have it."
MISSING = re.compile(r"the text `\"(.*?)\"` could not be displayed")
"""How the typesetter tells of one: PDF/UA asks that each letter can be seen."""
TRIES = 5
"""Times that letters are looked for which cannot be set; each finds all that the last one did not hide."""


def paper(said: Mapping[str, Any], drawn: Mapping[str, Picture]) -> bytes:
    """The PDF.

    Args:
        said: what :func:`sojourn.show.report.contents.contents` gave, with its `pictures`. It goes in as data, so no
            text of a scenario is ever taken for source. A letter that no font has, as those of some scripts and
            pictographs, is a box, and the last line says so.
        drawn: the pictures by name.
    """
    import typst

    images = {key: re.sub(r'font-family="[^"]*"', FONT, one.svg()) for key, one in drawn.items()}
    gone: set[str] = set()
    for _ in range(TRIES):
        try:
            return _set(said, images, gone)
        except typst.TypstError as trouble:
            found = _letters(str(getattr(trouble, "diagnostic", "") or trouble))
            if not found - gone:
                raise
            gone |= found
    return _set(said, images, gone | _unusual(said, images))


def _set(said: Mapping[str, Any], images: Mapping[str, str], gone: set[str]) -> bytes:
    """The PDF with a box for each letter that cannot be set."""
    import typst

    boxes = str.maketrans(dict.fromkeys(gone, INSTEAD))
    text = json.dumps({**said, "unset": UNSET if gone else ""}, ensure_ascii=False, allow_nan=False)
    with TemporaryDirectory(prefix="sojourn-report-") as name:
        root = Path(name)
        (root / TEMPLATE).write_bytes(files("sojourn.show.report").joinpath(TEMPLATE).read_bytes())
        (root / "report.json").write_text(text.translate(boxes), encoding="utf-8")
        for key, one in images.items():
            (root / f"{key}.svg").write_text(one.translate(boxes), encoding="utf-8")
        made = typst.compile(
            str(root / TEMPLATE),
            root=str(root),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    return bytes(made)


def _letters(told: str) -> set[str]:
    """The letters that the typesetter names; it writes those that are not seen alone by their numbers."""
    texts = [re.sub(r"\\u\{([0-9a-f]+)\}", lambda one: chr(int(one[1], 16)), text) for text in MISSING.findall(told)]
    return {letter for text in texts for letter in text if ord(letter) > 127}


def _unusual(said: Mapping[str, Any], images: Mapping[str, str]) -> set[str]:
    """Every letter beyond those of European scripts."""
    whole = json.dumps(said, ensure_ascii=False) + "".join(images.values())
    return {letter for letter in set(whole) if ord(letter) > 0x2FFF or 0x590 <= ord(letter) < 0x1E00}
