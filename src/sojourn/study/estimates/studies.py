"""Each published study worked out again from the inputs it states: one small function a study, and nothing simulated.

A function takes the inputs of a study by name, in the units of the table `published_estimates`, and gives lines: what
follows from them and how. Amounts are exact decimals. A line that carries the name of a printed result is laid beside
it by `again`; the others only lead there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """One number that follows from a study's inputs."""

    quantity: str
    value: Decimal
    unit: str
    how: str
    """The arithmetic, in the names of the inputs and of the lines above."""


Lines = tuple[Line, ...]
Derivation = Callable[..., Lines]


def american_progress_2010(
    *,
    population: Decimal,
    leave_first: Decimal,
    voluntary: Decimal,
    years: Decimal,
    apprehension: Decimal,
    detention: Decimal,
    days: Decimal,
    legal: Decimal,
    transport: Decimal,
    continuing: Decimal,
    apprehension_budget: Decimal,
    apprehensions: Decimal,
) -> Lines:
    """Everybody who does not leave by himself is arrested, held, tried and flown out: so much for each."""
    forcible = population * (1 - leave_first)
    transported = forcible * (1 - voluntary)
    campaign = forcible * (apprehension + detention + legal) + transported * transport
    each = apprehension + detention + legal + transport
    return (
        Line("cost_per_apprehension", apprehension_budget / apprehensions, "USD/person",
             "apprehension_budget / apprehensions"),
        Line("forcible", forcible, "people", "population × (1 − leave_first)"),
        Line("transported", transported, "people", "forcible × (1 − voluntary)"),
        Line("forcible_a_year", forcible / years, "people/year", "forcible / years"),
        Line("bed_day", detention / days, "USD/bed-day", "detention / days"),
        Line("cost_apprehension", forcible * apprehension, "USD", "forcible × apprehension"),
        Line("cost_detention", forcible * detention, "USD", "forcible × detention"),
        Line("cost_legal", forcible * legal, "USD", "forcible × legal"),
        Line("cost_transport", transported * transport, "USD", "transported × transport"),
        Line("cost_campaign", campaign, "USD", "the four together"),
        Line("cost_per_person", each, "USD/person", "apprehension + detention + legal + transport"),
        Line("cost_in_all", campaign + continuing, "USD", "cost_campaign + continuing"),
    )  # fmt: skip


def action_forum_2015(
    *,
    population: Decimal,
    leave_first: Decimal,
    capacity: Decimal,
    apprehension_low: Decimal,
    apprehension_high: Decimal,
    detention: Decimal,
    legal: Decimal,
    transport: Decimal,
    border_20_years: Decimal,
    interior_20_years: Decimal,
) -> Lines:
    """Sums of printed costs, and the years that a yearly capacity takes for everybody who does not leave."""
    forcible = population * (1 - leave_first)
    rest = detention + legal + transport
    continuing = border_20_years + interior_20_years
    low, high = apprehension_low + rest, apprehension_high + rest
    return (
        Line("forcible", forcible, "people", "population × (1 − leave_first)"),
        Line("years", forcible / capacity, "years", "forcible / capacity"),
        Line("cost_deportation_low", low, "USD", "apprehension_low + detention + legal + transport"),
        Line("cost_deportation_high", high, "USD", "apprehension_high + detention + legal + transport"),
        Line("cost_continuing", continuing, "USD", "border_20_years + interior_20_years"),
        Line("cost_in_all_low", low + continuing, "USD", "cost_deportation_low + cost_continuing"),
        Line("cost_in_all_high", high + continuing, "USD", "cost_deportation_high + cost_continuing"),
        Line("cost_per_person_low", low / forcible, "USD/person", "cost_deportation_low / forcible"),
    )


def immigration_council_2024(
    *,
    unauthorised: Decimal,
    recent_arrivals: Decimal,
    people_a_year: Decimal,
    years: Decimal,
    arrests: Decimal,
    detention: Decimal,
    legal: Decimal,
    removal: Decimal,
) -> Lines:
    """Four costs of a year with a million removals, and eleven such years."""
    year = arrests + detention + legal + removal
    return (
        Line("population", unauthorised + recent_arrivals, "people", "unauthorised + recent_arrivals"),
        Line("cost_a_year", year, "USD/year", "arrests + detention + legal + removal"),
        Line("cost_per_person", year / people_a_year, "USD/person", "cost_a_year / people_a_year"),
        Line("cost_in_all", year * years, "USD", "cost_a_year × years"),
    )


def immigration_council_2024_once(
    *, population: Decimal, arrests: Decimal, detention: Decimal, legal: Decimal, removal: Decimal
) -> Lines:
    """The same four costs of one great operation."""
    cost = arrests + detention + legal + removal
    return (
        Line("cost_detention", detention, "USD", "detention"),
        Line("cost_in_all", cost, "USD", "arrests + detention + legal + removal"),
        Line("cost_per_person", cost / population, "USD/person", "cost_in_all / population"),
    )


