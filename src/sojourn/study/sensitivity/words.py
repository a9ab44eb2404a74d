"""What a sensitivity study says, in sentences that follow from its numbers by rule."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.results.bands import as_value
from sojourn.results.rounding import rounded, significant
from sojourn.study.sensitivity.answer import Result, Sensitivity
from sojourn.study.sensitivity.asked import DATE
from sojourn.study.sensitivity.factors import Factor
from sojourn.study.sensitivity.knowing import Knowing, Known
from sojourn.study.sensitivity.screening import Screened
from sojourn.study.sensitivity.sobol import Estimate

SHOWN = 8
"""Most names in a sentence."""
LITTLE = 0.01
"""Share of a variance below which it is not told."""
FIT = "the fit of custody"


def said(study: Sensitivity, one: Result) -> list[str]:
    """What is found of one result."""
    if not any(not each.still for each in one.screening) and one.floor == 0:
        return [f"Nothing moves it: it is {number(one, one.central).removeprefix('about ')} in every run."]
    out = [_screening(study, one)]
    out += [_narrower(one, each.factor, each.narrower) for each in one.stands_out]
    luck = next(each for each in one.ranking if each.factor.kind == "luck")
    share = "less than 1 %" if luck.together.high < LITTLE else percent(luck.together)
    out.append(f"Luck has {share} of the variance; no measurement narrows that.")
    if one.next is not None:
        out.append(f"Measure next: {name(one.next)} ({one.next.source}; grade {one.next.grade}).")
    else:
        out.append("Measure next: with so many runs nothing stands out of the noise, so nothing is named.")
    return out


def told(found: Knowing) -> list[str]:
    """What is found of one threshold."""
    chance, wrong = found.chance, found.wrong
    first = (
        f"It is met in {percent(chance)} of the runs. Who has to say now whether it will be says "
        f"{'yes' if found.answer else 'no'}, and is wrong in {percent(wrong)} of cases: so many wrong answers would be "
        "saved by knowing everything first, luck too (expected value of perfect information, EVPI)."
    )
    out = [first]
    if wrong.value == 0:
        return [
            *out,
            "Measure next: nothing; no run says otherwise, so nothing that is in doubt here changes the answer.",
        ]
    if found.next is None:
        return [*out, "Measure next: no single number saves more wrong answers than noise seems to, so none is named."]
    best = next(one for one in found.known if one.factor.key == found.next.key)
    left = max(0.0, wrong.value - best.fewer.value)
    out.append(
        f"Measure next: {name(found.next)}. Known first, the answer is wrong in about {100 * left:.0f} % of cases "
        f"instead of {100 * wrong.value:.0f} % ({_told(best)})."
    )
    return out


def number(one: Result, value: float) -> str:
    """A value of a result for a sentence."""
    if one.line.unit == DATE:
        return str(as_value(value, DATE))
    return rounded(value, one.line.unit)


def percent(found: Estimate) -> str:
    """A share with its interval: `85 % (79 to 90)`."""
    value, low, high = (100 * min(max(one, 0.0), 1.0) for one in (found.value, found.low, found.high))
    return f"{value:.0f} % ({low:.0f} to {high:.0f})"


def name(factor: Factor) -> str:
    """What a factor is called in a sentence."""
    return FIT if factor.kind == "fit" else factor.key


def things(many: int) -> str:
    """So many things."""
    return f"{many} {'thing' if many == 1 else 'things'}"


def span(factor: Factor) -> str:
    """What is known of a factor: `15 to 25 flights/week`."""
    if factor.doubt is None:
        return factor.label
    low, high = (f"{significant(one):,g}" for one in (factor.doubt.low, factor.doubt.high))
    return f"{low} to {high} {factor.doubt.unit}"


def _screening(study: Sensitivity, one: Result) -> str:
    moving = [each for each in one.screening if each.told]
    still = sum(each.still for each in one.screening)
    hidden = len(one.screening) - len(moving) - still
    parts = []
    if moving:
        verb = "moves" if len(moving) == 1 else "move"
        parts.append(f"{len(moving)} {verb} it by more than luck does ({_sizes(one, moving)})")
    if hidden:
        parts.append(f"{hidden} cannot be told from luck")
    if still:
        parts.append(f"{still} {'does' if still == 1 else 'do'} not move it at all")
    return (
        f"Screening, {study.division.trajectories} trajectories: of {things(len(one.screening))} in doubt "
        f"{'; '.join(parts)}. Luck alone moves it by {_size(one, one.floor)}."
    )


def _sizes(one: Result, moving: Sequence[Screened]) -> str:
    shown = [f"{name(each.factor)} by {_size(one, each.mu_star)}" for each in moving[:SHOWN]]
    more = f" and {len(moving) - SHOWN} more" if len(moving) > SHOWN else ""
    return f"over its range {', '.join(shown)}{more}"


def _size(one: Result, change: float) -> str:
    """How far a result moves."""
    if one.line.unit == DATE:
        return f"{change:,.0f} days"
    if one.line.unit == "share":
        return f"{100 * change:.2g} points"
    return rounded(change, one.line.unit).removeprefix("about ")


def _narrower(one: Result, factor: Factor, found: Estimate) -> str:
    what = f"{factor.key} ({span(factor)})"
    if factor.kind == "fit":
        what = f"what {FIT} leaves open ({factor.label})"
    low, high = 100 * found.low, 100 * found.high
    return (
        f"If {what} were known, the 90 % band of '{one.line.label}' would be about {100 * found.value:.0f} % narrower "
        f"({low:.0f} to {high:.0f})."
    )


def _told(one: Known) -> str:
    low, high = 100 * one.fewer.low, 100 * one.fewer.high
    near = ", as if the result were normal" if one.by_variance else ""
    return f"{100 * one.fewer.value:.0f} points fewer, {low:.0f} to {high:.0f}{near}"
