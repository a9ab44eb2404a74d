"""What makes a run that run: a hash of all that goes in. The same inputs give the same hash, and so the same folder."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sojourn.scenario.plain import PlainScenario
    from sojourn.scenario.us import UsScenario
    from sojourn.systems.calendar import Calendar

SHOWN = 8
"""Characters of the hash in the name of a folder."""


class Identified(Protocol):
    """What is hashed: a run, or many of one scenario."""

    @property
    def name(self) -> str:
        """Name of the scenario."""

    @property
    def scenario(self) -> UsScenario | PlainScenario:
        """The scenario itself."""

    @property
    def calendar(self) -> Calendar:
        """Its days."""

    @property
    def seed(self) -> int:
        """What names the luck."""

    @property
    def versions(self) -> dict[str, str]:
        """Versions of what counted."""


@cache
def evidence_hash() -> str:
    """SHA-256 of the evidence's data files, by name and content."""
    out = hashlib.sha256()
    data = files("sojourn.evidence").joinpath("data")
    for entry in sorted(data.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".csv"):
            out.update(entry.name.encode() + b"\0" + hashlib.sha256(entry.read_bytes()).digest())
    return out.hexdigest()


def run_hash(run: Identified) -> str:
    """SHA-256 of the checked scenario, the days, the seed, the evidence and Sojourn's version."""
    inputs = {
        "scenario": run.scenario.model_dump(mode="json", by_alias=True, exclude={"seed"}),
        "until": run.calendar.until.isoformat(),
        "seed": run.seed,
        "evidence": evidence_hash(),
        "sojourn": run.versions["sojourn"],
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def folder_name(run: Identified) -> str:
    """`plan-2025-1a2b3c4d-seed2025`."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", run.name).strip("-.")[:60] or "scenario"
    return f"{plain}-{run_hash(run)[:SHOWN]}-seed{run.seed}"
