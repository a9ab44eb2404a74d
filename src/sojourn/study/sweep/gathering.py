"""A study file as it is read: values with their places, and what is wrong with them, gathered."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.scenario.errors import Problem, problem_at, quoted
from sojourn.scenario.paths import Parts
from sojourn.scenario.variants import Variants
from sojourn.scenario.written import Written


class Gathering:
    """A study file, and what was found wrong with it so far."""

    def __init__(self, root: Written, problems: list[Problem]) -> None:
        self.root, self.problems = root, problems

    def wrong(self, at: Written, message: str, hint: str | None = None, path: str = "") -> None:
        """Note what is wrong at a value, and what would be right."""
        self.problems.append(problem_at(at.head, message, path, hint))

    def path(self, base: Variants, key: str, value: Written) -> Parts | None:
        """A key as a path of the scenario, if it is one."""
        parts, problem = base.path(key, value)
        if problem is not None:
            self.problems.append(problem)
        return parts

    def valued(self, base: Variants, table: Mapping[str, Written]) -> dict[Parts, Written]:
        """Values by path; those at paths that there are not go to the problems."""
        out = {}
        for key, value in table.items():
            if (path := self.path(base, key, value)) is None:
                continue
            if value.content is None and value.text == "":
                self.wrong(
                    value, f"{quoted(key)} is left empty", "write null to remove what the scenario has there", key
                )
            elif path in out:
                self.wrong(value, f"{quoted(key)} is given twice", path=key)
            else:
                out[path] = value
        return out

    def whole(self, key: str, least: int, most: int, under: Written | None = None) -> int | None:
        """A whole number under a key, of the file or of another mapping; None where none is, or none that fits."""
        given = (under or self.root).table.get(key)
        if given is None:
            return None
        number = given.content
        if isinstance(number, str) and number.replace(",", "").isascii() and number.replace(",", "").isdigit():
            number = int(number.replace(",", "")) if len(number) < 20 else most + 1
        if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
            self.wrong(given, f"`{key}` is a whole number from {least} to {most:,}, got {quoted(given.text)}", path=key)
            return None
        return number
