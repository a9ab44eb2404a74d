"""A trace as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from sojourn.trace import words
from sojourn.trace.many import POINTS, Many
from sojourn.trace.plane import LEGS
from sojourn.trace.steps import Step
from sojourn.trace.words import parted

if TYPE_CHECKING:
    from sojourn.trace.account import Trace

WIDTH = 100
THIRD = "removed_third_country"


def text(trace: Trace) -> str:
    """The account: who, why not on day one, step by step, the outcome, and many like them."""
    reasons = [line for said in not_on_day_one(trace) for line in wrap(said, WIDTH)]
    blocks = [[headline(trace), *wrap(who(trace), WIDTH)], ["Not on day one", *reasons]]
    table = ["date          day  days  stage"]
    for step in trace.steps:
        table.append(f"{step.begins}  {step.day:>5}  {step.days:>4}  {step.title}")
        for said in said_of(step):
            table += wrap(said, WIDTH, initial_indent=" " * 25, subsequent_indent=" " * 27)
    blocks += [table, wrap(ending(trace), WIDTH), [*many_lines(trace.quantiles, str(trace.asked))]]
    return "\n\n".join("\n".join(block) for block in blocks)


def headline(trace: Trace) -> str:
    """The scenario and the kind of person."""
    kind = trace.person
    return f"{trace.scenario}: {kind['nationality']}, {kind['criminality']}, {words.plain(kind['case'])}"


def who(trace: Trace) -> str:
    """Who is followed, and that they are nobody."""
    group = words.SOURCES.get(trace.source, words.plain(trace.source))
    return (
        f"A synthetic person drawn from published totals, nobody real: number {trace.number:,} of the "
        f"{group} of {trace.arrested}, the first from the asked day on who matches and is brought in for a bed "
        f"(chosen by arrival, not by outcome; {trace.person['area']} area, seed {trace.seed})."
    )


def not_on_day_one(trace: Trace) -> Iterator[str]:
    """Why there is no plane on day one, at the fastest and for this person."""
    plane = trace.plane
    names = {
        "proceedings": "the order",
        "travel_document": "the document",
        "landing_rights": "landing rights",
    }

    def legs(days: dict[str, int]) -> str:
        return ", ".join(f"{names[stage]} {days[stage]}" for stage, _ in LEGS if stage in days)

    yield (
        "A departure takes a final order, a travel document, landing rights and a seat, one after another; "
        f"the middle times for this kind of person are, in days: {legs(plane.middle)}. {plane.refused}"
    )
    if plane.least_day is not None and plane.fast_day is not None:
        yield (
            f"Shortest possible, with a bed and a seat at once: day {plane.least_day} "
            f"(days: {legs(plane.least)}, then the next departure). "
            f"With each of the three at its fastest in ten: day {plane.fast_day} ({legs(plane.fast)})."
        )
    if plane.possible is not None:
        yield f"For this person a plane was first possible on {plane.possible}, day {plane.possible_day}."
    elif trace.outcome == THIRD and trace.left is not None:
        country = parted(trace.steps[-1].stage)[1]
        when = f"{trace.left}, day {trace.days + 1}"
        yield f"For this person there was no plane home; one to {country} was there on {when}."
    elif trace.steps[-1].stage == "seat":
        papers = trace.steps[-1]
        had = f"{papers.begins}, day {papers.day}"
        yield f"This person had all papers on {had}, and no departure followed in time."
    else:
        title = trace.steps[-1].title
        at = f"{title[:1].lower()}{title[1:]}"
        yield f"For this person no plane was possible: the way, or the run, ended before that, at: {at}."


def said_of(step: Step) -> Iterator[str]:
    """What is said of a step, a line each."""
    yield f"waits for {step.waits_for}" + (f"; {step.crowd}" if step.crowd else "")
    for number in step.numbers:
        yield f"number: {number}"
    if step.racing:
        yield f"also running: {'; '.join(step.racing)}"
    spent = "the same day" if step.days == 0 else f"after {_days(step.days)}"
    yield f"ended {spent}: {step.ended_by}" if step.ended_by else f"not ended {spent}"


def ending(trace: Trace) -> str:
    """The outcome in a sentence."""
    if trace.left is None:
        so_far = f"{_days(trace.days)} after arrest"
        return f"Outcome: still inside on {trace.followed_until}, where this run ends, {so_far}."
    when = f"{trace.left}, day {trace.days + 1}, {_days(trace.days)} after arrest"
    after = "" if trace.outcome in words.REMOVED else " They are not removed in this run."
    return f"Outcome: {words.outcome(trace.outcome)} on {when}.{after}"


def many_lines(found: Many, asked: str) -> Iterator[str]:
    """How many like them fared."""
    runs = "one run" if len(found.seeds) == 1 else f"{len(found.seeds)} runs"
    yield f"Many like them: {found.people:,} people ({asked})"
    yield (
        f"brought in for a bed from {found.first} to {found.last}, in {runs}; followed until {found.followed_until},"
    )
    yield f"when {found.censored:,} are still inside."
    yield ""
    yield from (f"  {share:>6.1%}  {words.outcome(name)}" for name, share in found.shares.items())
    yield ""
    yield "  days                                        " + "".join(f"{name:>6}" for name in POINTS)
    if found.to_departure:
        yield _row(f"arrest to departure, {found.removed:,} removed", found.to_departure)
        yield _row("of these, days in a bed", found.held)
    yield _row("arrest to leaving in any way, all (*)", found.to_leaving)
    if found.stages:
        yield ""
        yield "  where the days of those removed went, mean days and share"
        yield from (f"  {words.title(s.stage):<22}{s.mean_days:>8.1f}{s.share:>8.1%}" for s in found.stages)
    yield ""
    after = ", ".join(
        f"{'-' if share is None else f'{share:.1%}'} after {day} days" for day, share in found.inside_after.items()
    )
    yield f"  Still inside: {after} (*)."
    yield "  (*) Kaplan-Meier: those still inside count for as long as they are seen; - is not reached, or not seen."
    yield "  Removals after the run's end are not in the first two rows, which are low by that much."
    yield "  Not counted here: people arrested and not detained, and removals straight from border custody."


def _row(name: str, days: dict[str, int] | dict[str, int | None]) -> str:
    return f"  {name:<44}" + "".join(f"{'-' if days[p] is None else days[p]:>6}" for p in POINTS)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
