"""Plain tables, CSV or Parquet, with metadata and a text that explains them: as a folder, or as one zip."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sojourn.show.export.about import metadata, readme
from sojourn.show.export.sheets import Exported

if TYPE_CHECKING:
    import polars as pl

FORMULA = r"^[=+\-@\t\r]"
"""How a text begins that a spreadsheet works out when it opens a CSV file."""

Form = Literal["csv", "parquet"]
FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of each file in a zip, so that the same run gives the same bytes."""


def files(found: Exported, form: Form) -> dict[str, bytes]:
    """Name to content of all files, the tables among them."""
    named = {sheet.name: f"{sheet.name}.{form}" for sheet in found.sheets}
    tables = {}
    for sheet in found.sheets:
        whole = io.BytesIO()
        if form == "csv":
            _unarmed(sheet.frame).write_csv(whole)
        else:
            units = json.dumps(dict(sheet.units))
            sheet.frame.write_parquet(
                whole, compression="zstd", metadata={"run": found.kept.made["hash"], "units": units, "what": sheet.what}
            )
        tables[sheet.name] = (named[sheet.name], whole.getvalue())
    said = json.dumps(metadata(found, tables), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return {
        "README.md": readme(found, named).encode(),
        "metadata.json": said.encode(),
        **dict(tables.values()),
    }


def _unarmed(frame: pl.DataFrame) -> pl.DataFrame:
    """The same with an apostrophe before each text that a spreadsheet would take for a formula and work out."""
    import polars as pl
    import polars.selectors as cs

    text = cs.string()
    return frame.with_columns(pl.when(text.str.contains(FORMULA)).then("'" + text).otherwise(text).name.keep())


def write(found: Exported, form: Form, place: Path) -> None:
    """Write the tables into a folder, or into one file where the name ends in `.zip`.

    Raises:
        OSError: it cannot be written.
    """
    content = files(found, form)
    if place.suffix == ".zip":
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(zipped(content))
        return
    place.mkdir(parents=True, exist_ok=True)
    for name, whole in content.items():
        (place / name).write_bytes(whole)


def zipped(content: dict[str, bytes]) -> bytes:
    """One zip of some files; the same files give the same bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in content.items():
            entry = zipfile.ZipInfo(name, FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, one)
    return whole.getvalue()
