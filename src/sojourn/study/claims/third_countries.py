"""What the article says of a third country as such: that one is near, why it is needed, and what counts."""

from __future__ import annotations

from sojourn.results.rounding import rounded
from sojourn.study.claims.candidates import AGREED, SCHEME, agreed_by
from sojourn.study.claims.claim import ARTICLE, SAID_ON, SPEAKER, WAITS, Claim, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known
from sojourn.study.claims.rules import KEY, SOON, above, graded, on_record
from sojourn.study.claims.words import between, share

ALL_CANDIDATES = Source("agreements", {"scheme": SCHEME}, ("country", "on", "status", "document"))
OPENING = "Opening sentence."
MOST = 0.5
"""Share of those refused from which a third country is the way for most of them."""


def _near(known: Known) -> tuple[Reading, ...]:
    chance = known.number("chance.soon")
    later = agreed_by(known.rows("agreements", scheme=SCHEME), SOON)
    then = "by what was known on that day"
    readings = [
        Reading(
            then,
            above(chance, 0.5),
            f"Of countries as far as the furthest of the five had come, {share(chance)} have an agreement in force "
            f"within {SOON} days, going by other schemes; the record is short."
            if chance
            else WAITS,
        )
    ]
    said = f"No candidate signed within {SOON} days."
    if later is not None:
        said = (
            f"{later.text('country')}: {later.text('status').replace('_', ' ')} on {later.text('on')} (grade "
            f"{later.text('grade')}). {later.text('note')}"
        )
    found = graded(on_record(later is not None), () if later is None else (later.text("grade"),))
    return (*readings, Reading(f"by what was announced in the {SOON} days after", found, said))


def _key_part(known: Known) -> tuple[Reading, ...]:
    large = known.number("credit.share")
    why = WAITS
    if large is not None:
        why = (
            f"With every country that was named or open counted as if in force and none with a limit, {share(large)} "
            f"of the first year's removals go to a third country; a large part is taken to be {KEY:.0%} or more."
        )
    of_refused, theirs = known.number("credit.of_refused"), WAITS
    if of_refused is not None:
        theirs = (
            f"With the same, as many people move as {share(of_refused)} of those whom their own country refuses that "
            f"year; more than {MOST:.0%} is taken as a large part."
        )
    return (
        Reading("by all who are removed", above(large, KEY), why),
        Reading("by those whom their country refuses", above(of_refused, MOST), theirs),
    )


def _refusal(known: Known) -> tuple[Reading, ...]:
    listed = known.figure("td.uncooperative_count.2024")
    refused = known.number("refused.year")
    why = WAITS
    if refused is not None:
        why = (
            f"In the first year of the plan {between(refused)} people have an order that their own country does not "
            "carry out; by how much is assumed by group of countries (C)."
        )
    return (
        Reading(
            "there are such countries",
            graded(on_record(listed.number >= 1), (listed.grade,)),
            f"{listed.number:.0f} were listed as uncooperative in {listed.as_of} (grade {listed.grade}).",
        ),
        Reading("it stops people from being removed", above(refused, 0.0), why),
    )


def _talks(known: Known) -> tuple[Reading, ...]:
    rows = [
        row
        for row in known.rows("agreements", scheme=SCHEME)
        if row.text("status") == "talks" and row.text("on") <= SAID_ON.isoformat()
    ]
    if not rows:
        return (
            Reading(
                "talks were under way",
                "cannot be known",
                f"No row up to {SAID_ON} says that any government confirmed talks; reports name countries only.",
            ),
        )
    found = graded("supported", (row.text("grade") for row in rows))
    return (Reading("talks were under way", found, f"{rows[0].text('country')}, on {rows[0].text('on')}."),)


