"""Whom to follow: the words a user gives, turned into a set of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network import Kinds
from sojourn.scenario.errors import nearest, quoted

PARTS = ("nationality", "criminality", "agency", "case")
"""Parts of the kind that can be asked for. Not the area: a person may be moved to another."""


class TraceError(ValueError):
    """Nobody can be followed as asked; the message is one plain sentence."""


@dataclass(frozen=True)
class Who:
    """The people asked for: one level of each part, or any where None."""

    nationality: str
    criminality: str | None = None
    agency: str | None = None
    case: str | None = None

    @classmethod
    def among(
        cls,
        kinds: Kinds,
        *,
        nationality: str,
        criminality: str | None = None,
        agency: str | None = None,
        case: str | None = None,
    ) -> Who:
        """The levels that the words stand for; case, spaces and hyphens do not matter.

        Raises:
            TraceError: a word is no level of its part.
        """
        asked = {"nationality": nationality, "criminality": criminality, "agency": agency, "case": case}
        return cls(
            **{  # type: ignore[arg-type]
                part: None if word is None else level(word, kinds.levels(part), part) for part, word in asked.items()
            }
        )

    def mask(self, kinds: Kinds) -> npt.NDArray[np.bool_]:
        """(kinds,): which kinds are meant."""
        out = np.ones(kinds.size, dtype=bool)
        for part in PARTS:
            wanted = getattr(self, part)
            if wanted is not None:
                out &= kinds.rows((part,)) == kinds.levels(part).index(wanted)
        return out

    def __str__(self) -> str:
        given = [getattr(self, part) for part in PARTS if getattr(self, part) is not None]
        return ", ".join(word.replace("_", " ") for word in given)


def level(word: str, allowed: Sequence[str], part: str) -> str:
    """The level a word stands for.

    Raises:
        TraceError: there is none, with the one probably meant.
    """
    folded = {_fold(one): one for one in allowed}
    found = folded.get(_fold(word))
    if found is not None:
        return found
    near = nearest(_fold(word), folded)
    shown = ", ".join(one.replace("_", " ") for one in allowed[:12]) + (", ..." if len(allowed) > 12 else "")
    hint = f"did you mean `{folded[near]}`?" if near else f"allowed: {shown}"
    raise TraceError(f"--{part}: {quoted(word)} is no {part} of this scenario; {hint}")


def _fold(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())
