"""The tree of commands. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from sojourn import __version__
from sojourn.cli import (
    budget,
    calibrate,
    check,
    children,
    claims,
    compare,
    destinations,
    estimates,
    evidence,
    export,
    hindcast,
    ledger,
    pictures,
    plan,
    replay,
    report,
    run,
    scenarios,
    score,
    sensitivity,
    serve,
    sweep,
)
from sojourn.cli.in_order import InOrder

app = typer.Typer(
    name="sojourn",
    help="Simulate an immigration custody-and-removal system, person by person and day by day, and say what a plan "
    "would need, cost and do.",
    epilog="For example: sojourn run plan-2025 --set beds.capacity='60,000 beds'",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"sojourn {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """What comes before a command."""


app.command("run", epilog=run.EXAMPLE)(run.run)
app.command("compare", epilog=compare.EXAMPLE, cls=InOrder)(compare.compare)
app.add_typer(scenarios.app, name="scenarios")
app.command("destinations", epilog=destinations.EXAMPLE)(destinations.destinations)
app.command("evidence", epilog=evidence.EXAMPLE)(evidence.evidence)
app.command("check", epilog=check.EXAMPLE)(check.check)
app.command("replay", epilog=replay.EXAMPLE)(replay.replay)
app.command("children", epilog=children.EXAMPLE)(children.children)
app.command("claims", epilog=claims.EXAMPLE)(claims.claims)
app.command("calibrate", epilog=calibrate.EXAMPLE)(calibrate.calibrate)
app.command("hindcast", epilog=hindcast.EXAMPLE)(hindcast.hindcast)
app.command("score", epilog=score.EXAMPLE)(score.score)
app.command("serve", epilog=serve.EXAMPLE)(serve.serve)
app.command("ledger", epilog=ledger.EXAMPLE)(ledger.ledger)
app.command("budget", epilog=budget.EXAMPLE)(budget.budget)
app.command("plan", epilog=plan.EXAMPLE)(plan.plan)
app.command("pictures", epilog=pictures.EXAMPLE)(pictures.pictures)
app.command("export", epilog=export.EXAMPLE)(export.export)
app.command("report", epilog=report.EXAMPLE)(report.report)
app.command("sweep", epilog=sweep.EXAMPLE)(sweep.sweep)
app.command("sensitivity", epilog=sensitivity.EXAMPLE)(sensitivity.sensitivity)
app.command("estimates", epilog=estimates.EXAMPLE)(estimates.estimates)
if find_spec("sojourn.cli.trace") is not None:
    trace = import_module("sojourn.cli.trace")
    app.command("trace", epilog=getattr(trace, "EXAMPLE", None))(trace.trace)
