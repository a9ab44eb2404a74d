"""What came out of a run of any system, in sentences that follow from its summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sojourn.results.children import findings as of_children
from sojourn.results.cooperative import findings as of_cooperative_agreements
from sojourn.results.rounding import rounded
from sojourn.results.uk_rwanda import findings as of_uk_rwanda

Sentences = Callable[[Mapping[str, Any]], list[str]]

OWN: Mapping[str, Sentences] = MappingProxyType(
    {"children": of_children, "uk-rwanda": of_uk_rwanda, "asylum-cooperative": of_cooperative_agreements}
)
"""Systems that have sentences of their own, by word."""


def findings(summary: Mapping[str, Any]) -> list[str]:
    """The sentences of the summary's system, or general ones: who came, who left and how, who is inside."""
    return OWN.get(summary["system"], plainly)(summary)


def plainly(summary: Mapping[str, Any]) -> list[str]:
    """Sentences for a system that has none of its own."""
    known, whole = summary["identity"], "all"
    exits = [(line["label"], line["values"][whole]) for line in summary["lines"].values() if line["group"] == "Left"]
    ways = ", ".join(f"{label} {rounded(value)}" for label, value in sorted(exits, key=lambda one: -one[1]) if value)
    came = f"{rounded(known['opening'])} were inside at the start and {rounded(known['arrived'])} came"
    return [
        f"{came[0].upper()}{came[1:]}; {rounded(known['left'])} left and {rounded(known['inside'])} are inside.",
        f"Ways out: {ways}." if ways else "Nobody left.",
    ]