def _signed(known: Known) -> tuple[Reading, ...]:
    rows = known.rows("agreements", scheme=SCHEME)
    signed = [row for row in rows if row.text("status") in AGREED and row.text("on") <= SAID_ON.isoformat()]
    counted, claimed = known.number("signed.moved"), known.number("credit.moved")
    none = f"No row says that one of the five had signed by {SAID_ON}."
    first = Reading(
        "no agreement had been signed",
        graded(on_record(not signed), (row.text("grade") for row in signed)),
        f"{signed[0].text('country')} had {signed[0].text('status')} on {signed[0].text('on')}." if signed else none,
    )
    why, found = WAITS, None
    if counted is not None and claimed is not None:
        found = above(claimed.less(counted.high), 0.0)
        why = (
            f"Counting signed agreements only, {rounded(counted.value)} people move in the first year; counting "
            f"whoever was named or open as well, {between(claimed)}, which would be claimed."
        )
    sent = known.number("cooperative.signed_only")
    enough = Reading(
        "a signature is enough",
        above(sent, 0.0),
        WAITS
        if sent is None
        else "Honduras and El Salvador signed in 2019 and the agreements never came into force: "
        f"{rounded(sent.value)} people are sent in the replay.",
        counts=False,
    )
    return (first, Reading("it makes a difference what is counted", found, why), enough)


CLAIMS = (
    Claim(
        "near",
        "A third country is close to being found",
        Said(
            SPEAKER,
            OPENING,
            "He lets it be known that a country will soon be found that takes people whom their own country does not.",
        ),
        (ALL_CANDIDATES,),
        _near,
        "How far talks had come. The chance stands on few schemes, most of which are on record because something was "
        "signed.",
        needs=("chances",),
        shown=(Shown("chance.soon", f"chance of an agreement in force within {SOON} days, as known then", "share"),),
    ),
    Claim(
        "key-part",
        "A third country is central to the plan",
        Said(ARTICLE, "Second sentence.", "The search for another country is called one of its main parts."),
        (Source("td.uncooperative_count.2024"), Source("nationalities"), ALL_CANDIDATES),
        _key_part,
        "What weight its authors give it. How many people a country would take: no terms had been published.",
        needs=("draws",),
        shown=(
            Shown("credit.share", "share of removals to a third country, all named counted", "share"),
            Shown("credit.of_refused", "the same over those refused in that year", "share"),
            Shown("credit.moved", "people moved, all named counted"),
        ),
        commands=("sojourn run {scenario} --credit floated --until {year} --draws {draws} --seed {seed}",),
    ),
    Claim(
        "refusal",
        "Some countries do not take their nationals back",
        Said(
            ARTICLE,
            "Third sentence, as the question that the plan has to answer.",
            "There are people whose own country does not want them back.",
        ),
        (
            Source("td.uncooperative_count.2024"),
            Source("td.at_risk_count.2024"),
            Source("td.not_removed_in_90_days"),
            Source("nationalities"),
        ),
        _refusal,
        "How often each country refuses: lists say which are uncooperative, not how often.",
        needs=("draws",),
        shown=(Shown("refused.year", "people refused by their own country in the first year"),),
    ),
    Claim(
        "talks",
        "Talks were under way before 20 January",
        Said(
            SPEAKER,
            "First and second quotation.",
            "He does not wait for the day: talks are going on, and a country will be found.",
            "The second version has the same in other words; the original is used.",
        ),
        (ALL_CANDIDATES,),
        _talks,
        "Whether and with whom anybody talked: governments named in reports did not confirm it by that day.",
    ),
    Claim(
        "signed",
        "Only a signed agreement counts",
        Said(
            SPEAKER,
            "Second quotation.",
            "He claims nothing before an agreement is signed.",
            "The second version says that there is one already. The original says the contrary and is used: the "
            "record has no signature by then, and the second version is a machine's paraphrase.",
        ),
        (ALL_CANDIDATES, Source("agreements", {"scheme": "cooperative_agreements_2019"}, ("country", "on", "status"))),
        _signed,
        "What a country that signs would do later.",
        needs=("draws", "cooperative"),
        shown=(
            Shown("signed.moved", "people moved in a year, signed counted"),
            Shown("credit.moved", "people moved in a year, all named counted"),
        ),
        commands=(
            "sojourn run {scenario} --credit floated --until {year} --draws {draws} --seed {seed}",
            "sojourn run cooperative-2019 --seed 1",
        ),
    ),
)
