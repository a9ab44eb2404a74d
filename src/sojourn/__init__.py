"""Sojourn: a person-by-person, day-by-day simulator of a national immigration custody-and-removal system.

A sojourn is a temporary stay; in queueing theory, the time one customer spends in the system. Sojourn follows
synthetic people, drawn from published totals, from book-in to book-out. It says what a plan would need, cost
and do (beds, flights, agreements with third countries, money, who is left waiting) and how sure that is.

    import sojourn
    answer = sojourn.run(sojourn.load("plan-2025", ["beds.capacity=60,000 beds"]))
    answer.summary["findings"]
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

VERBS = {
    "load": "sojourn.run",
    "check": "sojourn.run",
    "run": "sojourn.study.run",
    "save": "sojourn.results.store",
    "compare": "sojourn.study.compare.compare",
    "replay": "sojourn.study.replay",
    "destinations": "sojourn.study.destinations",
    "budget": "sojourn.study.budget",
    "plan": "sojourn.study.plan.plan",
    "claims": "sojourn.study.claims.answer",
    "picture": "sojourn.show.pictures.make",
    "pictures": "sojourn.show.pictures.make",
    "export": "sojourn.show.export.exporting",
    "report": "sojourn.show.report.report",
    "sweep": "sojourn.study.sweep.sweeping",
    "sensitivity": "sojourn.study.sensitivity.answer",
}
"""Public verbs and the modules they live in; each is imported when it is first asked for."""


class _Package(ModuleType):
    """The package, whose verbs keep their names though modules are called the same (`sojourn.run`)."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in VERBS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in VERBS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(VERBS[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *VERBS})
