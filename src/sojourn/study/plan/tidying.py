"""Of plans that are as good, the one with less of everything and fewer changes."""

from __future__ import annotations

import numpy as np

from sojourn.study.plan.building import Builder
from sojourn.study.plan.program import Linear


def tidy(builder: Builder) -> Linear:
    """Less of every capacity, and fewer and smaller changes from step to step, each over its first level."""
    fluid, program, out = builder.out, builder.out.program, Linear()
    for key, columns in fluid.levels.items():
        control = fluid.controls[key]
        if control.lever == "agreements":
            continue
        size = max(float(np.abs(control.own).mean()), 0.1 * builder.levers[control.lever].first, 1e-6)
        for q, column in enumerate(columns):
            away = program.column(f"away_{key}[{q}]")
            if key in ("beds", "judges", "documents") or key.startswith("seats: "):
                out.add(column, 1.0 / size)
            else:
                for sign in (1.0, -1.0):
                    row = Linear().add(away, 1.0).add(column, sign)
                    program.row(f"away_{key}[{q}][{sign:+.0f}]", row, low=sign * float(control.own[q]))
                out.add(away, 0.1 / size)
            if q == 0:
                continue
            step = program.column(f"step_{key}[{q}]")
            for sign in (1.0, -1.0):
                row = Linear().add(step, 1.0).add(column, sign).add(columns[q - 1], -sign)
                program.row(f"step_{key}[{q}][{sign:+.0f}]", row, low=0.0)
            out.add(step, 1.0 / size)
    return out
