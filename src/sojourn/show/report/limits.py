"""What every report says of the model itself: its limits, and what it is not to be used for."""

from __future__ import annotations

LIMITS = (
    (
        "It is a model, not a forecast: it says what follows if the scenario's numbers hold and all else stays as it "
        "was at the end of 2024. It does not foresee what governments, courts or people will do."
    ),
    (
        "Every person in it is synthetic, drawn from published totals. It says nothing about any real person, and no "
        "decision about anybody can rest on it."
    ),
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
"""In sentences, the most important first."""
