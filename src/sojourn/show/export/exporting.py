"""The verb `export`: a run, or many, written for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.results.store import FOLDER, NotWritten

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run

FORMS = ("xlsx", "csv", "parquet")


def export(run: Run | PlainRun | Path | str, form: str = "xlsx", out: Path | str | None = None) -> Path:
    """Write a run as a workbook or as plain tables, and say where.

    Args:
        run: a run, which is kept first (`save`), or the folder of one.
        form: `xlsx`, `csv` or `parquet`.
        out: file or folder; plain tables go into one file where its name ends in `.zip`. Where not given, a file named
            for the run in the present folder.

    Raises:
        ValueError: there is no such form.
        NotKept: the folder holds no run that can be read.
        NotWritten: it cannot be written.
    """
    from sojourn.results.store import save
    from sojourn.show.export.flat import write
    from sojourn.show.export.sheets import exported
    from sojourn.show.export.workbook import workbook

    if form not in FORMS:
        raise ValueError(f"a run is exported as {', '.join(FORMS)}, not as {form!r}")
    folder = Path(run) if isinstance(run, str | Path) else save(run, FOLDER)
    found = exported(folder)
    name = folder.resolve().name
    place = Path(out) if out is not None else Path(f"{name}.xlsx" if form == "xlsx" else f"{name}-{form}.zip")
    try:
        if form == "xlsx":
            content = workbook(found)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        else:
            write(found, "csv" if form == "csv" else "parquet", place)
    except OSError as trouble:
        why = (trouble.strerror or str(trouble)).lower()
        raise NotWritten(f"the export could not be written to {str(place)[:200]!r}: {why}") from trouble
    return place
