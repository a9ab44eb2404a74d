"""`sojourn run --draws N`: many runs of a scenario, and a band in the place of every number."""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import print_json
from sojourn.cli.trouble import told

if TYPE_CHECKING:
    from sojourn.scenario import Document
    from sojourn.scenario.us import UsScenario
    from sojourn.study.ensemble import Ensemble


def run_draws(
    document: Document[UsScenario],
    draws: int,
    seed: int | None,
    until: date | None,
    workers: int | None,
    out: Path,
    *,
    json: bool,
    again: str,
) -> int:
    """Make the runs, keep them, print the answer, and give the exit code."""
    from sojourn.show.progress import bar
    from sojourn.study.draw_pool import Stopped
    from sojourn.study.ensemble import ensemble

    try:
        with bar(document.model.title, "runs", "starting", left=True) as progress:
            study = ensemble(
                document, draws=draws, seed=seed, until=until, workers=workers, under=out, progress=progress
            )
            summary = study.summary
    except Stopped as trouble:  # else the command line's library takes it for a bare interrupt and says nothing
        return told(trouble)
    folder, code = _kept(study)
    if json:
        print_json({**summary, "versions": study.versions, "folder": str(folder) if folder else None})
        return code
    from sojourn.results.bed_orders import as_ordered
    from sojourn.show.assumptions import assumptions
    from sojourn.show.bands import show
    from sojourn.show.consoles import out as screen

    console = screen()
    refused = [(one["type"], one["on"]) for one in study.central["not_ordered"]]
    show(study, console, assumptions(as_ordered(study.scenario, refused), study.calendar))
    if folder is not None:
        console.print(f"Written to {folder}/", soft_wrap=True)
    console.print(f"Again:     {again}", soft_wrap=True)
    return code


def _kept(study: Ensemble) -> tuple[Path | None, int]:
    """Write the study; where that fails, say so on standard error and go on, so that the answer is not lost."""
    from sojourn.results.store import NotWritten
    from sojourn.study.draw_files import save

    try:
        return save(study, shlex.join(["sojourn", *sys.argv[1:]])), 0
    except NotWritten as trouble:
        return None, told(trouble)
