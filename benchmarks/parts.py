"""The parts of the benchmark: each measures one thing and gives plain numbers, ready for JSON."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from agreement import compare
from measure import Failed, measured, three, wall
from summary import Summary

Say = Callable[[str], None]
"""Where progress is told."""

LONG = 2e5
"""People above which a run beside SimPy is long: fewer pairs, and its lean form only."""
HUGE = 2e6
"""People above which three runs are enough."""
SOJOURN = "from sojourn.cli import main; main()"


def reference(
    sizes: Sequence[float], simpy_up_to: float, pairs: int, long_pairs: int, regions: int, say: Say
) -> list[dict[str, Any]]:
    """The reference network at each size, beside SimPy up to one size: A B A B, each run in its own process."""
    out = []
    for people in sizes:
        others = [
            name for name, most in (("simpy", simpy_up_to), ("simpy_process", LONG)) if people <= min(most, simpy_up_to)
        ]
        count = long_pairs if others and people > LONG else min(pairs, 3) if people > HUGE else pairs
        runs: dict[str, list[dict[str, Any]]] = {engine: [] for engine in ("sojourn", *others)}
        for seed in range(1, count + 1):
            for engine, done in runs.items():
                say(f"reference network, {people:,.0f} people, {engine}, {seed} of {count}")
                done.append(measured("one", engine, people, regions, seed))
        row: dict[str, Any] = {"people": people, "regions": regions, "pairs": count, "beside": {}}
        row["engines"] = {engine: _engine(done) for engine, done in runs.items()}
        for engine in others:
            pairs_run = list(zip(runs["sojourn"], runs[engine], strict=True))
            row["beside"][engine] = {
                "ratio": three([theirs["run"] / ours["run"] for ours, theirs in pairs_run]),
                "ratio_all": three([_all(theirs) / _all(ours) for ours, theirs in pairs_run]),
                **_timed_agreement(people, regions, runs[engine], say),
            }
        out.append(row)
    return out


def agreement(
    people: float, regions: Sequence[int], seeds: int, runs: int, others: int, say: Say
) -> list[dict[str, Any]]:
    """Both engines over several seeds, `runs` and `others` runs of each."""
    out = []
    for r in regions:
        say(f"agreement, {people:,.0f} people, {r} regions, {seeds} seeds")
        ours = {s: _summaries(measured("several", "sojourn", people, r, s, runs)) for s in range(1, seeds + 1)}
        theirs = {s: _summaries(measured("several", "simpy", people, r, s, others)) for s in range(1, seeds + 1)}
        verdict = compare(ours, theirs)
        shown = [d for d in verdict.differences if not d.name.startswith("removed,")]
        out.append(
            {
                "people": people,
                "regions": r,
                "seeds": seeds,
                "runs": [runs, others],
                "verdict": verdict.sentence(),
                "agree": not verdict.beyond,
                "differences": [vars(d) for d in shown],
            }
        )
    return out


def flatness(sizes: Sequence[float], repeats: int, say: Say) -> list[dict[str, Any]]:
    """Nanoseconds a person at each size, in turns, so that a drift of the machine meets all sizes alike."""
    found: dict[float, list[dict[str, Any]]] = {people: [] for people in sizes}
    for turn in range(repeats):
        for people in sizes:
            say(f"flatness, {people:,.0f} people, {turn + 1} of {repeats}")
            found[people].append(measured("one", "sojourn", people, 1, turn + 1))
    return [
        {
            "people": people,
            "ns_a_person": three([1e9 * run["run"] / run["summary"]["arrivals"] for run in runs]),
            "memory": max(run["memory"] for run in runs),
            "memory_above_start": max(run["memory"] - run["memory_at_start"] for run in runs),
        }
        for people, runs in found.items()
    ]


def threads(people: float, runs: int, pairs: int, say: Say) -> dict[str, Any]:
    """Replications by one thread and by two."""
    say(f"two threads, {runs} replications of {people:,.0f} people, {pairs} pairs")
    found = measured("threads", people, runs, pairs)
    return {
        "people": people,
        "replications": runs,
        "one": three([pair["one"] for pair in found]),
        "two": three([pair["two"] for pair in found]),
        "ratio": three([pair["one"] / pair["two"] for pair in found]),
        "cores": three([pair["cores"] for pair in found]),
    }


def start(repeats: int, say: Say) -> dict[str, Any]:
    """What a user waits for before the first day is run."""
    say("starting: the commands, importing and compiling")
    found: dict[str, Any] = {}
    for command in ("--help", "run"):
        try:
            wall(SOJOURN, command)
            found[f"sojourn {command}"] = three([wall(SOJOURN, command) for _ in range(repeats)])
        except Failed:
            found[f"sojourn {command}"] = "not measured: it cannot be started yet"
    found["import"] = three([wall("import sojourn.engine") for _ in range(repeats)])
    found["python"] = three([wall("pass") for _ in range(repeats)])
    with tempfile.TemporaryDirectory() as folder:
        found["compiling"] = measured("compiled", NUMBA_CACHE_DIR=folder)
    found["compiled"] = measured("compiled")
    return found


def shipped(times: Sequence[float], say: Say) -> list[dict[str, Any]]:
    """The shipped scenario, with so many times its arrivals."""
    out = []
    for factor in times:
        say(f"shipped scenario, {factor:g} times the arrivals")
        try:
            out.append({"times": factor, **measured("shipped", factor)})
        except Failed as failed:
            out.append({"times": factor, "failed": str(failed)})
    return out


def _engine(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
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


def _timed_agreement(people: float, regions: int, timed: Sequence[dict[str, Any]], say: Say) -> dict[str, Any]:
    """Of the very runs that were timed; more of Sojourn's, with other luck, tell how much chance does."""
    seeds = range(1, len(timed) + 1)
    more = max(8, -(-32 // len(seeds)))
    say(f"reference network, {people:,.0f} people, agreement")
    ours = {seed: _summaries(measured("several", "sojourn", people, regions, seed, more)) for seed in seeds}
    theirs = {seed: _summaries([timed[seed - 1]["summary"]]) for seed in seeds}
    verdict = compare(ours, theirs)
    return {"verdict": verdict.sentence(), "agree": not verdict.beyond}


def _summaries(rows: Sequence[dict[str, Any]]) -> list[Summary]:
    return [Summary(**row) for row in rows]
