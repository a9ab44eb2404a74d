"""The reference network on cimba, a discrete event library in C (`reference_cimba.c`).

Linked with the library that the package cimba carries, or with the one installed under CIMBA_PREFIX.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import programs
from reference import Reference
from summary import Summary

FLAGS = ("-std=c2x", "-O3", "-march=native")
# Compilers before GCC 13 know C23's static_assert by its old name only.
OLDER = ("-Dstatic_assert=_Static_assert",)


def program() -> list[str]:
    """The command.

    Raises:
        programs.Missing: there is no compiler or no cimba.
    """
    prefix = os.environ.get("CIMBA_PREFIX")
    more: tuple[str, ...]
    if prefix:
        found = sorted(Path(prefix).glob("lib*/**/libcimba.so"))
        if not found:
            raise programs.Missing(f"there is no libcimba.so under {prefix}")
        more, library = (*OLDER, f"-I{prefix}/include"), found[0]
    else:
        spec = find_spec("cimba")
        libraries = sorted(Path(spec.origin).parent.glob("libcimba*.so")) if spec and spec.origin else []
        if not libraries:
            raise programs.Missing("it needs the package cimba, or --cimba PREFIX where the C library is installed")
        more, library = (), libraries[0]
    after = (str(library), f"-Wl,-rpath,{library.parent}", "-lm")
    return [str(programs.compiled("reference_cimba.c", "gcc", (*FLAGS, *more), after))]


def timed(reference: Reference, luck: int | None = None) -> dict[str, Any]:
    """One run, timed by the program."""
    return programs.timed(program(), reference, luck)


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run."""
    return programs.summary_of(timed(reference, luck))
