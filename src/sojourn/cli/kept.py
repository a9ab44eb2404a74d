"""Which run a command is about: the folder of one, `last` for the newest, or a scenario, which is run first."""

from __future__ import annotations

from pathlib import Path

from sojourn.cli.trouble import WrongUse

LAST = "last"
RUNS = Path("runs")


def folder_of(run: str, runs: Path = RUNS) -> Path:
    """The folder of a run; a scenario that is named instead is run once and kept.

    Raises:
        WrongUse: there is no run yet.
        ScenarioError: it is neither a folder nor a scenario.
    """
    if run == LAST:
        return _newest(runs)
    for place in (Path(run), runs / run):
        if place.is_dir():
            return place
    from sojourn.results.store import save
    from sojourn.run import load
    from sojourn.run import run as simulate
    from sojourn.show.progress import bar

    document = load(run)
    with bar(document.model.title) as progress:
        made = simulate(document, progress=progress)
        return save(made, runs, f"sojourn run {run}")


def _newest(runs: Path) -> Path:
    from sojourn.results.kept import COMPARED, MANY, ONE

    made = [path for name in (ONE, MANY) for path in runs.glob(f"*/{name}")]
    made = [path for path in made if not (path.parent / COMPARED).is_file()]
    if not made:
        raise WrongUse(f"there is no run in {runs}/ yet; `sojourn run` makes one")
    return max(made, key=lambda path: (path.stat().st_mtime_ns, path.parent.name)).parent
