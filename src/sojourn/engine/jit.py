"""The three ways in which this package has Numba compile a function.

Reference counting is switched off (``_nrt``): it would put atomic additions into the innermost loop. Nothing compiled
here makes an array. Division and bounds are not checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])
_njit: Any = numba.njit


def inline(function: Function) -> Function:
    """A function that is put in where it is called, before anything is compiled: nothing is passed at run time."""
    out: Function = _njit(inline="always", _nrt=False, error_model="numpy")(function)
    return out


def small(function: Function) -> Function:
    """A function of a few plain arguments, compiled once and then put in where it is called.

    Code that calls it in many places compiles sooner than with `inline`; large arguments would cost much more.
    """
    out: Function = _njit(_nrt=False, forceinline=True, error_model="numpy")(function)
    return out


def entry(function: Function) -> Function:
    """A function called from Python: compiled once and kept on disk, and run without the interpreter's lock."""
    out: Function = _njit(_nrt=False, nogil=True, cache=True, error_model="numpy", boundscheck=False)(function)
    return out
