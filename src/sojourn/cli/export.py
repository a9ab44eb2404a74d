"""`sojourn export`: a run as a workbook or as plain tables, with its assumptions and sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sojourn.cli.kept import folder_of
from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

EXAMPLE = "For example: sojourn export last --xlsx --out plan.xlsx"


def export(
    run: Annotated[
        str, typer.Argument(help="Folder of a run, `last` for the newest, or a scenario, which is run first.")
    ] = "last",
    xlsx: Annotated[bool, typer.Option("--xlsx", help="A workbook, a sheet a table; the default.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A CSV file a table, with metadata and a text.")] = False,
    parquet: Annotated[bool, typer.Option("--parquet", help="The same as Parquet.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="File or folder; plain tables go into one file where it ends in .zip."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Write a run for other programs: results, tables, ledger, assumptions with their places, and sources.

    The same run gives the same bytes. Nothing is simulated again.
    """
    from sojourn.show.export.exporting import export as write

    forms = [name for name, wanted in (("xlsx", xlsx), ("csv", csv), ("parquet", parquet)) if wanted] or ["xlsx"]
    if out is not None and len(forms) > 1:
        raise WrongUse("--out names one file or folder; ask for one of --xlsx, --csv and --parquet with it")
    if out is not None and forms == ["xlsx"] and out.suffix != ".xlsx":
        raise WrongUse(f"--out: a workbook's name ends in .xlsx, and {str(out)[:200]!r} does not")
    folder = folder_of(run)
    made = [write(folder, form, out) for form in forms]
    if json:
        print_json({"run": str(folder), "files": [str(path) for path in made]})
        return
    from sojourn.show.consoles import out as screen

    for path in made:
        screen().print(f"Written to {path}", soft_wrap=True)