def penn_wharton_2025(
    *, cost_per_person: Decimal, outlays: Decimal, revenue_lost: Decimal, already_law: Decimal, years: Decimal
) -> Lines:
    """Outlays and lost revenue add to the deficit; over the cost of a person they give the people meant."""
    people = (outlays + already_law) / cost_per_person
    return (
        Line("deficit", outlays + revenue_lost, "USD", "outlays + revenue_lost"),
        Line("people_beyond", outlays / cost_per_person, "people", "outlays / cost_per_person"),
        Line("people", people, "people", "(outlays + already_law) / cost_per_person"),
        Line("people_a_year", people / years, "people/year", "people / years"),
    )


def ice_memo_2025(
    *,
    early_beds: Decimal,
    early_cost: Decimal,
    days: Decimal,
    full_beds: Decimal,
    full_cost: Decimal,
    years: Decimal,
) -> Lines:
    """What a bed-day costs by the first answer, and what the second would be over three years."""
    rate = early_cost / (early_beds * days)
    return (
        Line("bed_day", rate, "USD/bed-day", "early_cost / (early_beds × days)"),
        Line("full_beds_at_that_rate", full_beds * days * rate, "USD/year", "full_beds × days × bed_day"),
        Line("three_years", full_cost * years, "USD", "full_cost × years"),
    )


def uk_audit_office_2024(
    *, fund: Decimal, people: Decimal, at_300: Decimal, for_each: Decimal, five_years_each: Decimal
) -> Lines:
    """A contract: a fixed sum, a step at 300 people, and so much for each."""
    step = at_300 if people >= 300 else Decimal(0)
    payments = fund + step + people * (for_each + five_years_each)
    return (
        Line("if_nobody", fund, "GBP", "fund"),
        Line("payments", payments, "GBP", "fund + at_300 + people × (for_each + five_years_each)"),
        Line("payments_each", payments / people, "GBP/person", "payments / people"),
    )


def gao_2018(*, bed_rate_short: Decimal, adp: Decimal, days: Decimal, bed_rate_short_fy2016: Decimal) -> Lines:
    """What a bed rate that is too low by so much leaves out of a budget."""
    return (
        Line("budget_short", bed_rate_short * adp * days, "USD/year", "bed_rate_short × adp × days"),
        Line("budget_short_fy2016", bed_rate_short_fy2016 * adp * days, "USD/year",
             "bed_rate_short_fy2016 × adp × days"),
    )  # fmt: skip


def cbo_2025(*, removals: Decimal, voluntary: Decimal, years: Decimal) -> Lines:
    """Departures that a law adds, in all and a year."""
    return (
        Line("in_all", removals + voluntary, "people", "removals + voluntary"),
        Line("removals_a_year", removals / years, "people/year", "removals / years"),
    )


def detention_money_2025(*, money: Decimal, years: Decimal, days: Decimal, bed_day: Decimal) -> Lines:
    """The beds that a sum keeps open, if it buys bed-days and nothing else."""
    return (
        Line("money_a_year", money / years, "USD/year", "money / years"),
        Line("beds", money / (years * days * bed_day), "beds", "money / (years × days × bed_day)"),
    )


def reengineering_2026(
    *,
    money: Decimal,
    beds: Decimal,
    large_centres: Decimal,
    large_beds_low: Decimal,
    large_beds_high: Decimal,
    large_stay: Decimal,
    days: Decimal,
) -> Lines:
    """Money for a bed, and the people a year that full centres with the stay as planned would see."""
    turns = large_centres * days / large_stay
    how = "large_centres × {} × days / large_stay"
    return (
        Line("money_per_bed", money / beds, "USD/bed", "money / beds"),
        Line("large_throughput_low", large_beds_low * turns, "people/year", how.format("large_beds_low")),
        Line("large_throughput_high", large_beds_high * turns, "people/year", how.format("large_beds_high")),
    )


def ice_stay_2024(*, adp: Decimal, days: Decimal, book_outs: Decimal) -> Lines:
    """Little's law: people held times days, over those who left."""
    return (Line("mean_stay", adp * days / book_outs, "days", "adp × days / book_outs"),)


DERIVATIONS: dict[str, Derivation] = {
    "american-progress-2010": american_progress_2010,
    "action-forum-2015": action_forum_2015,
    "immigration-council-2024": immigration_council_2024,
    "immigration-council-2024-once": immigration_council_2024_once,
    "penn-wharton-2025": penn_wharton_2025,
    "ice-memo-2025": ice_memo_2025,
    "uk-audit-office-2024": uk_audit_office_2024,
    "gao-2018": gao_2018,
    "cbo-2025": cbo_2025,
    "detention-money-2025": detention_money_2025,
    "reengineering-2026": reengineering_2026,
    "ice-stay-2024": ice_stay_2024,
}
"""The study's key to its function; the parameters are the inputs that the table gives for it."""

HEADLINES = {
    "american-progress-2010": "cost_campaign",
    "action-forum-2015": "cost_deportation_low",
    "immigration-council-2024": "cost_a_year",
    "immigration-council-2024-once": "cost_in_all",
    "penn-wharton-2025": "deficit",
    "ice-memo-2025": "bed_day",
    "uk-audit-office-2024": "payments",
    "gao-2018": "budget_short",
    "cbo-2025": "in_all",
    "detention-money-2025": "beds",
    "reengineering-2026": "money_per_bed",
    "ice-stay-2024": "mean_stay",
}
"""The one number by which a study is told in the list."""
