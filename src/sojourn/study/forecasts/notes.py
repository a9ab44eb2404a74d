"""What was taken for granted when a file was read: each kind of thing in one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from sojourn.scenario.errors import quoted


@dataclass
class Notes:
    """Sentences in the order in which they came up; what happens often is counted."""

    _found: dict[str, tuple[int, str, int]] = field(default_factory=dict)

    def add(self, sentence: str, example: str = "", line: int = 0) -> None:
        """Note something; the first example of a sentence is kept with its line, the others are counted."""
        times, first, at = self._found.get(sentence, (0, example, line))
        self._found[sentence] = times + 1, first, at

    def sentences(self) -> tuple[str, ...]:
        """Each sentence, with how often and where first."""
        return tuple(_told(sentence, *found) for sentence, found in self._found.items())


def _told(sentence: str, times: int, example: str, line: int) -> str:
    if not line:
        return sentence
    often = f"{times} times, first" if times > 1 else "once,"
    return f"{sentence} ({often} in line {line}{f': {quoted(example)}' if example else ''})"
