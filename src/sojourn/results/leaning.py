"""What each line of the answer leans on most: paths of the scenario, declared by hand.

Everything in a simulation touches everything else a little. What is named here is what would move the line most, so
that a reader knows whether a number rests on a count or on an assumption. What the author of a scenario set is told of
every line that it can move at all (`moves`).
"""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase

from sojourn.scenario.staff import KINDS

ARRESTS = ("arrivals.interior*", "arrivals.added_*", "staff.arrest_officers*")
ORDERED = ("beds.blocks.*.beds", "beds.blocks.*.lead", "beds.blocks.*.build_up")
"""What a block of beds says of how many there are; all else of it is money."""
EVERYBODY = (*ARRESTS, "arrivals.border", "arrivals.border.*", "beds.capacity*", *ORDERED)
"""Who comes and the beds there are move every count of people, every stock, every wait and every measure."""
BORDER = ("arrivals.border", "arrivals.border.*", "arrivals.history")
DIRECT = ("arrivals.border_direct", "arrivals.border_direct.*")
BEDS = ("beds.capacity*", *ORDERED, "beds.patience")
STAYS = ("people.custody", "people.paces", "proceedings.*", "staff.judges*")
SEATS = ("departures.seats", "departures.charter.*", "departures.land*", "departures.commercial*")
LEAVING = (
    "people.nationalities",
    "people.refusal_scale",
    "people.document_scale",
    "people.change.*",
    "departures.*",
    "staff.document_officers*",
)
THIRD = ("people.nationalities", "people.refusal_scale", "people.change.*", "third_country.*", "litigation.*")
BOOKED = (*ARRESTS, *BORDER, "arrivals.booked_in", *BEDS)
HELD = (*BOOKED, "opening.population", *STAYS)

LEANS: dict[str, tuple[str, ...]] = {
    "arrested_interior": ARRESTS,
    "arrived_border": BORDER,
    "arrived_border_direct": DIRECT,
    "border_booked_in": (*DIRECT, *SEATS),
    "booked_in": BOOKED,
    "held_last": HELD,
    "held_peak": HELD,
    "held_peak_on": HELD,
    "held_mean": HELD,
    "person_days": HELD,
    "stay_mean": (*STAYS, *LEAVING),
    "removed_home": (*BOOKED, *STAYS, *LEAVING),
    "removed_border": (*DIRECT, *SEATS),
    "removed_third_country": (*STAYS, *THIRD),
    "removed_all": (*BOOKED, *DIRECT, *STAYS, *LEAVING),
    "share_of_best": (*BOOKED, *DIRECT, *STAYS, *LEAVING),
    "exit_not_detained": (*ARRESTS, "arrivals.booked_in"),
    "exit_released_no_bed": (*BOOKED, *STAYS, *LEAVING),
    "exit_supervision": (*THIRD, "limits.reviews*", "releases.supervision*"),
    "exit_supervision_180": ("limits.post_order", "limits.reviews*", *THIRD, *LEAVING),
    "exit_fear_of_third_country": THIRD,
    "review_first_released": ("limits.reviews*", *THIRD),
    "review_first_kept": ("limits.reviews*", *THIRD),
    "review_second_released": ("limits.reviews*", "limits.post_order", *THIRD),
    "post_order_released": ("limits.*", *THIRD, *LEAVING),
    "exit_bonded": ("people.custody", "people.paces", "releases.bonded*"),
    "exit_recognizance": ("people.custody", "people.paces", "releases.recognizance*"),
    "exit_paroled": ("people.custody", "people.paces", "releases.paroled*"),
    "exit_died": ("costs.deaths",),
    "waiting_bed_peak": (*BOOKED, *STAYS, *LEAVING),
    "waiting_bed_mean": (*BOOKED, *STAYS, *LEAVING),
    "waiting_bed_person_days": (*BOOKED, *STAYS, *LEAVING),
    "days_full": HELD,
    "days_over": ("beds.capacity*", *ORDERED, "opening.population"),
    "waiting_seat_last": (*SEATS, *STAYS, "people.nationalities"),
    "waiting_seat_peak": (*SEATS, *STAYS, "people.nationalities"),
    "waiting_third_country_last": THIRD,
    "waiting_border_last": (*DIRECT, *SEATS),
    "share_without_conviction": ("people.custody", *ARRESTS, *BORDER),
    "share_without_conviction_booked": ("people.custody", *ARRESTS, *BORDER),
    "over_90": (*STAYS, *LEAVING),
    "over_180": (*STAYS, *LEAVING),
    "deaths_expected": ("costs.deaths", *HELD),
    "deaths_low": ("costs.deaths", *HELD),
    "deaths_high": ("costs.deaths", *HELD),
    "cost": ("costs.bed_day", "beds.blocks*", *HELD),
    "cost_low": ("costs.bed_day", "beds.blocks*", *HELD),
    "cost_high": ("costs.bed_day", "beds.blocks*", *HELD),
}
"""Line to patterns of paths, beside those of `EVERYBODY`. An exit that is not here leans on the table of custody."""

