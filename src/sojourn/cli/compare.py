"""`sojourn compare`: scenarios on the same people, how they differ, and what each change brought about."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sojourn.cli.days import day
from sojourn.cli.in_order import placed
from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse, told

if TYPE_CHECKING:
    from datetime import date

    from sojourn.scenario import Document
    from sojourn.study.compare.attribution import Attribution
    from sojourn.study.compare.compare import Comparison

EXAMPLE = "For example: sojourn compare plan-2025 --set beds.capacity='60,000 beds' --explain"


def compare(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="A [B ...]", help="Names of shipped scenarios, or paths of files; differences are from the first."
        ),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=VALUE",
            help="Change a value of the scenario before it; of all, before the first. One scenario with changes is "
            "compared with itself as it is.",
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Share the difference out over what was changed.")] = False,
    of: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LINE", help="A line that --explain tells, removed_all or removed_all:FY2026; may be given again."
        ),
    ] = None,
    trace: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON", help="Only follow one synthetic person under both: 'El Salvador, convicted, interior'."
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option(metavar="N", help="Pairs of runs, each with a draw of what is not known; 0: luck alone.")
    ] = 20,
    runs: Annotated[int, typer.Option(metavar="N", help="Runs that --explain is meant to take.")] = 160,
    rules: Annotated[
        bool, typer.Option("--rules/--no-rules", help="Whether to look at each other rule that the model could have.")
    ] = True,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="First day that is not simulated.")] = None,
    seed: Annotated[int | None, typer.Option(help="Name of the luck of all; that of A where not given.")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes; all cores where not given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder that gets a folder for the comparison.")] = Path(
        "runs"
    ),
) -> None:
    """Run scenarios on the same people with the same luck, and say how they differ and how surely.

    Runs are kept in the user's cache, so that the same again, or with --explain, makes only what is new.
    """
    from sojourn.show.progress import bar
    from sojourn.study.compare.compare import compare as run_both
    from sojourn.study.compare.explain import in_range
    from sojourn.study.draw_pool import Stopped
    from sojourn.study.points.store import default_store

    last = day("--until", until)
    read = documents(scenarios or [], changes or [])
    if trace is not None:
        _trace(read, trace, seed, last, json=json)
        return
    if of and not explain:
        raise WrongUse("--of says which lines --explain tells; write --explain as well")
    in_range(runs)
    if explain:
        _see(of, read, seed, last)
    found: Attribution | None = None
    try:
        with bar(" and ".join(one.files[0] for one in read), "runs", "starting", left=True) as progress:
            study = run_both(
                *read,
                draws=draws,
                seed=seed,
                until=last,
                workers=workers,
                store=default_store(),
                structure=rules,
                progress=progress,
            )
        if explain:
            with bar("sharing out", "runs", "looking at the changes", left=True) as progress:
                found = study.explain(of=of or None, runs=runs, planned=_planned, progress=progress)
    except Stopped as trouble:  # else the command line's library takes it for a bare interrupt and says nothing
        raise typer.Exit(told(trouble)) from None
    folder, code = _kept(study, found, out)
    if json:
        from sojourn.study.compare.kept import answer

        print_json({**answer(study, found), "versions": study.versions, "folder": str(folder) if folder else None})
        raise typer.Exit(code)
    from sojourn.show.compare import show
    from sojourn.show.consoles import out as screen
    from sojourn.show.waterfall import show as show_waterfall

    console = screen()
    show(study, console)
    if found is not None:
        show_waterfall(found, console)
    if folder is not None:
        console.print(f"Written to {folder}/", soft_wrap=True)
    console.print(f"Again:     {_again(study.sides.seed, seed)}", soft_wrap=True)
    if found is None and len(read) == 2:
        console.print(f"Why:       {_again(study.sides.seed, seed)} --explain", soft_wrap=True)
    raise typer.Exit(code)


def _planned(changes: int, runs: int) -> None:
    """Say what the sharing out takes, before it begins."""
    from sojourn.show.consoles import err
    from sojourn.study.compare.planning import EXACT

    how = "in every set of them" if changes <= EXACT else "in drawn orders; --runs changes how many"
    what = "1 change" if changes == 1 else f"{changes:,} changes"
    err().print(f"{what} to share out, {how}: {runs:,} runs to make", soft_wrap=True)


def documents(scenarios: list[str], changes: list[str]) -> list[Document[Any]]:
    """The scenarios with what was set of each; of one scenario, it and itself as changed."""
    from sojourn.run import load

    numbered = placed(changes)
    sets = [[value for at, value in numbered if at == number] for number in range(len(scenarios) + 1)]
    if len(scenarios) == 1 and numbered:
        common, own = (sets[0], sets[1]) if sets[1] else ([], sets[0])
        return [load(scenarios[0], common), load(scenarios[0], [*common, *own])]
    return [load(name, [*sets[0], *own]) for name, own in zip(scenarios, sets[1:], strict=True)]


def _see(of: list[str] | None, read: list[Document[Any]], seed: int | None, until: date | None) -> None:
    """See that the difference can be shared out and the lines asked for are there, before anything is run for long."""
    from sojourn.study.compare.compare import known_lines
    from sojourn.study.compare.explain import can_be, named
    from sojourn.study.compare.sides import sides

    found = sides(read, seed, until)
    can_be(found)
    if of:
        named(of, found, {key: line for one in found.all for key, line in known_lines(one, found.seed).items()})


def _trace(read: list[Document[Any]], person: str, seed: int | None, until: date | None, *, json: bool) -> None:
    from sojourn.show.beside import show
    from sojourn.show.consoles import out as screen
    from sojourn.show.progress import bar
    from sojourn.study.compare.sides import sides
    from sojourn.trace.beside import beside
    from sojourn.trace.who import TraceError

    found = sides(read, seed, until)
    if len(found.others) != 1:
        raise WrongUse(f"--trace follows a person under two scenarios, not {len(found.all)}")
    try:
        with bar(found.base.model.title) as progress:
            one, other = found.all
            both = beside(one.model, other.model, person, seed=found.seed, until=found.until, progress=progress)
    except TraceError as trouble:
        raise WrongUse(str(trouble)) from None
    if json:
        print_json(both.to_json())
        return
    show(both, (one.label, other.label), screen())


def _again(seed: int, given: int | None) -> str:
    """The command that repeats it, with its seed."""
    return shlex.join(["sojourn", *sys.argv[1:], *(["--seed", str(seed)] if given is None else [])])


def _kept(study: Comparison, found: Attribution | None, out: Path) -> tuple[Path | None, int]:
    """Write it; where that fails, say so on standard error and go on, so that the answer is not lost."""
    from sojourn.results.store import NotWritten
    from sojourn.study.compare.kept import save

    try:
        return save(study, found, out, shlex.join(["sojourn", *sys.argv[1:]])), 0
    except NotWritten as trouble:
        return None, told(trouble)
