"""What is compiled before several processes want it at once: each of them would compile it again, for some ten seconds.

What was compiled before is found on disk (:mod:`sojourn.engine.compiled`), and all of this takes tenths of a second.
"""

from __future__ import annotations

import numpy as np

from sojourn.engine import Simulation
from sojourn.network import Clock, Fixed, Network, Opening, Source, Stage


def general() -> None:
    """See that the kernel for any network is compiled."""
    hall = Network(
        sources=(Source("ships", to="hall", rate=1.0),),
        stages=(Stage("hall", (Clock("served", Fixed(1), to="gone"),)),),
        exits=("gone",),
    )
    Simulation(hall, ticks=1, opening=someone(), specialised=False).advance()


def someone() -> Opening:
    """One person inside on the first day, in the first stage: what places people is compiled too."""
    nothing, before = np.zeros(1, np.int64), np.full(1, -1)
    return Opening(nothing, nothing, before, before, before)
