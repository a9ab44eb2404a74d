"""What a user writes: scenario files, read with places, laid over one another, and checked in plain words."""

from __future__ import annotations

from sojourn.scenario.document import Document, read
from sojourn.scenario.errors import AtPath, AtPaths, Place, Problem, ScenarioError
from sojourn.scenario.json_schema import editor_schema
from sojourn.scenario.overlay import Replaced

__all__ = [
    "AtPath",
    "AtPaths",
    "Document",
    "Place",
    "Problem",
    "Replaced",
    "ScenarioError",
    "editor_schema",
    "read",
]
