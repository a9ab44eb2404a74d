"""Words inside an image file: what it shows and where it is from travel with it, and programs read them out."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from html import escape

HEAD = 8 + 25
"""Bytes of a PNG before anything else may stand: its signature and its first chunk."""


def in_svg(svg: str, label: str, source: str) -> str:
    """The drawing with a label that is read out in place of its parts, and its source as a description."""
    begin, rest = svg.split(">", 1)
    return f'{begin} role="img" aria-label="{escape(label)}"><desc>{escape(source)}</desc>{rest}'


def in_png(png: bytes, words: Mapping[str, str]) -> bytes:
    """The image with texts by keyword (PNG, third edition, 11.3.3.4: `iTXt`, UTF-8, not compressed)."""
    chunks = b"".join(_chunk(b"iTXt", f"{key}\0\0\0\0\0{text}".encode()) for key, text in words.items())
    return png[:HEAD] + chunks + png[HEAD:]


def words_of(png: bytes) -> dict[str, str]:
    """The texts of a PNG by keyword; empty where it has none."""
    found, at = {}, 8
    while at + 8 <= len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"iTXt":
            key, _, text = png[at + 8 : at + 8 + size].partition(b"\0")
            found[key.decode()] = text[4:].decode()
        at += size + 12
    return found


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
