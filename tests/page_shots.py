"""Pictures of the page for the documentation: what each shows, and how two are compared with tolerance for letters.

The browser that takes them also reads them, so that nothing else is needed to look at a picture.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

PLAN = "base=plan-2025&seed=2025"
FEWER = f"{PLAN}&beds.capacity.1=60,000+beds"
BESIDE = f"{FEWER}&vs=plan-2025&vs.seed=2025"
PATIENCE = 600_000
Page = Any
"""A page of Playwright, which publishes its types to those alone who have it."""


@dataclass(frozen=True)
class Shot:
    """One picture: how the page is opened, what is done there, and what of it is taken."""

    query: str = PLAN
    width: int = 1280
    height: int = 900
    kind: dict[str, Any] = field(default_factory=dict)
    do: Callable[[Page], None] | None = None
    part: str | None = None
    """The element that is taken; what the window shows where none is named."""


def follow(page: Page) -> None:
    """Follow one person."""
    page.click("#person > summary")
    page.select_option("#who-nationality", "El Salvador")
    page.click("#person button.strong")
    page.wait_for_selector(".person .way li")


def ask_where_from(page: Page) -> None:
    """Ask where a number comes from, and open the first things it leans on."""
    page.click("[data-line=removed_all]")
    page.wait_for_selector("dialog[open]")
    page.click("dialog summary >> nth=0")
    page.click("dialog details.one summary >> nth=0")
    page.wait_for_selector("dialog .evidence >> text=Document")


def look_at_answers(page: Page) -> None:
    """Move on from the controls to what they lead to."""
    page.evaluate("document.querySelector('#answers').scrollIntoView()")


def settled(page: Page) -> None:
    """Wait until everybody has been simulated, and every band is that of all draws."""
    page.wait_for_timeout(100)
    page.wait_for_selector(".status.done")
    page.wait_for_selector("text=/20 draws; nine of ten/")
    page.wait_for_selector(".band.waits", state="detached")
    page.wait_for_timeout(300)


SHOTS = {
    "page-light": Shot(),
    "page-dark": Shot(kind={"color_scheme": "dark"}),
    "page-narrow": Shot(width=390, height=844, kind={"has_touch": True, "is_mobile": True}, do=look_at_answers),
    "page-compared": Shot(BESIDE),
    "page-person": Shot(do=follow, part="#person"),
    "page-sources": Shot(do=ask_where_from),
}
BOXES = ("aside", "main", ".cards", "[data-line=held_mean]", "svg", "#person", "dialog[open]", ".status", "#base")
"""Parts whose places are compared."""
SCRIPT = (Path(__file__).parent / "pixels.js").read_text("utf-8")


@dataclass(frozen=True)
class Taken:
    """A picture as it was taken, and where the parts of the page stood."""

    png: bytes
    boxes: dict[str, list[int]]
    letters: float
    """Width of a line of them; the same where the machine has the same letters."""


def take(chrome: Any, url: str, shot: Shot, before: Callable[[Page], None] | None = None) -> Taken:
    """Open the page, wait until everybody is simulated, do what belongs to the shot, and take it."""
    context = chrome.new_context(
        viewport={"width": shot.width, "height": shot.height},
        **{
            "color_scheme": "light",
            "reduced_motion": "reduce",
            "locale": "en-GB",
            "device_scale_factor": 1,
            **shot.kind,
        },
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(f"{url}/?{shot.query}")
        settled(page)
        if shot.do is not None:
            shot.do(page)
        if before is not None:
            before(page)
        page.wait_for_timeout(300)
        boxes = told(page, "placed", list(BOXES))
        where = page.locator(shot.part) if shot.part else page
        return Taken(where.screenshot(animations="disabled", caret="hide"), boxes, told(page, "letters"))
    finally:
        context.close()


CELL = 16
"""Pixels to a side of the squares whose mean grey is compared: about a letter and a half."""


def told(page: Page, name: str, *given: Any) -> Any:
    """What a function of pixels.js says in a page."""
    return page.evaluate(f"given => {{ {SCRIPT}\nreturn {name}(...given); }}", list(given))


def _url(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def small(blank: Page, png: bytes) -> bytes:
    """The same picture with its 256 most frequent colours: a third of the bytes."""
    found = told(blank, "palette", _url(png))
    width, height = found["width"], found["height"]
    rows = np.frombuffer(base64.b64decode(found["bytes"]), np.uint8).reshape(height, width)
    lines = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1).tobytes()
    colours = b"".join(struct.pack(">I", colour)[1:] for colour in found["colours"])
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def grey(blank: Page, png: bytes) -> Any:
    """Mean grey, 0 to 255, of the squares of a picture: shape (rows, columns)."""
    found = told(blank, "grey", _url(png), CELL)
    return np.array(found["grey"]).reshape(found["height"], found["width"])


def changed(one: Any, other: Any, by: float = 12.0) -> float:
    """Share of squares that differ by more than so many of 255 greys from each square beside them in the other picture.

    A line of text that stands a few pixels elsewhere, or is a little wider, is thus no change.
    """
    rows, columns = (min(a, b) for a, b in zip(one.shape, other.shape, strict=True))
    one, other = one[:rows, :columns], other[:rows, :columns]
    around = np.pad(other, 1, mode="edge")
    near = np.stack([around[y : y + rows, x : x + columns] for y in range(3) for x in range(3)])
    return float((np.abs(near - one).min(axis=0) > by).mean())
