"""Scenarios that travel with Sojourn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

DEFAULT = "plan-2025"
"""The scenario that is run when none is named."""


@cache
def shipped() -> Mapping[str, str]:
    """YAML text of every shipped scenario by name, in order of names."""
    found = sorted(entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".yaml"))
    texts = {name.removesuffix(".yaml"): (files(__package__) / name).read_text("utf-8") for name in found}
    return MappingProxyType(texts)
