"""What a run's scenario says of itself, and whose words those are where the run is not what they speak of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sojourn.scenario.shipped import shipped

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sojourn.results.kept import Kept

TEXTS = {"title", "about", "seed"}
"""Keys of a scenario that change nothing of which it speaks."""


def of_itself(kept: Kept) -> str:
    """The text under `about`; that of a shipped scenario, inherited by a run that departs from it, is told as such.

    A scenario that extends another keeps its words, and values and the last day can be set without changing them.
    """
    from sojourn.run import load

    words = str(kept.summary.get("about") or "")
    for name in shipped():
        base: Any = load(name).model
        if not words.strip() or base.about.split() != words.split():
            continue
        until = date.fromisoformat(kept.made["until"])
        if base.period.until == until and _plain(base) == _plain(kept.scenario()):
            break
        return f"This run departs from the scenario “{base.title}”, which says of itself: {words}"
    return words


def _plain(scenario: BaseModel) -> dict[str, Any]:
    return scenario.model_dump(mode="json", exclude=TEXTS)
