"""`sojourn pictures`: the pictures of a run as files, from the run's folder, with nothing simulated again."""

from __future__ import annotations

import json as js
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sojourn.cli.kept import folder_of
from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

if TYPE_CHECKING:
    from sojourn.show.pictures.picture import Picture
    from sojourn.show.pictures.theme import Theme

EXAMPLE = "For example: sojourn pictures last --only population,removals --format png --out pictures"


class Format(StrEnum):
    """Kinds of file that a picture can be."""

    svg = "svg"
    png = "png"
    pdf = "pdf"
    vega = "vega"
    html = "html"


HINDCASTS = (".json", ".csv")
"""Endings of the file of a hindcast; that of a scenario is another."""
ENDINGS = {Format.vega: "vl.json"}
"""How the name of a file ends, where not as its kind is called."""


def pictures(
    run: Annotated[
        str,
        typer.Argument(
            help="Folder of a run, `last` for the newest, a scenario, which is run first, or the file of a hindcast."
        ),
    ] = "last",
    only: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Only these, with commas between: population,flow.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="Kind of file.")] = Format.svg,
    dark: Annotated[bool, typer.Option("--dark", help="In light letters on dark ground.")] = False,
    width: Annotated[int, typer.Option(metavar="PIXELS", help="Width, 320 to 2000; 400 suits a phone.")] = 720,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the files; made if it is not there.")] = Path(
        "pictures"
    ),
    actual: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="Of a hindcast: what happened, as `sojourn score` reads it; may be repeated."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Draw the pictures of a run: population, flow, removals, map, ledger, waits, held_long.

    Each says its finding above, and its source and grade below. Nothing is fetched, and nothing is simulated again.
    """
    from sojourn.show.pictures.picture import LEAST, MOST

    if not LEAST <= width <= MOST:
        raise WrongUse(f"--width: {width:,} is not between {LEAST} and {MOST:,} pixels")
    if Path(run).suffix in HINDCASTS and Path(run).is_file():
        of, found = run, _hindcast(Path(run), actual or [])
    elif actual:
        raise WrongUse("--actual is for the file of a hindcast, and there is none")
    else:
        folder = folder_of(run)
        of, found = f"{folder}/", _of_run(folder, only)
    told: list[dict[str, Any]] = []
    for name, one in found.items():
        path = out / f"{name}{'-dark' if dark else ''}.{ENDINGS.get(form, form.value)}"
        _write(path, _content(one, form, dark, width))
        told.append({"name": name, "file": str(path), "title": one.title, "alt": one.alt, "source": one.source})
    if json:
        print_json({"run": of.rstrip("/"), "pictures": told})
        return
    from sojourn.show.consoles import out as screen

    console = screen()
    for line in told:
        console.print(f"{line['file']}: {line['title']}", soft_wrap=True)
    console.print(f"Of {of}", soft_wrap=True)


def _of_run(folder: Path, only: str | None) -> dict[str, Picture]:
    """All pictures of a run, or those that are named."""
    from sojourn.show.consoles import err
    from sojourn.show.pictures.make import drawn, picture
    from sojourn.show.pictures.picture import NoPicture

    if only is None:
        found, trouble = drawn(folder)
        for name, why in trouble.items():
            err().print(f"warning: {name} is not drawn: {why}", soft_wrap=True)
        return found
    try:
        return {name: picture(folder, name) for name in map(str.strip, only.split(",")) if name}
    except NoPicture as trouble:
        raise WrongUse(f"--only: {trouble}") from None


def _hindcast(file: Path, actual: list[Path]) -> dict[str, Picture]:
    """The picture of a hindcast, with what happened: from files, or else as far as the evidence goes."""
    from sojourn.show.pictures.hindcast import hindcast
    from sojourn.study.forecasts.actual import read_actual
    from sojourn.study.forecasts.forecast import read_forecast
    from sojourn.study.forecasts.history import published

    told = read_forecast(file)
    happened = read_actual(actual).values if actual else published().actual()
    return {"hindcast": hindcast(told, happened)}


def _content(one: Picture, form: Format, dark: bool, width: int) -> bytes:
    theme: Theme = "dark" if dark else "light"
    if form is Format.png:
        return one.png(theme, width=width)
    if form is Format.pdf:
        return one.pdf(theme, width=width)
    if form is Format.html:
        return one.html().encode()
    if form is Format.vega:
        return (js.dumps(one.themed(theme, width), ensure_ascii=False, indent=1) + "\n").encode()
    return one.svg(theme, width).encode()


def _write(path: Path, content: bytes) -> None:
    from sojourn.study.whole_files import write

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, content)
    except OSError as trouble:
        why = (trouble.strerror or str(trouble)).lower()
        raise WrongUse(f"--out: {str(path)[:200]!r} cannot be written: {why}") from None
