"""Whether Sojourn says what each peer says, over several seeds and in one or more regions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from agreement import compare
from measure import measured
from part_reference import summaries
from peers import PEERS, SOJOURN, SOJOURN_AMPLE, Peer, missing
from summary import Summary

SLOW = 100.0
"""Microseconds a person above which a peer runs once a seed, with a quarter of the people."""
DETAILED = "simpy"
"""The peer whose statistics are shown one by one."""


def agreement(
    people: float, regions: Sequence[int], names: Sequence[str], seeds: int, say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Each peer that is here in each number of regions: 12 runs of Sojourn's and 4 of the peer's for each seed."""
    out = []

    @cache
    def ours(engine: str, size: float, r: int, seed: int) -> list[Summary]:
        return summaries(measured("several", engine, size, r, seed, 12))

    for peer in PEERS:
        # Who repeats another's draws to the number has nothing to add: a test holds them equal.
        if peer.name not in names or peer.repeats or missing(peer):
            continue
        for r in regions:
            if r > 1 and peer.one_region:
                continue
            slow = peer.microseconds > SLOW
            size, count = (people / 4, 1) if slow else (people, 4)
            say(f"agreement, {peer.title}, {size:,.0f} people, {r} regions, {seeds} seeds")
            out.append(_compared(peer, size, r, seeds, count, ours))
    return out


def _compared(
    peer: Peer, people: float, r: int, seeds: int, count: int, ours: Callable[[str, float, int, int], list[Summary]]
) -> dict[str, Any]:
    base = SOJOURN_AMPLE if peer.ample else SOJOURN
    a = {seed: ours(base, people, r, seed) for seed in range(1, seeds + 1)}
    b = {s: summaries(measured("several", peer.name, people, r, s, count)) for s in range(1, seeds + 1)}
    verdict = compare(a, b)
    shown = [d for d in verdict.differences if not d.name.startswith("removed,")]
    return {
        "peer": peer.name,
        "people": people,
        "regions": r,
        "seeds": seeds,
        "runs": [12, count],
        "statistics": len(verdict.differences),
        "largest": verdict.largest.z,
        "of": verdict.largest.name,
        "spread": verdict.spread,
        "verdict": verdict.sentence(),
        "agree": not verdict.beyond,
        "differences": [vars(d) for d in shown] if peer.name == DETAILED else [],
    }
