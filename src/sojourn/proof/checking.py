"""The verb behind `sojourn check`: named cases, fresh instances and what must hold between runs, from one seed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sojourn.engine.simulation import MAX_SEED
from sojourn.network.errors import suggest
from sojourn.proof import metamorphic
from sojourn.proof.case import Case, Measured, seeds_of
from sojourn.proof.families import BUILDERS, ONLY_LONG, named
from sojourn.proof.instances import instances
from sojourn.proof.verdict import FALSE_ALARMS, LEAST, Verdict, most_z, spread, verdicts

REPLICATIONS = 24
"""Independent replications of each case."""
LONG_REPLICATIONS = 96
"""The same in a long check."""
MOST_INSTANCES = 10_000

THEORY, METAMORPHIC, RANDOM = "theory", "metamorphic", "random"
"""What `only` takes besides single names: all named cases, all that holds between runs, the fresh instances alone."""


class CannotCheck(ValueError):
    """A check cannot be made as asked; the message is one sentence."""


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    seed: int
    replications: int
    most_z: float
    """How far from zero any z may be."""
    verdicts: tuple[Verdict, ...]
    findings: tuple[metamorphic.Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether everything agrees."""
        return all(one.passed for one in self.verdicts) and all(one.passed for one in self.findings)

    @property
    def spread(self) -> float | None:
        """Root mean square of z; none where no answer has luck in it."""
        return spread(self.verdicts)


def check(
    seed: int = 1,
    *,
    random: int = 0,
    only: Sequence[str] = (),
    long: bool = False,
    threads: int | None = None,
    progress: Callable[[int, int], None] = lambda done, everything: None,
) -> Checked:
    """Lay the simulator beside theory.

    Args:
        seed: names the luck, of the runs and of the fresh instances.
        random: how many fresh instances to draw.
        only: names of cases or groups; everything where none is given. Fresh instances asked for come along.
        long: four times the replications, and the cases that take longest too.
        threads: runs at once; as many as there are cores where not given. The numbers are the same.
        progress: told how many replications and comparisons are done, and how many there are.

    Raises:
        CannotCheck: a name is unknown, or a number is out of range.
    """
    cases, between = asked(seed, random, only, long=long)
    replications = LONG_REPLICATIONS if long else REPLICATIONS
    everything, done = len(cases) * replications + len(between), 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, everything)

    progress(0, everything)
    most = most_z(max(1, sum(len(case.expected) for case in cases) + 2 * ("doubled" in between)))
    found = judged(cases, seed, most, replications=replications, threads=threads, done=step)
    findings = []
    for name in between:
        findings.append(metamorphic.find(name, seed, most))
        step()
    return Checked(seed, replications, most, tuple(found), tuple(findings))


def asked(seed: int, random: int, only: Sequence[str], *, long: bool = False) -> tuple[list[Case], list[str]]:
    """Cases and names of comparisons that are asked for.

    Raises:
        CannotCheck: a name is unknown, or a number is out of range.
    """
    if not 0 <= seed <= MAX_SEED:
        raise CannotCheck(f"a seed of {seed} is out of range; whole numbers from 0 to {MAX_SEED} are allowed")
    if not 0 <= random <= MOST_INSTANCES:
        raise CannotCheck(f"{random} fresh instances cannot be drawn; 0 to {MOST_INSTANCES:,} are allowed")
    theory = [name for name in BUILDERS if long or name not in ONLY_LONG]
    groups = {THEORY: theory, METAMORPHIC: list(metamorphic.NAMES), RANDOM: []}
    known = [*BUILDERS, *metamorphic.NAMES, *groups]
    wanted: list[str] = []
    for name in only or (THEORY, METAMORPHIC):
        if name not in known:
            raise CannotCheck(f"no case is called {name[:80]!r}{suggest(name[:80], known)}")
        wanted += groups.get(name, [name])
    if RANDOM in only and random == 0:
        raise CannotCheck("the fresh instances alone are asked for, but none are drawn; --random 20 draws twenty")
    cases = [named(name) for name in BUILDERS if name in wanted]
    return [*cases, *instances(seed, random)], [name for name in metamorphic.NAMES if name in wanted]


def judged(
    cases: Sequence[Case],
    seed: int,
    most: float,
    *,
    replications: int = REPLICATIONS,
    threads: int | None = None,
    done: Callable[[], None] = lambda: None,
) -> list[Verdict]:
    """Simulate cases on all cores and lay them beside theory; z may be as far as ``most`` from zero.

    Raises:
        ValueError: fewer than eight replications.
    """
    if replications < LEAST:
        raise ValueError(f"{replications} replications give no standard error to rely on; at least {LEAST} do")
    work = [(case, one) for case in cases for one in seeds_of(case.name, seed, replications)]

    def measured(pair: tuple[Case, int]) -> Measured:
        case, one = pair
        found = case.replicate(one)
        done()
        return found

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        found = list(pool.map(measured, work))
    return [
        verdict
        for i, case in enumerate(cases)
        for verdict in verdicts(case, found[i * replications : (i + 1) * replications], most)
    ]


__all__ = ["FALSE_ALARMS", "CannotCheck", "Checked", "asked", "check", "judged"]
