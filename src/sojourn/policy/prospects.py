"""What may come of a country that has not signed: dates drawn from what came of others.

`drawn` fills in what a scenario does not date. A country that is named signs, or rules it out, or does neither; one
that has signed comes into force, or gives it up, or does neither; what is in force may be stopped, and courts may be
asked to. Times and chances are those of the reference class (:mod:`sojourn.policy.reference_class`); what they come to
is told by :mod:`sojourn.policy.outlook`.

Luck is by name: what is drawn for a country depends on the seed, the number of the draw, the country and the step, and
on nothing else. So a country has the same luck in two scenarios, and in one with more countries. How sure the class is
belongs to the draw as well: draw 17 takes the 17th law that the record leaves possible, for all countries together.

What the author of a scenario dates is never changed. Nothing is added before the last day that they date; to an
agreement that they put in force no status is added at all; and where they write a case on an agreement, or on all
removals to third countries, no court is drawn for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

from sojourn.policy.agreements import WHOLE_CHANNEL, channels
from sojourn.policy.competing_risks import Law
from sojourn.policy.outlook import Standing, standing
from sojourn.policy.reference_class import reference
from sojourn.scenario.agreements import Agreement, Status, StatusChange, names
from sojourn.scenario.litigation import OF_AGREEMENT, CourtAct, Litigation
from sojourn.scenario.period import Period
from sojourn.scenario.us import UsScenario

SOURCE = "drawn from the reference class"
"""Source of a date that nobody wrote."""
DRAWN = "Drawn: "
"""What the name of a drawn case begins with; the country follows."""
AFTER: dict[str, tuple[str, Status]] = {
    "signed": ("signed", "signed"),
    "ruled_out": ("ruled_out", "ruled_out"),
    "in_force": ("in_force", "in_force"),
    "ended": ("over", "ended"),
    "stopped": ("over", "suspended"),
    "came_back": ("named", "talks"),
}
"""What follows from what ended a spell: the next sort, and the status that is written."""


def drawn(scenario: UsScenario, seed: int, number: int, known_by: date | None = None) -> UsScenario:
    """The same scenario with dates drawn for what its author did not date.

    Args:
        scenario: the scenario.
        seed: names the luck.
        number: which draw, from 0.
        known_by: the reference class as it was known by this day; everything in the tables where not given.
    """
    t, until = scenario.third_country, scenario.period.until
    agreements, cases = [], list(scenario.litigation)
    for name, agreement in zip(names(t.agreements), t.agreements, strict=True):

        def share(step: str, name: str = name) -> float:
            return _share(seed, number, name, step)

        at = standing(agreement, scenario.period.start.value)
        new = _statuses(agreement, at, until, _law(seed, number, known_by), share, known_by)
        agreement = agreement.model_copy(update={"statuses": (*agreement.statuses, *new)})
        agreements.append(agreement)
        if not _courts_written(scenario, agreement):
            cases += _cases(agreement, name, scenario.period, _law(seed, number, known_by), share)
    third = t.model_copy(update={"agreements": tuple(agreements)})
    return scenario.model_copy(update={"third_country": third, "litigation": tuple(cases)})


LawOf = Callable[[str], Law]
ShareOf = Callable[[str], float]


def _law(seed: int, number: int, known_by: date | None) -> LawOf:
    return lambda sort: reference(known_by).law(sort, number, seed)


def _share(seed: int, number: int, name: str, step: str) -> float:
    """A draw between 0 and 1 by name."""
    text = "\0".join(("prospects", str(seed), str(number), name, step))
    return (int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") + 0.5) / 2.0**64


def _statuses(
    agreement: Agreement, at: Standing, until: date, law: LawOf, share: ShareOf, known_by: date | None
) -> list[StatusChange]:
    """What is drawn after the last status that is written; nothing where it is in force or over."""
    out: list[StatusChange] = []
    if at.sort == "in_force" or any(change.status == "in_force" for change in agreement.statuses):
        return out
    sort, now, after = at.sort, at.now, at.after
    last = until - timedelta(days=1) if agreement.ends is None else min(until - timedelta(days=1), agreement.ends)
    while sort != "over":
        if sort == "ruled_out" and not reference(known_by).sorts["ruled_out"].ended_by("came_back"):
            break
        hit = law(sort).drawn(share(f"{sort} {len(out)}"), after)
        if hit is None:
            break
        days, cause = hit
        now, after = now + timedelta(days=round(days)), 0
        if now > last:
            break
        sort, status = AFTER[cause]
        out.append(StatusChange(on=now, status=status, source=SOURCE))
    return out


def _courts_written(scenario: UsScenario, agreement: Agreement) -> bool:
    """Whether the author has a case on this agreement, or on all of them."""
    own = channels(agreement)
    return any(case.channel in own or case.channel == WHOLE_CHANNEL for case in scenario.litigation)


def _cases(agreement: Agreement, name: str, period: Period, law: LawOf, share: ShareOf) -> list[Litigation]:
    """A case on an agreement that comes into force: filed, a stop, and what becomes of the stop."""
    agreed = agreement.signed_on
    if agreed is None or not any(change.status == "in_force" for change in agreement.statuses):
        return []
    start = max(agreed, period.start.value)
    filed = law("agreed").drawn(share("challenged"), (start - agreed).days)
    if filed is None:
        return []
    on = start + timedelta(days=round(filed[0]))
    acts = [CourtAct(on=on, act="filed", source=SOURCE)]
    stop = law("challenged").drawn(share("stopped"))
    if stop is not None:
        on += timedelta(days=round(stop[0]))
        acts.append(CourtAct(on=on, act="injunction", source=SOURCE))
        rest = law("stopped").drawn(share("then"))
        if rest is not None:
            on += timedelta(days=round(rest[0]))
            act = CourtAct(on=on, act="stay", source=SOURCE)
            if rest[1] == "ended":
                act = CourtAct(on=on, act="final_ruling", effect="ends", source=SOURCE)
            acts.append(act)
    acts = [act for act in acts if act.on < period.until]
    if not acts:
        return []
    return [Litigation(case=f"{DRAWN}{name}", channel=f"{OF_AGREEMENT}{agreement.country}", acts=tuple(acts))]
