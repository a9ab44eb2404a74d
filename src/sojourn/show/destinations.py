"""Destinations on one screen: what each would change, how likely it is, and on what that stands."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.policy.outlook import COURT_DAYS, Chance
from sojourn.policy.reference_class import chances
from sojourn.results.rounding import rounded, short
from sojourn.show.bands import told_as
from sojourn.study.destination_answer import Destinations, Row
from sojourn.study.destination_terms import Candidate, caps

EFFECTS = (
    ("moved", "Moved"),
    ("removed", "Removals"),
    ("at_limit", "180 days"),
    ("bed_days", "Bed-days"),
    ("no_bed", "No bed"),
)
"""Parts of an effect, and their heads; :data:`LEGEND` says what they are."""
LEGEND = (
    "Moved: to that country. Removals: more of every kind. 180 days: fewer reach the limit. Bed-days: fewer spent by "
    "people whose home country refuses. No bed: fewer released for want of one. Minus: the other way."
)
NOTHING = "–"
UNSAID = "cannot be said"
"""Instead of a chance that stands on no spell at all."""
COUNTRY, STATUS = 19, 21
"""Columns for a country, and for a status with its day."""


def show(found: Destinations, console: Console) -> None:
    """Print three tables that are never mixed (effects, chances, costs), and what they stand on."""
    console.print(Text(f"{found.scenario.title}: third countries", style="bold"))
    console.print(
        f"{_day(found.start)} to {_day(found.last_day)}; each tried alone, in force from {_day(found.since)}, against "
        f"the same people with none; {_runs(found)}; a model, not a forecast"
    )
    console.print(_effects(found))
    console.print(_chances(found))
    console.print(_costs(found))
    for sentence in sentences(found):
        console.print(f"- {sentence}")
    console.print(Text(f"{LEGEND} C: assumed.", style="dim"))


def sentences(found: Destinations) -> list[str]:
    """What the tables stand on, and what all candidates together leave."""
    refused, nobody, left = (rounded(one) for one in (found.refused, found.taken_by_none, found.left_by_all))
    who = f"no candidate accepts {nobody} of them" if found.taken_by_none else "some candidate accepts each of them"
    out = [f"The home country of {refused} people refuses; {who} by nationality and class."]
    out.append(f"With all candidates in force together {left} still do not go: too few places, or too late.")
    if found.portfolio is not None:
        best = found.portfolio
        out.append(
            f"Best {len(best.countries)} together: {', '.join(best.countries)} ({best.how}): "
            f"{short(best.middle('moved'))} moved, {_signed(best.middle('removed'))} removals, run together. The parts "
            "need not add up: they may take the same people."
        )
    hoped = [f"{row.candidate.name} {short(row.expected)}" for row in found.rows if row.expected]
    if hoped:
        others = "" if any(row.expected is None for row in found.rows) else "; all others 0"
        out.append(f"Chance times moved, a product and no run: {', '.join(hoped)}{others}.")
    court = found.rows[0].by_court
    alike = "; any country alike. Cases are in the table mostly because something was stopped." if court.said else "."
    out.append(f"A court stops what is signed within {COURT_DAYS} days: {_share(court)}{alike}")
    used = [f"{row.candidate.name} ({row.in_all:,})" for row in found.rows if row.all_used]
    if used:
        out.append(f"All that they take in all is used up, and holds the numbers down: {', '.join(used)}.")
    out += _assumed(found)
    out += _counted(found)
    if found.known_by is None:
        out.append("The first chance is hindsight: the table holds what became of some of these countries since.")
    out.append("No public safety grade of these countries is in the evidence, so none is given.")
    return out


def _counted(found: Destinations) -> list[str]:
    """The counts behind the chances, now and on the first day; what was counted of none is left out."""
    now, then = ([one for one in chances(day) if one.of] for day in (found.known_by, found.known_then))
    alike = [one.what for one in now] == [one.what for one in then]
    sample = "No sample: most countries are in the table because something was signed."
    said = "; ".join(f"{one.did} of {one.of} {one.what}" for one in now)
    if found.known_by is not None and not now:
        out = [
            f"Counted: nothing, since no scheme was in the evidence by {_day(found.known_by)}; no chance can be said."
        ]
    else:
        out = [f"Counted: {said}. {sample}"]
    before = ", ".join(f"{one.did} of {one.of}{'' if alike else f' {one.what}'}" for one in then)
    if then:
        out.append(f"{'The same as known' if alike else 'Counted as known'} on {_day(found.known_then)}: {before}.")
    return out


def _effects(found: Destinations) -> Table:
    table = _table("If in force")
    for _, head in EFFECTS:
        table.add_column(head, justify="right", no_wrap=True)
    for row in found.rows:
        table.add_row(_name(row), *(_effect(row, key) for key, _ in EFFECTS))
    return table


def _effect(row: Row, key: str) -> str:
    if (band := row.band(key)) is not None:
        return told_as(band, "people")
    return short(row.middle(key)) if key == "moved" else _signed(row.middle(key))


def _chances(found: Destinations) -> Table:
    table = _table("How likely")
    table.add_column("status", min_width=STATUS)
    table.add_column(f"by {found.by}", justify="right", no_wrap=True)
    table.add_column(f"known {found.known_then}", justify="right", no_wrap=True)
    if found.draws is not None:
        table.add_column("dates drawn", justify="right", no_wrap=True)
    for row in found.rows:
        cells = [_chance(found, row, row.in_force), _chance(found, row, row.in_force_then)]
        if row.dated:
            hoped = row.hoped
            cells.append(UNSAID if hoped is None else f"{short(hoped.mean)} ({short(hoped.low)}–{short(hoped.high)})")
        table.add_row(_name(row), row.candidate.standing(found.last_day), *cells)
    return table


def _chance(found: Destinations, row: Row, chance: Chance | None) -> str:
    if chance is not None:
        return _share(chance)
    dated = row.candidate.dated_in_force
    return NOTHING if dated is None else "yes, as dated" if dated <= found.by else "no, as dated"


def _share(chance: Chance) -> str:
    """`26 % (8–49), n 10`."""
    if not chance.said:
        return UNSAID
    if chance.high == 0.0:
        return f"0 %, n {chance.n}"
    if chance.high < 0.005:
        return f"under 1 %, n {chance.n}"
    return f"{chance.value * 100:.0f} % ({chance.low * 100:.0f}–{chance.high * 100:.0f}), n {chance.n}"


def _costs(found: Destinations) -> Table:
    table = _table("Terms and cost")
    for head in ("a month", "paid per person", f"{found.currency} of beds saved per person", "km"):
        table.add_column(head, justify="right", no_wrap=True)
    for row in found.rows:
        one = row.candidate
        saved = row.per_person(row.middle("bed_days") * found.bed_day)
        table.add_row(
            _name(row),
            _places(one),
            one.payment_said or "not published" if row.paid_per_person is None else short(row.paid_per_person, "USD"),
            NOTHING if saved is None else _signed(saved),
            NOTHING if one.kilometres is None else f"{one.kilometres:,.0f}",
        )
    return table


def _places(one: Candidate) -> str:
    """People a month, and how many in all: `21 C`, `160 in all`."""
    quota, in_all = one.terms.quota, one.terms.in_all
    if one.assumed_quota and quota is None:
        return "no cap: --quota"
    told = [] if quota is None else [f"{quota.value:,}{' C' if one.assumed_quota else ''}"]
    told += [] if in_all is None else [f"{in_all.value:,} in all"]
    return ", ".join(told) or NOTHING


def _assumed(found: Destinations) -> list[str]:
    """Which terms nobody published."""
    of: dict[str, list[str]] = {}
    for row in found.rows:
        for what in row.candidate.assumed:
            of.setdefault(what, []).append(row.candidate.name)
    if not of:
        return []
    told = "; ".join(f"{what} ({_several(who)})" for what, who in of.items())
    out = [f"Assumed (C), since it is not published: {told}."]
    sizes = caps(found.known_by).a_year
    if any(row.candidate.assumed_quota for row in found.rows) and len(sizes) > 1:
        out.append(
            f"That number is the median of {len(sizes)} published caps of other schemes, from {sizes[0]:,} to "
            f"{sizes[-1]:,}, each taken as people a year."
        )
    elif any(row.candidate.assumed_quota for row in found.rows) and not sizes:
        when = "" if found.known_by is None else f" by {_day(found.known_by)}"
        out.append(
            f"No cap of any scheme was published{when}, so these numbers are the most there could be: --quota N says "
            "how many people a month."
        )
    elif any(row.candidate.assumed_quota for row in found.rows):
        out.append(f"That number is the only published cap of another scheme, {sizes[0]:,} people a year.")
    return out


def _several(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _runs(found: Destinations) -> str:
    if found.draws is None:
        return f"one run each (seed {found.seed})"
    return f"{found.draws:,} draws of what is not known (seed {found.seed})"


def _name(row: Row) -> str:
    return f" {row.candidate.name}"


def _signed(value: float) -> str:
    text = short(abs(value))
    return text if value == 0 else f"{'+' if value > 0 else '-'}{text}"


def _table(head: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column(head, no_wrap=True, min_width=COUNTRY)
    return table


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
