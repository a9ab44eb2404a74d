"""Who does the same work: each engine's name, what it costs at most, and whether this machine has it."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from importlib.util import find_spec

from programs import Missing


@dataclass(frozen=True)
class Peer:
    """One engine: `reference_<name>.py` runs the reference network on it."""

    name: str
    title: str
    microseconds: float
    """A person, about: it tells how many runs are made, and at which sizes none."""
    needs: str = ""
    """A Python package; empty for a program, which tells itself what it needs."""
    ample: bool = False
    """Whether it runs the network with beds that never run short, since it cannot hold a bed; so does Sojourn then."""
    one_region: bool = False
    repeats: str = ""
    """A peer whose draws it makes too, so that both say the same to the number."""


PEERS = (
    Peer("limit", "the limit in C++", 0.03),
    Peer("cimba", "cimba (C)", 2.0),
    Peer("numpy", "NumPy, a day at a time", 1.0, "numpy"),
    Peer("simpy", "SimPy, lean", 8.0, "simpy"),
    Peer("simpy_process", "SimPy, processes", 40.0, "simpy", repeats="simpy"),
    Peer("simmer", "simmer (R)", 150.0, one_region=True),
    Peer("salabim", "salabim", 1000.0, "salabim", repeats="simpy"),
    Peer("ciw", "Ciw, ample beds", 2700.0, "ciw", ample=True, one_region=True, repeats="simpy"),
)
SOJOURN, SOJOURN_AMPLE = "sojourn", "sojourn_ample"
TITLES = {SOJOURN: "Sojourn", SOJOURN_AMPLE: "Sojourn, ample beds", **{peer.name: peer.title for peer in PEERS}}


def missing(peer: Peer) -> str | None:
    """Why a peer cannot run here, in one sentence; nothing if it can."""
    if peer.needs:
        return None if find_spec(peer.needs) else f"it needs the Python package {peer.needs}"
    try:
        importlib.import_module(f"reference_{peer.name}").program()
    except Missing as why:
        return str(why)
    return None
