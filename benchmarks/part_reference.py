"""The reference network on every engine that is here: A B C A B C, each run in a process of its own, and its ratios."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from agreement import compare
from measure import measured, three
from peers import PEERS, SOJOURN, SOJOURN_AMPLE, Peer, missing
from summary import Summary

Say = Callable[[str], None]
"""Where progress is told."""

BUDGET = 20.0
"""Seconds that the runs of one peer at one size may take, about; the first is made all the same."""
TOLERANCE = 6.5
"""More than for the strict comparison: in one or two runs of few people, a count of a hundred is not yet normal."""


def reference(
    sizes: Sequence[float], names: Sequence[str], longest: float, pairs: int, regions: int, say: Say
) -> dict[str, Any]:
    """Every size and every peer named whose run takes at most `longest` seconds, about."""
    absent = {peer.name: why for peer in PEERS if peer.name in names and (why := missing(peer))}
    here = [p for p in PEERS if p.name in names and p.name not in absent and not (p.one_region and regions > 1)]
    rows = [_row(people, here, longest, pairs, regions, say) for people in sizes]
    return {"rows": rows, "missing": absent, "regions": regions}


def _row(people: float, here: Sequence[Peer], longest: float, pairs: int, regions: int, say: Say) -> dict[str, Any]:
    counts = {SOJOURN: pairs}
    beside: dict[str, Peer] = {}
    for peer in here:
        seconds = peer.microseconds * 1e-6 * people
        if seconds <= longest:
            counts[peer.name] = max(1, min(pairs, int(BUDGET / seconds)))
            beside[peer.name] = peer
            if peer.ample:
                counts[SOJOURN_AMPLE] = max(counts.get(SOJOURN_AMPLE, 0), counts[peer.name])
    runs: dict[str, list[dict[str, Any]]] = {engine: [] for engine in counts}
    for seed in range(1, pairs + 1):
        for engine, count in counts.items():
            if seed <= count:
                say(f"reference network, {people:,.0f} people, {engine}, {seed} of {count}")
                runs[engine].append(measured("one", engine, people, regions, seed))

    @cache
    def ours(engine: str, seed: int, count: int) -> list[Summary]:
        say(f"reference network, {people:,.0f} people, agreement, {engine}, seed {seed}")
        return summaries(measured("several", engine, people, regions, seed, count))

    row: dict[str, Any] = {"people": people, "regions": regions, "beside": {}}
    row["engines"] = {engine: _engine(done) for engine, done in runs.items()}
    for name, peer in beside.items():
        base = SOJOURN_AMPLE if peer.ample else SOJOURN
        row["beside"][name] = {
            **_ratios(runs[base], runs[name]),
            **_agreement(runs[name], partial(ours, base)),
        }
    return row


def _ratios(ours: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    pairs = list(zip(ours, theirs, strict=False))
    return {
        "pairs": len(pairs),
        "ratio": three([b["run"] / a["run"] for a, b in pairs]),
        "ratio_all": three([_all(b) / _all(a) for a, b in pairs]),
    }


def _agreement(timed: Sequence[dict[str, Any]], ours: Callable[[int, int], list[Summary]]) -> dict[str, Any]:
    """Of the very runs that were timed; more of Sojourn's, with other luck, tell how much chance does."""
    seeds = range(1, len(timed) + 1)
    more = max(8, 1 - (-32 // len(seeds)))
    verdict = compare(
        {seed: ours(seed, more) for seed in seeds},
        {seed: summaries([timed[seed - 1]["summary"]]) for seed in seeds},
        TOLERANCE,
    )
    return {"verdict": verdict.sentence(), "agree": not verdict.beyond}


def summaries(rows: Sequence[dict[str, Any]]) -> list[Summary]:
    """Summaries again, of what came as JSON."""
    return [Summary(**row) for row in rows]


def _engine(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "runs": len(runs),
        "run": three([run["run"] for run in runs]),
        "prepare": three([run["prepare"] for run in runs]),
        "summarise": three([run["summarise"] for run in runs]),
        "events_a_second": three([run["events"] / run["run"] for run in runs]),
        "events": runs[0]["events"],
        "memory": max(run["memory"] for run in runs),
        "memory_above_start": max(run["memory"] - run["memory_at_start"] for run in runs),
    }


def _all(run: dict[str, Any]) -> float:
    return float(run["prepare"] + run["run"] + run["summarise"])
