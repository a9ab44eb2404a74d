"""Which sets of changes can be run: those of which a scenario can be made. Changes that need one another become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pydantic import ValidationError

from sojourn.network.errors import NetworkError
from sojourn.scenario.us import UsScenario
from sojourn.study.compare.changes import Change, mixed
from sojourn.study.compare.entries import Path
from sojourn.study.drawn import CannotDraw
from sojourn.study.points.drawing import Drawing

Taken = frozenset[Path]
TEXTS = {"title", "about", "seed"}
"""What decides nothing of a run whose seed is given."""


class Mixtures:
    """A base with some of the changes to another scenario, each made once."""

    def __init__(self, base: UsScenario, other: UsScenario, ready: Callable[[UsScenario], Drawing]) -> None:
        self.base, self.other, self.ready = base, other, ready
        self._both = [(one.model_dump(exclude=TEXTS), one) for one in (base, other)]
        self._known: dict[Taken, Drawing | None] = {}

    def of(self, taken: Iterable[Change]) -> Drawing | None:
        """The scenario with some changes, ready to be run; None where there can be no such scenario."""
        chosen = tuple(taken)
        key = frozenset(path for one in chosen for path in one.paths)
        if key not in self._known:
            self._known[key] = self._made(chosen)
        return self._known[key]

    def _made(self, chosen: Sequence[Change]) -> Drawing | None:
        try:
            model = UsScenario.model_validate(mixed(self.base, self.other, chosen))
            return self.ready(self._as_given(model))
        except (ValidationError, NetworkError, CannotDraw):
            return None

    def _as_given(self, model: UsScenario) -> UsScenario:
        """One of the two scenarios itself, where it is that but for its texts: its runs may have been made."""
        mine = model.model_dump(exclude=TEXTS)
        return next((one for plain, one in self._both if plain == mine), model)


def merged(
    changes: tuple[Change, ...],
    masks: Callable[[int], Sequence[int]],
    can: Callable[[tuple[Change, ...]], bool],
) -> tuple[Change, ...]:
    """Changes of which every set that is wanted can be run; some of them may have been put together.

    Args:
        changes: as they were found.
        masks: of so many changes, the sets that are wanted, as bit masks.
        can: whether a scenario can be made with some changes.
    """
    while (bad := _first_bad(changes, masks(len(changes)), can)) is not None:
        inside = [one for at, one in enumerate(changes) if bad >> at & 1]
        outside = [one for one in changes if one not in inside]
        needed = next((one for one in outside if can((*inside, one))), outside[0])
        needs = next((one for one in inside if can(tuple(other for other in inside if other is not one))), inside[0])
        together = Change((*needs.leaves, *needed.leaves), "joined")
        at = changes.index(needs)
        changes = tuple(one for one in (*changes[:at], together, *changes[at + 1 :]) if one is not needed)
    return changes


def _first_bad(
    changes: tuple[Change, ...], masks: Sequence[int], can: Callable[[tuple[Change, ...]], bool]
) -> int | None:
    whole = (1 << len(changes)) - 1
    for mask in sorted(set(masks), key=lambda one: (one.bit_count(), one)):
        some = tuple(one for at, one in enumerate(changes) if mask >> at & 1)
        if mask not in (0, whole) and not can(some):
            return mask
    return None
