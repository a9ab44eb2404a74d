"""Statements on custody: why somebody is held first, for how long, and in how many beds."""

from __future__ import annotations

from sojourn.study.claims.claim import SPEAKER, WAITS, Claim, Reading, Said, Shown, Source
from sojourn.study.claims.known import Known, Spread
from sojourn.study.claims.rules import THOUSANDS, about, above, below, exactly, graded, inside, on_record, opposite
from sojourn.study.claims.words import between

EXAMPLE = "The example of somebody from El Salvador, near the end."
FIRST_DAY = 1.0
"""Days after arrest that are still called day one."""
TENTH = 0.10
"""Share of removals from which leaving on the first day is no exception."""
KINDS = {"reinstatement": "reinstatement of an order", "expedited": "expedited removal", "notice_to_appear": "a judge"}
"""Kinds of case and what they are called."""
EXAMPLE_KEY = "el_salvador"
CIRCLE = "What is put in for El Salvador is the remark itself, so this is no check of it."
GROUPS = {
    "el_salvador": "El Salvador",
    "cooperative": "countries that co-operate",
    "refusing": "countries listed as uncooperative or at risk",
}
"""Groups of countries for which the time to documents and landing rights is told."""


def _first_day(known: Known) -> tuple[Reading, ...]:
    readings = []
    for case, name in KINDS.items():
        (row,) = known.rows("departure_times", case_type=case)
        tenth = row.number("p10")
        readings.append(
            Reading(
                name,
                graded(above(exactly(tenth), FIRST_DAY), (known.grade("departure_times"),)),
                f"One removal in ten of this kind took {tenth:.0f} day{'s' * (tenth != 1)} or fewer from "
                f"apprehension, half took {row.number('p50'):.0f} (FY2016 to August 2019).",
            )
        )
    share = known.number("stay.first_day.el_salvador")
    why = WAITS
    if share is not None:
        why = (
            f"{share.low:.1%} to {share.high:.1%} of those from El Salvador who are removed leave within a day of "
            f"arrest; {TENTH:.0%} is taken as the limit. {CIRCLE}"
        )
    readings.append(Reading("somebody from El Salvador, in a run", below(share, TENTH), why, counts=False))
    return tuple(readings)


def _documents(known: Known) -> tuple[Reading, ...]:
    said = known.figure("plan.document_days")
    low, high = said.low or 0.0, said.high or said.number
    mexico, late = known.figure("td.mexico_after_order_days"), known.figure("td.not_removed_in_90_days")
    thumb = Spread(mexico.low or mexico.number, mexico.number, mexico.high or mexico.number)
    readings = [
        Reading(
            "Mexico, a published rule of thumb",
            graded(inside(thumb, low, high), (mexico.grade,)),
            f"{_days(thumb)} after an order (grade {mexico.grade}); days to weeks is taken as {low:.0f} to {high:.0f}.",
        ),
        Reading(
            "without exception",
            graded(on_record(late.number == 0), (late.grade,)),
            f"On a day of 2017 {late.number:,.0f} people had not been removed 90 days after an order, for want of "
            f"documents among other causes (grade {late.grade}).",
        ),
    ]
    for key, name in GROUPS.items():
        days, example = known.number(f"wait.{key}"), key == EXAMPLE_KEY
        why = WAITS
        if days is not None:
            why = (
                f"{name[0].upper()}{name[1:]}: half of those with a document and landing rights have them "
                f"{_days(days)} after the final order. {CIRCLE if example else ''}".rstrip()
            )
        found = graded(inside(days, low, high), _document_grades(known, key))
        readings.append(Reading(f"{name}, in a run", found, why, counts=not example))
    without = known.number("wait.refusing_without")
    if without is not None:
        readings.append(
            Reading(
                "those refused get one at all",
                opposite(above(without, 0.5)),
                f"{between(without, 'share')} of people from countries that refuse or are at risk have none half a "
                "year after the order.",
                counts=False,
            )
        )
    return tuple(readings)


def _document_grades(known: Known, group: str) -> list[str]:
    """Grades of the days to a document in a group of countries."""
    rows = known.rows("nationalities")
    if group == EXAMPLE_KEY:
        rows = tuple(row for row in rows if row.text("nationality") == "El Salvador")
    else:
        rows = tuple(row for row in rows if (row.text("status") == "cooperative") == (group == "cooperative"))
    return [row.text("document_grade") for row in rows]


def _thirty(known: Known) -> tuple[Reading, ...]:
    said = known.amount("plan.bed_stay_days")
    published, held, left = (
        known.amount(key)
        for key in ("detention.alos.FY2024", "detention.adp.FY2024", "throughput.final_book_outs.FY2024")
    )
    little = held * 366 / left
    (everybody,) = known.rows("departure_times", case_type="all")
    readings = [
        Reading(
            "mean stay that ended, FY2024",
            about(exactly(published), said),
            f"Published: {published:g} days. It is over stays that ended, so it lags.",
        ),
        Reading(
            "nights in a bed for each person, FY2024",
            about(exactly(little), said),
            f"Little's law: {held:,.0f} people held on average, times 366 days, over {left:,.0f} book-outs: "
            f"{little:.1f}.",
        ),
        Reading(
            "half of all removed, FY2016 to FY2019",
            about(exactly(everybody.number("p50")), said),
            f"Half were gone {everybody.number('p50'):.0f} days after apprehension, the mean was "
            f"{everybody.number('mean'):.0f}.",
        ),
    ]
    for case, name in KINDS.items():
        (row,) = known.rows("departure_times", case_type=case)
        median = row.number("p50")
        why = f"Published median of those removed: {median:.0f} days."
        found = about(exactly(median), said)
        if (run := known.number(f"stay.median.{case}")) is not None:
            why += f" In the plan's first year: {_days(run)}."
        readings.append(Reading(f"removed by {name}", found, why))
    for key, name in (("stay.completed", "mean stay that ended, the plan"), ("stay.little", "Little's law, the plan")):
        days = known.number(key)
        readings.append(Reading(name, about(days, said), WAITS if days is None else f"In the plan: {_days(days)}."))
    return tuple(readings)


