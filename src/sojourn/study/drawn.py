"""A scenario with drawn values in the place of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from sojourn.evidence.registry import figures
from sojourn.results.backing import in_units_of
from sojourn.results.standing import standings
from sojourn.scenario.errors import AtPath
from sojourn.scenario.money import Money, MoneyRate
from sojourn.scenario.paths import split
from sojourn.scenario.sourced import Dated
from sojourn.scenario.us import UsScenario
from sojourn.study.draws import Draws
from sojourn.study.uncertain import Doubt, in_doubt
from sojourn.systems.us_people import Cells, Custody, custody

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
    cells: Cells | None
    """The custody table, where joint draws move it."""
    values: Mapping[str, float]
    """What was drawn, by name, in units of the evidence."""


def drawn(
    scenario: UsScenario,
    before: UsScenario,
    found: Sequence[Doubt],
    shares: Mapping[str, float],
    joint: Mapping[str, float] | None = None,
) -> Drawn:
    """A scenario, and its past, under a draw.

    Args:
        scenario: the scenario.
        before: the system before its start (:func:`sojourn.warm_up.past`).
        found: the numbers in doubt, of the scenario and of its past.
        shares: draw of each number in doubt, as a share of its law.
        joint: joint draws by name (see :class:`Draws`), which go before.

    Raises:
        CannotDraw: a name of the joint draws is none of the scenario, or its value cannot be had.
    """
    joint = joint or {}
    cells = _cells(scenario, joint)
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
            return Drawn(both[0], both[1], cells, {**values, **joint})
        shares = {key: 0.5 + PULL * (share - 0.5) if key in wrong else share for key, share in shares.items()}
    raise CannotDraw("the joint draws and the scenario do not go together: no scenario can have these values")


def with_values(scenario: UsScenario, values: Mapping[str, float]) -> UsScenario:
    """A copy in which values stand that are named by key of the evidence, or by path; nothing is checked.

    A key changes only what is in doubt: a value that its author set stays.
    """
    out: Any = scenario
    known = figures()
    for one in in_doubt(standings(scenario)):
        if (key := str(one.source)) in values:
            per_unit = in_units_of(known[key], 1.0)
            new = values[key] / per_unit if isinstance(per_unit, float) else values[key]
            out = _set(out, split(one.path), new)
    for one in standings(scenario):
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
    table = scenario.people.custody
    known = {one.key for one in found} | {one.path for one in standings(scenario)}
    known |= {_cell(table, where, name) for where, row in custody(scenario).items() for name in _numbers(row)}
    for name in joint.names:
        if name not in known:
            raise CannotDraw(f"the joint draws have a column {name!r}, which is no number in doubt, cell or path here")


def _set(node: Any, path: Sequence[str], value: float) -> Any:
    """A copy of a value in which the number at a path is another."""
    if isinstance(node, tuple):
        at = int(path[0])
        return (*node[:at], _set(node[at], path[1:], value), *node[at + 1 :])
    if isinstance(node, Dated):
        at = int(path[0]) if path else 0
        steps = (*node.steps[:at], _set(node.steps[at], (), value), *node.steps[at + 1 :])
        return node.model_copy(update={"steps": steps})
    if path:
        return node.model_copy(update={path[0]: _set(getattr(node, path[0]), path[1:], value)})
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
        at.add(".".join([*map(str, error["loc"]), *([inner.path] if isinstance(inner, AtPath) else [])]))
    keys = {
        str(one.source)
        for one in in_doubt(standings(scenario))
        if one.source in shares and any(path.startswith(one.path) for path in at)
    }
    return keys or set(shares)


def _cells(scenario: UsScenario, joint: Mapping[str, float]) -> Cells | None:
    """The custody table under joint draws; None where they leave it alone."""
    table = scenario.people.custody
    if not any(name.startswith(f"{table}.") for name in joint):
        return None
    out: Cells = {}
    for where, row in custody(scenario).items():
        new = {name: joint.get(_cell(table, where, name), value) for name, value in _numbers(row).items()}
        rate = {name.removesuffix("_rate"): value for name, value in new.items() if name.endswith("_rate")}
        out[where] = Custody(new["share"], new["order_scale"], new["relief"], rate)
    return out


def _numbers(row: Custody) -> dict[str, float]:
    """The columns of a row of the custody table."""
    rates = {f"{name}_rate": value for name, value in row.rate.items()}
    return {"share": row.share, "order_scale": row.order_scale, "relief": row.relief, **rates}


def _cell(table: str, where: tuple[str, str], name: str) -> str:
    return ".".join((table, *where, name))
