"""The reference network in R's simmer (`reference_simmer.R`), where R and simmer are installed."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import Any

import programs
from reference import Reference
from summary import Summary


@cache
def program() -> list[str]:
    """The command.

    Raises:
        programs.Missing: there is no R or no simmer.
    """
    found = shutil.which("Rscript")
    if found is None:
        raise programs.Missing("it needs R (on Debian: r-base-core) and in R install.packages('simmer')")
    asked = subprocess.run(
        [found, "-e", "quit(status = !requireNamespace('simmer', quietly = TRUE))"], capture_output=True, check=False
    )
    if asked.returncode:
        raise programs.Missing("R has no package simmer: install.packages('simmer') in R, or r-cran-simmer")
    return [found, str(programs.HERE / "reference_simmer.R")]


def timed(reference: Reference, luck: int | None = None) -> dict[str, Any]:
    """One run, timed by the script."""
    if reference.regions > 1:
        raise programs.Missing("the script knows one region only")
    return programs.timed(program(), reference, luck)


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run."""
    return programs.summary_of(timed(reference, luck))
