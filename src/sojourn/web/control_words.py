"""The words on the page's controls: which values it offers, in which group, under which label and in which unit."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

GROUPS = (
    "Beds",
    "Arrests and arrivals",
    "Flights and seats",
    "Judges and officers",
    "Decisions",
    "Travel documents",
    "Agreements",
    "Releases and limits",
    "Costs",
    "Dates",
)
"""Groups in the order of the page."""


@dataclass(frozen=True)
class Words:
    """How a value is offered."""

    group: str
    label: str
    unit: str
    """`beds`, `seats`, `days`, `%`, `a day` (or as its figure has it), `a week`, or a word that is only shown."""
    help: str = ""
    first: bool = False
    """Whether it stands among the few that are shown at once."""
    whole: bool = False
    most: float | None = None
    """The far end of the slider reaches at least to here."""


VALUES: dict[str, Words] = {
    "beds.capacity*": Words("Beds", "Beds", "beds", "Beds there are, all areas together.", True, True, 150_000),
    "beds.patience": Words(
        "Beds", "Longest wait for a bed", "days", "Whoever waits longer is released for want of a bed."
    ),
    "arrivals.interior": Words(
        "Arrests and arrivals", "Arrests in the interior", "a day", "Administrative arrests by ICE.", True
    ),
    "arrivals.interior_added*": Words(
        "Arrests and arrivals",
        "Arrests that the plan adds",
        "a day",
        "On top of the arrests above; of people on the national docket.",
        True,
        False,
        5_000,
    ),
    "arrivals.border": Words(
        "Arrests and arrivals", "Handed over at the border", "a day", "People booked in to an ICE bed.", True
    ),
    "arrivals.border_direct": Words(
        "Arrests and arrivals",
        "Border custody for direct removal",
        "a day",
        "Removed with no ICE bed if seats allow.",
    ),
    "arrivals.booked_in": Words("Arrests and arrivals", "Interior arrests that lead to a bed", "%"),
    "arrivals.added_convicted": Words("Arrests and arrivals", "Added arrests: with a conviction", "%"),
    "arrivals.added_pending": Words("Arrests and arrivals", "Added arrests: with pending charges", "%"),
    "arrivals.border_direct_days": Words("Arrests and arrivals", "Border custody before direct removal", "days"),
    "arrivals.border_custody_limit": Words("Arrests and arrivals", "Longest wait in border custody", "days"),
    "departures.charter.*.flights": Words("Flights and seats", "Charter flights", "a day", "", True),
    "departures.seats": Words("Flights and seats", "Seats on a charter", "seats", "", False, True),
    "departures.land": Words("Flights and seats", "Over land borders", "a day", "People who can be taken a day."),
    "departures.commercial": Words("Flights and seats", "Seats on commercial flights", "a day"),
    "departures.landing_rights_*": Words("Flights and seats", "Landing rights", "days"),
    "proceedings.expedited": Words("Decisions", "To an order, expedited removal", "days", "Median, as before fitting."),
    "proceedings.reinstatement": Words("Decisions", "To an order, earlier order reinstated", "days"),
    "proceedings.notice_to_appear": Words(
        "Decisions", "To an order, before a judge", "days", "Median, as before fitting."
    ),
    "proceedings.other": Words("Decisions", "To an order, other cases", "days"),
    "proceedings.expedited_removal.interior_share": Words("Decisions", "Interior cases expedited when open", "%"),
    "proceedings.expedited_removal.fear_found": Words("Decisions", "Expedited: fear found", "%"),
    "people.document_scale": Words(
        "Travel documents", "Time to a travel document", "times", "Factor on the days of each nationality.", True
    ),
    "people.refusal_scale": Words(
        "Travel documents", "Refusals by home countries", "times", "Factor on the share of orders each refuses."
    ),
    "third_country.notice": Words("Agreements", "Notice before a third-country removal", "days"),
    "third_country.fear_found": Words("Agreements", "Fear of the third country found", "%"),
    "third_country.seat": Words("Agreements", "From notice to departure", "days"),
    "third_country.review": Words("Agreements", "Until release, if nobody takes them", "days", "Mean."),
    "people.release_factor": Words("Releases and limits", "Release of those whose country refuses", "times"),
    "limits.post_order": Words("Releases and limits", "Limit after a final order", "days"),
    "limits.reviews.first": Words("Releases and limits", "First custody review after", "days"),
    "limits.reviews.second": Words("Releases and limits", "Second custody review after", "days"),
    "limits.reviews.released_first": Words("Releases and limits", "Released at the first review", "%"),
    "limits.reviews.released_second": Words("Releases and limits", "Released at the second review", "%"),
    "limits.family": Words("Releases and limits", "Limit for families", "days"),
    "costs.bed_day": Words("Costs", "A bed for a day", "USD"),
    "money.accounts.*.costs.*": Words("Costs", "Unit cost", "USD"),
}
"""Values by path, in which `*` stands for anything; what is not here can be set by its path."""
HIDDEN = frozenset({"opening.warm_up"})

STAFF = {
    "judges": ("Immigration judges", "judges", "court.ij_count.FY2024"),
    "document_officers": ("Officers who obtain documents", "officers", "staff.document_officers"),
    "arrest_officers": ("Officers who arrest", "officers", "staff.ero_officers"),
}
"""Kind of staff: label, unit, and the figure of how many there are."""
LANDING = {"land": "over land", "charter": "by charter", "commercial": "by commercial flight"}


def words_of(path: str) -> Words | None:
    """The words for a value; None where it is not offered."""
    for pattern, words in VALUES.items():
        if fnmatchcase(path, pattern):
            if pattern == "departures.landing_rights_*":
                how = LANDING.get(path.rpartition("_")[2], path)
                return Words(words.group, f"{words.label}, {how}", words.unit)
            return words
    return None
