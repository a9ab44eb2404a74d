"""Which compiled code runs a program: the kernel that serves any network, or one made for its structure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sojourn.engine.compiled import is_first, is_known, module_of
from sojourn.engine.kernel_source import general_source, source_of
from sojourn.engine.program import Program
from sojourn.engine.state import State

LARGE = 30_000_000
"""Arrivals from which on a run is worth the wait for a kernel of its own."""

Run = Callable[[Program, State, int], None]
Remove = Callable[[Program, State, npt.NDArray[np.uint8], npt.NDArray[np.uint64], npt.NDArray[np.uint64]], None]
Place = Callable[[Program, State, npt.NDArray[np.uint64], npt.NDArray[np.uint64]], None]


def kernel_of(program: Program, specialised: bool | None) -> Run:
    """The ``run`` of a kernel for a program.

    ``specialised`` asks for one of its own, or for the general one. None takes its own where that has been made before
    or the run is large, and where no kernel was ever made here: the general one would take as long to compile.
    """
    if specialised is not False:
        text = source_of(program)
        large = int(program.source.arrivals.sum()) >= LARGE
        if specialised or large or is_known("kernel", text) or is_first("kernel"):
            run: Run = module_of("kernel", text).run
            return run
    general: Run = module_of("kernel", general_source()).run
    return general


@cache
def placer() -> Place:
    """The function that puts people into the lists where they wait (`placing.place`)."""
    text = (Path(__file__).parent / "placing.py").read_text(encoding="utf-8")
    place: Place = module_of("placing", text).place
    return place


@cache
def remover() -> Remove:
    """The function that takes people out of the lists where they wait (`removing.remove`)."""
    text = (Path(__file__).parent / "removing.py").read_text(encoding="utf-8")
    remove: Remove = module_of("removing", text).remove
    return remove
