"""A second country is one file of systems: it needs the network's five ideas and its figures, and nothing needs it."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np

from panels import ARRAYS, by_pool
from sojourn.engine import Simulation
from sojourn.systems.guantanamo import guantanamo, published
from twin import run

SOURCE = Path(__file__).parents[1] / "src" / "sojourn"
TOLD_BY = {"study/guantanamo.py"}
"""Where its runs are told."""


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} | {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }


def test_it_is_built_from_the_network_and_its_figures_alone() -> None:
    ours = {name for name in imported(SOURCE / "systems" / "guantanamo.py") if name.startswith("sojourn")}
    assert ours == {"sojourn.network", "sojourn.evidence"}


def test_nothing_else_in_the_package_needs_it() -> None:
    needing = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any("guantanamo" in name for name in imported(path))
    }
    assert needing <= TOLD_BY


def test_the_page_of_rules_is_enough_to_run_it() -> None:
    """The plain engine, written from the rules alone, gives the same numbers by the hour and by 6 minutes."""
    for minutes, held in ((60, False), (6, True)):
        network, ticks = guantanamo(published(), minutes=minutes, days=14, held=held), 14 * 1440 // minutes
        ours = Simulation(network, ticks=ticks, seed=5, specialised=False).advance().panel
        theirs = run(network, ticks, 5)
        for name in ARRAYS if held else [name for name in ARRAYS if name != "held"]:
            one, two = (np.asarray(getattr(panel, name)) for panel in (ours, theirs))
            if name == "held":
                one, two = by_pool(one, network), by_pool(two, network)
            assert np.array_equal(one, two), name
        assert theirs.flow.sum() > 2403 * 14
