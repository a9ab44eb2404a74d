"""What each safeguard did in a run: whom it released, whom it kept, for whom it changed the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sojourn.network import whole
from sojourn.results.periods import Span
from sojourn.systems.us_expedited import closed_shares, is_open

if TYPE_CHECKING:
    from sojourn.results.run import Run

REVIEWED = ("third_country", "kept_after_review", "travel_document")
"""Stages in which custody is reviewed."""


def released_first(run: Run, span: Span) -> int:
    """People released at the first custody review."""
    return _moves(run, span, "review_first", "supervision")


def released_second(run: Run, span: Span) -> int:
    """People released at the second custody review."""
    return _moves(run, span, "review_second", "supervision")


def kept(run: Run, span: Span) -> int:
    """People whose removal is not foreseeable and who were kept in custody at the first review."""
    return _moves(run, span, "review_first", "kept_after_review")


def heard(run: Run, span: Span) -> int:
    """People who had a hearing because expedited removal was closed: those who came, times its share among them.

    The share is that of the mix of cases, so that the number is an expectation, made whole from day to day.
    """
    came = sum(
        run.series[f"arrived_{name}"].sum(axis=1) * share
        for name, share in closed_shares(run.scenario, run.calendar).items()
    )
    return int(whole(np.asarray(came, dtype=np.float64))[span.ticks].sum())


def closes(run: Run) -> bool:
    """Whether expedited removal is closed at the border on any day of a run."""
    return not bool(is_open(run.scenario, run.calendar, "border").all())


def _moves(run: Run, span: Span, clock: str, target: str) -> int:
    moves = (run.panel.taken(owner=f"clock {stage}.{clock}", target=target) for stage in REVIEWED)
    return int(sum(taken[span.ticks].sum() for taken in moves))
