"""The verb `claims`: every checkable statement of the article, judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.study.claims.claim import Judged
from sojourn.study.claims.known import Known, Spread
from sojourn.study.claims.registry import CLAIMS, claim

if TYPE_CHECKING:
    from sojourn.scenario import Document
    from sojourn.scenario.us import UsScenario

QUICK = 6
"""Draws where no number is asked for: the band is then the lowest and the highest of them."""
FEWEST, MOST = 2, 1000
PLAN = "plan-2025"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Claims:
    """The claims, judged."""

    judged: tuple[Judged, ...]
    numbers: dict[str, Spread] = field(repr=False)
    """Numbers of the runs by name; empty where none was made."""
    places: dict[str, str] = field(repr=False)
    """What commands are filled in with."""
    draws: int | None
    """None: from evidence alone."""

    def commands(self, one: Judged) -> tuple[str, ...]:
        """The commands that give the numbers of a claim again; the first gives all of it."""
        if self.draws is None:
            return (f"sojourn claims {one.claim.name} --evidence-only",)
        scenario = self.places["scenario"]
        own = f"sojourn claims {one.claim.name} --draws {self.draws} --seed {self.places['seed']}"
        own += "" if scenario == PLAN else f" --scenario {scenario}"
        return (own, *(text.format(**self.places) for text in one.claim.commands))


def claims(
    *names: str,
    scenario: Document[UsScenario] | str | Path = PLAN,
    draws: int = QUICK,
    seed: int | None = None,
    workers: int | None = None,
    evidence_only: bool = False,
    progress: Progress | None = None,
) -> Claims:
    """Judge the claims of the article, or some of them by name.

    Args:
        names: names of claims; all where none is given.
        scenario: the plan that is run, a scenario of the US system.
        draws: draws of what is not known.
        seed: names the luck; the scenario's own where not given.
        workers: processes; as many as there are cores where not given.
        evidence_only: make no run; what needs one gets no finding.
        progress: told the draws that are done, and all.

    Raises:
        UnknownClaim: there is no claim of a name.
        CannotRun: what is asked for is out of range, or the scenario is of another system.
        ScenarioError, NetworkError: as `run`.
    """
    chosen = tuple(claim(name) for name in names) or CLAIMS
    numbers: dict[str, Spread] = {}
    places: dict[str, str] = {}
    if not evidence_only:
        from sojourn.run import CannotRun, load_us, seed_of, us_only
        from sojourn.study.claims.studies import STUDIES, Asked
        from sojourn.study.draw_pool import cores

        if isinstance(draws, bool) or not FEWEST <= draws <= MOST:
            raise CannotRun(f"{draws} is no number of draws that can be had; {FEWEST} to {MOST:,} are")
        if workers is not None and not 1 <= workers <= 1024:
            raise CannotRun(f"{workers} is no number of workers that can be had; 1 to 1,024 are")
        document = load_us(scenario) if isinstance(scenario, str | Path) else scenario
        us_only(document)
        chosen_seed = seed_of(document.model, seed)
        asked = Asked(document, draws, chosen_seed, workers or cores(), progress or (lambda done, of: None))
        needed = dict.fromkeys(study for one in chosen for study in one.needs)
        for name in needed:
            numbers |= STUDIES[name](asked)
        places = asked.places
    known = Known(numbers)
    judged = tuple(Judged(one, one.judge(known)) for one in chosen)
    return Claims(judged, numbers, places, None if evidence_only else draws)


def not_scored() -> Sequence[tuple[str, str]]:
    """Statements that are not scored, and why."""
    from sojourn.study.claims.registry import NOT_SCORED

    return NOT_SCORED
