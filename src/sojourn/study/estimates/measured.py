"""What a removal takes in a run, for people arrested inside the country: arrests, book-ins, days held, seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sojourn.results.run import Run
from sojourn.run import Progress, load
from sojourn.run import run as simulate
from sojourn.systems.us_people import nationalities

SCENARIO = "us-2024"
"""The scenario that is measured: the system as it worked."""
UNTIL, QUICK = date(2024, 10, 1), date(2023, 12, 1)
"""First days that are not simulated: after fiscal year 2024, or after its first two months."""


class NothingRemoved(ValueError):
    """Nobody is removed in a run, so that nothing can be told for each removal; the message is one sentence."""


@dataclass(frozen=True)
class Measured:
    """Counts of one period. People arrested in it and removed in it are not all the same; their numbers are steady."""

    scenario: str
    seed: int
    first: date
    last: date
    removals: int
    """People arrested inside the country and removed, from custody."""
    arrests: int
    """Arrests inside the country."""
    book_ins: int
    """Of these, booked in."""
    bed_days: int
    """Nights in a bed, of all who were booked in after such an arrest: removed, released or still held."""
    seats: int
    """Removals by air of everybody held; by nationality, since by agency they are not counted."""
    seats_of: int
    """Removals of everybody held, by air or land."""

    @property
    def days(self) -> int:
        """Days of the period."""
        return (self.last - self.first).days + 1

    @property
    def a_year(self) -> Fraction:
        """Removals in 365 days at this pace."""
        return Fraction(self.removals * 365, self.days)

    @property
    def per_removal(self) -> dict[str, Fraction]:
        """For each removal: `arrests`, `cases` (book-ins), `days` in a bed, and `seats` on an aircraft."""
        return {
            "arrests": Fraction(self.arrests, self.removals),
            "cases": Fraction(self.book_ins, self.removals),
            "days": Fraction(self.bed_days, self.removals),
            "seats": Fraction(self.seats, self.seats_of),
        }


def measure(*, quick: bool = False, progress: Progress | None = None) -> Measured:
    """Run fiscal year 2024, or its first two months, and measure it."""
    return measured(simulate(load(SCENARIO), until=QUICK if quick else UNTIL, progress=progress))


def measured(run: Run) -> Measured:
    """Measure a run of the US system.

    Raises:
        NothingRemoved: nobody arrested inside the country is removed in it.
    """
    agencies = run.kinds.levels("agency")
    interior = agencies.index("interior")

    def count(*names: str) -> int:
        return int(sum(run.series[name].sum(axis=0).reshape(len(agencies), -1)[interior].sum() for name in names))

    exits = ("removed_home", "removed_third_country")
    removals = count(*(f"exit_{name}" for name in exits))
    if not removals:
        raise NothingRemoved(f"nobody arrested inside the country is removed in this run of {run.name}")
    by_land = {one.name for one in nationalities(run.scenario) if one.mode == "land"}
    home = [
        (str(nation), int(people))
        for nation, people in run.monthly.select("nationality", "exit_removed_home").iter_rows()
    ]
    elsewhere = int(run.monthly["exit_removed_third_country"].sum())
    return Measured(
        scenario=run.name,
        seed=run.seed,
        first=run.calendar.start,
        last=run.calendar.day(run.calendar.ticks - 1),
        removals=removals,
        arrests=count("arrived_interior", "arrived_interior_added"),
        book_ins=count("booked_in"),
        bed_days=count("held"),
        seats=elsewhere + sum(people for nation, people in home if nation not in by_land),
        seats_of=elsewhere + sum(people for _, people in home),
    )
