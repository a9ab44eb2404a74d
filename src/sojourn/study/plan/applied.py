"""A proposal laid on a scenario: the scenario of the plan, which reads back and runs like any other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sojourn.evidence.registry import figure
from sojourn.scenario.bed_blocks import BedType
from sojourn.scenario.sourced import Dated, Step
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.levers import STAFF, Control, Name
from sojourn.study.plan.may_agree import May, with_agreed
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_beds import there

Floats = npt.NDArray[np.float64]
SAME = 0.005
"""A level that is nearer than this to the scenario's own, as a share of it, on all steps is left as it is."""
TITLE = 120


@dataclass(frozen=True, eq=False)
class Proposal:
    """Levels of what may be changed, step by step."""

    calendar: Calendar
    begins: tuple[date, ...]
    """First day of each step."""
    controls: Mapping[str, Control] = field(repr=False)
    levels: Mapping[str, Floats]
    """Control to (steps,): its levels."""
    may: tuple[May, ...] = ()
    """Agreements that may be among them."""

    @property
    def agreed(self) -> list[tuple[May, date]]:
        """Agreements that are in force, and since when."""
        found = []
        for one in self.may:
            there = np.flatnonzero(self.levels[one.key] > 0.5)
            if len(there):
                found.append((one, self.begins[int(there[0])]))
        return found

    def agreeing(self, since: Mapping[str, int | None]) -> Proposal:
        """The same with other agreements in force: control to the first step, and none of those that are not named."""
        step = np.arange(len(self.begins))
        new = dict(self.levels)
        for one in self.may:
            first = since.get(one.key)
            new[one.key] = np.zeros(len(step)) if first is None else (step >= first).astype(np.float64)
        return Proposal(self.calendar, self.begins, self.controls, new, self.may)

    def changed(self, key: str) -> bool:
        """Whether a level is other than the scenario's own on some step."""
        own, level = self.controls[key].own, self.levels[key]
        return bool((np.abs(level - own) > SAME * np.maximum(np.abs(own), 1.0)).any())

    def times(self, keys: tuple[str, ...], factor: float, begins: float) -> Proposal:
        """The same with more of something from so many days after the start on."""
        start = self.begins[0]
        late = np.array([(day - start).days >= begins for day in self.begins])
        new = {
            key: np.where(late, level * factor, level) if key in keys else level for key, level in self.levels.items()
        }
        return Proposal(self.calendar, self.begins, self.controls, new, self.may)


def applied(scenario: UsScenario, proposal: Proposal) -> UsScenario:
    """The scenario with the levels of a proposal in the place of its own; what is not changed keeps its source."""
    data = scenario.model_dump(mode="json", by_alias=True)
    for path, value in changes(scenario, proposal).items():
        _put(data, path, value)
    return UsScenario.model_validate(data)


def changes(scenario: UsScenario, proposal: Proposal) -> dict[tuple[str, ...], Any]:
    """Path to its new value, as plain data: only what a proposal changes."""
    found: dict[tuple[str, ...], Any] = {}

    def dated(key: str, form: str) -> list[dict[str, Any]]:
        return _steps(proposal, proposal.levels[key], form)

    for key in proposal.levels:
        if not proposal.changed(key):
            continue
        if key == "added":
            found["arrivals", "interior_added"] = dated(key, "{:.1f} per day")
        elif key == "kept":
            usual = proposal.calendar.values(scenario.arrivals.interior)
            ticks = [proposal.calendar.tick(day) for day in proposal.begins]
            found["arrivals", "interior"] = _steps(proposal, usual[ticks] * proposal.levels[key], "{:.1f} per day")
        elif key == "beds":
            _beds(scenario, proposal, found)
        elif key.startswith("seats: "):
            _seats(scenario, proposal, key, found)
        elif key in STAFF:
            _staff(scenario, proposal, key, found)
        elif key == "releases":
            for reason in ("bonded", "recognizance", "paroled", "supervision"):
                own: Dated[float] | None = getattr(scenario.releases, reason)
                if own is None:
                    found["releases", reason] = dated(key, "{:.3f}")
    if agreed := proposal.agreed:
        found["third_country", "agreements"] = _said(with_agreed(scenario, agreed))
    return found


def written(data: Mapping[str, Any], scenario: UsScenario, proposal: Proposal, title: str) -> dict[str, Any]:
    """A scenario as plain values, with the changes of a proposal and a title of its own."""
    out: dict[str, Any] = _copied(data)
    for path, value in changes(scenario, proposal).items():
        _put(out, path, value)
    out["title"] = title[:TITLE]
    return out


def _beds(scenario: UsScenario, proposal: Proposal, found: dict[tuple[str, ...], Any]) -> None:
    """The beds of a proposal: as capacity, or as blocks of a type on top of what the scenario has.

    What the scenario has ordered itself stays, and is not counted twice.
    """
    control, levels = proposal.controls["beds"], np.ceil(proposal.levels["beds"] - 1e-6)
    if control.bed_type is None:
        ordered = sum(
            (there(one, proposal.calendar) for one in scenario.beds.blocks), np.zeros(proposal.calendar.ticks)
        )
        ticks = [proposal.calendar.tick(day) for day in proposal.begins]
        capacity = np.minimum.reduceat(levels[step_of(proposal)] - ordered, ticks)
        found["beds", "capacity"] = _steps(proposal, np.maximum(capacity, 0.0), "{:.0f} beds")
        return
    more = np.maximum(levels - np.floor(control.own + 1e-6), 0.0)
    blocks = [one.model_dump(mode="json", by_alias=True) for one in scenario.beds.blocks]
    found["beds", "blocks"] = blocks + _blocks(proposal, control.bed_type, control.lead, more)


