"""Every command that a page shows without its output: where it stands, and how it is run in the tests.

Blocks marked `console` are run by test_the_readme_shows_real_output.py. Here are the examples of docs/commands/ and
those in blocks that are marked `text`, or not at all; test_every_example_of_the_pages_runs.py runs them.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from command_pages import examples, tree
from pages import PAGES, ROOT
from sojourn.study.forecasts.forecast import from_points
from sojourn.study.forecasts.months import span

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
STARTS = ("sojourn ", "python -m ", "dask ")
DATA = ROOT / "src" / "sojourn" / "evidence" / "data"
WARM = ["--set", "opening.warm_up=180 days"]
"""Less time before the first day: quick, and of no meaning."""


@dataclass(frozen=True)
class Example:
    """A command as it is shown."""

    page: str
    line: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)

    @property
    def verb(self) -> str:
        """The part of the program that it is for."""
        return self.words[1] if self.words[0] == "sojourn" else self.words[0]


def shown() -> list[Example]:
    """All of them, each once."""
    found: dict[str, str] = {}
    for name, group in tree().commands.items():
        found |= dict.fromkeys(examples(group.epilog or ""), f"docs/commands/{name}.md")
        for one in getattr(group, "commands", {}).values():
            found |= dict.fromkeys(examples(one.epilog or ""), f"docs/commands/{name}.md")
    for page in [ROOT / "README.md", *PAGES]:
        if page.parent.name != "commands":
            found |= dict.fromkeys(commands(page.read_text("utf-8")), page.relative_to(ROOT).as_posix())
    return [Example(page, line) for line, page in found.items()]


def commands(text: str) -> Iterator[str]:
    """The commands in blocks without output, each without what is said beside it."""
    for kind, block in FENCE.findall(text):
        lines = [line.removeprefix("$ ") for line in block.splitlines()]
        if kind in ("", "text") and lines and lines[0].startswith(STARTS):
            yield from (re.split(r" {3,}", line)[0] for line in lines if line.startswith(STARTS))


def shorter(words: list[str]) -> list[str]:
    """The same command for less time, with fewer draws: what it does with four years it does with a few weeks."""
    verb, rest = words[1], words[2:]
    match verb:
        case "run":
            return ["run", *rest, "--until", "2025-02-03", *WARM]
        case "compare":
            day = "2025-10-10" if any("FY2026" in word for word in rest) else "2025-02-03"
            least = ["--until", day, "--draws", "2", "--runs", "10", "--no-rules", "--workers", "1"]
            return ["compare", *WARM, *rest, *least]
        case "ledger":
            return ["ledger", *rest, "--until", "2025-02-20", *WARM]
        case "destinations":
            least = ["--until", "2025-02-10", "--of", "Panama", "--of", "Guatemala", "--workers", "1"]
            return ["destinations", *rest, *least, *WARM]
        case "estimates":
            return ["estimates", *rest, "--quick"]
        case "pictures" if rest[0] == "us-2024":
            return ["pictures", *rest, "--only", "population"]
        case "sweep":
            return ["sweep", *rest, *(["--workers", "1"] if "--workers" in rest else [])]
        case "calibrate":
            return ["calibrate", *rest, "--members", "10", "--steps", "1"]
        case "budget":
            day = "2026-10-01" if "--removals" in rest else "2025-10-15"
            return ["budget", *rest, "--until", day, "--draws", "0"]
        case "sensitivity":
            few = ["--among", "assumed.flights_central_america", "--until", "2025-02-03", "--runs", "45"]
            return ["sensitivity", *rest, *few, *WARM, "--workers", "1"]
        case "plan":
            least = ["--draws", "0", "--no-worth", "--workers", "1"]
            return ["plan", *rest, *least, *([] if "us-2024" in rest else ["--until", "2026-10-01"])]
        case "claims" if "--evidence-only" not in rest:
            return ["claims", *rest, "--workers", "1"]
    return words[1:]


SLOW = (
    *("compare", "check", "replay", "hindcast", "budget", "sensitivity", "plan", "python", "dask"),
    *("calibrate", "destinations", "report", "sweep", "trace"),
)
"""What takes more than a few seconds even so, or is run with other options by what is marked `console`."""
COMPARED = re.compile(r"runs/(compare-[\w-]+)")
"""The folder of a comparison, which has to be made first."""


def is_slow(one: Example) -> bool:
    """Whether `make slow` runs it, and `make test` does not."""
    runs = one.verb == "claims" and "--evidence-only" not in one.words
    return one.verb in SLOW or runs or "--scheduler" in one.words or bool(COMPARED.search(one.line))


def lay_out(folder: Path) -> None:
    """The files that the examples name, as the pages say that they are made."""
    for page in (ROOT / "README.md", ROOT / "docs" / "sweep.md"):
        for name, text in re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            (folder / name).write_text(text, "utf-8")
    (folder / "my-plan.yaml").write_text((folder / "mine.yaml").read_text("utf-8"), "utf-8")
    (folder / "study.yaml").write_text((folder / "beds-and-flights.yaml").read_text("utf-8"), "utf-8")
    months = span("2024-07", "2024-12")
    points = {"population.total": [36_000.0] * 6, "book_outs.removed": [14_000.0] * 6}
    for name in ("forecast.json", "hindcast.json"):
        (folder / name).write_text(from_points(months, points).to_json(), "utf-8")
    book_ins = (DATA / "book_ins_monthly.csv").read_text("utf-8")
    header, *rows = list(csv.reader(book_ins.splitlines()))
    which = [header.index(column) for column in ("month", "agency", "book_ins")]
    lines = [",".join(row[column] for column in which) for row in rows]
    later = [f"2025-{month:02},{agency},9000" for month in range(1, 7) for agency in ("ICE", "CBP")]
    (folder / "book_ins.csv").write_text("\n".join(["month,agency,book_ins", *lines, *later]) + "\n", "utf-8")
    (folder / "arrivals.csv").write_text(book_ins, "utf-8")
    for name in ("actual", "population", "what_happened"):
        (folder / f"{name}.csv").write_text((DATA / "population_monthly.csv").read_text("utf-8"), "utf-8")
    (folder / "book_outs.csv").write_text((DATA / "book_outs_monthly.csv").read_text("utf-8"), "utf-8")
    switches, *_ = re.findall(
        r"```csv\n(date,what.*?)```", (ROOT / "docs" / "hindcast.md").read_text("utf-8"), re.DOTALL
    )
    (folder / "switches.csv").write_text(switches, "utf-8")
