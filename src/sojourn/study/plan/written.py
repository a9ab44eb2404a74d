"""A plan kept in a folder: `plan.yaml` is a scenario that reads back and runs, `plan.json` says what was found.

Where a plan counts on agreements, `plan-without-agreements.yaml` is the plan that counts on none.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.results.store import NotWritten, as_yaml
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.summary import summary

if TYPE_CHECKING:
    from sojourn.study.plan.frontier import Frontier

PLAN, ANSWER, FRONTIER = "plan.yaml", "plan.json", "frontier.parquet"
WITHOUT = "plan-without-agreements.yaml"


def write_plan(found: Plan, folder: Path) -> str:
    """Write the scenario of a plan and its answer; returns the path of the scenario.

    Raises:
        NotWritten: the folder cannot be written.
    """
    head = f"# {found.title}.\n# Made by `sojourn plan` from the scenario {found.name} (seed {found.seed}).\n"
    texts = {
        PLAN: head + as_yaml(found.document()),
        ANSWER: json.dumps(summary(found), indent=1, ensure_ascii=False, allow_nan=False) + "\n",
    }
    if (counted := found.counted) is not None and found.proposal.agreed:
        texts[WITHOUT] = f"{head}# The same asked without any agreement.\n" + as_yaml(
            found.document(counted.without.found.proposal)
        )
    _write(folder, {name: text.encode() for name, text in texts.items()})
    return str(folder / PLAN)


def write_frontier(line: Frontier, folder: Path, picture: str | None = None) -> str:
    """Write the points of a frontier as a table, with a picture of it as SVG where there is one; returns its path.

    Raises:
        NotWritten: the folder cannot be written.
    """
    import io

    table = io.BytesIO()
    line.frame().write_parquet(table)
    text = json.dumps(line.summary(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    files = {FRONTIER: table.getvalue(), "frontier.json": text.encode()}
    if picture is not None:
        files["frontier.svg"] = picture.encode()
    _write(folder, files)
    return str(folder / FRONTIER)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Each file appears whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            part = folder / f".{name}.{os.getpid()}.part"
            part.write_bytes(content)
            part.replace(folder / name)
    except (OSError, ValueError) as trouble:
        why = ((trouble.strerror if isinstance(trouble, OSError) else str(trouble)) or "no reason given").lower()
        raise NotWritten(f"the plan could not be written to {str(folder)[:200]!r}: {why}") from trouble