def step_of(proposal: Proposal) -> npt.NDArray[np.int64]:
    """(ticks,): the step of each day."""
    begins = np.array([proposal.calendar.tick(day) for day in proposal.begins])
    return np.asarray(np.searchsorted(begins, np.arange(proposal.calendar.ticks), side="right") - 1)


def _blocks(proposal: Proposal, bed_type: BedType, lead: float, more: Floats) -> list[dict[str, Any]]:
    """Orders of beds such that as many more are there on the first day of each step; the last to come close first."""
    usual = [figure(f"new_bed.{bed_type}.{what}").number for what in ("lead_time", "build_up")]
    whole = math.ceil(lead - 1e-9)
    given = {} if whole == round(sum(usual)) else {"lead": f"{whole} days", "build_up": "0 days"}
    out: list[dict[str, Any]] = []
    standing: list[int] = []
    before = 0
    for day, now in zip(proposal.begins, np.rint(more).astype(int).tolist(), strict=True):
        if now > before:
            standing.append(len(out))
            ordered = (day - timedelta(days=whole)).isoformat()
            out.append({"type": bed_type, "beds": f"{now - before} beds", "ordered": ordered, **given})
        while now < before and standing:
            last = out[standing[-1]]
            count = int(last["beds"].split()[0])
            gone = min(count, before - now)
            if gone < count:
                last["beds"] = f"{count - gone} beds"
                out.append({**last, "beds": f"{gone} beds", "until": day.isoformat()})
            else:
                last["until"] = day.isoformat()
                standing.pop()
            before -= gone
        before = now
    return out


def _seats(scenario: UsScenario, proposal: Proposal, key: str, found: dict[tuple[str, ...], Any]) -> None:
    door, levels = key.removeprefix("seats: "), proposal.levels[key]
    if door in ("land", "commercial"):
        found["departures", door] = _steps(proposal, levels, "{:.1f} per day")
        return
    each = scenario.departures.seats.value
    for at, route in enumerate(scenario.departures.charter):
        if route.name == door and each > 0:
            found["departures", "charter", str(at), "flights"] = _steps(proposal, levels * 7 / each, "{:.2f} per week")


EVIDENCE = {
    "judges": ("judges", "court.ij_count.FY2024", "staff.judge_lead"),
    "documents": ("officers", "staff.document_officers", "staff.officer_lead"),
}
"""Lever to the unit of its posts, and the rows of the evidence for their number and their lead."""


def _staff(scenario: UsScenario, proposal: Proposal, key: str, found: dict[tuple[str, ...], Any]) -> None:
    """Posts that are authorised a lead time before somebody trained is to be in them.

    What a scenario says of its staff stays, but for the number that is authorised. Where it says how many can be
    hired, they are sought over the step before, so that they are there at its end.
    """
    unit, source, usual = EVIDENCE[key]
    kind = STAFF[cast("Name", key)]
    posts = scenario.staff.of(kind)
    start, begins = proposal.calendar.start, proposal.begins
    if posts is None:
        first, days, gradual = figure(source).number, proposal.controls[key].lead, False
    else:
        first, days, gradual = float(posts.in_post.value), posts.lead.value, posts.most_hired is not None
        if posts.authorised is not None:
            first = float(proposal.calendar.values(posts.authorised)[0])
    early = timedelta(days=math.ceil(days - 1e-9))
    steps: list[dict[str, Any]] = [{"value": f"{first:.0f} {unit}"}]
    before = first
    for at, (day, level) in enumerate(zip(begins, np.round(proposal.levels[key]).tolist(), strict=True)):
        on = day - early
        if level == before or on < start:
            continue
        if gradual and at and on > start:
            since = max(begins[at - 1] - early, start)
            steps.append({"from": since.isoformat(), "reached": on.isoformat(), "value": f"{level:.0f} {unit}"})
        else:
            steps.append({"from": on.isoformat(), "value": f"{level:.0f} {unit}"})
        before = level
    if posts is None:
        steps[0]["source"] = source
        found["staff", kind] = {"in_post": {"value": f"{first:.0f} {unit}", "source": source}, "authorised": steps}
        if days != figure(usual).number:  # training is a part of the lead
            training = min(figure(usual.replace("_lead", "_training")).number, days)
            found["staff", kind] |= {"lead": {"value": f"{days:g} days"}, "training": {"value": f"{training:g} days"}}
    else:
        found["staff", kind, "authorised"] = steps


def _steps(proposal: Proposal, levels: Floats, form: str) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for at, (day, level) in enumerate(zip(proposal.begins, levels.tolist(), strict=True)):
        text = form.format(max(level, 0.0))
        if not out:
            out.append({"value": text})
        elif text != out[-1]["value"]:
            out.append({"from": day.isoformat(), "value": text})
        if at == 0:
            continue
    return out


def _put(data: Any, path: tuple[str, ...], value: Any) -> None:
    *above, last = path
    for part in above:
        if isinstance(data, list):
            data = data[int(part)]
        else:
            if data.get(part) is None:
                data[part] = {}
            data = data[part]
    data[last] = value


def _said(node: Any) -> Any:
    """Plain values without what is not said."""
    if isinstance(node, Mapping):
        return {key: _said(value) for key, value in node.items() if value is not None}
    return [_said(one) for one in node] if isinstance(node, list | tuple) else node


def _copied(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(one) for one in node] if isinstance(node, list | tuple) else node


__all__ = ["Dated", "Proposal", "Step", "applied", "changes", "written"]
