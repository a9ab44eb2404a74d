"""Files of a run that can be downloaded: the scenario, the data, pictures, the workbook and the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run
    from sojourn.show.export.sheets import Exported
    from sojourn.show.pictures.picture import Picture
    from sojourn.show.pictures.theme import Theme

    AnyRun = Run | PlainRun

WIDTHS = {"wide": 720, "narrow": 400}
Made = tuple[bytes, str]


class NoSuchFile(LookupError):
    """No file of this name is made of a run."""


def made(run: AnyRun, name: str, options: Mapping[str, str]) -> Made:
    """A file of a run and its media type.

    Raises:
        NoSuchFile: there is none of this name.
    """
    if name not in FILES:
        raise NoSuchFile(f"no file {name!r} is made of a run")
    return FILES[name](run, options)


def pictures() -> tuple[str, ...]:
    """Names of the pictures of runs, in the order of the page: those of the US system, then those of any other."""
    from sojourn.show.pictures.make import OF_A_RUN, OF_ANY

    return (*OF_A_RUN, *OF_ANY)


def names_of_files() -> list[str]:
    """Names of the files that are made of a run of any system, beside its pictures."""
    return [name for name in FILES if "." in name and name != "pictures.json"]


def drawings(drawn: Picture) -> dict[str, str]:
    """A picture as SVG, in both themes and widths: `light-wide` and so on."""
    themes: tuple[Theme, ...] = ("light", "dark")
    return {f"{theme}-{name}": drawn.svg(theme, width=width) for theme in themes for name, width in WIDTHS.items()}


def _scenario(run: AnyRun, options: Mapping[str, str]) -> Made:
    from sojourn.results.store import scenario_text

    return scenario_text(run).encode(), "application/yaml"


def _data(run: AnyRun, options: Mapping[str, str]) -> Made:
    return run.daily.write_csv().encode(), "text/csv"


def _workbook(run: AnyRun, options: Mapping[str, str]) -> Made:
    from sojourn.show.export.workbook import workbook

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _exported(run, workbook), kind


def _archive(run: AnyRun, options: Mapping[str, str]) -> Made:
    from sojourn.show.export.flat import files, zipped

    return _exported(run, lambda found: zipped(files(found, "csv"))), "application/zip"


def _report(run: AnyRun, options: Mapping[str, str], form: Literal["html", "pdf"]) -> Made:
    from sojourn.results.store import save
    from sojourn.show.report.report import report

    with TemporaryDirectory(prefix="sojourn-page-") as folder:
        written = report(save(run, Path(folder)))
        content = written.html.read_bytes() if form == "html" else written.pdf.read_bytes()
    return content, "text/html" if form == "html" else "application/pdf"


def _exported(run: AnyRun, form: Callable[[Exported], bytes]) -> bytes:
    """A run as other programs read it. It is made of the run's folder, which is gone when that is done."""
    from sojourn.results.store import save
    from sojourn.show.export.sheets import exported

    with TemporaryDirectory(prefix="sojourn-page-") as folder:
        return form(exported(save(run, Path(folder))))


def _picture(run: AnyRun, options: Mapping[str, str]) -> Made:
    from sojourn.show.pictures.make import picture

    drawn, width = picture(run, options["name"]), WIDTHS[options["width"]]
    theme: Theme = "dark" if options["theme"] == "dark" else "light"
    if options["form"] == "png":
        return drawn.png(theme, width=width), "image/png"
    return drawn.svg(theme, width=width).encode(), "image/svg+xml"


def _told(run: AnyRun, options: Mapping[str, str]) -> Made:
    """The pictures in words: title and description of each that can be drawn."""
    from sojourn.show.pictures.make import picture
    from sojourn.show.pictures.picture import NoPicture

    told = []
    for name in pictures():
        try:
            drawn = picture(run, name)
        except NoPicture:
            continue
        told.append({"name": name, "title": drawn.title, "alt": drawn.alt, "source": drawn.source})
    return json.dumps({"pictures": told}, ensure_ascii=False).encode(), "application/json"


FILES: dict[str, Callable[[AnyRun, Mapping[str, str]], Made]] = {
    "scenario.yaml": _scenario,
    "data.csv": _data,
    "data.xlsx": _workbook,
    "data.zip": _archive,
    "report.html": partial(_report, form="html"),
    "report.pdf": partial(_report, form="pdf"),
    "pictures.json": _told,
    "picture": _picture,
}
"""What makes each file."""
