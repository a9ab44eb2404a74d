"""People held for longer than some nights, as a sum over the columns of a programme."""

from __future__ import annotations

from sojourn.results.periods import fiscal_years
from sojourn.study.plan.building import Builder
from sojourn.study.plan.fluid import over
from sojourn.study.plan.program import Linear


def held_over(builder: Builder, nights: int, span: slice) -> Linear:
    """People held for more than some nights in a span of fiscal years, those inside on the first day among them."""
    months, out = builder.months, Linear(constant=_before(builder, nights, span))
    table = over(months, builder.responses.months, nights, span)
    for i, classes in enumerate(builder.let_in):
        for c, one in enumerate(classes):
            if table[c, i]:
                out.plus(one, float(table[c, i]))
    for pace in builder.paces:
        more = ((over(months, pace.responses.months, nights, span) - table) * builder.lets_in).sum(axis=0)
        for i, step in enumerate(months.step.tolist()):
            own = float(builder.out.controls[pace.lever.name].own[step])
            full = own * (pace.factor - 1.0)
            out.add(builder.out.levels[pace.lever.name][step], float(more[i]) / full)
            out.constant -= float(more[i]) * own / full
    return out


def _before(builder: Builder, nights: int, span: slice) -> float:
    """Of those who were inside on the first day, who are held for more than some nights in a span."""
    lengths = builder.responses.inside.lengths
    if lengths is None:
        return 0.0
    years = [at for at, one in enumerate(fiscal_years(builder.calendar)) if one.ticks.stop > span.start]
    last = [at for at, one in enumerate(fiscal_years(builder.calendar)) if one.ticks.start < span.stop]
    return float(lengths.over(nights, slice(years[0], last[-1] + 1)))
