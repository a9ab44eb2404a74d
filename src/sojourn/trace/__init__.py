"""One synthetic person followed day by day, and what they wait for; quantiles over many like them."""

from __future__ import annotations

from sojourn.trace.account import Trace, trace
from sojourn.trace.behind import Number
from sojourn.trace.many import Many, StageTime
from sojourn.trace.plane import Plane
from sojourn.trace.steps import Step
from sojourn.trace.survival import Survival, kaplan_meier
from sojourn.trace.who import TraceError, Who

__all__ = [
    "Many",
    "Number",
    "Plane",
    "StageTime",
    "Step",
    "Survival",
    "Trace",
    "TraceError",
    "Who",
    "kaplan_meier",
    "trace",
]
