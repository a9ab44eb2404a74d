"""A cost per person and day can name every stage that the US system can have."""

from __future__ import annotations

from datetime import date

import pytest

from sojourn.results.counted import Days
from sojourn.run import calendar_of, load_us, run
from sojourn.scenario.accounts import STAGES
from sojourn.systems.us import us_network

VARIANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("plan-2025", ()),
    ("plan-2025", ("people.families.border=10%", "limits.family=none")),
    ("plan-2025", ("people.families.interior=10%",)),
    ("third-country-2025", ()),
)


def stages(name: str, changes: tuple[str, ...]) -> list[str]:
    model = load_us(name, list(changes)).model
    return [stage.name for stage in us_network(model, calendar_of(model, date(2025, 3, 1))).stages]


def test_the_list_is_that_of_the_networks_there_can_be() -> None:
    found = {stage.partition(": ")[0] for name, changes in VARIANTS for stage in stages(name, changes)}
    assert set(STAGES) == found
    assert len(set(STAGES)) == len(STAGES)


@pytest.mark.parametrize("stage", ["kept_after_review", "notice", "departure", "family_order"])
def test_stages_of_every_agreement_are_counted_together(stage: str) -> None:
    cost = f"money.accounts.legal.costs=[{{value: 8 USD per person-day, dollars: 2024, stage: {stage}}}]"
    made = run(load_us("third-country-2025", ["opening.warm_up=180 days", cost]), until=date(2025, 7, 15))
    mine = [one for one in made.stages if one == stage or one.startswith(f"{stage}: ")]
    expected = sum(int(made.series[f"in_{one}"].sum()) for one in mine)
    days = Days(made.panel, made.capacity.sum(axis=1), slice(None), made.calendar)
    assert int(days.inside(stage).sum()) == expected
    assert int(made.ledger.by_account()["legal"].sum()) == expected * 8_00
    assert expected > 0 or stage == "family_order"
