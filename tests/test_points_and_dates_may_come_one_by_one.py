"""Points of a schedule and dated values may come from anything that gives them one by one, such as a zip."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.engine import Simulation
from sojourn.network import Clock, Dated, Exponential, Line, Network, NetworkError, Source, Stage, Steps

TICKS, NUMBERS = (0, 20, 40), (3.0, 9.0, 1.0)


def hall(rate: Steps | Line, to: Dated) -> Network:
    return Network(
        sources=(Source("ships", "hall", rate=rate),),
        stages=(Stage("hall", (Clock("served", Exponential(4.0), to, pace="pace"),)),),
        exits=("one", "two", "three"),
        paces={"pace": rate},
    )


@pytest.mark.parametrize("form", [Steps, Line])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_zip_gives_what_a_list_gives(form: type[Steps] | type[Line], seed: int) -> None:
    exits = ("one", "two", "three")
    listed = hall(form(list(zip(TICKS, NUMBERS, strict=True))), Dated(list(zip(TICKS, exits, strict=True))))
    zipped = hall(form(zip(TICKS, NUMBERS, strict=True)), Dated(zip(TICKS, exits, strict=True)))  # type: ignore[arg-type]
    first, second = (Simulation(one, ticks=60, seed=seed, specialised=False).advance() for one in (listed, zipped))
    assert first.panel.flow.sum() > 0
    assert np.array_equal(first.panel.flow, second.panel.flow)


def test_what_is_wrong_in_them_is_still_said() -> None:
    with pytest.raises(NetworkError, match="nowhere"):
        hall(Steps([(0, 1.0)]), Dated(zip(TICKS, ("one", "two", "nowhere"), strict=True)))  # type: ignore[arg-type]
    with pytest.raises(NetworkError, match="rising ticks"):
        hall(Steps(zip((5, 3), (1.0, 2.0), strict=True)), Dated([(0, "one")]))  # type: ignore[arg-type]
