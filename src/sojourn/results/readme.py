"""The text that lies in the folder of a run and explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sojourn.results.run import Run

TEXT = """\
{title}
One run of a simulation with Sojourn {version}; {first} to {last}; seed {seed}.

It is a model, not a forecast. Every person in it is synthetic, drawn from published totals. One run has luck in it:
other seeds give other numbers.

Files
  summary.json     the answer: every line by fiscal year and over the whole ("all"), with its unit, its text to the
                   figures that are known, the grade of what it leans on, and its keys (`sojourn evidence KEY`)
  scenario.yaml    the scenario, resolved: all values, with their sources
  run.json         versions, seed, hashes, and the command
  daily.parquet    one row a day, agency and criminality; people
  monthly.parquet  one row a month and nationality; people, and mean days
  beds.parquet     one row a day and area of responsibility; beds and people
  stays.parquet    one row a fiscal year, agency, criminality and length of stay; people
  ledger.parquet   one row a day and kind of spending; counts, rates and cents

Columns of daily.parquet
  date, agency, criminality
  arrived_SOURCE   people who came: interior (arrests by ICE), interior_added (those that a plan adds), border (handed
                   over by border agencies and booked in), border_direct (to be removed straight from border custody)
  border_booked_in of the last, those for whom no seat was found in time: they came to ICE
  booked_in        people who got a bed
  exit_NAME        people who left, by how
  in_STAGE         people in a stage at midnight
  held             people in a bed at midnight: the detained population

Columns of monthly.parquet
  month, nationality, arrived_SOURCE, booked_in, exit_NAME as above, but by month
  left_STAGE       people who left a stage in the month
  mean_days_STAGE  mean days they had spent in it; empty where nobody left

Columns of beds.parquet
  date, area, capacity (beds), held (people at midnight)

Columns of stays.parquet
  fiscal_year, agency, criminality, nights (1,023 stands for all that are longer), ended (stays that ended in the year),
  going_on (people held on its last day, by nights so far)

Columns of ledger.parquet
  date, account, item, unit, count (of the unit), rate, rate_low, rate_high (money for each, of rate_year), cents (of
  dollars_of), currency, source, grade. `sojourn ledger` on this folder tells it at other rates.

Grades: A official; B press, research centres, and official figures seen only in a copy; C assumed or fitted. Numbers
whose source begins with "plan." are the plan's own: they are no evidence. Those under "yours" were set by the author of
the scenario, or are not what the source says that they name.

To make it again:  {again}
To cite it:        Sojourn {version}, scenario "{name}", {first} to {last}, seed {seed}, run {hash}.
"""


def readme(run: Run, again: str, digest: str) -> str:
    """What the files and columns are, how to make the run again, and how to cite it by its hash."""
    return TEXT.format(
        title=run.scenario.title,
        version=run.versions["sojourn"],
        first=run.calendar.start,
        last=run.calendar.day(run.calendar.ticks - 1),
        seed=run.seed,
        again=again,
        name=run.name,
        hash=digest,
    )
