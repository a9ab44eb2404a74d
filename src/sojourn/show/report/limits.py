"""What every report says of the model itself: its limits, and what it is not to be used for."""

from __future__ import annotations

from sojourn.results.kept import Kept

SYNTHETIC = (
    "Every person in it is synthetic, drawn from published totals. It says nothing about any real person, and no "
    "decision about anybody can rest on it."
)
LIMITS = (
    (
        "It is a model, not a forecast: it says what follows if the scenario's numbers hold and all else stays as it "
        "was at the end of 2024. It does not foresee what governments, courts or people will do."
    ),
    SYNTHETIC,
    (
        "Nationality, criminality, arresting agency, case type and area are drawn independently of each other, because "
        "only their margins are published; a table that crosses them shows less than there is."
    ),
    (
        "Seats on flights, landing rights, crossings by land and the days of patience without a bed are assumed (C). "
        "Where they bind, the answer leans on them."
    ),
    (
        "Times to an order and rates of release were fitted to the published totals of 2024. That the model repeats "
        "2024 shows that it can; how well it does ahead of its data was measured on twelve past dates "
        "(`sojourn hindcast`): "
        "the detained population was off by 8 % on average over six months, removals were told too low by a tenth."
    ),
    "The cost of an arrest is an old average (C) with a wide range; it decides most totals of spending.",
    "Deaths are the published rate times person-years; that count is known to be incomplete.",
)
"""Of the US system, in sentences, the most important first."""
OF_A_SCHEME = (
    (
        "It is a model, not a forecast: it says what follows from the dates, terms and rates of the scenario. It does "
        "not foresee what governments, courts or people will do."
    ),
    SYNTHETIC,
    (
        "Its rates are taken from the record of the scheme that it repeats. That it ends with what the record shows "
        "says that the record can be explained so, and nothing about another scheme."
    ),
)
OF_CHILDREN = (
    (
        "It is a model, not a forecast: as many children come as at the end of 2024, and care goes on as fitted to the "
        "daily reports of 2023 and 2024."
    ),
    SYNTHETIC,
    (
        "What happens after release is hardly known: calls, court and contact stand on few figures and on assumptions "
        "(C). Not to have been reached is no finding about a child."
    ),
)
OF_SYSTEM = {"children": OF_CHILDREN}


def limits(kept: Kept) -> tuple[str, ...]:
    """What the model of a run cannot tell, in sentences."""
    return LIMITS if kept.us else OF_SYSTEM.get(str(kept.summary.get("system")), OF_A_SCHEME)
