"""`sojourn run`: simulate a scenario, answer on one screen, and keep the run in a folder."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sojourn.cli.days import day
from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse, told

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run

WHAT_IF = "beds.capacity=60,000 beds"
"""What is offered to be tried next."""
OTHER = "departures.charter.0.flights=40 per week"
"""The same to who has just tried that."""

EXAMPLE = "For example: sojourn run plan-2025 --set beds.capacity='60,000 beds'"


def run(
    scenario: Annotated[str, typer.Argument(help="Name of a shipped scenario, or path of a file.")] = "plan-2025",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    credit: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS",
            help="What counts as an agreement with a third country: signed, or, as a claim, open, talks or floated.",
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Name of the luck; the same seed gives the same run.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day that is not simulated, inside the period.")
    ] = None,
    draws: Annotated[
        str | None,
        typer.Option(metavar="N", help="Run it with N draws of what is not known: a band for every number."),
    ] = None,
    workers: Annotated[
        str | None, typer.Option(metavar="N", help="Processes that make the draws; all cores where not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON document.")] = False,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder that gets a folder for the run.")] = Path("runs"),
) -> None:
    """Simulate a scenario and answer on one screen.

    The run is also written to a folder of its own: the summary, the scenario as it was run, and daily, monthly and bed
    tables.
    """
    from sojourn.run import load
    from sojourn.run import run as simulate
    from sojourn.show.progress import bar

    many = _whole("--draws", draws)
    processes = _whole("--workers", workers)
    if credit is not None:
        changes = [*(changes or ()), f"third_country.credit={credit}"]
    document = load(scenario, changes or ())
    if many is not None:
        from sojourn.cli.run_draws import run_draws

        again = _again(scenario, changes, document.model.seed if seed is None else seed, until, ["--draws", str(many)])
        raise typer.Exit(run_draws(document, many, seed, day("--until", until), processes, out, json=json, again=again))
    with bar(document.model.title) as progress:
        answer = simulate(document, seed=seed, until=day("--until", until), progress=progress)
        summary = answer.summary
    system = document.model.system
    # The run is kept before it is told: whoever reads only the first lines has it all the same.
    folder, code = _kept(answer, out, shlex.join(["sojourn", *sys.argv[1:]]))
    if json:
        print_json({**summary, "versions": answer.versions, "folder": str(folder) if folder else None})
        raise typer.Exit(code)
    from sojourn.show.consoles import out as screen

    console = screen()
    if system == "us":
        from sojourn.show.assumptions import assumptions
        from sojourn.show.screen import show

        show(summary, console, assumptions(answer.scenario, answer.calendar))
    else:
        from sojourn.show.plain import show as show_plain

        show_plain(summary, console)
    if folder is not None:
        console.print(f"Written to {folder}/", soft_wrap=True)
    console.print(f"Again:     {_again(scenario, changes, answer.seed, until)}", soft_wrap=True)
    if system != "us":
        raise typer.Exit(code)
    offered = OTHER if any(one.startswith(WHAT_IF.partition("=")[0]) for one in changes or ()) else WHAT_IF
    console.print(f"What if:   {_what_if(scenario, changes, offered, seed, until)}", soft_wrap=True)
    raise typer.Exit(code)


def _what_if(scenario: str, changes: list[str] | None, offered: str, seed: int | None, until: str | None) -> str:
    """A command that differs from the run by what is offered alone, so that nothing else moves the numbers."""
    path, _, value = offered.partition("=")
    kept = [part for one in changes or () for part in ("--set", one)]
    named = [*([] if seed is None else ["--seed", str(seed)]), *(["--until", until] if until else [])]
    parts = [shlex.join(["sojourn", "run", scenario, *kept]), f"--set {path}='{value}'"]
    return " ".join([*parts, shlex.join(named)] if named else parts)


def _again(scenario: str, changes: list[str] | None, seed: int, until: str | None, more: Sequence[str] = ()) -> str:
    """The command that repeats a run."""
    parts = ["sojourn", "run", scenario, *(part for one in changes or () for part in ("--set", one))]
    return shlex.join([*parts, "--seed", str(seed), *(["--until", until] if until else []), *more])


def _whole(option: str, text: str | None) -> int | None:
    """A whole number from what was written; how large it may be is for whoever uses it to say."""
    if text is None:
        return None
    try:
        return int(text.replace(",", "").replace("_", ""))
    except ValueError:
        shown = text if len(text) <= 60 else f"{text[:60]}..."
        raise WrongUse(f"{option}: `{shown}` is no whole number; write it as 100") from None


def _kept(answer: Run | PlainRun, out: Path, command: str) -> tuple[Path | None, int]:
    """Write the run; where that fails, say so on standard error and go on, so that the answer is not lost."""
    from sojourn.results.store import NotWritten, save

    try:
        return save(answer, out, command), 0
    except NotWritten as trouble:
        return None, told(trouble)
