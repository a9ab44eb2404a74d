"""Values as a user wrote them: plain data that remembers, for each value, its place and its text.

A scenario is read into a tree of `Written`; overlays and overrides work on that tree, so that whatever is
wrong later can be shown where it was written, in whichever file that was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from sojourn.scenario.errors import Mark, Place
from sojourn.scenario.paths import Parts, join

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Written:
    """One value: a mapping, a list or a scalar."""

    content: dict[str, Written] | list[Written] | Scalar
    mark: Mark
    """Where the value begins."""
    text: str
    """What was written, for a scalar; a short description otherwise."""
    key: Mark | None = None
    """Where its key stands, if it has one."""
    flow: bool = False
    """Written in brackets or braces."""

    @property
    def table(self) -> dict[str, Written]:
        """The entries of a mapping; nothing for any other value."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def entries(self) -> list[Written]:
        """The entries of a list; nothing for any other value."""
        return self.content if isinstance(self.content, list) else []

    @property
    def scalar(self) -> bool:
        """Neither a mapping nor a list."""
        return not isinstance(self.content, dict | list)

    @property
    def head(self) -> Mark:
        """The best place to point at for the value as a whole: a block's key, else the value itself."""
        return self.mark if self.key is None or self.scalar or self.flow else self.key

    def child(self, part: object) -> Written | None:
        """The entry under a key, or under a number in a list; None when there is none."""
        if isinstance(self.content, dict):
            return self.content.get(str(part))
        if isinstance(self.content, list):
            number = part if isinstance(part, int) else int(part) if _is_number(part) else -1
            return self.content[number] if 0 <= number < len(self.content) else None
        return None

    def at(self, path: Sequence[str]) -> Written | None:
        """The value at a path, or None."""
        found: Written | None = self
        for part in path:
            found = found.child(part) if found is not None else None
        return found

    def with_entry(self, key: str, value: Written) -> Written:
        """A copy of a mapping in which `key` holds `value`."""
        return replace(self, content={**self.table, key: value})

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.content, dict):
            return {key: value.plain() for key, value in self.content.items()}
        if isinstance(self.content, list):
            return [value.plain() for value in self.content]
        return self.content

    def walk(self, path: Parts = ()) -> Iterator[tuple[Parts, Written]]:
        """Each value below with its path, in the order of the data, itself first."""
        yield path, self
        children = self.table.items() or ((str(i), value) for i, value in enumerate(self.entries))
        for key, value in children:
            yield from value.walk((*path, key))

    def places(self) -> Mapping[str, Place]:
        """The place of each value below, by dotted path."""
        return {join(path): value.mark.place for path, value in self.walk() if path}


def _is_number(part: object) -> TypeGuard[str]:
    return isinstance(part, str) and part.isascii() and part.isdigit() and len(part) < 10
