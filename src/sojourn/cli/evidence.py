"""`sojourn evidence`: a figure or a table, where it comes from, its grade, and which scenarios name it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

EXAMPLE = "For example: sojourn evidence detention.adult_bed_day.FY2025, or: sojourn evidence --grade C"


def evidence(
    key: Annotated[str | None, typer.Argument(help="Key of a figure, or name of a table.")] = None,
    grade: Annotated[str | None, typer.Option(help="List only this grade: A, B or C.")] = None,
    search: Annotated[str | None, typer.Option(help="List only what has this text in key, document or note.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show a figure or a table of the evidence; without a key, list them."""
    if key is None:
        _list(grade, search, json)
    elif grade is not None or search is not None:
        raise WrongUse("--grade and --search narrow the list; leave the key away to list")
    else:
        _one(key, json)


def _one(key: str, json: bool) -> None:
    from difflib import get_close_matches

    from sojourn.evidence.registry import figures
    from sojourn.evidence.tables import table, tables
    from sojourn.show.consoles import out
    from sojourn.show.evidence import show_figure, show_table

    figure, info = figures().get(key), tables().get(key)
    if figure is None and info is None:
        near = get_close_matches(key[:80], [*figures(), *tables()], n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "sojourn evidence --search WORD looks for one"
        raise WrongUse(f"no figure and no table is called {key[:80]!r}; {hint}")
    used = _used(key)
    if json:
        found = asdict(figure) if figure is not None else asdict(info)  # type: ignore[arg-type]
        print_json({**found, "used": [{"scenario": name, "path": path} for name, path in used]})
    elif figure is not None:
        show_figure(figure, used, out())
    elif info is not None:
        show_table(info, len(table(key)), used, out())


def _used(key: str) -> list[tuple[str, str]]:
    """Scenario and path of each value of a shipped scenario that names the key."""
    from sojourn.results.standing import standings
    from sojourn.run import load
    from sojourn.scenario.shipped import shipped

    models = {name: load(name).model for name in shipped()}
    return [(name, one.path) for name, model in models.items() for one in standings(model) if one.source == key]


def _list(grade: str | None, search: str | None, json: bool) -> None:
    from sojourn.evidence.registry import figures
    from sojourn.evidence.tables import tables
    from sojourn.show.consoles import out
    from sojourn.show.evidence import GRADES, show_list

    if grade is not None and grade.upper() not in GRADES:
        raise WrongUse(f"there is no grade {grade[:20]!r}; there are {', '.join(GRADES)}")
    word = (search or "").casefold()

    def wanted(graded: str, *texts: str) -> bool:
        return (grade is None or graded == grade.upper()) and any(word in text.casefold() for text in texts)

    numbers = [one for one in figures().values() if wanted(one.grade, one.key, one.document, one.publisher, one.note)]
    kept = [one for one in tables().values() if wanted(one.grade, one.table, one.what, one.document, one.note)]
    if json:
        print_json({"figures": [asdict(one) for one in numbers], "tables": [asdict(one) for one in kept]})
        return
    if not numbers and not kept:
        raise WrongUse("nothing in the evidence fits; leave --grade or --search away to see more")
    show_list(numbers, kept, out())
