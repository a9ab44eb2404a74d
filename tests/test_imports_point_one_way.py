"""Imports point one way: each part knows only the parts below it, and no two modules need each other."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).parents[1] / "src"

ANSWERS = {"scenario", "evidence", "network", "systems", "engine", "policy", "results", "study", "show", "proof"}
VERBS = {"means", "run", "run_plain", "trace", "warm_up"}
"""Modules beside the parts: verbs that bring several parts together."""

MAY_IMPORT: dict[str, set[str]] = {
    "evidence": set(),
    "network": set(),
    "scenario": {"evidence"},
    "policy": {"scenario", "evidence", "network"},
    "systems": {"scenario", "evidence", "network", "policy"},
    "engine": {"network"},
    "results": {"scenario", "evidence", "network", "systems", "engine", "policy"},
    "warm_up": {"scenario", "evidence", "network", "systems", "engine"},
    "means": {"scenario", "evidence", "network", "systems", "engine", "policy", "results"},
    "run_plain": {"scenario", "evidence", "network", "systems", "engine", "results"},
    "run": {"scenario", "evidence", "network", "systems", "engine", "results", "run_plain", "warm_up", "means"},
    "trace": {"scenario", "evidence", "network", "systems", "engine", "results", "warm_up", "policy"},
    "proof": {"scenario", "network", "engine", "run"},
    "study": (ANSWERS | {"run", "warm_up", "means"}) - {"study", "show", "proof"},
    "show": (ANSWERS | VERBS) - {"show"},
    "web": ANSWERS | VERBS,
    "cli": ANSWERS | VERBS | {"web"},
    # The package itself offers the public verbs, so it may reach every part that answers.
    "__init__": ANSWERS | VERBS,
    "__main__": {"cli"},
}


class Import(NamedTuple):
    """One import of one of our own modules by another."""

    importer: str
    imported: str
    line: int
    only_typing: bool
    """True inside `if TYPE_CHECKING:`, where nothing is imported at run time."""


def module_name(path: Path, source: Path) -> str:
    parts = path.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """The part of the house a module belongs to; `__init__` for the package itself."""
    return [*module.split("."), "__init__"][1]


def read(source: Path) -> list[Import]:
    """Every import of our own modules, in functions too, since a late import is an import."""
    paths = {module_name(path, source): path for path in sorted(source.rglob("*.py"))}
    found = []
    for module, path in paths.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        typing_only = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
            for statement in node.body
            for inner in ast.walk(statement)
        }
        for node in (each for each in ast.walk(tree) if isinstance(each, (ast.Import, ast.ImportFrom))):
            for name in named(node, package):
                # `from sojourn.network import stage` means that module, or else a name in the package.
                target = name if name in paths else name.rpartition(".")[0]
                if target in paths and target != module:
                    found.append(Import(module, target, node.lineno, id(node) in typing_only))
    return found


def named(node: ast.Import | ast.ImportFrom, package: str) -> list[str]:
    """The dotted names an import statement asks for, relative ones made absolute."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    above = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
    base = ".".join([*above, *([node.module] if node.module else [])])
    return [f"{base}.{alias.name}" for alias in node.names]


def wrong_ways(imports: list[Import]) -> list[str]:
    """Each import that points the wrong way, as a sentence."""
    wrong = []
    for each in imports:
        here, there = part_of(each.importer), part_of(each.imported)
        if here == there or there == "__init__":
            continue
        if here not in MAY_IMPORT:
            wrong.append(f"{each.importer}: '{here}' has no place in MAY_IMPORT; give it one")
        elif there not in MAY_IMPORT[here]:
            wrong.append(f"{each.importer}, line {each.line}: '{here}' may not import '{there}'")
    return wrong


def circle(imports: list[Import]) -> list[str]:
    """The modules of one circle of imports at run time, or nothing."""
    graph: dict[str, set[str]] = {}
    for each in imports:
        # The package itself imports its verbs late and is imported for its version: no circle at run time.
        if not each.only_typing and "." in each.imported and "." in each.importer:
            graph.setdefault(each.importer, set()).add(each.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_each_part_imports_only_what_is_below_it() -> None:
    assert wrong_ways(read(SOURCE)) == []


def test_no_two_modules_need_each_other() -> None:
    assert circle(read(SOURCE)) == []


def test_the_rules_themselves_allow_no_circle() -> None:
    TopologicalSorter(MAY_IMPORT).prepare()


def test_only_the_command_line_reaches_the_command_line_and_the_app() -> None:
    assert {part for part, below in MAY_IMPORT.items() if "cli" in below} == {"__main__"}
    assert {part for part, below in MAY_IMPORT.items() if "web" in below} == {"cli"}


@pytest.mark.parametrize(
    ("importer", "statement"),
    [
        ("engine/kernel.py", "from sojourn.scenario import load"),
        ("engine/kernel.py", "import sojourn.systems.us as us"),
        ("network/stage.py", "from ..evidence import figures"),
        ("network/__init__.py", "from ..scenario import load"),
        ("evidence/rows.py", "def late():\n    from sojourn.scenario import load"),
        ("study/sweep.py", "from sojourn import cli"),
        ("helpers.py", "from sojourn.network import stage"),
    ],
)
def test_a_wrong_way_would_be_seen(tmp_path: Path, importer: str, statement: str) -> None:
    write(tmp_path, importer, statement)
    assert len(wrong_ways(read(tmp_path))) == 1


def test_a_circle_would_be_seen_and_one_for_types_alone_is_none(tmp_path: Path) -> None:
    write(tmp_path, "network/stage.py", "from sojourn.network import clock")
    write(
        tmp_path,
        "network/clock.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .stage import Stage",
    )
    assert circle(read(tmp_path)) == []
    write(tmp_path, "network/clock.py", "from .stage import Stage")
    assert set(circle(read(tmp_path))) == {"sojourn.network.stage", "sojourn.network.clock"}


def write(source: Path, name: str, text: str) -> None:
    """Write one module into a small house that has every part."""
    for part in ("", *sorted(ANSWERS), "cli", "web"):
        package = source / "sojourn" / part
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
    (source / "sojourn" / "network" / "stage.py").touch()
    (source / "sojourn" / "systems" / "us.py").touch()
    (source / "sojourn" / name).write_text(text + "\n", encoding="utf-8")