def _days(band: Spread) -> str:
    return f"{band.value:.0f} days ({band.low:.0f} to {band.high:.0f})"


def _thousands(known: Known) -> tuple[Reading, ...]:
    funded = known.amount("detention.funded_beds.FY2025")
    readings = []
    for key, name in (
        ("beds.needed.plan", "with the arrests of the plan"),
        ("beds.needed.as_is", "with arrests as in 2024"),
    ):
        needed = known.number(key)
        why = WAITS
        if needed is not None:
            more = needed.less(funded)
            why = (
                f"{name[0].upper()}{name[1:]}, if nobody had to wait for a bed, {between(needed)} would be held at the "
                f"peak of the first year; {funded:,.0f} beds are funded."
            )
            readings.append(Reading(name, above(more, THOUSANDS), why))
        else:
            readings.append(Reading(name, None, why))
    return tuple(readings)


CLAIMS = (
    Claim(
        "first-day",
        "Nobody can be put on a plane on the first day",
        Said(
            SPEAKER,
            EXAMPLE,
            "Somebody convicted of a crime cannot fly at once: there have to be a travel document, landing rights, "
            "and a home country that owns to its national.",
        ),
        (
            *(Source("departure_times", {"case_type": case}, ("case_type", "p10", "p50")) for case in KINDS),
            Source("nationalities", {"nationality": "El Salvador"}),
            Source("gaps:td.days_by_country"),
            Source("assumed.landing_rights_charter"),
            Source("td.not_removed_in_90_days"),
        ),
        _first_day,
        "How long landing rights take: nothing is published, and what a run takes is assumed (C).",
        needs=("draws",),
        shown=(
            Shown("stay.first_day.el_salvador", "share of removed Salvadorans gone within a day of arrest", "share"),
        ),
        commands=("sojourn trace {scenario} --nationality 'El Salvador' --criminality convicted --agency interior",),
    ),
    Claim(
        "documents",
        "Documents take days to weeks",
        Said(
            SPEAKER,
            EXAMPLE,
            "To obtain the document and the landing rights takes some days or some weeks, and a bed is needed "
            "meanwhile.",
        ),
        (
            Source("plan.document_days"),
            Source(
                "nationalities",
                {"nationality": "El Salvador"},
                ("document_days_low", "document_days_mid", "document_days_high", "document_grade"),
            ),
            Source("td.mexico_after_order_days"),
            Source("gaps:td.days_by_country"),
            Source("td.not_removed_in_90_days"),
        ),
        _documents,
        "Days to a document by country: not published but for a rule of thumb for Mexico. The runs take estimates by "
        "group of countries (C).",
        needs=("draws",),
        shown=(
            *(Shown(f"wait.{key}", f"median days to both, {name}", "days") for key, name in GROUPS.items()),
            Shown("wait.seat.el_salvador", "and then to departure, El Salvador: median days", "days"),
        ),
        commands=("sojourn trace {scenario} --nationality 'El Salvador'",),
    ),
    Claim(
        "thirty-days",
        "A bed is taken for about 30 days",
        Said(
            SPEAKER,
            "Third sentence from the end.",
            "Somebody stays in a bed for some 30 days.",
            "The second version says 30 days straight, as if that were a stretch in the past; the original means "
            "each single stay, and is used.",
        ),
        (
            Source("plan.bed_stay_days"),
            Source("detention.alos.FY2024"),
            Source("detention.adp.FY2024"),
            Source("throughput.final_book_outs.FY2024"),
            *(Source("departure_times", {"case_type": case}, ("case_type", "p50", "mean")) for case in ("all", *KINDS)),
        ),
        _thirty,
        "How long stays are by nationality and reason: only means are published (gap detention.stay_distribution).",
        needs=("draws",),
        shown=(
            Shown("stay.completed", "mean stay that ended, the whole plan", "days"),
            Shown("stay.little", "people held over book-ins a day, the last full fiscal year", "days"),
            *(
                Shown(f"stay.median.{case}", f"median days from arrest to departure: {name}", "days")
                for case, name in KINDS.items()
            ),
        ),
        commands=("sojourn run {scenario} --draws {draws} --seed {seed}", "sojourn estimates ice-stay-2024 --quick"),
    ),
    Claim(
        "thousands",
        "Thousands more beds are needed",
        Said(SPEAKER, "Third sentence from the end.", "He needs thousands of beds more."),
        (
            Source("detention.funded_beds.FY2025"),
            Source("plan.beds_goal"),
            Source("population_monthly"),
            Source("implied.interior_added_per_day"),
        ),
        _thousands,
        "How many arrests were meant: nobody stated it. The plan's arrests follow here from its own two numbers, "
        "100,000 beds and 30 days, so that it needs beds is in part put in.",
        needs=("draws",),
        shown=(
            Shown("beds.needed.plan", "beds needed at the peak of the first year, arrests of the plan", "beds"),
            Shown("beds.needed.as_is", "beds needed at the peak of the first year, arrests as in 2024", "beds"),
            Shown("no_bed.year", "people released for want of a bed in the first year of the plan"),
        ),
        commands=(
            "sojourn run {scenario} --set beds.capacity='1,000,000 beds' --until {year} --draws {draws} --seed {seed}",
        ),
    ),
)
