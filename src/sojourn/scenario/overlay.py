"""Scenarios on scenarios: `extends` lays a file over the ones it names, and remembers what it replaced.

Mappings merge key by key, everything else replaces, and `null` removes a key of the base. Places merge with
the values, so an error is shown in the file that wrote it, and `sojourn explain` can say which value
replaced which.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sojourn.scenario import text
from sojourn.scenario.errors import Mark, Place, Problem, ScenarioError, nearest, problem_at, quoted
from sojourn.scenario.paths import Parts, join
from sojourn.scenario.written import Written

MOST_FILES = 64
"""Files that one scenario may be laid over, counted each time they are read."""


@dataclass(frozen=True)
class Replaced:
    """A value that a later file, or an override, replaced or removed."""

    path: str
    old_text: str
    old_place: Place
    new_text: str
    new_place: Place

    def __str__(self) -> str:
        return f"{self.path}: {self.new_text} ({self.new_place}) replaced {self.old_text} ({self.old_place})"


@dataclass
class Log:
    """What happened while layers were laid on one another."""

    replaced: list[Replaced] = field(default_factory=list)
    removed: dict[Parts, Mark] = field(default_factory=dict)
    """Where each key that is gone was removed."""
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def note(self, path: Parts, old: Written, new: Written) -> None:
        """Remember that `new` takes the place of `old`."""
        self.replaced.append(Replaced(join(path), old.text, old.mark.place, new.text, new.mark.place))

    def complain(self, mark: Mark, message: str, path: Parts, hint: str | None = None) -> None:
        """Add a problem that does not stop the reading."""
        self.problems.append(problem_at(mark, message, join(path), hint))


def merge(base: Written, over: Written, log: Log, path: Parts = ()) -> Written:
    """The mapping `over` laid over the mapping `base`.

    A new `value` does not inherit the `source` of the one it replaces: that would be a false citation.
    """
    table = dict(base.table)
    if "value" in over.table and "source" not in over.table:
        table.pop("source", None)
    for key, new in over.table.items():
        old, here = table.get(key), (*path, key)
        if new.content is None and new.text == "" and old is not None:
            hint = "write null to remove it from the base, or delete this line to keep it"
            log.complain(new.key or new.mark, f"{quoted(join(here))} is left empty", here, hint)
        elif old is None:
            table[key] = new
            log.removed.pop(here, None)
        elif new.content is None:
            log.note(here, old, new)
            log.removed[here] = new.mark
            del table[key]
        elif isinstance(old.content, dict) and isinstance(new.content, dict):
            table[key] = merge(old, new, log, here)
        else:
            log.note(here, old, new)
            table[key] = new
    return replace(over, content=table)


class Layers:
    """Reads a scenario and all that it extends."""

    def __init__(self, shipped: Mapping[str, str], allow_outside: bool, log: Log) -> None:
        self.shipped, self.allow_outside, self.log = shipped, allow_outside, log
        self.home: Path | None = None
        """The folder that `extends` may not leave; None for a shipped scenario, which has none."""
        self.parsed: dict[str, Written] = {}
        self.read = 0

    def open(self, source: str | Path) -> Written:
        """The merged mapping of a scenario given by path or by shipped name. Raises ScenarioError."""
        name = str(source)
        if isinstance(source, str) and source in self.shipped:
            return self._layer(source, None, ())
        path = Path(source)
        if not name or not _there(path):
            raise ScenarioError(
                [Problem(None, f"{quoted(name)} is no file and no shipped scenario", "", self._near(name))]
            )
        self.home = path.parent
        return self._layer(name, path, ())

    def _layer(self, shown: str, path: Path | None, chain: tuple[tuple[str, str], ...]) -> Written:
        """One file over its bases. `path` is None for a shipped scenario; `chain` is who asked for it."""
        identity = _identity(path) if path is not None else f"shipped:{shown}"
        written = self._parsed(identity, shown, path)
        chain = (*chain, (identity, shown))
        merged: Written | None = None
        for named in self._bases(written):
            base_name, base_path = self._find(named, path)
            base_identity = _identity(base_path) if base_path is not None else f"shipped:{base_name}"
            if base_identity in [one for one, _ in chain]:
                names = [name for _, name in chain] + [base_name]
                circle = " -> ".join(quoted(name) for name in names)
                raise self._stop(named, f"`extends` goes round in a circle: {circle}")
            self.read += 1
            if self.read > MOST_FILES:
                raise self._stop(named, f"more than {MOST_FILES} files extend one another")
            layer = self._layer(base_name, base_path, chain)
            merged = layer if merged is None else merge(merged, layer, self.log)
        own = replace(written, content={key: value for key, value in written.table.items() if key != "extends"})
        return own if merged is None else merge(merged, own, self.log)

    def _parsed(self, identity: str, shown: str, path: Path | None) -> Written:
        if identity not in self.parsed:
            content = self.shipped[shown] if path is None else text.load(path, shown)
            if path is None and len(content) > text.MOST_BYTES:
                content = text.decode(content.encode("utf-8", "replace"), shown)
            written, problems = text.parse(content.removeprefix("\ufeff"), shown)
            self.log.problems += problems
            self.log.files.append(shown)
            self.parsed[identity] = written
        return self.parsed[identity]

    def _bases(self, written: Written) -> list[Written]:
        """The names under `extends`, as values with places."""
        extends = written.table.get("extends")
        if extends is None:
            return []
        named = extends.entries or [extends]
        for one in named:
            if not isinstance(one.content, str) or not one.content.strip():
                raise self._stop(one, "`extends` wants the name of a shipped scenario or the path of a file, or a list")
        return named

    def _find(self, named: Written, parent: Path | None) -> tuple[str, Path | None]:
        """The name to show and the path (None for a shipped scenario) behind an entry of `extends`."""
        name = str(named.content)
        if name in self.shipped:
            return name, None
        folder = parent.parent if parent is not None else Path()
        path = Path(os.path.normpath(folder / name))
        if not self.allow_outside and not self._inside(path):
            raise self._stop(named, f"{quoted(name)} lies outside the scenario's folder, which is not allowed here")
        if not _there(path):
            raise self._stop(named, f"{quoted(name)} is no file and no shipped scenario", self._near(name, folder))
        if path.is_dir():
            raise self._stop(named, f"{quoted(name)} is a folder, not a scenario file")
        if not path.is_file():
            raise self._stop(named, f"{quoted(name)} is not an ordinary file")
        return str(path), path

    def _inside(self, path: Path) -> bool:
        try:
            return self.home is not None and path.resolve().is_relative_to(self.home.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    def _near(self, name: str, folder: Path | None = None) -> str | None:
        """What the name was probably meant to be, and what there is."""
        path = (folder or Path()) / name
        files: list[str] = []
        if self.allow_outside or self._inside(path):
            try:
                near = [one for one in sorted(path.parent.iterdir())[:2000] if one.suffix in {".yaml", ".yml"}]
                files = [str(one.relative_to(folder) if folder else one) for one in near[:200]]
            except (OSError, ValueError):
                files = []
        meant = nearest(name, [*self.shipped, *files])
        if meant is None:
            stems = {Path(one).stem: one for one in files}
            stem = nearest(path.stem, stems)
            meant = stems[stem] if stem else None
        lines = [f"did you mean `{meant}`?"] if meant else []
        if self.shipped:
            lines.append(f"shipped: {', '.join(self.shipped)}")
        return "\n".join(lines) or None

    def _stop(self, named: Written, message: str, hint: str | None = None) -> ScenarioError:
        return ScenarioError([*self.log.problems, problem_at(named.mark, message, "extends", hint)])


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _identity(path: Path) -> str:
    try:
        return str(path.resolve())
    except (OSError, ValueError, RuntimeError):
        return str(path)
