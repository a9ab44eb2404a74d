"""One synthetic person's two paths side by side, and where they part."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.trace import words
from sojourn.trace.beside import Beside, Way
from sojourn.trace.many import INSIDE
from sojourn.trace.steps import Step


def show(found: Beside, labels: tuple[str, str], console: Console) -> None:
    """Print who is followed, the days that both paths share, and then each path in its column."""
    first = found.ways[0].person
    group = words.SOURCES.get(found.source, words.plain(found.source))
    kind = ", ".join(words.plain(first[part]) for part in ("nationality", "criminality", "case"))
    console.print(Text(f"{kind}: the same person under both", style="bold"))
    for letter, label in zip("AB", labels, strict=True):
        console.print(f"{letter}  {label}")
    console.print(
        f"A synthetic person drawn from published totals, nobody real: number {found.number:,} of the {group} of "
        f"{found.arrested}, the first who matches and is brought in for a bed in A; seed {found.seed}, followed until "
        f"{found.followed_until}."
    )
    for said in _kinds(found):
        console.print(said)
    console.print(_table(found))
    for letter, way in zip("AB", found.ways, strict=True):
        console.print(f"{letter}: {_ending(way, found)}")
    console.print(f"- {parting(found)}")


def parting(found: Beside) -> str:
    """Where the paths part, in a sentence."""
    day = found.parts_on
    if day is None:
        return "The two paths are the same to the day."
    steps = f"{found.common} step{'s' * (found.common != 1)}"
    days = (day - found.arrested).days
    one, other = (way.days for way in found.ways)
    more = other - one
    spent = f"{abs(more):,} day{'s' * (abs(more) > 1)} {'more' if more > 0 else 'less'}"
    longer = f" In B they are held or kept waiting {spent}." if more else ""
    if all(way.outcome == INSIDE for way in found.ways):
        longer = ""
    return f"The paths are the same for {steps} and part on {day}, {days:,} days after the arrest.{longer}"


def _kinds(found: Beside) -> list[str]:
    """What is another of the person in B."""
    one, other = (way.person for way in found.ways)
    if not other:
        return ["In B this person does not come: fewer are arrested there on that day."]
    changed = [part for part in one if one[part] != other.get(part)]
    told = [f"{words.plain(part)} {words.plain(other[part])} instead of {words.plain(one[part])}" for part in changed]
    return [f"In B this person is of another kind: {', '.join(told)}."] if told else []


def _table(found: Beside) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for head in ("day", "A", "B"):
        table.add_column(head, overflow="fold", no_wrap=head == "day")
    one, other = (way.steps for way in found.ways)
    for step in one[: found.common]:
        table.add_row(_begins(step, found.arrested), _told(step), Text("the same", style="dim"))
    rest = [(step.begins, 0, step) for step in one[found.common :]]
    rest += [(step.begins, 1, step) for step in other[found.common :]]
    if rest:
        table.add_row("", Text("— here the paths part —", style="dim"), "")
    for _, column, step in sorted(rest, key=lambda entry: (entry[0], entry[1])):
        cells = [Text(""), Text("")]
        cells[column] = _told(step)
        table.add_row(_begins(step, found.arrested), *cells)
    return table


def _begins(step: Step, arrested: date) -> str:
    return f"{step.begins} {(step.begins - arrested).days + 1:>4}"


def _told(step: Step) -> Text:
    """The stage, for how long, and what ended it."""
    spent = "less than a day" if step.days == 0 else "1 day" if step.days == 1 else f"{step.days:,} days"
    ended = f"ended {step.ends}: {step.ended_by}" if step.ended_by else "not ended"
    return Text.assemble((step.title, "bold"), f", {spent}: waits for {step.waits_for}; {ended}")


def _ending(way: Way, found: Beside) -> str:
    if not way.person:
        return "not there."
    if way.left is None:
        return f"still inside on {found.followed_until}, {way.days:,} days after arrest."
    return f"{words.outcome(way.outcome)} on {way.left}, {way.days:,} days after arrest."
