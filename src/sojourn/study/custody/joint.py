"""The posterior as joint draws of a scenario's numbers: draw i is member i, so that bands carry what the fit knows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from sojourn.evidence.registry import figure
from sojourn.scenario.us import UsScenario
from sojourn.study.custody.for_us import FIGURES, PACES, TABLE, members, posterior
from sojourn.study.custody_names import month_columns, name_of
from sojourn.study.draws import Draws
from sojourn.study.uncertain import Doubt
from sojourn.systems.us_people import CASES

HELD = tuple(f"assumed.order_{case}" for case in CASES)
"""Figures that the fit took as they are: the fitted times to an order already say how sure those are."""


def joint_for(scenario: UsScenario, found: Iterable[Doubt]) -> Draws | None:
    """Joint draws for a scenario, from the posterior that ships; None where it stands on other tables.

    A figure whose value the author of the scenario set is no longer in doubt, and is left out.

    Args:
        scenario: the scenario.
        found: its numbers in doubt.
    """
    if (scenario.people.custody, scenario.people.paces) != (TABLE, PACES):
        return None
    whole, keys = everything(), {one.key for one in found}
    figures = (*FIGURES, *HELD)
    kept = [at for at, name in enumerate(whole.names) if name not in figures or name in keys]
    names = tuple(whole.names[at] for at in kept)
    return Draws(names, whole.rows[:, kept], source=whole.source, aside=whole.aside & set(names))


@cache
def everything() -> Draws:
    """All members, with all that the fit says."""
    found = members(posterior())
    held = {key: figure(key).number for key in HELD}
    rows = [{**one.named, **held} for one in found]
    names = tuple(rows[0])
    past = {
        name_of(PACES, agency, month.since, column)
        for agency, months in found[0].custody.months.items()
        for month in months[:-1]
        for column in month_columns(month)
    }
    return Draws(
        names,
        np.array([[row[name] for name in names] for row in rows]),
        source=f"{len(rows)} members of the fit up to {posterior().window.months[-1]} (sojourn calibrate)",
        aside=frozenset(past | set(held)),
    )
