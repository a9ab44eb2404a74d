"""What each change between two scenarios brought about of a difference, found a few runs at a time.

As `sojourn compare --explain` does at the central values (:mod:`sojourn.study.compare.explain`), but with a tenth of
the people, each standing for ten, and without draws: some seconds instead of minutes. Runs are made for a moment at a
time, so that whatever else waits has its turn in between.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from sojourn.scenario.paths import split
from sojourn.web import limits
from sojourn.web.control_words import words_of
from sojourn.web.tasks import ShareTask

PATH = re.compile(r'[\w."+ -]+\.[\w."+ -]+')
LONG = re.compile(r"\d+\.\d{4,}")
MOMENT = 1.5
"""Seconds of work after which others have their turn."""
RUNS = 100
"""Runs that it is meant to take where not every set of changes can be run."""


def worded(label: str) -> str:
    """A change by the words of its control, where the page has one."""
    parts = split(label) if PATH.fullmatch(label) else ()
    words = words_of(".".join(parts)) if parts else None
    if words is None:
        return label
    return f"{words.label}, {parts[2]}" if parts[:2] == ("departures", "charter") else words.label


def brief(text: str) -> str:
    """A value with no more digits than are read."""
    return LONG.sub(lambda found: f"{float(found[0]):.4g}", text)


class NothingToShare(ValueError):
    """The difference cannot be shared out; the message is one sentence."""


class Sharing:
    """A difference that is being shared out."""

    def __init__(self, task: ShareTask) -> None:
        """Find the changes, and which sets of them have to be run.

        Raises:
            NothingToShare: nothing was changed, or the people are not the same ones.
        """
        from sojourn.scenario.us import UsScenario
        from sojourn.study.compare.changes import changes
        from sojourn.study.compare.planning import plan
        from sojourn.study.compare.runnable import Mixtures, merged
        from sojourn.study.points.drawing import Drawing, drawing

        self.task = task
        self.base, self.other = (UsScenario.model_validate_json(text) for text in (task.base, task.other))
        if self.base.period.start.value != self.other.period.start.value:
            raise NothingToShare(
                "the two scenarios start on different days and have other people, so that their difference cannot be "
                "shared out over their changes"
            )

        def ready(model: UsScenario) -> Drawing:
            return drawing(model, seed=task.seed, until=task.until, specialised=False)

        self.mixtures = Mixtures(self.base, self.other, ready)
        found = changes(self.base, self.other)
        if not found:
            raise NothingToShare("nothing differs between the two scenarios, so there is nothing to share out")

        def sets(many: int) -> tuple[int, ...]:
            return plan(many, RUNS, 0, task.seed).central(many)

        self.changes = merged(found, sets, lambda some: self.mixtures.of(some) is not None)
        self.plan = plan(len(self.changes), RUNS, 0, task.seed)
        self.masks = sets(len(self.changes))
        self.worth: dict[int, float] = {}
        self.label, self.unit = task.line, ""

    @property
    def over(self) -> bool:
        """Whether all runs are made."""
        return len(self.worth) == len(self.masks)

    def go_on(self, seen: Callable[[Any], None]) -> None:
        """Make some runs; ``seen`` is called month by month, and what it raises ends the run."""
        from sojourn.results.bands import numbers
        from sojourn.results.lines import lines
        from sojourn.results.periods import WHOLE, spans

        begun = time.monotonic()
        for mask in self.masks:
            if mask in self.worth:
                continue
            ready = self.mixtures.of(one for at, one in enumerate(self.changes) if mask >> at & 1)
            if ready is None:
                raise TypeError("sets of changes that cannot be run were put together before")
            run = replace(ready.central(), weight=max(limits.WEIGHTS)).run(seen=seen)
            whole = next(span for span in spans(run.calendar) if span.key == WHOLE)
            line = next((one for one in lines(run) if one.key == self.task.line), None)
            if line is None:
                raise NothingToShare(f"there is no line {self.task.line!r} in the answer of both scenarios")
            self.label, self.unit = line.label, line.unit
            value = numbers([line.measure(run, whole)])
            self.worth[mask] = float(value[0]) if len(value) else 0.0
            if time.monotonic() - begun > MOMENT:
                return

    def told(self) -> dict[str, Any]:
        """What :func:`sojourn.show.pictures.waterfall.waterfall` draws."""
        from sojourn.results.periods import WHOLE
        from sojourn.study.compare import shapley
        from sojourn.study.compare.sides import Side
        from sojourn.study.compare.told import told

        worth = {mask: np.array([value]) for mask, value in self.worth.items()}
        if self.plan.exact:
            parts = shapley.exact(np.array([worth[mask] for mask in range(1 << len(self.changes))]))
        else:
            parts, _ = shapley.sampled(self.plan.orders, worth)
        names = self.task.names
        one, other = (
            Side(letter, name, name, model, {})
            for letter, name, model in zip("AB", names, (self.base, self.other), strict=True)
        )
        rows: list[dict[str, Any]] = [
            {"change": worded(said.label), "old": brief(said.old), "new": brief(said.new), "value": float(part[0])}
            for said, part in zip((told(change, one, other) for change in self.changes), parts, strict=True)
        ]
        rows.sort(key=lambda row: -abs(row["value"]))
        return {
            "line": self.task.line,
            "label": self.label,
            "unit": self.unit,
            "period": WHOLE,
            "start": {"label": names[0], "value": self.worth[0]},
            "end": {"label": names[1], "value": self.worth[max(self.masks)]},
            "rows": rows,
            "exact": self.plan.exact,
            "runs": len(self.masks),
        }
