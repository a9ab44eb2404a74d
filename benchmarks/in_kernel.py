"""Seconds in the kernel, beside all else that a run takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sojourn.engine import simulation
from sojourn.engine.kernels import Run
from sojourn.engine.program import Program
from sojourn.engine.state import State

WARM_UP = 540
"""A programme of at most so many ticks is of the days before the start."""


@contextmanager
def timed(clock: Callable[[], float]) -> Iterator[list[float]]:
    """Two sums to which seconds are added: of the kernel in the days of a run, and in those before its start."""
    spent, whole = [0.0, 0.0], simulation.kernel_of

    def timed_kernel(program: Program, specialised: bool | None) -> Run:
        run = whole(program, specialised)
        before = int(program.ticks <= WARM_UP)

        def kernel(program: Program, state: State, until: int) -> None:
            begun = clock()
            run(program, state, until)
            spent[before] += clock() - begun

        return kernel

    simulation.kernel_of = timed_kernel
    try:
        yield spent
    finally:
        simulation.kernel_of = whole
