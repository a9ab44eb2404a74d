"""The shipped scenarios with their entries in another order."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from sojourn.run import load, run
from sojourn.scenario.shipped import shipped

DAYS = 20
"""Days that are simulated: an order that mattered would show on the first."""
SHORT = {"us": ("opening.warm_up=180 days",)}
"""What makes a scenario of a system quick to run."""


def reordered_scenarios(seed: int) -> Iterator[str]:
    """Where the summary of a shipped scenario and that of the same in another order differ."""
    rng = np.random.default_rng([seed, 3])
    for name in shipped():
        data = load(name, SHORT.get(load(name).model.system, ())).data
        ours, theirs = (_summary(name, one, seed) for one in (data, shuffled(data, rng)))
        for key in sorted(ours.keys() | theirs.keys()):
            if ours.get(key) != theirs.get(key):
                yield f"{name}: {key} of the summary differs"


def shuffled(data: Any, rng: np.random.Generator) -> Any:
    """The same data with the entries of every mapping in another order; lists keep theirs."""
    if isinstance(data, dict):
        keys = list(data)
        return {keys[i]: shuffled(data[keys[i]], rng) for i in rng.permutation(len(keys))}
    if isinstance(data, list):
        return [shuffled(one, rng) for one in data]
    return data


def _summary(name: str, data: Any, seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.yaml"
        path.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML too
        document = load(path)
    until = document.model.period.start.value + timedelta(days=DAYS)
    found: dict[str, Any] = run(document, seed=seed, until=until).summary
    return found
