"""The text that lies in the folder of a run of any system but the US one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun

TEXT = """\
{title}
One run of a simulation with Sojourn {version}; system: {system}; {first} to {last}; seed {seed}.

It is a model, not a forecast. Every person in it is synthetic, drawn from published totals. One run has luck in it:
other seeds give other numbers.

Files
  summary.json     the answer: every line by fiscal year and over the whole ("all"), and the identity: opening
                   population + arrivals = exits + inside
  scenario.yaml    the scenario, resolved: all values, with their sources
  run.json         versions, seed, hashes, and the command
  daily.parquet    one row a day{by}; people
  monthly.parquet  one row a month and place; people, and mean days

Columns of daily.parquet
  arrived_SOURCE   people who came
  exit_NAME        people who left, by how
  in_STAGE         people in a stage at the end of the day
  held_POOL        people who hold a unit of a pool (such as a bed) at the end of the day

Columns of monthly.parquet
  month, place (a stage or an exit), entered and left (people in the month), inside (people at its end), mean_days (of
  those who left; empty where nobody did)

To make it again:  {again}
To cite it:        Sojourn {version}, scenario "{name}", {first} to {last}, seed {seed}, run {hash}.
"""


def plain_readme(run: PlainRun, again: str, digest: str) -> str:
    """What the files and columns are, how to make the run again, and how to cite it by its hash."""
    return TEXT.format(
        title=run.scenario.title,
        system=run.scenario.system,
        version=run.versions["sojourn"],
        first=run.calendar.start,
        last=run.calendar.day(run.calendar.ticks - 1),
        seed=run.seed,
        by="".join(f" and {part}" for part in run.cells),
        again=again,
        name=run.name,
        hash=digest,
    )
