"""Where a later programme has no solution at all, the last that had one stands, and nothing of the other is run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sojourn.study.plan.found import Key, Stop
from sojourn.study.plan.rounds import central_rounds
from sojourn.study.plan.targets import target_of
from sojourn.study.plan.verify import Trial

KEY: Key = (0, "FY2026")
ASKED = 100_000.0


def proposal(stop: Stop | None) -> Any:
    return SimpleNamespace(values={KEY: ASKED}, stop=stop, held=np.ones(1), agreed={}, lets_in=np.ones((1, 1)))


class Programme:
    """Can be solved for the first proposals, and then not even for what misses the targets."""

    def __init__(self, several: list[Any]) -> None:
        self.several = several
        self.targets, self.goal = (target_of(f"removals >= {ASKED:.0f} in FY2026"),), SimpleNamespace(most=False)
        self.spans: dict[Key, None] = {KEY: None}
        self.capped: set[Key] = set()
        self.housed: set[Key] = set()

    def find(self, *_: object, **__: object) -> Any:
        return self.several.pop(0)


def test_the_last_that_had_a_solution_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sojourn.study.plan.rounds.room", lambda *_: np.zeros(1))
    nearest, none = proposal(Stop({KEY: 1_000.0}, ())), proposal(Stop({}, (), possible=False))
    programme: Any = Programme([nearest, none])
    made: list[Any] = []

    def run(found: Any, _: int) -> Trial:
        made.append(found)
        return Trial("central", found, ({KEY: ASKED * (1.0 - 0.1 * len(made))},), ({},), 0)

    setting: Any = SimpleNamespace(paces=(), search=None)
    simulator: Any = SimpleNamespace(run=run)
    trial, _, found, _, _ = central_rounds(setting, simulator, programme, proposal(None), ("other",), alone=True)
    assert none not in made
    assert trial.found is found is nearest
    assert found.stop is nearest.stop
