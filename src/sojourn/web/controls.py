"""What a person can move: each value of a scenario with its label, unit, range, and what it stands on.

A control is told in the unit of the figure that it stands on (20 flights a week, 113,431 arrests a year), so that the
published range beside it is the published one. The form in which it is written back is `write`, with the number for
`{}`: `{} per week`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sojourn.evidence.registry import Figure, figures
from sojourn.evidence.tables import tables
from sojourn.results.backing import backs
from sojourn.results.standing import Standing, standings
from sojourn.scenario import Document
from sojourn.scenario.money import MoneyRate
from sojourn.scenario.quantities import DAYS_IN
from sojourn.web.control_words import GROUPS, HIDDEN, STAFF, Words, words_of

Control = dict[str, Any]
STEPS_ON_A_SLIDER = 200
OURS = "Sojourn"
"""The publisher of a figure that nobody else has put out."""
SAID_AS = {"assumed.": "Assumed", "fitted.": "Fitted", "implied.": "Worked out"}
"""The word before such a figure, by how its key begins."""


def controls(document: Document[Any]) -> list[Control]:
    """The controls of a scenario of the US system, in the order of the page."""
    model = document.model
    found = [*dates(model), *_numbers(model), *_staff(model), *_rules(model)]
    order = {name: number for number, name in enumerate(GROUPS)}
    return sorted(found, key=lambda one: (not one["first"], order[one["group"]]))


def _numbers(model: Any) -> Iterator[Control]:
    for one in standings(model):
        if isinstance(one.value, bool) or not isinstance(one.value, int | float | MoneyRate):
            continue
        words = words_of(one.path)
        if words is None or one.path in HIDDEN:
            continue
        label = _label(model, one.path, words)
        yield _number(one, words, label)
        yield from _dates_of_step(model, one.path, words)


def _number(one: Standing, words: Words, label: str) -> Control:
    figure = figures().get(one.source or "")
    backed = figure is not None and backs(figure, one.value) and not isinstance(figure.value, str)
    scale, unit, write = _unit(one.value, figure if backed else None, words)
    value = _plain(one.value) * scale
    low, high = (figure.low, figure.high) if backed and figure is not None else (None, None)
    times = 100.0 if unit == "%" else 1.0
    low, high = (None if end is None else end * times for end in (low, high))
    reach = 100.0 if unit == "%" else None
    least = max(words.most or 0.0, 10.0 if unit == "days" else 0.0)
    return {
        "kind": "number",
        "path": one.path,
        "group": words.group,
        "label": label,
        "help": "" if one.path.rpartition(".")[2] not in ("", "0") and one.path[-1].isdigit() else words.help,
        "first": words.first,
        "unit": unit,
        "write": write,
        **slider(value, low, high, whole=words.whole, most=reach, at_least=least),
        **stands_on(one.source, one.grade),
    }


def slider(
    value: float,
    low: float | None,
    high: float | None,
    *,
    whole: bool,
    most: float | None = None,
    at_least: float = 0.0,
) -> Control:
    """A value, its range, and the ends and steps of a slider that has both inside."""
    end = _round_up(most or max(at_least, 2 * value, 1.25 * (high or 0.0)) or 1.0)
    ends = {"value": _tidy(value), "low": _tidy(low), "high": _tidy(high)}
    return {**ends, "least": 0, "most": end, "step": _step(end, value, whole=whole)}


def stands_on(source: str | None, grade: str, *, day: bool = False) -> Control:
    """The source of a value, its grade, what the source says, and as what it says it.

    A source that is a day gives a value that is not a `day` its beginning: `from 2025-01-20`.
    """
    figure, table = figures().get(source or ""), tables().get(source or "")
    says = None if figure is None else f"{shown(figure.value)} {figure.unit}".removesuffix(" date")
    if figure is not None and figure.unit == "date" and not day:
        says = f"from {says}"
    return {
        "source": source,
        "grade": grade,
        "published": says,
        "said_as": "Plan" if grade == "plan" else _said_as(figure),
        "document": figure.document if figure else table.document if table else None,
    }


def _said_as(figure: Figure | None) -> str:
    """What a figure is: only what somebody else has put out is published."""
    if figure is None or figure.publisher != OURS:
        return "Published"
    word = next((word for start, word in SAID_AS.items() if figure.key.startswith(start)), None)
    return word or ("Fitted" if ".fit_" in figure.key else "Estimated")


def _unit(value: Any, figure: Figure | None, words: Words) -> tuple[float, str, str]:
    """What a value is multiplied with to be told, its unit, and how it is written."""
    if isinstance(value, MoneyRate):
        unit = f"{value.money.currency} per {value.per}"
        return 1.0, unit, f"{{}} {unit}"
    if words.unit == "days" and figure is not None and figure.unit == "hours":
        return 24.0, "hours", "{} hours"
    if words.unit in ("beds", "seats", "judges", "officers", "people", "days"):
        return 1.0, words.unit, f"{{}} {words.unit}"
    if words.unit == "%":
        return 100.0, "%", "{}%"
    if words.unit == "a day":
        per = figure.unit.split("/")[-1] if figure is not None and "/" in figure.unit else "day"
        per = per if per in DAYS_IN else "day"
        return float(DAYS_IN[per]), f"a {per}", f"{{}} per {per}"
    if words.unit == "a week":
        return 7.0, "a week", "{} per week"
    return 1.0, words.unit, "{}"


def _plain(value: Any) -> float:
    return float(value.money.amount) if isinstance(value, MoneyRate) else float(value)


def dates(model: Any) -> Iterator[Control]:
    """The first day, and the day before which it ends."""
    start, until = model.period.start, model.period.until
    first = next((one for one in standings(model) if one.path == "period.start"), None)
    grade = first.grade if first else "yours"
    yield _date("period.start", "First day", start.value, "Dates", stands_on(start.source, grade, day=True), first=True)
    yield _date("period.until", "Ends before", until, "Dates", stands_on(None, "yours"), first=True)


def _date(path: str, label: str, value: date, group: str, stands: Control, *, first: bool) -> Control:
    return {
        "kind": "date",
        "path": path,
        "group": group,
        "label": label,
        "help": "",
        "first": first,
        "value": value.isoformat(),
        "unit": "",
        "write": "{}",
        **stands,
    }


def _dates_of_step(model: Any, path: str, words: Words) -> Iterator[Control]:
    """The day from which a step holds, and the day on which its value is reached."""
    if not path.rpartition(".")[2].isdigit():
        return
    parent, _, number = path.rpartition(".")
    dated = _at(model, parent)
    if int(number) == 0 or not hasattr(dated, "steps"):
        return
    step = dated.steps[int(number)]
    for name, word in (("since", "from"), ("reached", "reached")):
        if (day := getattr(step, name)) is not None:
            told = f"{words.label}: {'change from' if word == 'from' else 'reached on'}"
            yield _date(f"{path}.{word}", told, day, words.group, stands_on(None, "plan"), first=words.first)


def _label(model: Any, path: str, words: Words) -> str:
    """The label; of a step its number and days are told too, of a charter route its name."""
    label = words.label
    parts = path.split(".")
    if path.startswith("departures.charter."):
        label = f"Charter flights, {model.departures.charter[int(parts[2])].name}"
    if path.startswith("money.accounts."):
        label = f"{label}, {parts[2]}"
    if not parts[-1].isdigit() or path.startswith("money."):
        return label
    dated = _at(model, ".".join(parts[:-1]))
    if len(dated.steps) == 1:
        return label
    step, number = dated.steps[int(parts[-1])], int(parts[-1])
    return f"{label}, {'at first' if number == 0 else 'later' if len(dated.steps) == 2 else f'from {step.since}'}"


def _at(model: Any, path: str) -> Any:
    for part in path.split("."):
        if part.isdigit():
            model = model[int(part)]
        elif hasattr(model, part):
            model = getattr(model, part)
        else:
            model = model[part]
    return model


def _staff(model: Any) -> Iterator[Control]:
    """Judges and officers; where a scenario does not follow them, moving one begins to."""
    for kind, (label, unit, source) in STAFF.items():
        if (posts := model.staff.of(kind)) is not None and posts.authorised is not None:
            continue
        figure = figures()[source]
        value = figure.number if posts is None else float(posts.in_post.value)
        yield {
            "kind": "number",
            "path": f"staff.{kind}.authorised",
            "group": "Judges and officers",
            "label": label,
            "help": "Posts that may be filled from the first day on; each takes its lead. Not followed until moved.",
            "first": kind == "judges",
            "value": value,
            "unit": unit,
            "write": f"{{}} {unit}",
            "low": figure.low,
            "high": figure.high,
            "least": 0,
            "most": _round_up(3 * value),
            "step": _step(3 * value, value, whole=True),
            **stands_on(source, figure.grade),
        }


def _rules(model: Any) -> Iterator[Control]:
    """Choices among words."""
    rule = model.proceedings.expedited_removal
    for place in ("border", "interior"):
        dated = getattr(rule, place)
        if len(dated.steps) == 1:
            yield {
                **_choice(f"proceedings.expedited_removal.{place}", dated.steps[0].value, ("open", "closed")),
                "label": f"Expedited removal, {place}",
                "group": "Decisions",
                **stands_on(dated.steps[0].source, "A"),
            }
    yield {
        **_choice("third_country.credit", model.third_country.credit, ("signed", "open", "talks", "floated")),
        "label": "What counts as an agreement",
        "help": "Only a signed agreement counts; the others show what one would be claiming.",
        "group": "Agreements",
        **stands_on(None, "yours"),
    }


def _choice(path: str, value: str, allowed: tuple[str, ...]) -> Control:
    return {
        "kind": "choice",
        "path": path,
        "help": "",
        "first": False,
        "value": value,
        "unit": "",
        "write": "{}",
        "allowed": list(allowed),
    }


def shown(value: Any) -> str:
    """A number with its thousands apart."""
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def _tidy(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def _round_up(value: float) -> float:
    """The next round number: 1, 1.5, 2, 3, 5 or 8 times a power of ten."""
    size = 10.0 ** int(f"{value:e}".split("e")[1])
    return next((float(f"{times * size:g}") for times in (1, 1.5, 2, 3, 5, 8, 10) if times * size >= value), value)


def _step(most: float, value: float, *, whole: bool) -> float:
    """The step of a slider: a round one, about two hundred to its length."""
    rough = most / STEPS_ON_A_SLIDER
    size = 10.0 ** int(f"{rough:e}".split("e")[1])
    step = next(times * size for times in (1, 2, 5, 10) if times * size >= rough * 0.999)
    return max(float(f"{step:g}"), 1.0) if whole else float(f"{step:g}")
