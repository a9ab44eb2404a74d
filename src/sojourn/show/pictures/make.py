"""The verb `picture`: one picture of a result, or all that can be drawn of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sojourn import __version__
from sojourn.results.kept import Kept, NotKept, kept, kept_in
from sojourn.show.pictures.comparison import FILE, FIRST, of_comparison, span
from sojourn.show.pictures.picture import NoPicture, Picture

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run
    from sojourn.study.compare.attribution import Attribution
    from sojourn.study.ensemble import Ensemble
    from sojourn.study.forecasts.forecast import Forecast

    Result = Run | PlainRun | Ensemble | Kept | Path | str | Forecast | Attribution

OF_A_RUN: Mapping[str, str] = MappingProxyType(
    {
        "population": "people held against beds",
        "flow": "where people go from arrest to outcome",
        "removals": "removals by fiscal year beside every published year",
        "map": "agreements with third countries by status",
        "ledger": "spending by account",
        "waits": "waiting time by nationality",
        "held_long": "who is held over 90 and 180 nights",
    }
)
"""Pictures of a run, or of many, and what each is of."""
OF_ANY: Mapping[str, str] = MappingProxyType({"left": "how people left"})
"""Pictures of a run of any other system."""
OF_MANY = ("population", "removals", "ledger", "held_long")
"""Those that many runs have, with bands: the others need the tables of one."""
MODULES = {"map": "destinations_map"}
"""Name to its module, where that is called otherwise."""


def picture(result: Result, name: str | None = None, **more: Any) -> Picture:
    """One picture of a result. Nothing is simulated again.

    Args:
        result: a run, many runs (`run` with draws), the folder of either or of a comparison; a hindcast; what explains
            a comparison.
        name: which one; `population` of a run where not given, `left` of a run of another system. A hindcast and a
            comparison have one each.
        more: what that picture takes: `actual` and `series` of a hindcast, `line` and `period` of a comparison.

    Raises:
        NoPicture: there is none of this name, or nothing to draw in it.
        NotKept: a folder holds no run that can be read.
    """
    if _is(result, "sojourn.study.forecasts.forecast", "Forecast"):
        return _call("hindcast", name, result, **more)
    if _is(result, "sojourn.study.compare.attribution", "Attribution"):
        return _compared(result, name, **more)
    if (folder := _compared_in(result)) is not None:
        drawn = of_comparison(folder)
        if (name or FIRST) not in drawn:
            raise NoPicture(f"no picture is called {str(name)[:60]!r}; there are {', '.join(drawn)}")
        return drawn[name or FIRST]
    whole = _kept(result)
    return _of(whole, name or next(iter(OF_A_RUN if whole.us else OF_ANY)))


def pictures(result: Result) -> dict[str, Picture]:
    """All pictures that can be drawn of a run, of many, or of a comparison that was kept, by name.

    Raises:
        NoPicture: none can.
        NotKept: a folder holds no run that can be read.
    """
    return drawn(result)[0]


def drawn(result: Result) -> tuple[dict[str, Picture], dict[str, str]]:
    """All pictures that can be drawn, and for each whose table cannot be read why: the others are drawn all the same.

    Raises:
        NoPicture: none can, and nothing is damaged.
        NotKept: a folder holds no run that can be read.
    """
    if (folder := _compared_in(result)) is not None:
        return of_comparison(folder), {}
    found: dict[str, Picture] = {}
    trouble: dict[str, str] = {}
    whole = _kept(result)
    for name in OF_MANY if whole.many else OF_A_RUN if whole.us else OF_ANY:
        try:
            found[name] = _of(whole, name)
        except NoPicture:
            continue
        except NotKept as why:
            trouble[name] = str(why)
    if trouble and not found:
        raise NotKept(next(iter(trouble.values())))
    if not found:
        raise NoPicture(f"no picture can be drawn of {whole.made['scenario']}")
    return found, trouble


def _of(whole: Kept, name: str) -> Picture:
    known = OF_A_RUN if whole.us else OF_ANY
    if name not in known and name not in OF_A_RUN:
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise NoPicture(f"no picture is called {name[:60]!r}; {hint}")
    if name not in known:
        raise NoPicture(f"{name!r} is of the US system; of {whole.made['scenario']} there are {', '.join(known)}")
    if whole.many and name not in OF_MANY:
        raise NoPicture(f"{name!r} needs the tables of one run; of many runs there are {', '.join(OF_MANY)}")
    if name == "held_long" and not whole.many and "stays" not in whole.tables:
        raise NoPicture("this run was kept without its table of stays; run it again to see who is held long")
    draw: Callable[[Kept], Picture] = _maker(MODULES.get(name, name))
    return draw(whole)


def _compared_in(result: Any) -> Path | None:
    """The folder of a comparison, where it is one."""
    folder = Path(result) if isinstance(result, str | Path) else None
    return folder if folder is not None and (folder / FILE).is_file() else None


def _maker(module: str) -> Callable[..., Picture]:
    found: Callable[..., Picture] = getattr(import_module(f"sojourn.show.pictures.{module}"), module)
    return found


def _call(only: str, name: str | None, *given: Any, **more: Any) -> Picture:
    if name not in (None, only):
        raise NoPicture(f"this result has one picture, {only!r}, and none called {name!r}")
    return _maker(only)(*given, **more)


def _compared(result: Any, name: str | None, line: str | None = None, period: str | None = None) -> Picture:
    """The waterfall of a line of a comparison; of the first line that was asked for where none is given."""
    key = result.first[0][0] if line is None else line
    ends = f"{result.base.label} and {result.other.label}"
    source = f"Sojourn {__version__}, {ends}, by {result.runs:,} runs of the same people. A model, not a forecast."
    return _call("waterfall", name, {**result.waterfall(key, period), "holds": span(len(result.drawn))}, source)


def _kept(result: Any) -> Kept:
    if isinstance(result, Kept):
        return result
    if isinstance(result, str | Path):
        return kept_in(Path(result))
    if _is(result, "sojourn.study.ensemble", "Ensemble"):
        return kept_of_many(result)
    if _is(result, "sojourn.results.run", "Run") or _is(result, "sojourn.results.plain", "PlainRun"):
        return kept(result)
    raise NoPicture(f"no picture can be drawn of a {type(result).__name__}")


def kept_of_many(study: Ensemble) -> Kept:
    """Many runs in memory, as their folder would hold them."""
    from sojourn.results.identity import run_hash
    from sojourn.study.draw_files import bands_table, parameters_table, runs_table

    made = {
        "scenario": study.name,
        "seed": study.seed,
        "from": study.calendar.start.isoformat(),
        "until": study.calendar.until.isoformat(),
        "draws": study.draws,
        "hash": run_hash(study),
        "versions": study.versions,
    }
    tables = {"bands": bands_table, "runs": runs_table, "parameters": parameters_table}
    return Kept(
        made, study.summary, {name: partial(table, study) for name, table in tables.items()}, lambda: study.scenario
    )


def _is(result: Any, module: str, name: str) -> bool:
    """Whether something is of a class, without importing it: who has such a thing has its module."""
    import sys

    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(result, getattr(loaded, name))
