"""A check against theory in plain text: a line a quantity, then what must hold between runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console

from sojourn.proof.checking import FALSE_ALARMS, Checked
from sojourn.proof.verdict import Verdict

WIDE = 26
"""Columns for the name of a quantity."""


def show(found: Checked, console: Console) -> None:
    """Everything that was checked, and a verdict in a sentence."""
    if found.verdicts:
        console.print(
            f"  {'':<{WIDE}} {'expected':>12} {'simulated':>12} {'std. error':>11} {'z':>6}  verdict", style="bold"
        )
    for name, lines in groupby(found.verdicts, key=lambda one: one.case):
        _case(name, list(lines), console)
    if found.findings:
        console.print("between runs", style="bold")
    for finding in found.findings:
        sentence = f"  {finding.name:<12} {finding.says}: {finding.found}"
        console.print(f"{sentence}  {'pass' if finding.passed else 'FAIL'}", style=_style(finding.passed))
    console.print(_sentence(found), style=_style(found.passed), soft_wrap=True)


def _case(name: str, lines: Sequence[Verdict], console: Console) -> None:
    console.print(f"{name}  {lines[0].title}", soft_wrap=True)
    for one in lines:
        z = "exact" if one.z is None else f"{one.z:+.2f}"
        console.print(
            f"  {one.quantity:<{WIDE}} {one.expected:>12,.6g} {one.simulated:>12,.6g} {one.error:>11.2g} {z:>6}"
            f"  {'pass' if one.passed else 'FAIL'}",
            style=_style(one.passed),
        )


def _sentence(found: Checked) -> str:
    passed = [*(one.passed for one in found.verdicts), *(one.passed for one in found.findings)]
    failed = passed.count(False)
    told = (
        f"All {len(passed)} agree"
        if not failed
        else f"{failed} of {len(passed)} {'does' if failed == 1 else 'do'} not agree"
    )
    if found.spread is None:
        return f"{told}."
    return (
        f"{told}. Root mean square of z {found.spread:.2f}, from {found.replications} replications each, seed "
        f"{found.seed}.\nA line fails beyond z {found.most_z:.2f}: a right engine fails {_one_in(FALSE_ALARMS)}."
    )


def _one_in(share: float) -> str:
    return f"one such check in {1 / share:,.0f}"


def _style(passed: bool) -> str | None:
    return None if passed else "bold red"
