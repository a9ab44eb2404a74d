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
    "kept_after_review": (
        "Kept after a review",
        "an agreement in force for this nationality, or the next review, as the home country refuses",
    ),
    "family_order": ("Final order", "the home country to say whether it takes its national back"),
    "final_order": ("Final order", "the home country to say whether it takes its national back"),
    "notice": ("Notice", "the end of the notice, and of the time to a departure for"),
    "departure": ("Departure", "a place, and a day on which a departure lands, under the agreement with"),
}
"""Stage to its title and what is waited for there. A stage of one agreement is named ``notice: COUNTRY``."""

ENDS = {
    "grant intake": "a bed was free",
    "grant seat": "a seat was found",
    "grant border_seat": "a seat was found",
    "grant third_country": "an agreement had room",
    "grant kept_after_review": "an agreement had room",
    "patience": "no bed was free in the time somebody can be kept waiting; released on the morning after",
    "document": "the home country issued the document",
    "cleared": "the landing was cleared",
    "ready": "ready to leave",
    "reconsidered": "the home country changed its mind and will issue a document",
    "custody_limit": "no seat within the limit of border custody; brought in for a bed",
    "limit": "the limit after the final order was reached",
    "review": "release before the first custody review",
    "review_first": "release at the first custody review",
    "review_second": "release at the second custody review",
    "family_limit": "the limit on the custody of families was reached",
    "grant departure": "departure",
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
    "final_order": "a final order",
    "family_order": "a final order",
}
"""Place to which a decision leads, to the decision."""

ANSWERS = {
    "travel_document": "the home country will issue a document",
    "third_country": "the home country refuses to issue a document",
}
"""Place to which the answer of the home country leads, to the answer."""

SCREENED = {
    "fear_of_third_country": "a fear of the third country was found",
    "departure": "the notice ran out, and a departure is due",
}
"""Place to which a notice leads, to what happened."""

RACING = {
    "bonded": "bond",
    "recognizance": "release on recognizance",
    "paroled": "parole",
    "terminated": "termination",
    "marshals": "hand-over to the Marshals",
    "transferred": "transfer",
    "other_release": "another release",
    "uncounted": "an uncounted book-out",
    "review": "release before the first review",
    "review_first": "the first custody review",
    "review_second": "the second custody review",
    "family_limit": "the limit on the custody of families",
    "died": "death",
    "order": "a decision",
    "patience": "release for want of a bed",
    "ready": "being ready to leave",
    "custody_limit": "the limit of border custody",
    "document": "the document",
    "cleared": "the landing",
    "answered": "the answer of the home country",
    "reconsidered": "a change of mind of the home country",
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
    "family_limit": "released with the family at the limit on its custody",
    "released_no_bed": "released for want of a bed",
    "died": "died in custody",
    "not_detained": "arrested and not detained",
    "inside": "still inside",
}
"""Exit to what it means."""

REMOVED = ("removed_home", "removed_border", "removed_third_country")
"""Exits that are removals."""

SOURCES = {
    "border": "people handed over at the border",
    "interior": "interior arrests",
    "interior_added": "interior arrests that the plan adds",
    "border_direct": "people in border custody",
}
"""Source to the people who come by it."""


def parted(stage: str) -> tuple[str, str]:
    """A stage and the agreement that it is of, or an empty text: ``notice: Panama``."""
    name, _, deal = stage.partition(": ")
    return name, deal


def title(stage: str) -> str:
    """Title of a stage."""
    name, deal = parted(stage)
    known = STAGES[name][0] if name in STAGES else plain(name)
    return f"{known}: {deal}" if deal else known


def awaited(stage: str) -> str:
    """What is waited for in a stage."""
    name, deal = parted(stage)
    known = STAGES[name][1] if name in STAGES else f"the end of {plain(name)}"
    return f"{known} {deal}".rstrip()


def ended(owner: str, target: str) -> str:
    """What an edge means for the person who takes it."""
    place = parted(target)[0]
    if owner == "clock proceedings.order" and place in DECISIONS:
        return DECISIONS[place]
    if owner.endswith(".review_first") and place == "kept_after_review":
        return "kept in custody at the first review"
    if owner in ("clock final_order.answered", "clock family_order.answered") and place in ANSWERS:
        return ANSWERS[place]
    if owner.startswith("clock notice: ") and owner.endswith(".ready") and place in SCREENED:
        return SCREENED[place]
    name = owner.rpartition(".")[2] if owner.startswith("clock ") else parted(owner.partition(" by ")[0])[0]
    return ENDS.get(name.rstrip("_0123456789"), ENDS.get(name, plain(name)))


def outcome(name: str) -> str:
    """What an exit means."""
    return OUTCOMES.get(name, plain(name))


def plain(name: str) -> str:
    """A name of the model as words."""
    return name.replace("_", " ")
