"""The agreements of a plan on the screen: which it counts on, what each alone would change, and the plan without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.table import Table

from sojourn.results.bands import Band
from sojourn.results.rounding import short
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.counted_on import CountedOn, Weighed
from sojourn.study.plan.targets import result_of

SHORTER = {"removed_all": "Removals", "removed_third_country": "To third countries"}
SIZES = ((1e9, 1e9, " bn"), (1e6, 1e6, " mn"), (1e4, 1e3, " k"))
"""From which number on, what it is divided by, and the word for that."""


def sentences(found: Plan) -> list[str]:
    """What has to be said of agreements that may be chosen."""
    counted = found.counted
    if counted is None:
        return []
    chosen = [one for one in counted.each if one.counted]
    out = [_chosen(chosen), _without(found, counted, bool(chosen)), _fewest(found, counted)]
    dear = [one.may.name for one in chosen if one.worth is not None and one.worth.median < 0]
    if dear and found.targets:
        out.append(f"The plan counts on {_list(dear)} since the targets take as much, not for what is saved.")
    free = [one.may.name for one in counted.each if not one.may.priced]
    if free:
        out.append(
            f"What {_list(free)} would ask for is not published and was not given: nothing is counted for it, which "
            "does not mean that it is free."
        )
    assumed = [f"{one.may.name}: {', '.join(one.may.assumed)}" for one in counted.each if one.may.assumed]
    if assumed:
        out.append(f"Terms that nobody published, assumed (C): {'; '.join(assumed)}.")
    refused = [one.may.name for one in counted.each if one.may.refused]
    if refused:
        out.append(f"By what is written, {_list(refused)} refused or ended it: it is tried because it was named.")
    return [one for one in out if one]


def table(found: Plan, counted: CountedOn) -> Table:
    """One line an agreement: what it alone would change at the levels of the plan, all luck alike."""
    out = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    draws = counted.each[0].draws
    told = f"{draws} draw{'s' * (draws != 1)}" if draws else "one run"
    out.add_column(f"Alone ({told})", no_wrap=True)
    out.add_column("From", no_wrap=True)
    result, unit = _asked(found), "USD" if _dollars(found) else "in the goal"
    sent = result != "removed_third_country"
    for head in (*(("Sent",) if sent else ()), _named(result), "Ledger, USD", f"Worth, {unit}"):
        out.add_column(head, justify="right", no_wrap=True)
    for one in counted.each:
        name = f" {one.may.name}" if one.counted else f" ({one.may.name})"
        when = "too late" if one.since is None else one.since.isoformat()
        many = one.changes.get("removed_third_country")
        cells = (short(many.median) if many else "–",) if sent else ()
        bands = (one.changes.get(result), one.changes.get("cost"), one.worth)
        out.add_row(name, when, *cells, *(_told(band) for band in bands))
    return out


def _asked(found: Plan) -> str:
    """The line that is told of each: that of the first target that is not the cost, else removals."""
    return next((one.result.key for one in found.targets if one.result.key != "cost"), "removed_all")


def _named(key: str) -> str:
    result = result_of(key)
    name = key if result is None else result.name
    return SHORTER.get(key, name[0].upper() + name[1:])


def _dollars(found: Plan) -> bool:
    result = result_of(found.goal.key)
    return result is not None and result.unit == "USD"


def legend(counted: CountedOn) -> str:
    """On what the table stands."""
    days = "; ".join(
        dict.fromkeys(f"{one.may.name} from {one.may.earliest}: {one.may.because}" for one in counted.each)
    )
    return (
        "Alone: with it less with none, at the levels of the plan and with the same luck; in brackets, those that "
        "are not in the plan. Worth: by how "
        "much that betters the goal, what it adds to a target at that target's price in the programme. "
        f"The first day that an agreement can be in force: {days}."
    )


def _chosen(chosen: list[Weighed]) -> str:
    if not chosen:
        return "The plan counts on no agreement that is not in force: none of those tried betters it."
    named = _list(f"{one.may.name} from {_day(one.since)}" for one in chosen)
    several = len(chosen) != 1
    many = f"{len(chosen)} agreements that are" if several else "1 agreement that is"
    return (
        f"The plan counts on {many} not in force: {named}. "
        f"{'Each' if several else 'It'} is for another government to decide, and no plan has it."
    )


def _without(found: Plan, counted: CountedOn, chosen: bool) -> str:
    trial = counted.without
    if not chosen:
        return ""
    if trial.found.stop is not None:
        met = "the targets cannot be met in the programme"
        if trial.runs > 1:
            met += f", and the nearest meets them in {trial.met} of {trial.runs} draws"
        return f"Without any of them {met}."
    more = trial.found.best - found.trial.found.best
    least = "most" if found.goal.most else "least"
    unit = "USD" if _dollars(found) else "people"
    way = "more" if more > 0 else "less"
    how = f"the {least} {found.goal.name} is {short(abs(more), unit)} {way} in the programme"
    if abs(more) < 1e-9 * max(abs(found.trial.found.best), 1.0):
        how = f"the {least} {found.goal.name} is the same in the programme"
    if not found.targets:
        return f"Without any of them {how}."
    if trial.stage == "central":
        runs = f"the targets are {'met' if trial.met else 'not met'} in the one run"
    else:
        runs = f"the targets are met in {trial.met} of {trial.runs} draws"
    return f"Without any of them, all levels chosen anew, {how}, and {runs}."


def _fewest(found: Plan, counted: CountedOn) -> str:
    if not found.targets:
        return ""
    if counted.fewest is None:
        return "All of them together are too few for the targets, in the programme."
    if counted.fewest == 0:
        return "In the programme the targets can be met without any agreement."
    one = counted.fewest == 1
    return f"In the programme the targets take {counted.fewest} agreement{'' if one else 's'} at the least."


def limit(words: Iterable[str]) -> str:
    """Why agreements stop a target, in words."""
    told = [f"one {one}" if one.startswith("with") else f"they {one}" for one in words]
    return f"agreements ({'; '.join(told[:3])})"


def _told(found: Band | None) -> str:
    """The middle of a change and its band; the middle alone where all are the same."""
    if found is None:
        return "–"
    if found.low == found.high == 0:
        return "nothing"
    most = max(abs(found.low), abs(found.high))
    size, word = next(((size, word) for least, size, word in SIZES if most >= least), (1.0, ""))
    median, low, high = (_signed(value / size) for value in (found.median, found.low, found.high))
    return f"{median}{word}" if found.low == found.high else f"{median} ({low} to {high}){word}"


def _signed(value: float) -> str:
    return "0" if value == 0 else ("+" if value > 0 else "−") + short(abs(value))


def _list(names: Iterable[str]) -> str:
    every = list(names)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}"


def _day(day: date | None) -> str:
    return "never" if day is None else f"{day.day} {day:%B %Y}"
