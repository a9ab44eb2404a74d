"""The files of the page: read once, packed once, and served from memory."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What is served, by the end of its name; nothing else in the folder is."""
NAMES = {
    '"preact/hooks"': '"./preact-hooks.mjs"',
    '"preact"': '"./preact.mjs"',
    '"@preact/signals-core"': '"./signals-core.mjs"',
}
"""Bare names in the vendored modules, and the files they stand for. A browser would take them from an import map, which
has to stand in the page itself, and nothing may be run there."""


@dataclass(frozen=True)
class File:
    """One file."""

    kind: str
    content: bytes = field(repr=False)
    packed: bytes = field(repr=False)
    tag: str
    """Hash of the content, in the quotes of an `ETag`."""


@cache
def page_files() -> dict[str, File]:
    """All files of the page by their path below it."""
    root = files(__package__).joinpath("page")
    return {name: _file(name, entry) for name, entry in _walk(root, "")}


def _walk(folder: Traversable, before: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _walk(entry, f"{before}{entry.name}/")
        elif _end(entry.name) in KINDS:
            yield f"{before}{entry.name}", entry


def _file(name: str, entry: Traversable) -> File:
    content = entry.read_bytes()
    if name.startswith("vendor/"):
        text = content.decode()
        for bare, path in NAMES.items():
            text = text.replace(f"from{bare}", f"from{path}")
        content = text.encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    return File(KINDS[_end(name)], content, gzip.compress(content, 9, mtime=0), tag)


def _end(name: str) -> str:
    return f".{name.rpartition('.')[2]}"
