"""The source keeps the house rules: small files that say what they are for, and none of four bad habits."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "sojourn"
MOST_LINES = 400


def faults(text: str) -> Iterator[str]:
    """Each break of a house rule in one module's text, as a sentence."""
    tree = ast.parse(text)
    if not (ast.get_docstring(tree) or "").strip():
        yield "line 1: the module does not say what it is for"
    if len(text.splitlines()) > MOST_LINES:
        yield f"line {MOST_LINES + 1}: the file is longer than {MOST_LINES} lines"
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="print")):
                yield f"line {node.lineno}: print"
            case ast.ImportFrom(names=[ast.alias(name="*")]):
                yield f"line {node.lineno}: star import"
            case ast.ExceptHandler(type=None):
                yield f"line {node.lineno}: bare except"
            case ast.Global():
                yield f"line {node.lineno}: global"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_keeps_the_house_rules(path: Path) -> None:
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        '"""Doc."""\nprint(1)',
        '"""Doc."""\nfrom os import *',
        '"""Doc."""\ntry:\n    pass\nexcept:\n    pass',
        '"""Doc."""\ndef f():\n    global x\n    x = 1',
        '"""Doc."""\n' + "\n" * MOST_LINES,
    ],
)
def test_a_break_would_be_seen(text: str) -> None:
    assert len(list(faults(text))) == 1


def test_a_module_that_keeps_them_passes() -> None:
    assert list(faults('"""Doc."""\n\nfrom os import path\n')) == []
