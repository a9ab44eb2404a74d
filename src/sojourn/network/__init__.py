"""Networks in five ideas: kind, stage, gate, pool and exit. Declarative: nothing here runs.

A *system* is a network; a *person* walks through it. See `docs/engine-rules.md` for what a run of a network does,
tick by tick.
"""

from sojourn.network.by import By, Dated
from sojourn.network.durations import (
    Cut,
    Duration,
    Exponential,
    Fixed,
    Gamma,
    Geometric,
    Lognormal,
    Never,
    Sometimes,
    Table,
    Triangular,
)
from sojourn.network.errors import NetworkError
from sojourn.network.gate import Door, Gate
from sojourn.network.kinds import Kinds
from sojourn.network.network import Network
from sojourn.network.pool import Pool
from sojourn.network.schedule import Line, Schedule, Steps, number_at, whole
from sojourn.network.source import NO_MARK, Opening, Source
from sojourn.network.stage import ByDoor, Clock, Route, Stage
from sojourn.network.thinned import thinned

__all__ = [
    "NO_MARK",
    "By",
    "ByDoor",
    "Clock",
    "Cut",
    "Dated",
    "Door",
    "Duration",
    "Exponential",
    "Fixed",
    "Gamma",
    "Gate",
    "Geometric",
    "Kinds",
    "Line",
    "Lognormal",
    "Network",
    "NetworkError",
    "Never",
    "Opening",
    "Pool",
    "Route",
    "Schedule",
    "Sometimes",
    "Source",
    "Stage",
    "Steps",
    "Table",
    "Triangular",
    "number_at",
    "thinned",
    "whole",
]
