"""The shipped default scenario as the benchmark runs it: all that depends on the package's public verbs is here."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import sojourn
from sojourn.engine import Simulation

DEFAULT = "plan-2025"
"""Name of the scenario that `sojourn run` takes where none is named."""


def more(times: float) -> list[str]:
    """Overrides, as `--set` takes them, that multiply every source's arrivals, and the beds and seats with them."""
    scenario = sojourn.load(DEFAULT).model
    a, d = scenario.arrivals, scenario.departures
    dated = {
        "arrivals.border": a.border,
        "arrivals.border_direct": a.border_direct,
        "arrivals.interior": a.interior,
        "departures.land": d.land,
        "departures.commercial": d.commercial,
        **{f"departures.charter.{number}.flights": route.flights for number, route in enumerate(d.charter)},
    }
    rates = [f"{path}={_steps(value, times, ' per day')}" for path, value in dated.items()]
    return [*rates, f"beds.capacity={_steps(scenario.beds.capacity, times, ' beds')}"]


def _steps(dated: Any, times: float, unit: str) -> str:
    whole = unit == " beds"
    steps = []
    for step in dated.steps:
        days = [f"from: {step.since}"] if step.since else []
        days += [f"reached: {step.reached}"] if step.reached else []
        value = f"{step.value * times:.0f}" if whole else f"{step.value * times:.6f}"
        steps.append("{" + ", ".join([*days, f'value: "{value}{unit}"']) + "}")
    return "[" + ", ".join(steps) + "]"


def loaded(times: float) -> Any:
    """The default scenario with `times` the arrivals, beds and seats."""
    return sojourn.load(DEFAULT, more(times) if times != 1 else [])


def run(scenario: Any) -> Any:
    """One run of all its days."""
    return sojourn.run(scenario)


def arrivals(result: Any) -> int | None:
    """How many people arrived in all, where the result says so."""
    count = getattr(result, "arrivals", None)
    return None if count is None else int(count if isinstance(count, int) else count.sum())


def engine_watched() -> list[tuple[float, int]]:
    """From here on, every call of `Simulation.advance` adds its seconds and the moves that people made in it."""
    calls: list[tuple[float, int]] = []
    inner = Simulation.advance

    def advance(simulation: Simulation, until: int | None = None) -> Simulation:
        before, started = _moves(simulation), perf_counter()
        try:
            return inner(simulation, until)
        finally:
            calls.append((perf_counter() - started, _moves(simulation) - before))

    Simulation.advance = advance  # type: ignore[assignment, method-assign]  # watched from outside, so that the engine needs no stopwatch
    return calls


def _moves(simulation: Simulation) -> int:
    """Arrivals and moves from stage to stage or out, so far."""
    return int(simulation.panel.period_flow.sum())
