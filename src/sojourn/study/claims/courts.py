"""Two earlier schemes of which the article says that they met with legal challenge."""

from __future__ import annotations

from sojourn.results.rounding import rounded
from sojourn.study.claims.claim import ARTICLE, SAID_ON, Claim, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known
from sojourn.study.claims.rules import ROUNDS, graded, on_record
from sojourn.study.claims.words import between

UK, COOPERATIVE = "uk_rwanda", "cooperative_agreements_2019"
AFTER = "Fifth and sixth paragraph, where the idea's origin is told."


def _rwanda(known: Known) -> tuple[Reading, ...]:
    signed = known.rows("agreements", scheme=UK, status="signed")
    stops = known.rows("litigation", scheme=UK, effect="stops", channel="third_country_removal")
    ended = known.rows("litigation", scheme=UK, act="abandoned")
    forums = {row.text("court") for row in stops}
    end = ended[0].text("on") if ended else ""
    return (
        Reading(
            "there was such a deal",
            graded(on_record(bool(signed)), (row.text("grade") for row in signed)),
            f"Signed on {signed[0].text('on')}." if signed else "No signature is on record.",
        ),
        Reading(
            "courts held it up again and again",
            graded(on_record(len(forums) >= ROUNDS), (row.text("grade") for row in stops)),
            f"{len(forums)} courts stopped it, from {stops[0].text('on')} to {stops[-1].text('on')}."
            if stops
            else "No court stopped it.",
        ),
        Reading(
            "a new government gave it up",
            graded(on_record(bool(ended)), (row.text("grade") for row in ended)),
            f"Given up on {end}." if ended else "That it was given up is not on record.",
        ),
        Reading(
            "that was in the year of the article",
            graded(on_record(end[:4] == str(SAID_ON.year)), (row.text("grade") for row in ended)),
            f"It was in {end[:4]}; the remarks are taken to be of {SAID_ON:%B %Y}." if ended else "Not on record.",
        ),
        *_replayed(known),
    )


def _replayed(known: Known) -> tuple[Reading, ...]:
    removed, without = known.number("rwanda.removed"), known.number("rwanda.removed_without_measure")
    if removed is None or without is None:
        return ()
    return (
        Reading(
            "the first stop decided it",
            on_record(removed.high < without.low),
            f"In the replay {rounded(removed.value)} people are removed; without the interim measure of June 2022 the "
            f"first flight takes {without.low:.0f} to {without.high:.0f}.",
            counts=False,
        ),
    )


def _earlier(known: Known) -> tuple[Reading, ...]:
    signed = known.rows("agreements", scheme=COOPERATIVE, status="signed")
    suits = known.rows("litigation", scheme=COOPERATIVE, act="filed")
    stops = known.rows("litigation", scheme=COOPERATIVE, effect="stops")
    years = {row.text("on")[:4] for row in signed}
    sent, stopped = known.number("cooperative.sent"), known.number("cooperative.sent_if_stopped")
    effect = "No row says that a court stopped it."
    if sent is not None and stopped is not None:
        effect += (
            f" In the replay {between(sent)} people are sent to Guatemala; had the suit stopped it on the day it was "
            f"filed, {between(stopped)}."
        )
    return (
        Reading(
            "there was such an effort in 2019",
            graded(on_record("2019" in years), (row.text("grade") for row in signed)),
            f"{len(signed)} agreements were signed in {', '.join(sorted(years))}." if signed else "None is on record.",
        ),
        Reading(
            "it was challenged in court",
            graded(on_record(bool(suits)), (row.text("grade") for row in suits)),
            f"{suits[0].text('case')}, filed on {suits[0].text('on')}, grade {suits[0].text('grade')}."
            if suits
            else "No suit is on record.",
        ),
        Reading(
            "a court stopped it",
            graded(on_record(bool(stops)), (row.text("grade") for row in stops)),
            f"Stopped on {stops[0].text('on')}." if stops else effect,
            counts=False,
        ),
    )


CLAIMS = (
    Claim(
        "rwanda",
        "The UK's deal with Rwanda: held up by courts, given up",
        Said(
            ARTICLE,
            AFTER,
            "The United Kingdom had a deal with Rwanda; challenge after challenge held it up, and the new government "
            "gave it up in the same year.",
            "Both versions say so in their own words; the original is used.",
        ),
        (
            Source("agreements", {"scheme": UK}, ("on", "status", "document")),
            Source("litigation", {"scheme": UK, "channel": "third_country_removal"}, ("on", "act", "court")),
            Source("uk_rwanda.relocated"),
            Source("uk_rwanda.spent_in_all"),
        ),
        _rwanda,
        "Whether it inspired anybody, and what it would have done if it had gone on.",
        needs=("rwanda",),
        shown=(
            Shown("rwanda.removed", "people removed in the replay"),
            Shown("rwanda.volunteers", "volunteers in the replay (put in, not a result)"),
            Shown("rwanda.removed_without_measure", "people removed without the interim measure"),
        ),
        commands=(
            "sojourn run uk-rwanda-2022 --seed 1",
            "sojourn run uk-rwanda-2022 --seed 1 --set litigation.0.acts.0.effect=none",
        ),
    ),
    Claim(
        "effort-2019",
        "An effort of 2019 was challenged",
        Said(
            ARTICLE,
            "Seventh paragraph.",
            "A civil rights union and others went to court against sending people to countries that they did not "
            "know, and called it dangerous for those sent.",
        ),
        (
            Source("agreements", {"scheme": COOPERATIVE}, ("country", "on", "status", "document")),
            Source("litigation", {"scheme": COOPERATIVE}, ("on", "act", "case")),
            Source("cooperative.transferred"),
        ),
        _earlier,
        "Who brought the suit is not in the tables; what became of those who were sent is not either.",
        needs=("cooperative",),
        shown=(
            Shown("cooperative.sent", "people sent to Guatemala in the replay (published: 945)"),
            Shown("cooperative.sent_if_stopped", "the same, had the suit stopped it on the day it was filed"),
        ),
        commands=(
            "sojourn run cooperative-2019 --seed 1",
            "sojourn run cooperative-2019 --seed 1 --set litigation.0.acts.0='{{on: 2020-01-15, act: injunction}}'",
        ),
    ),
)