SOMETIMES: dict[str, tuple[str, ...]] = {
    "exit_family_limit": ("people.families*", "limits.family*"),
    "family_released": ("people.families*", "limits.family*"),
    "expedited_closed": ("proceedings.expedited_removal*", "people.case_types"),
}
"""The same for lines that only some scenarios have."""

OTHERWISE = ("people.custody",)

ARRIVALS = {
    "arrested_interior": ("arrivals.interior*", "arrivals.history", "arrivals.booked_in", "staff.arrest_officers*"),
    "arrived_border": ("arrivals.border", "arrivals.border.*", "arrivals.history"),
    "arrived_border_direct": ("arrivals.border_direct", "arrivals.border_direct.*"),
}
"""Lines of people who come: nothing that happens to others moves them."""
MONEY = ("cost", "cost_low", "cost_high", "money_*", "unpaid_*", "beds_stand_up", "beds_paid_empty")
OF_BLOCKS = tuple(f"beds.blocks.*.{one}" for one in ("stand_up", "bed_day", "empty_day"))
"""Rates of blocks of beds: nobody is moved by them."""


def leans(line: str) -> tuple[str, ...]:
    """Patterns of the paths that a line leans on most."""
    if line in ARRIVALS:
        return LEANS.get(line, ARRIVALS[line])
    if line.startswith("staff_"):
        return (f"staff.{_kind(line)}*",)
    if line.startswith(("money_", "unpaid_", "beds_")):
        return ("costs.bed_day", "money.*", "beds.blocks*", *HELD, *LEAVING, *EVERYBODY)
    return (*{**LEANS, **SOMETIMES}.get(line, OTHERWISE), *EVERYBODY)


def moves(path: str, line: str) -> bool:
    """Whether a change of the value at a path can move a line."""
    if line in ARRIVALS:
        return any(fnmatchcase(path, pattern) for pattern in ARRIVALS[line])
    if line.startswith("staff_"):
        return path.startswith((f"staff.{_kind(line)}.", "money."))
    if path.startswith(("costs.bed_day", "money.")) or any(fnmatchcase(path, pattern) for pattern in OF_BLOCKS):
        return any(fnmatchcase(line, pattern) for pattern in MONEY)
    return True


def stops(path: str, empty: Collection[str]) -> bool:
    """Whether the money at a path had a part in that some accounts could not pay: it is theirs, or the bed's."""
    if path.startswith("costs.bed_day") or any(fnmatchcase(path, pattern) for pattern in OF_BLOCKS):
        return bool({"custody", "stand_up"} & set(empty))
    return any(path.startswith(f"money.accounts.{account}.") for account in empty)


def touched(line: str, empty: Collection[str]) -> bool:
    """Whether a line moves where some accounts can pay no more; of people who come, those whose arrest is not paid."""
    if line.startswith("staff_"):
        return False
    return "arrests" in empty if line == "arrested_interior" else line not in ARRIVALS


def _kind(line: str) -> str:
    """The kind of staff that a line is about: `judges` of `staff_judges_last`."""
    return next(kind for kind in KINDS if line.startswith(f"staff_{kind}_"))
