"""A plan on one screen: how surely it meets the targets, its levels, what comes of it, and what one more is worth."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import Band, held
from sojourn.results.periods import WHOLE, fiscal_years
from sojourn.results.rounding import rounded, short
from sojourn.show import plan_agreements
from sojourn.study.plan.agreements import AgreementWorth
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.found import Key
from sojourn.study.plan.levers import Lever
from sojourn.study.plan.targets import result_of

RESULTS = ("removed_all", "arrested_interior", "person_days", "held_peak", "over_90", "exit_released_no_bed", "cost")
LABELS = {
    "added": "Arrests a day, added",
    "kept": "Arrests made before, share kept",
    "beds": "Beds",
    "judges": "Judges",
    "documents": "Document officers",
    "releases": "Pace of release, times",
}
SHORTER = {
    "exit_released_no_bed": "Released, no bed",
    "over_90": "Held over 90 days",
    "over_180": "Held over 180 days",
    "person_days": "Person-days",
}
WORTH = (
    "One more, from its lead time on, changes so much in all, middle and band. Worth: by how much that betters the "
    "goal, what it adds to a target at that target's price in the programme, before what it costs beside the ledger. "
)
CHOICES = ("releases", "cuts")
"""Levers that need nobody to be hired and nothing to be built: what limits them is how far they may go."""
TOGETHER = 0.01
"""A target is missed because of the others where by itself it would be by so much less, as a share of the miss."""
SIZES = ((1e9, 1e9, " bn"), (1e6, 1e6, " mn"), (1e4, 1e3, " k"))
"""From which number on, what it is divided by, and the word for that."""
ONE = {
    "arrests": "One arrest a day",
    "beds": "One bed",
    "seats": "One seat a day",
    "judges": "One judge",
    "documents": "One document officer",
}


def show(found: Plan, console: Console, plan_file: str | None, again: str) -> None:
    """Print a plan."""
    console.print(Text(found.title, style="bold"))
    last = found.calendar.day(found.calendar.ticks - 1)
    console.print(
        f"From {found.name}, {_day(found.calendar.start)} to {_day(last)}; {found.runs} runs (seed {found.seed}); "
        "what a model proposes, not a forecast and not advice"
    )
    for sentence in verdict(found):
        console.print(f"- {sentence}")
    console.print(_results(found))
    if (levels := _levels(found)).row_count:
        console.print(levels)
    for sentence in notes(found):
        console.print(f"- {sentence}")
    if found.counted is not None:
        console.print(plan_agreements.table(found, found.counted))
        console.print(Text(plan_agreements.legend(found.counted), style="dim"))
    if found.worth:
        console.print(_worths(found))
    console.print(Text(legend(found), style="dim"))
    if plan_file is not None:
        console.print(f"Written to {plan_file}; run it: sojourn run {plan_file}")
    console.print(f"Again:     {again}", soft_wrap=True)


def verdict(found: Plan) -> list[str]:
    """Whether the targets are met, and how surely; what stops them where they are not."""
    out = []
    if found.stop is not None:
        one = found.trial.stage == "central"
        for key, short_by in found.stop.missed.items():
            if not (one and found.targets[key[0]].met(found.central.values[0][key])):
                out.append(_cannot(found, key, short_by))
        if not out:
            where = "in the one run at the central values" if one else "under these draws"
            out.append(f"All targets together cannot be reached {where}.")
        out.append(f"What stops it: {stopping(found)}.")
        out.append("What follows is the nearest that was found.")
        return out
    share, low, high = found.probability
    if not found.targets:
        return ["No target was asked for; what follows is what the goal alone gives."]
    if found.trial.stage == "central":
        met = "All targets are met" if found.trial.met else "Not all targets are met"
        missed = "".join(_short_of(found, key, value) for key, value in found.trial.values[0].items())
        out.append(f"{met} in the one run at the central values{missed}; how surely, --draws would say.")
        return out
    verb = "Met" if found.reached else "Not met as surely as asked: met"
    out.append(
        f"{verb} in {found.trial.met} of {found.trial.runs} draws: probability {share:.0%} ({low:.0%} to {high:.0%}, "
        f"90 % interval); {found.sure:.0%} was asked for."
    )
    return out


def stopping(found: Plan) -> str:
    """The limits that stop a target, in words, the most important first."""
    others = [] if found.stop is None else list(dict.fromkeys(key[0] for key in found.stop.against))
    told = [f"the target {found.targets[number]}, which is to hold as well" for number in others]
    if found.stop is not None and found.stop.inside:
        told.insert(0, "people who were inside on the first day, more than the target allows")
    if found.stop is None or not found.stop.limits:
        return "; ".join(told) or "no lever in use changes it; --levers names others"
    weights: dict[str, float] = {}
    for name, _, weight in found.stop.limits:
        weights[name] = weights.get(name, 0.0) + weight
    for lever in sorted(weights, key=lambda one: -weights[one])[:4]:
        words = [words for name, words, _ in found.stop.limits if name == lever]
        told.append(plan_agreements.limit(words) if lever == "agreements" else _limit(found, lever))
    return "; ".join(told)


def _limit(found: Plan, name: str) -> str:
    lever = next((one for key, one in found.levers.items() if key == name), None)
    if lever is None:
        return f"{name} (as the scenario has them: not among the levers)"
    if lever.fixed is not None:
        return f"{name} (fixed at {short(lever.fixed)})"
    if name in CHOICES:
        return f"{name} ({_choice(found, lever)})"
    more = f"more than the scenario's own only from {_day(_from(found, lever.lead))} on, {short(lever.rise)} a month"
    return f"{name} ({more}{', and ' if lever.note else ''}{lever.note})"


def notes(found: Plan) -> list[str]:
    """What the levels leave as it is, what binds in the programme, and how near the fluid was."""
    out = []
    same = [
        LABELS.get(key, key)
        for key, control in found.proposal.controls.items()
        if control.lever != "agreements" and not found.proposal.changed(key)
    ]
    if same:
        out.append(f"As the scenario has them: {', '.join(same)}.")
    if found.turned:
        gone = found.band("exit_released_no_bed", WHOLE)
        many = rounded(gone.median) if gone else "some"
        out.append(f"There is no bed for everybody in it: {many} people are released for want of one.")
    if found.emptied:
        out.append(f"The programme does not know where money ends; in one run of the plan it does. {found.emptied[0]}")
        out += found.emptied[1:]
    if found.stop is None and (named := _helping(found)):
        out.append(f"More of these would help, by the programme, the most first: {', '.join(named[:4])}.")
    prices = [(key, price) for key, price in found.trial.found.prices.items() if abs(price) > 1e-9]
    if found.stop is None and prices:
        key, price = max(prices, key=lambda one: abs(one[1]))
        target = found.targets[key[0]]
        unit = "USD" if found.goal.key == "cost" else found.goal.name
        when = {"all": "in all", "by": f"by {target.when.day}"}.get(key[1], f"in {key[1]}")
        after = ", and of the days after it alike," if key in found.trial.found.followed else ""
        out.append(
            f"In the programme, one more asked for of {target.result.name} {when}{after} changes the goal by "
            f"{short(abs(price), 'USD') if unit == 'USD' else f'{abs(price):.3g} {unit}'}."
        )
    out += [_agreement(one) for one in found.agreements]
    out += plan_agreements.sentences(found)
    if found.off > 0:
        out.append(f"The fluid alone was off by {found.off:.1%} at most at its first proposal; runs have corrected it.")
    return out


def _helping(found: Plan) -> list[str]:
    """Levers in use whose limits are worth something in the programme, without those that runs with more have denied.

    The programme weighs a missing bed beside what is asked, so that a limit of beds has a price there also where more
    of them betters nothing that was asked.
    """
    denied = {one.lever for one in found.worth if one.goal is None or one.goal.median <= 0}
    named = dict.fromkeys(name for name, _, _ in found.trial.found.limits)
    return [name for name in named if name in found.levers and name not in denied]


def _agreement(one: AgreementWorth) -> str:
    sent, released = one.changes["removed_third_country"], one.changes["post_order_released"]
    terms = one.changes["money_agreements"]
    paid = f"{short(terms, 'USD')} are paid by its terms" if terms else "its terms name no payment"
    way = "more" if released <= 0 else "fewer"
    return (
        f"An agreement with {one.assumed.country} is taken to be in force from {_day(one.assumed.since)} on, which is "
        f"for its government to decide. Without it, with the same levels and the same luck, {short(sent)} fewer are "
        f"removed to third countries and {short(abs(released))} {way} released at the limit after an order; {paid}."
    )


def legend(found: Plan) -> str:
    """On what the limits stand."""
    parts = [
        f"{name}: {_choice(found, lever) if name in CHOICES else _comes(lever)}; {lever.source}"
        for name, lever in found.levers.items()
        if name != "agreements"
    ]
    own = "What the scenario has planned itself may be had as planned. "
    levers = f"Levers: {'. '.join(parts)}. {own}" if parts else ""
    return (
        f"* Part of a fiscal year. {_worth_of(found)}{levers}Cost: all accounts of the ledger, and beside it "
        "beds that are stood up and the hiring and pay of judges and document officers; what it does not have is 0."
    )


def _comes(lever: Lever) -> str:
    return f"more from day {lever.lead:.0f}, {short(lever.rise)} {_per(lever.unit)} a month"


def _choice(found: Plan, lever: Lever) -> str:
    """How far a choice of policy goes: it takes nothing that has to be built or hired first."""
    if lever.name == "cuts":
        return "at most all of the arrests that were made before"
    control = found.proposal.controls.get(lever.name)
    most = lever.first if control is None else float(control.high.max())
    after = f", more from day {lever.lead:.0f}" if lever.lead else ""
    pace = f", {short(lever.rise)} times more a month" if lever.rise < most else ""
    return f"at most {short(most)} times the scenario's own pace{after}{pace}"


def _worth_of(found: Plan) -> str:
    """What the table of worths stands on."""
    if not found.worth:
        return ""
    draws = found.worth[0].draws
    if found.trial.stage != "draws" or draws == 1:
        return (
            f"{WORTH.replace(', middle and band', '')}One run says nothing of how sure that is: three draws are tried. "
        )
    return f"{WORTH}The band of {draws} draws holds the next one in {held(draws):.0%} of cases. "


def _cannot(found: Plan, key: Key, missed: float) -> str:
    target = found.targets[key[0]]
    nearest = target.number - missed if target.least else target.number + missed
    unit = "USD" if target.result.unit == "USD" else "people"
    spans = {span.key: span for span in target.spans(found.calendar)}
    when = "" if key[1] in ("all", "by") else f" in {key[1]}"
    which = "the most" if target.least else "the least"
    simulated = found.central.values[0][key]
    what = f"{target.result.name} of {short(target.number, unit)}{when or f' by {spans[key[1]].last}'}"
    if target.met(simulated):
        there = (
            "" if target.result.key == "exit_released_no_bed" else f": there {which} is about {short(nearest, unit)}"
        )
        return (
            f"{what} is reached at the central values, and cannot be in {found.sure:.0%} of draws{there}"
            f"{_in_draws(found, key)}."
        )
    there = f"about {short(nearest, unit)} in the programme, and {short(simulated, unit)} when that is simulated"
    alone = missed if found.stop is None else found.stop.alone.get(key, missed)
    if missed - alone > TOGETHER * missed:
        return f"{what} cannot be reached with all else that is asked: {which} with that is {there}."
    housed = "" if found.turned or target.result.key == "exit_released_no_bed" else " with a bed for everybody"
    return f"{what} cannot be reached{housed}: {which} that these levers reach{' so' if housed else ''} is {there}."


def _short_of(found: Plan, key: Key, value: float) -> str:
    """What a run gives for a target that it misses; nothing where it is met."""
    target = found.targets[key[0]]
    if target.met(value):
        return ""
    unit = "USD" if target.result.unit == "USD" else "people"
    when = "" if key[1] in ("all", "by") else f" in {key[1]}"
    asked = f"{'at least' if target.least else 'at most'} {short(target.number, unit)} asked for"
    return f", with {target.result.name} of {short(value, unit)}{when} for {asked}"


def _in_draws(found: Plan, key: Key) -> str:
    """In how many draws of the nearest plan one target is met."""
    values = [one[key] for one in found.trial.values]
    met = sum(found.targets[key[0]].met(value) for value in values)
    return f"; the nearest reaches it in {met} of {len(values)} draws ({met / len(values):.0%})"


def _results(found: Plan) -> Table:
    table = _plain()
    drawn = found.trial.stage == "draws"
    table.add_column("One run of the plan", no_wrap=True)
    shown = fiscal_years(found.calendar)[-5:]
    for span in shown:
        table.add_column(span.key + ("" if span.full_year else "*"), justify="right", no_wrap=True)
    for head in ("Whole", *(("draws, 90 %",) if drawn else ()), "As it is"):
        table.add_column(head, justify="right", no_wrap=True)
    keys = list(dict.fromkeys([*(one.result.key for one in found.targets), *RESULTS]))
    for key in keys:
        result = result_of(key)
        if result is None:
            continue
        unit = "USD" if result.unit == "USD" else "people"
        whole = found.band(key, WHOLE)
        cells = [short(found.one(key, span.key), unit) for span in shown]
        ends = (_between(whole, unit),) if drawn else ()
        name = SHORTER.get(key, result.name[0].upper() + result.name[1:])
        table.add_row(f" {name}", *cells, short(found.one(key, WHOLE), unit), *ends, short(found.own(key, WHOLE), unit))
    return table


def _levels(found: Plan) -> Table:
    table = _plain()
    table.add_column("Levels, on average", no_wrap=True)
    years = fiscal_years(found.calendar)[-5:]
    for span in years:
        table.add_column(span.key + ("" if span.full_year else "*"), justify="right", no_wrap=True)
    table.add_column("Most", justify="right", no_wrap=True)
    table.add_column("from", justify="right", no_wrap=True)
    table.add_column("Own, most", justify="right", no_wrap=True)
    proposal = found.proposal
    begins = np.array([found.calendar.tick(day) for day in proposal.begins])
    step = np.searchsorted(begins, np.arange(found.calendar.ticks), side="right") - 1
    for key, level in proposal.levels.items():
        if not proposal.changed(key) or proposal.controls[key].lever == "agreements":
            continue
        daily = level[step]
        cells = [_level(float(daily[span.ticks].mean())) for span in years]
        at = int(level.argmax())
        own = float(proposal.controls[key].own.max())
        label = LABELS.get(key, f"Seats a day{key.removeprefix('seats')}" if key.startswith("seats") else key)
        table.add_row(f" {label}", *cells, _level(float(level[at])), proposal.begins[at].isoformat(), _level(own))
    return table


def _worths(found: Plan) -> Table:
    table = _plain()
    draws = found.worth[0].draws
    told = f"{draws} draw{'s' * (draws != 1)}" if found.trial.stage == "draws" else "one run"
    table.add_column(f"Worth ({told})", no_wrap=True)
    lines = [("removed_all", "Removals"), ("cost", "Ledger, USD")]
    extra = [one.result for one in found.targets if one.result.key not in dict(lines)]
    for result in extra[:1]:
        lines[0] = (result.key, SHORTER.get(result.key, result.name))
    goal = result_of(found.goal.key)
    unit = "USD" if goal is not None and goal.unit == "USD" else "in the goal"
    for head in (*(head for _, head in lines), f"Worth, {unit}"):
        table.add_column(head, justify="right", no_wrap=True)
    for one in found.worth:
        cells = [_change(one.changes.get(key)) for key, _ in lines]
        table.add_row(f" {ONE[one.lever]}", *cells, _change(one.goal))
    return table


def _change(found: Band | None) -> str:
    """The median of a change and its band, all in the same thousands or millions."""
    if found is None or (found.low == found.high == 0):
        return "nothing"
    most = max(abs(found.low), abs(found.high))
    size, word = next(((size, word) for least, size, word in SIZES if most >= least), (1.0, ""))
    median, low, high = (_signed(value / size) for value in (found.median, found.low, found.high))
    return f"{median}{word}" if found.low == found.high else f"{median} ({low} to {high}){word}"


def _between(one: Band | None, unit: str) -> str:
    """The ends of a band; the thousands or millions once where both have the same."""
    if one is None:
        return "–"
    low, high = short(one.low, unit), short(one.high, unit)
    if low == high:
        return low
    first, second = low.partition(" ")[2], high.partition(" ")[2]
    return f"{low.partition(' ')[0]}–{high.removeprefix('$')}" if first == second else f"{low}–{high}"


def _signed(value: float) -> str:
    if value == 0:
        return "0"
    return ("+" if value > 0 else "−") + short(abs(value))


def _level(value: float) -> str:
    return short(value) if value >= 10 or value == 0 else f"{value:.2f}"


def _from(found: Plan, lead: float) -> date:
    return found.calendar.start + timedelta(days=round(lead))


def _per(unit: str) -> str:
    return "a day more" if unit == "a day" else f"{unit} more"


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
