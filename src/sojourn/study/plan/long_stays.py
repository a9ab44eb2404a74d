"""People held for longer than some nights, as a sum over the columns of a programme."""

from __future__ import annotations

from sojourn.study.plan.building import Builder
from sojourn.study.plan.fluid import over
from sojourn.study.plan.program import Linear
from sojourn.study.plan.targets import NIGHTS


def held_over(builder: Builder, nights: int, span: slice) -> Linear:
    """People held for more than some nights in a span: those who came in the run; others are in the correction."""
    if nights not in NIGHTS:
        raise ValueError("runs count people held over 90 and over 180 nights")
    months, out = builder.months, Linear()
    table = over(months, builder.responses.months, nights, span)
    for i, classes in enumerate(builder.let_in):
        for c, one in enumerate(classes):
            if table[c, i]:
                out.plus(one, float(table[c, i]))
    for pace in builder.paces:
        more = ((over(months, pace.responses.months, nights, span) - table) * builder.lets_in).sum(axis=0)
        full = pace.lever.first * (pace.factor - 1.0)
        for i, step in enumerate(months.step.tolist()):
            out.add(builder.out.levels[pace.lever.name][step], float(more[i]) / full)
            out.constant -= float(more[i]) * pace.lever.first / full
    return out
