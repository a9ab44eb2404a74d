"""What is asked of a plan, read from text: targets, and the one thing that is to be least or most.

    removals >= 400000 per fiscal year
    nobody held over 90 days
    peak population <= 41,500
    cost <= 20 billion USD in FY2027
    people released for want of a bed <= 1,000 by 2027-09-30

A target is RESULT OP NUMBER WHEN. Any direction can be asked for: nothing here knows which one is better.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sojourn.results.periods import Span, fiscal_years
from sojourn.run import CannotRun
from sojourn.scenario.amounts import QuantityError, leading, trimmed
from sojourn.scenario.dates import parse_date
from sojourn.scenario.errors import nearest, quoted
from sojourn.systems.calendar import Calendar

Unit = Literal["people", "person-days", "USD", "beds", "arrests"]
LONGEST = 200
"""Characters that a target may have."""
NIGHTS = (90, 180)
"""Lengths of stay that every run counts people beyond; a plan counts others where it is asked."""
LONGEST_STAY = 1000
"""Nights beyond which people can be counted, at most: longer stays are not told apart."""
EXAMPLES = ("removals >= 400,000 per fiscal year", "nobody held over 90 days", "peak population <= 41,500")
MOST = 10**15


@dataclass(frozen=True)
class Result:
    """Something that a run counts and that a target can be about."""

    key: str
    """Line of the answer."""
    name: str
    """What it is called in a sentence."""
    unit: Unit
    peak: bool = False
    """Whether it is the largest number of any day, not a sum over days."""
    nights: int | None = None
    """Of people held for longer than so many nights."""


RESULTS = (
    Result("removed_all", "removals", "people"),
    Result("removed_third_country", "third-country removals", "people"),
    Result("held_peak", "peak population", "people", peak=True),
    Result("person_days", "person-days in custody", "person-days"),
    *(Result(f"over_{n}", f"people held over {n} days", "people", nights=n) for n in NIGHTS),
    Result("exit_released_no_bed", "people released for want of a bed", "people"),
    Result("arrested_interior", "arrests", "people"),
    Result("booked_in", "book-ins", "people"),
    Result("cost", "cost", "USD"),
)
"""Results, in the order in which they are listed; `cost` is that of all accounts."""
BY_KEY = {one.key: one for one in RESULTS}
ALSO = {
    "removed": "removed_all",
    "people removed": "removed_all",
    "population": "held_peak",
    "people held": "held_peak",
    "detained population": "held_peak",
    "person-days": "person_days",
    "days in custody": "person_days",
    "released for want of a bed": "exit_released_no_bed",
    "interior arrests": "arrested_interior",
    "money": "cost",
    "spending": "cost",
}
NAMES = {**{one.name: one.key for one in RESULTS}, **ALSO}
_OVER = re.compile(r"(?:people )?held (?:over|for more than|more than|longer than) (\S+)(?: (days?|nights?|\S+))?\b")
_KEY = re.compile(r"over_(\d+)\Z")
UNITS: dict[str, tuple[str, ...]] = {
    "people": ("people", "person", "persons", "removals", "arrests", "book-ins"),
    "person-days": ("person-days", "days", "person-day"),
    "USD": ("usd", "us$", "dollars"),
}
"""Words that may stand after a number, by unit."""
OPERATORS = {
    ">=": True, "≥": True, "=>": True, ">": True, "at least": True, "no fewer than": True, "not less than": True,
    "<=": False, "≤": False, "=<": False, "<": False, "at most": False, "no more than": False, "not more than": False,
}  # fmt: skip
"""Operator to whether the number is the least that is wanted."""
_OPERATOR = re.compile("|".join(sorted(map(re.escape, OPERATORS), key=len, reverse=True)) + r"|==|=", re.IGNORECASE)
_YEAR = re.compile(r"(?:in\s+)?(?:FY\s*|fiscal\s+year\s+)(\d{4})\Z", re.IGNORECASE)
_EACH = re.compile(r"(?:per|each|every|in each|in every|/|an?)\s*(?:fiscal\s+)?(?:year|FY)\Z", re.IGNORECASE)
_ALWAYS = {"at any time", "on any day", "ever", "always"}
_WHOLE = {"in all", "over the period", "over the whole", "in total"}
_WHENS = ("per fiscal year", "in FY2027", "by 2027-09-30", "at any time", "in all")


@dataclass(frozen=True)
class When:
    """The days that a target is about."""

    kind: Literal["each", "year", "by", "all"]
    """Every fiscal year that is wholly in the run; one year; from the start up to a day; or all days."""
    year: int | None = None
    day: date | None = None
    """The last day, of `by`."""

    def __str__(self) -> str:
        told = {"each": "per fiscal year", "year": f"in FY{self.year}", "by": f"by {self.day}", "all": "in all"}
        return told[self.kind]


@dataclass(frozen=True)
class Target:
    """One target."""

    result: Result
    least: bool
    """Whether the number is the least that is wanted; else it is the most."""
    number: float
    when: When

    def __str__(self) -> str:
        when = "at any time" if self.result.peak and self.when.kind == "all" else str(self.when)
        unit = " USD" if self.result.unit == "USD" else ""
        return f"{self.result.name} {'>=' if self.least else '<='} {trimmed(Decimal(str(self.number)))}{unit} {when}"

    def met(self, value: float) -> bool:
        """Whether a number meets it."""
        return value >= self.number if self.least else value <= self.number

    def spans(self, calendar: Calendar) -> tuple[Span, ...]:
        """The spans of a run over which it has to hold.

        Raises:
            CannotRun: they are not in the run.
        """
        years = fiscal_years(calendar)
        if self.when.kind == "each":
            full = tuple(span for span in years if span.full_year)
            if not full and self.least:
                raise CannotRun(
                    f"the target {quoted(str(self))}: no fiscal year is wholly in a run from {calendar.start} to "
                    f"{calendar.until}; say `in all`, or give a later --until"
                )
            return full if self.least or self.result.nights is None else (full or years)
        if self.when.kind == "year":
            found = [span for span in years if span.key == f"FY{self.when.year}"]
            if not found:
                there = f"{years[0].key} to {years[-1].key}" if len(years) > 1 else years[0].key
                raise CannotRun(f"the target {quoted(str(self))}: the run has no FY{self.when.year}; it has {there}")
            return tuple(found)
        if self.when.kind == "by":
            if self.when.day is None or not calendar.start <= self.when.day < calendar.until:
                raise CannotRun(
                    f"the target {quoted(str(self))}: {self.when.day} is not inside the run, which is "
                    f"{calendar.start} to {calendar.day(calendar.ticks - 1)}"
                )
            last = calendar.tick(self.when.day)
            return (Span("by", slice(0, last + 1), calendar.start, self.when.day, False),)
        return (Span("all", slice(0, calendar.ticks), calendar.start, calendar.day(calendar.ticks - 1), False),)


@dataclass(frozen=True)
class Goal:
    """What is to be least, or most, among all plans that meet the targets."""

    key: str
    """Line of the answer, or `beds`."""
    name: str
    most: bool


GOALS = {**NAMES, "beds": "beds"}


def result_of(key: str) -> Result | None:
    """What a line of the answer is; None where no target can be about it."""
    if (over := _KEY.match(key)) is not None:
        return held_over(int(over[1]))
    return BY_KEY.get(key)


def held_over(nights: int) -> Result:
    """People held for longer than so many nights."""
    return Result(f"over_{nights}", f"people held over {nights} days", "people", nights=nights)


def _long(plain: str, words: str) -> tuple[Result, str] | None:
    """The people held for long that words begin with, and what follows; None where they are about something else.

    Raises:
        CannotRun: so long a stay cannot be counted.
    """
    found = _OVER.match(words)
    if found is None:
        return None
    at, unit = plain.casefold().find(found[1]), found[2]
    if (
        not found[1].isdecimal()
        or not 1 <= int(found[1]) <= LONGEST_STAY
        or unit not in ("day", "days", "night", "nights")
    ):
        told = f"{found[1]} {unit or ''}".strip()
        raise CannotRun(
            f"{_at(plain, at)}: people can be counted who are held over 1 to {LONGEST_STAY:,} days, not over "
            f"{quoted(told)}; write it as {EXAMPLES[1]!r}"
        )
    return held_over(int(found[1])), words[found.end() :].strip()


def target_of(text: str) -> Target:
    """A target from text.

    Raises:
        CannotRun: it cannot be read; one sentence that says where.
    """
    plain = _tidy(text, "target")
    if plain.casefold().startswith("nobody "):
        return _nobody(text, plain)
    found = _OPERATOR.search(plain)
    if found is None:
        raise CannotRun(f"{_at(plain, len(plain))}: >= or <= expected; write it as {EXAMPLES[0]!r}")
    sign = found[0].casefold()
    if sign not in OPERATORS:
        raise CannotRun(f"{_at(plain, found.start())}: {quoted(found[0])} cannot be met exactly; write >= or <=")
    result = _result(plain, plain[: found.start()].strip(), found.start())
    rest = plain[found.end() :].strip()
    start = len(plain) - len(rest)
    try:
        read = leading(rest.removeprefix("$"))
    except QuantityError as trouble:
        raise CannotRun(f"{_at(plain, start)}: {trouble}") from None
    if read is None:
        raise CannotRun(f"{_at(plain, start)}: a number expected, got {quoted(rest)}; write it as {EXAMPLES[0]!r}")
    number, words = read
    if not 0 <= number <= MOST:
        raise CannotRun(f"{_at(plain, start)}: a number from 0 to {MOST:,} expected, got {quoted(rest)}")
    words = _without_unit(plain, result, words, dollars=rest.startswith("$"))
    return Target(result, OPERATORS[sign], float(number), _when(plain, result, words))


def goal_of(text: str, *, most: bool, option: str = "") -> Goal:
    """What is to be least, or most; ``option`` is what it was given with, where that is not `--minimise` or so.

    Raises:
        CannotRun: it is nothing that can be.
    """
    what = "maximise" if most else "minimise"
    plain = _tidy(text, what)
    if (long := _long(plain, plain.casefold())) is not None and not long[1]:
        return Goal(long[0].key, long[0].name, most)
    key = GOALS.get(plain.casefold())
    if key is None:
        raise CannotRun(f"{option or f'--{what}'}: {quoted(plain)} is not known; {_instead(plain, GOALS)}")
    name = plain.casefold() if key == "beds" else BY_KEY[key].name
    return Goal(key, name, most)


def _nobody(text: str, plain: str) -> Target:
    who = plain[len("nobody ") :].strip()
    words = who.casefold()
    when = When("all")
    if (long := _long(plain, words)) is not None:
        result, rest = long
    else:
        name = next((one for one in sorted(NAMES, key=len, reverse=True) if words.startswith(one)), None)
        if name is None or BY_KEY[NAMES[name]].unit != "people" or NAMES[name] in ("removed_all", "held_peak"):
            allowed = "`nobody held over 90 days`, or of other days, or `nobody released for want of a bed`"
            raise CannotRun(f"{_at(plain, 7)}: {quoted(who)} is not known after `nobody`; write {allowed}")
        result, rest = BY_KEY[NAMES[name]], who[len(name) :].strip()
    if rest:
        when = _when(plain, result, rest)
    return Target(result, False, 0.0, when)


def _result(plain: str, words: str, end: int) -> Result:
    name = " ".join(words.casefold().split())
    if name in NAMES:
        return BY_KEY[NAMES[name]]
    if (long := _long(plain, name)) is not None and not long[1]:
        return long[0]
    if not words:
        raise CannotRun(f"{_at(plain, 0)}: a result expected before {quoted(plain[end:])}; {_instead('', NAMES)}")
    raise CannotRun(f"{_at(plain, 0)}: {quoted(words)} is no result that can be asked for; {_instead(name, NAMES)}")


def _without_unit(plain: str, result: Result, words: str, *, dollars: bool) -> str:
    """What follows the unit; the unit may be left out where it is not money."""
    first = words.split(" ")[0].rstrip(",").casefold() if words else ""
    own = next((unit for unit, known in UNITS.items() if first in known), None)
    if own is None and first and re.fullmatch(r"[a-z$£€]{3}", first) and first not in ("per", "any", "all", "day"):
        own = first.upper() if first in ("gbp", "eur", "aud") else None
    given = "USD" if dollars else own
    if given is None:
        if result.unit == "USD":
            at = len(plain) - len(words)
            raise CannotRun(
                f"{_at(plain, at)}: give the currency; write it as 'cost <= 20 billion USD per fiscal year'"
            )
        return words
    if given != result.unit:
        at = plain.find("$") if dollars else len(plain) - len(words)
        told = "money, in USD" if result.unit == "USD" else result.unit
        raise CannotRun(f"{_at(plain, at)}: {result.name}: {told} expected, not {quoted('$' if dollars else first)}")
    return words if own is None else words[len(first) :].strip().removeprefix(",").strip()


def _when(plain: str, result: Result, words: str) -> When:
    at, low = len(plain) - len(words), " ".join(words.casefold().split())
    if not low:
        if result.peak:
            return When("all")
        raise CannotRun(
            f"{_at(plain, at)}: it does not say in what time; write one of {', '.join(_WHENS[:3])} or {_WHENS[4]}"
        )
    if low in _ALWAYS or low in _WHOLE:
        if low in _ALWAYS and not result.peak:
            raise CannotRun(f"{_at(plain, at)}: {result.name} add up over days; write per fiscal year, or in all")
        return When("all")
    if _EACH.match(low):
        return When("each")
    if (year := _YEAR.match(low)) is not None:
        return When("year", year=int(year[1]))
    if low.startswith(("by ", "until ", "up to ")):
        text = low.split(" ", 2 if low.startswith("up to ") else 1)[-1]
        if result.nights is not None:
            raise CannotRun(f"{_at(plain, at)}: {result.name} are counted by fiscal year; write in FY2027, or in all")
        try:
            return When("by", day=parse_date(text))
        except QuantityError as trouble:
            raise CannotRun(f"{_at(plain, at)}: {trouble}; write it as by 2027-09-30") from None
    raise CannotRun(f"{_at(plain, at)}: {quoted(words)} is no time; write one of {', '.join(_WHENS)}")


def _tidy(text: str, what: str) -> str:
    plain = " ".join(text.replace("\u2212", "-").split())
    if not plain or len(plain) > LONGEST or not plain.isprintable():
        raise CannotRun(f"the {what}: {quoted(text)} cannot be read; write it as {EXAMPLES[0]!r}")
    return plain


def _at(plain: str, place: int) -> str:
    return f"the target {quoted(plain)}, column {max(place, 0) + 1}"


def _instead(word: str, allowed: dict[str, str]) -> str:
    near = nearest(word, allowed) if word else None
    names = list(dict.fromkeys(allowed)) if len(allowed) < 5 else [one.name for one in RESULTS]
    return (f"did you mean {near}? " if near else "") + f"known are {', '.join(names)}"
