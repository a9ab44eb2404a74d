"""Numbers such as runs give, by which claims can be judged without a run; not results."""

from __future__ import annotations

from sojourn.evidence import table
from sojourn.evidence.reading import Row
from sojourn.study.claims.claim import Finding, Judged
from sojourn.study.claims.known import Known, Spread
from sojourn.study.claims.registry import claim

BEST = ("removals.best.ice_official", "removals.best.ice_departed", "removals.best.ice_without_carry_over")
COUNTRIES = ("Turks and Caicos", "Bahamas", "Panama", "Grenada", "Guatemala")
NUMBERS = {
    **{name: Spread(250_000, 330_000, 380_000) for name in BEST},
    **{f"moved.{name}": Spread(200, 300, 400) for name in COUNTRIES},
    **{f"chance.{name}": Spread(0.0, 0.05, 0.2) for name in COUNTRIES},
    "chance.soon": Spread(0.0, 0.01, 0.05),
    "removed.year": Spread(250_000, 310_000, 360_000),
    "start.removed_30": Spread(15_000, 21_000, 26_000),
    "signed.moved": Spread(0, 0, 0),
    "no_bed.year": Spread(100_000, 300_000, 500_000),
    "refused.year": Spread(4_000, 9_000, 14_000),
    "stay.completed": Spread(50, 70, 100),
    "stay.little": Spread(60, 90, 120),
    "stay.median.expedited": Spread(15, 30, 50),
    "stay.median.reinstatement": Spread(20, 36, 50),
    "stay.median.notice_to_appear": Spread(50, 60, 80),
    "stay.first_day.el_salvador": Spread(0, 0, 0),
    "wait.el_salvador": Spread(4, 9, 16),
    "wait.cooperative": Spread(4, 7, 11),
    "wait.refusing": Spread(20, 32, 37),
    "wait.refusing_without": Spread(0.3, 0.37, 0.42),
    "wait.seat.el_salvador": Spread(2, 20, 40),
    "beds.needed.plan": Spread(170_000, 280_000, 330_000),
    "beds.needed.as_is": Spread(35_000, 45_000, 60_000),
    "start.removals_change": Spread(0.0, 0.007, 0.02),
    "scale.beds": Spread(0.1, 0.25, 0.35),
    "scale.seats": Spread(0.05, 0.3, 0.6),
    "credit.moved": Spread(3_000, 7_000, 11_000),
    "credit.share": Spread(0.01, 0.02, 0.04),
    "credit.of_refused": Spread(0.6, 0.8, 0.9),
    "money.all": Spread(50e9, 150e9, 158e9),
    "money.custody": Spread(20e9, 22e9, 23e9),
    "money.arrests": Spread(26e9, 125e9, 132e9),
    "money.transport": Spread(1e9, 2.5e9, 3e9),
    "money.legal": Spread(1e9, 1.3e9, 1.5e9),
    "money.custody.year": Spread(5.3e9, 5.8e9, 5.9e9),
    "cooperative.sent": Spread(933, 937, 939),
    "cooperative.signed_only": Spread(0, 0, 0),
    "cooperative.sent_if_stopped": Spread(165, 170, 175),
    "rwanda.removed": Spread(0, 0, 0),
    "rwanda.volunteers": Spread(4, 4, 4),
    "rwanda.removed_without_measure": Spread(2, 6, 11),
    "children.tried_once": Spread(61, 97, 146),
    "children.all_attempts": Spread(115, 218, 315),
    "children.reached": Spread(0.4, 0.6, 0.84),
    "children.attempts_62000": Spread(600, 1_050, 1_540),
}


def known(**numbers: Spread) -> Known:
    """These numbers, some of them otherwise; a dot in a name is written as two underscores."""
    return Known({**NUMBERS, **{name.replace("__", "."): one for name, one in numbers.items()}})


def judged(name: str, by: Known) -> Judged:
    """One claim."""
    one = claim(name)
    return Judged(one, one.judge(by))


def reading(name: str, of: str, by: Known) -> Finding | None:
    """The finding of one reading of a claim."""
    return next(one.finding for one in judged(name, by).readings if one.name == of)


def changed(name: str, which: dict[str, str], **cells: str) -> tuple[Row, ...]:
    """A table with other cells in the rows that have some cells."""

    def turned(row: Row) -> Row:
        hit = all(row.text(column) == cell for column, cell in which.items())
        return Row({**row, **cells}) if hit else row

    return tuple(turned(row) for row in table(name))


def without(name: str, **which: str) -> tuple[Row, ...]:
    """A table without the rows that have some cells."""
    return tuple(row for row in table(name) if not all(row.text(column) == cell for column, cell in which.items()))
