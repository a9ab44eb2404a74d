"""People beside custody whom a plan pays for: those on alternatives to detention, and children in care.

    alternatives: {}                    # as many as at the end of FY2024, and what releases of the run add
    children: {in_care: 6,454 children}

Both move nobody in the run. Those on alternatives follow from whom it releases; children in the care of the health
department are another system (`sojourn children`), and here a number a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pydantic
from pydantic import Field

from sojourn.evidence.registry import figure
from sojourn.scenario.accounts import CURRENCY, STAFF_DAYS, STAFF_HIRES, check_amount, check_rate
from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Days, PerDay, Share, count
from sojourn.scenario.sourced import Dated, Section, Sourced

if TYPE_CHECKING:
    from sojourn.scenario.us import UsScenario

People = Annotated[int, count("people")]
Children = Annotated[int, count("children")]
MONITORED, CHILD = "monitored day", "child-day"
"""Units in which their days are counted."""


def _per_day(source: str) -> Sourced[float]:
    return Sourced[PerDay].model_validate({"value": f"{figure(source).number:g} per day", "source": source})


class Alternatives(Section):
    """People on alternatives to detention: those of the first day, and what the releases of a run change."""

    active: Sourced[People] = Sourced[People].model_validate(
        {"value": int(figure("detention.atd_active.FY2024").number), "source": "detention.atd_active.FY2024"}
    )
    """People on them on the first day; as many stay on them while as many are released as before."""
    share: Sourced[Share] = Sourced[Share].model_validate(
        {"value": figure("assumed.atd_share").number, "source": "assumed.atd_share"}
    )
    """Share of those released from custody who are put on them."""
    stay: Sourced[Days] = Sourced[Days].model_validate(
        {"value": f"{figure('assumed.atd_stay').number:g} days", "source": "assumed.atd_stay"}
    )
    """Mean days on them."""
    before: Sourced[PerDay] = _per_day("flow.monitored_releases_per_day.FY2024")
    """Releases a day before the start, which are in the number of the first day."""

    @pydantic.model_validator(mode="after")
    def _a_day_at_least(self) -> Alternatives:
        if self.stay.value < 1:
            raise AtPath("stay.value", "people are on alternatives to detention for a day at least")
        return self


class ChildrenInCare(Section):
    """Unaccompanied children in the care of the health department, as a number a day."""

    in_care: Dated[Children] = Field(
        default_factory=lambda: Dated[Children].model_validate(
            {"value": int(figure("children.in_care.2024-12-30").number), "source": "children.in_care.2024-12-30"}
        )
    )
    """Children in care."""


def check_counted(scenario: UsScenario) -> None:
    """See that what a cost is for each of is counted in the scenario, and that the ledger holds what is paid.

    Raises:
        AtPath: it is not; the section that is missing is named.
    """
    bed = scenario.costs.bed_day.value
    if bed.money.currency != CURRENCY:
        raise AtPath("costs.bed_day.value", f"{bed} is in {bed.money.currency}; the accounts are in {CURRENCY}")
    check_rate(bed, "costs.bed_day.value")
    for number, deal in enumerate(scenario.third_country.agreements):
        if deal.payment_fixed is not None:
            check_amount(deal.payment_fixed.value, f"third_country.agreements.{number}.payment_fixed.value")
        if deal.payment_per_person is not None:
            check_rate(deal.payment_per_person.value, f"third_country.agreements.{number}.payment_per_person.value")
    needs: dict[str, tuple[str, bool]] = {
        MONITORED: ("alternatives", scenario.alternatives is not None),
        CHILD: ("children", scenario.children is not None),
    }
    for units in (STAFF_DAYS, STAFF_HIRES):
        needs |= {unit: (f"staff.{kind}", scenario.staff.of(kind) is not None) for kind, unit in units.items()}
    for name, account in scenario.money.accounts.items():
        for at, cost in enumerate(account.costs):
            section, there = needs.get(cost.value.per, ("", True))
            if not there:
                message = f"nothing is counted per {cost.value.per}: the scenario has no `{section}`"
                raise AtPath(f"money.accounts.{name}.costs.{at}.value", message, f"add `{section}: {{}}`")
