"""A small study that several tests look at: a month of the plan, after a short warm-up."""

from __future__ import annotations

from datetime import date
from functools import cache

from sojourn.run import load
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.draw_jobs import Done, Job, do
from sojourn.study.ensemble import Ensemble, ensemble
from sojourn.study.points.drawing import LUCK
from sojourn.study.points.point import as_json
from sojourn.warm_up import past

CHANGES = ("opening.warm_up=180 days",)
UNTIL = date(2025, 2, 10)
SEED = 5


@cache
def document(*changes: str) -> Document[UsScenario]:
    return load("plan-2025", (*CHANGES, *changes))


@cache
def a_run_of_a_study() -> Done:
    """What one true run gives."""
    text = as_json(document().model)
    return do(Job(LUCK, 0, SEED, UNTIL, text, text, as_json(past(document().model))))


def pretended(job: Job) -> Done:
    """In the place of `do`, for tests of what is done with runs: other numbers for another job, in no time."""
    true = a_run_of_a_study()
    more = int(job.hash[:4], 16)
    values = {
        line: {period: value + more if isinstance(value, int) else value for period, value in by_period.items()}
        for line, by_period in true.values.items()
    }
    return Done(values, true.summary if (job.kind, job.number) == (LUCK, 0) else None)


@cache
def an_ensemble() -> Ensemble:
    """Six draws, two runs by luck alone, and the alternatives."""
    return ensemble(document(), draws=6, seed=SEED, until=UNTIL, workers=1, replications=2)
