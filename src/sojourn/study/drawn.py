"""A scenario with drawn values in the place of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from sojourn.evidence.registry import figures
from sojourn.policy import prospects
from sojourn.results.backing import in_units_of
from sojourn.results.standing import standings
from sojourn.scenario.accounts import Cost
from sojourn.scenario.errors import AtPath
from sojourn.scenario.money import Money, MoneyRate
from sojourn.scenario.paths import split
from sojourn.scenario.sourced import Dated
from sojourn.scenario.us import UsScenario
from sojourn.study.custody_names import named, with_named
from sojourn.study.draws import Draws
from sojourn.study.uncertain import Doubt, in_doubt
from sojourn.systems.us_custody import Custody, as_written, later

PULL = 0.8
"""A draw that no scenario can have is pulled towards its median by this factor until it can be had."""
MOST_PULLS = 25


class CannotDraw(ValueError):
    """Draws cannot be made as asked; the message is one sentence."""


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A scenario under one draw."""

    scenario: UsScenario
    past: UsScenario
    """The system before the start, under the same draw: what is not known of now was not known of then."""
    custody: Custody | None
    """The numbers of custody, where joint draws move them."""
    values: Mapping[str, float]
    """What was drawn, by name, in units of the evidence."""


def drawn(
    scenario: UsScenario,
    before: UsScenario,
    found: Sequence[Doubt],
    shares: Mapping[str, float],
    joint: Mapping[str, float] | None = None,
    *,
    prospect: tuple[int, int] | None = None,
) -> Drawn:
    """A scenario, and its past, under a draw.

    Args:
        scenario: the scenario.
        before: the system before its start (:func:`sojourn.warm_up.past`).
        found: the numbers in doubt, of the scenario and of its past.
        shares: draw of each number in doubt, as a share of its law.
        joint: joint draws by name (see :class:`Draws`), which go before.
        prospect: seed and number of the draw of what its author did not date of third countries, where the scenario
            asks for that (`third_country.prospects: drawn`).

    Raises:
        CannotDraw: a name of the joint draws is none of the scenario, or its value cannot be had.
    """
    joint = joint or {}
    if prospect is not None and scenario.third_country.prospects == "drawn":
        scenario, before = _with_prospects(scenario, before, *prospect)
    custody = _custody(scenario, joint)
    shares = {one.key: shares[one.key] for one in found if one.key not in joint}
    by_key = {one.key: one for one in found}
    for _ in range(MOST_PULLS):
        values = {key: by_key[key].at(share) for key, share in shares.items()}
        wrong: set[str] = set()
        both = []
        for one in (scenario, before):
            changed = with_values(one, {**values, **joint})
            try:
                both.append(UsScenario.model_validate(changed.model_dump(mode="json", by_alias=True)))
            except ValidationError as trouble:
                wrong |= _blamed(trouble, one, shares)
        if not wrong:
            return Drawn(both[0], both[1], custody, {**values, **joint})
        shares = {key: 0.5 + PULL * (share - 0.5) if key in wrong else share for key, share in shares.items()}
    raise CannotDraw("the joint draws and the scenario do not go together: no scenario can have these values")


def _with_prospects(scenario: UsScenario, before: UsScenario, seed: int, number: int) -> tuple[UsScenario, UsScenario]:
    """Both with drawn dates of the agreements: the past has the same ones, all of them after it."""
    new = prospects.drawn(scenario, seed, number)
    third = before.third_country.model_copy(update={"agreements": new.third_country.agreements})
    return new, before.model_copy(update={"third_country": third, "litigation": new.litigation})


def with_values(scenario: UsScenario, values: Mapping[str, float]) -> UsScenario:
    """A copy in which values stand that are named by key of the evidence, or by path; nothing is checked.

    A key changes only what is in doubt: a value that its author set stays.
    """
    out: Any = scenario
    known, all_there = figures(), standings(scenario)
    for one in in_doubt(all_there):
        if (key := str(one.source)) in values:
            per_unit = in_units_of(known[key], 1.0)
            new = values[key] / per_unit if isinstance(per_unit, float) else values[key]
            out = _set(out, split(one.path), new)
    for one in all_there:
        if one.path in values:
            out = _set(out, split(one.path), values[one.path])
    if not isinstance(out, UsScenario):
        raise TypeError("a scenario stays one")
    return out


def check_names(scenario: UsScenario, found: Sequence[Doubt], joint: Draws) -> None:
    """See that each column of joint draws is of something in the scenario.

    Raises:
        CannotDraw: one is not.
    """
    known = {one.key for one in found} | {one.path for one in standings(scenario)}
    known |= set(named(as_written(scenario), scenario.people.custody, scenario.people.paces))
    for name in joint.names:
        if name not in known:
            raise CannotDraw(f"the joint draws have a column {name!r}, which is no number in doubt, cell or path here")


def _set(node: Any, path: Sequence[str], value: float) -> Any:
    """A copy of a value in which the number at a path is another."""
    if isinstance(node, tuple):
        at = int(path[0])
        return (*node[:at], _set(node[at], path[1:], value), *node[at + 1 :])
    if isinstance(node, dict):
        return {**node, path[0]: _set(node[path[0]], path[1:], value)}
    if isinstance(node, Dated):
        at = int(path[0]) if path else 0
        steps = (*node.steps[:at], _set(node.steps[at], (), value), *node.steps[at + 1 :])
        return node.model_copy(update={"steps": steps})
    if path:
        return node.model_copy(update={path[0]: _set(getattr(node, path[0]), path[1:], value)})
    if isinstance(node, Cost):  # its ends are those of the number that was drawn
        return node.model_copy(update={"value": _like(node.value, value), "low": None, "high": None})
    return node.model_copy(update={"value": _like(node.value, value)})


def _like(old: Any, new: float) -> Any:
    """A number in the type of the one that it takes the place of."""
    if isinstance(old, MoneyRate):
        return MoneyRate(Money(Decimal(str(round(new, 4))), old.money.currency), old.per)
    return round(new) if isinstance(old, int) else float(f"{new:.12g}")


def _blamed(trouble: ValidationError, scenario: BaseModel, shares: Mapping[str, float]) -> set[str]:
    """The keys of the values that an error is about; all, where it says none."""
    at: set[str] = set()
    for error in trouble.errors():
        inner = error.get("ctx", {}).get("error")
        here = [str(part) for part in error["loc"]]
        inside = [one for one in (inner.path, *inner.beside) if one] if isinstance(inner, AtPath) else [None]
        at |= {".".join([*here, *([one] if one else [])]) for one in inside}
    keys = {
        str(one.source)
        for one in in_doubt(standings(scenario))
        if one.source in shares and any(path.startswith(one.path) for path in at)
    }
    keys |= {key for key in shares if any(path.startswith(key) for path in at)}
    return keys or set(shares)


def _custody(scenario: UsScenario, joint: Mapping[str, float]) -> Custody | None:
    """The numbers of custody under joint draws; None where they leave them alone."""
    table, paces = scenario.people.custody, scenario.people.paces
    if not any(name.startswith((f"{table}.", f"{paces}.")) for name in joint):
        return None
    return later(with_named(as_written(scenario), table, paces, joint), scenario)
