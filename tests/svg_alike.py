"""Two drawings compared with tolerance: the same shapes, words and colours, each within a pixel of its place."""

from __future__ import annotations

import re
from xml.etree import ElementTree

NEAR = 1.0
"""Pixels by which a number of a drawing may be another: letters are measured by the machine that draws."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|rgba?\([^)]*\)")
NAMES = re.compile(r"clip\d+|gradient_?\d+")
"""Names that a drawing gives to its own parts, which count up."""


def unlike(one: str, other: str, by: float = NEAR) -> list[str]:
    """What differs between two drawings, in words; nothing where they are alike."""
    first, second = (list(ElementTree.fromstring(text).iter()) for text in (one, other))
    if [part.tag for part in first] != [part.tag for part in second]:
        return [f"{len(first)} parts and {len(second)}, or others"]
    found: list[str] = []
    for at, (a, b) in enumerate(zip(first, second, strict=True)):
        tag = a.tag.rpartition("}")[2]
        if (a.text or "").strip() != (b.text or "").strip():
            found.append(f"part {at}, {tag}: {a.text!r} and {b.text!r}")
        if a.keys() != b.keys():
            found.append(f"part {at}, {tag}: other attributes")
            continue
        found += [
            f"part {at}, {tag}, {key}: {a.get(key, '')[:60]} and {b.get(key, '')[:60]}"
            for key in a.keys()  # noqa: SIM118 - going through the element itself gives its children
            if not _near(a.get(key, ""), b.get(key, ""), by)
        ]
    return found


def _near(one: str, other: str, by: float) -> bool:
    """Whether an attribute says the same, its numbers within so much of one another."""
    one, other = NAMES.sub("a part", one), NAMES.sub("a part", other)
    if COLOUR.findall(one) != COLOUR.findall(other) or NUMBER.sub("0", one) != NUMBER.sub("0", other):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= by for a, b in pairs)
