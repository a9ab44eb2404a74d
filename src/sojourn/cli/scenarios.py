"""`sojourn scenarios`: list, show and check scenarios, and print the schema for editors."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated, Any

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import WRONG_USE, WrongUse

app = typer.Typer(
    help="List, show and check scenarios.",
    epilog="For example: sojourn scenarios show plan-2025",
    invoke_without_command=True,
    rich_markup_mode=None,
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.callback()
def without_command(context: typer.Context, json: Json = False) -> None:
    """List, show and check scenarios."""
    if context.invoked_subcommand is None:
        list_scenarios(json)


@app.command("list", epilog="For example: sojourn scenarios list")
def list_scenarios(json: Json = False) -> None:
    """List the scenarios that travel with Sojourn."""
    from sojourn.run import load
    from sojourn.scenario.shipped import DEFAULT, shipped

    found = []
    for name in shipped():
        model = load(name).model
        first, until = model.period.start.value.isoformat(), model.period.until
        last = (until - timedelta(days=1)).isoformat()
        about = " ".join(model.about.split())
        told = {"name": name, "system": model.system, "title": model.title, "from": first}
        found.append({**told, "until": until.isoformat(), "last_day": last, "about": about})
    if json:
        print_json(found)
        return
    from sojourn.show.consoles import out

    console = out()
    for one in found:
        default = " (the default)" if one["name"] == DEFAULT else ""
        console.print(f"{one['name']}{default}: {one['title']}, {one['from']} to {one['last_day']}")
        console.print(f"  {one['about']}")


@app.command("show", epilog="For example: sojourn scenarios show plan-2025 --resolved")
def show(
    name: Annotated[str, typer.Argument(help="Name of a shipped scenario, or path of a file.")],
    resolved: Annotated[bool, typer.Option("--resolved", help="With all that it extends laid together.")] = False,
    json: Json = False,
) -> None:
    """Print a scenario as it is written, or resolved."""
    from sojourn.run import load
    from sojourn.scenario.shipped import shipped

    if resolved or json:
        data = load(name).data
        if json:
            print_json(data)
            return
        from sojourn.results.store import as_yaml

        sys.stdout.write(as_yaml(data))
        return
    if name in shipped():
        sys.stdout.write(shipped()[name])
        return
    from pathlib import Path

    from sojourn.scenario import text

    if not Path(name).exists():
        raise WrongUse(f"{name!r} is no file and no shipped scenario; there are: {', '.join(shipped())}")
    sys.stdout.write(text.load(Path(name), name))


@app.command("check", epilog="For example: sojourn scenarios check my-plan.yaml")
def check(
    file: Annotated[str, typer.Argument(help="Path of a file, or name of a shipped scenario.")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a value first; may be given again.")
    ] = None,
    json: Json = False,
) -> None:
    """Say whether a scenario can be run, and if not, everything that is wrong with it."""
    from sojourn.network import NetworkError
    from sojourn.run import check as can_be_run
    from sojourn.run import load
    from sojourn.scenario import Problem, ScenarioError

    try:
        document = load(file, changes or ())
        can_be_run(document)
    except (ScenarioError, NetworkError) as trouble:
        if not json:
            raise
        told = trouble if isinstance(trouble, ScenarioError) else ScenarioError([Problem(None, str(trouble))])
        print_json({"file": file, "ok": False, "problems": told.to_json()})
        raise typer.Exit(WRONG_USE) from None
    answer: dict[str, Any] = {"file": file, "ok": True, "title": document.model.title, "problems": []}
    if json:
        print_json(answer)
    else:
        sys.stdout.write(f"{file} can be run: {document.model.title}\n")


@app.command("schema", epilog="For example: sojourn scenarios schema > sojourn.schema.json")
def schema(
    system: Annotated[str, typer.Argument(help="The system, as a scenario names it under `system`.")] = "us",
) -> None:
    """Print the JSON Schema with which editors complete and check scenarios of a system."""
    from sojourn.scenario import editor_schema
    from sojourn.scenario.errors import nearest
    from sojourn.systems.registry import SYSTEMS

    if system not in SYSTEMS:
        near = nearest(system, SYSTEMS)
        hint = f"did you mean {near}?" if near else f"there are: {', '.join(SYSTEMS)}"
        raise WrongUse(f"there is no system {system[:60]!r}; {hint}")
    print_json(editor_schema(SYSTEMS[system].model()))
