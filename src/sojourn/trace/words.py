"""The names of the US system in plain words."""

from __future__ import annotations

STAGES = {
    "border_custody": ("Border custody", "to be made ready to leave from the border"),
    "border_seat": ("Seat, from the border", "a seat out of the country"),
    "intake": ("Bed", "a free bed"),
    "proceedings": ("Proceedings", "a decision: a final order, or relief"),
    "travel_document": (
        "Travel document",
        "the home country to confirm nationality and issue a travel document",
    ),
    "landing_rights": ("Landing rights", "the landing, or crossing, to be cleared"),
    "seat": ("Seat", "a seat on a departure to the home country"),
    "third_country": (
        "Third country",
        "an agreement in force for this nationality, as the home country refuses",
    ),
    "notice": ("Notice", "the end of the notice before a third-country removal"),
    "third_seat": ("Seat, third country", "the departure to a third country"),
}
"""Stage to its title and what is waited for there."""

ENDS = {
    "grant intake": "a bed was free",
    "grant seat": "a seat was found",
    "grant border_seat": "a seat was found",
    "grant third_country": "an agreement had room",
    "patience": "no bed was free within the time somebody can be kept waiting",
    "document": "the home country issued the document",
    "cleared": "the landing was cleared",
    "ready": "ready to leave",
    "custody_limit": "no seat within the limit of border custody; booked in",
    "limit": "the limit after the final order was reached",
    "review": "release after a custody review",
    "given": "the notice ran out",
    "departs": "departure",
    "bonded": "release on bond",
    "recognizance": "release on recognizance",
    "paroled": "parole",
    "terminated": "proceedings terminated",
    "marshals": "handed over to the Marshals",
    "transferred": "transfer to another agency",
    "other_release": "another release",
    "uncounted": "left with no counted book-out (a published residual)",
    "died": "death in custody",
}
"""Owner of an edge, or name of its clock, to what happened."""

DECISIONS = {
    "relief": "relief was granted",
    "travel_document": "a final order",
    "third_country": "a final order, and the home country refuses to issue a document",
}
"""Place to which a decision leads, to the decision."""

RACING = {
    "bonded": "bond",
    "recognizance": "release on recognizance",
    "paroled": "parole",
    "terminated": "termination",
    "marshals": "hand-over to the Marshals",
    "transferred": "transfer",
    "other_release": "another release",
    "uncounted": "an uncounted book-out",
    "review": "a custody review",
    "died": "death",
    "order": "a decision",
    "patience": "release for want of a bed",
    "ready": "being ready to leave",
    "custody_limit": "the limit of border custody",
    "document": "the document",
    "cleared": "the landing",
    "given": "the end of the notice",
    "departs": "departure",
}
"""Clock to its name among those that race."""

OUTCOMES = {
    "removed_home": "removed to the home country",
    "removed_border": "removed straight from border custody",
    "removed_third_country": "removed to a third country",
    "bonded": "released on bond",
    "recognizance": "released on recognizance",
    "paroled": "paroled",
    "terminated": "released: proceedings terminated",
    "marshals": "handed over to the Marshals",
    "transferred": "transferred to another agency",
    "other_release": "released for another reason",
    "uncounted": "left with no counted book-out",
    "relief": "granted relief and released",
    "supervision": "released under an order of supervision",
    "supervision_180": "released under an order of supervision at the limit after the final order",
    "fear_of_third_country": "not sent to a third country: a fear of it was found",
    "released_no_bed": "released for want of a bed",
    "died": "died in custody",
    "not_detained": "arrested and not booked in",
    "inside": "still inside",
}
"""Exit to what it means."""

REMOVED = ("removed_home", "removed_border", "removed_third_country")
"""Exits that are removals."""

SOURCES = {
    "border": "people handed over at the border",
    "interior": "interior arrests",
    "border_direct": "people in border custody",
}
"""Source to the people who come by it."""


def title(stage: str) -> str:
    """Title of a stage."""
    return STAGES[stage][0] if stage in STAGES else plain(stage)


def awaited(stage: str) -> str:
    """What is waited for in a stage."""
    return STAGES[stage][1] if stage in STAGES else f"the end of {plain(stage)}"


def ended(owner: str, target: str) -> str:
    """What an edge means for the person who takes it."""
    if owner == "clock proceedings.order" and target in DECISIONS:
        return DECISIONS[target]
    name = owner.rpartition(".")[2] if owner.startswith("clock ") else owner.partition(" by ")[0]
    return ENDS.get(name, plain(name))


def outcome(name: str) -> str:
    """What an exit means."""
    return OUTCOMES.get(name, plain(name))


def plain(name: str) -> str:
    """A name of the model as words."""
    return name.replace("_", " ")
