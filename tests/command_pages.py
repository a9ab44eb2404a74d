"""A page for each command, written from the program's own tree of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import typer.main

from pages import DOCS
from sojourn.cli.app import app

FOLDER = DOCS / "commands"
SEE = {
    "run": ["start", "money", "uncertainty"],
    "compare": ["compare"],
    "scenarios": ["parameters", "us-system"],
    "destinations": ["destinations", "agreements"],
    "evidence": ["evidence", "parameters"],
    "check": ["checks", "validation"],
    "replay": ["validation"],
    "children": ["children"],
    "claims": ["claims", "article"],
    "calibrate": ["hindcast"],
    "hindcast": ["hindcast", "forecasts"],
    "score": ["forecasts", "hindcast"],
    "serve": ["web"],
    "ledger": ["money"],
    "budget": ["money"],
    "plan": ["plan"],
    "pictures": ["pictures"],
    "export": ["pictures"],
    "report": ["report"],
    "sweep": ["sweep"],
    "sensitivity": ["sensitivity", "uncertainty"],
    "estimates": ["estimates", "gao"],
    "trace": ["start", "article"],
}
"""Pages that tell more about a command."""
WIDE = 10_000
"""Columns; no line of a help text is broken."""


@cache
def tree() -> Any:
    """The commands, as the program has them."""
    return typer.main.get_command(app)


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its full name."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def pages() -> dict[str, str]:
    """Each file of the folder, and its text."""
    found = {"index.md": index()}
    for name, command in tree().commands.items():
        parts = [section(name, command, "#")]
        parts += [section(f"{name} {sub}", one, "##") for sub, one in getattr(command, "commands", {}).items()]
        see = [f"[{_title(page)}](../{page}.md)" for page in SEE[name]]
        parts.append(f"More: {', '.join(see)}. [All commands](index.md).\n")
        found[f"{name}.md"] = "\n".join(parts)
    return found


def index() -> str:
    """The list of all commands."""
    first = {name: one.help.partition("\n\n")[0] for name, one in tree().commands.items()}
    rows = [f"| [`sojourn {name}`]({name}.md) | {_cell(_plain(said))} |" for name, said in first.items()]
    return "\n".join(
        [
            "# Commands\n",
            "Each prints its answer on standard output and everything else on standard error; `--json` gives one",
            "JSON document. The exit code is 0 where all is well, 1 where it failed, 2 where it was used wrongly (a",
            "mistake in a scenario too), and 130 where it was stopped. `sojourn COMMAND --help` says the same.\n",
            "| command | what it does |",
            "| --- | --- |",
            *rows,
            "",
        ]
    )


def section(name: str, command: Any, level: str) -> str:
    """What one command is for, how it is used, and an example."""
    context = command.context_class(command, info_name=f"sojourn {name}", terminal_width=WIDE, max_content_width=WIDE)
    lines = [f"{level} sojourn {name}\n", *(f"{_line(part)}\n" for part in command.help.split("\n\n"))]
    usage = " ".join([f"sojourn {name}", *command.collect_usage_pieces(context)])
    lines += [f"```text\n{usage}\n```\n"]
    for kind, title in (("argument", "Argument"), ("option", "Option")):
        told = [one.get_help_record(context) for one in command.params if one.param_type_name == kind]
        rows = [f"| `{_cell(what)}` | {_cell(_plain(said))} |" for what, said in filter(None, told)]
        lines += [f"| {title.lower()} | |\n| --- | --- |\n" + "\n".join(rows) + "\n"] if rows else []
    lines += [f"{_code(command.epilog)}\n"] if command.epilog else []
    return "\n".join(lines)


def examples(epilog: str) -> list[str]:
    """The commands of `For example: sojourn ..., or: sojourn ...`."""
    return [part.strip().rstrip(",") for part in re.split(r"(?:^|, )(?:For example|or):? (?=sojourn )", epilog) if part]


def _code(epilog: str) -> str:
    return "For example:\n\n```text\n" + "\n".join(examples(epilog)) + "\n```"


def _line(text: str) -> str:
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    """Text whose marks mean nothing to Markdown: `<`, `*` and names in capitals stay as they are."""
    return text.replace("<", "&lt;").replace("*", "\\*")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _title(page: str) -> str:
    return (DOCS / f"{page}.md").read_text("utf-8").splitlines()[0].removeprefix("# ").split(":")[0]
