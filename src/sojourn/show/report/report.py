"""The verb `report`: a run on paper, to hand on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from sojourn.results.store import FOLDER, NotWritten

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run
    from sojourn.study.ensemble import Ensemble


@dataclass(frozen=True)
class Report:
    """Where a report was written."""

    html: Path
    pdf: Path
    json: Path
    """All that both say, as data."""


def report(run: Run | PlainRun | Ensemble | Path | str, out: Path | str | None = None) -> Report:
    """Write a report of a run, or of many with draws: `report.html`, `report.pdf` and `report.json`.

    Args:
        run: a run, which is kept first (`save`); many runs that were kept; or the folder of either.
        out: folder for the files, made if it is not there; the folder of the run where not given.

    Raises:
        NotKept: the folder holds no run that can be read.
        NotWritten: the files cannot be written.
        ScenarioError: its scenario cannot be read.
    """
    from sojourn.show.pictures.make import drawn
    from sojourn.show.pictures.picture import NoPicture
    from sojourn.show.report.contents import contents
    from sojourn.show.report.page import page
    from sojourn.show.report.paper import paper
    from sojourn.study.whole_files import write

    folder = _folder(run)
    said = contents(folder)
    try:
        shown, undrawn = drawn(folder)
    except NoPicture:
        shown, undrawn = {}, {}
    said["pictures"] = [
        {"name": name, "title": one.title, "alt": one.alt, "source": one.source} for name, one in shown.items()
    ]
    said["undrawn"] = [{"name": name, "why": why} for name, why in undrawn.items()]
    place = folder if out is None else Path(out)
    made = Report(place / "report.html", place / "report.pdf", place / "report.json")
    try:
        on_paper = paper(said, shown)
    except OSError as trouble:  # the PDF is set in the temporary folder, which can be full when `place` is not
        why = (trouble.strerror or str(trouble)).lower()
        raise NotWritten(f"the report could not be set in the temporary folder {gettempdir()!r}: {why}") from trouble
    content = {
        made.html: page(said, shown).encode(),
        made.pdf: on_paper,
        made.json: (json.dumps(said, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode(),
    }
    try:
        place.mkdir(parents=True, exist_ok=True)
        for path, whole in content.items():
            write(path, whole)
    except OSError as trouble:
        why = (trouble.strerror or str(trouble)).lower()
        raise NotWritten(f"the report could not be written to {str(place)[:200]!r}: {why}") from trouble
    return made


def _folder(run: Run | PlainRun | Ensemble | Path | str) -> Path:
    if isinstance(run, str | Path):
        return Path(run)
    from sojourn.study.ensemble import Ensemble

    if isinstance(run, Ensemble):
        from sojourn.study.draw_files import save as save_many

        return save_many(run)
    from sojourn.results.store import save

    return save(run, FOLDER)
