"""Public figures with their source, date and grade, and the tables the shipped scenarios stand on.

`figure(key)` gives one number with everything an auditor asks of it; `table(name)` gives a table of published
aggregates, and `table_info(name)` says where it comes from. Nothing here describes a person, and nothing here
is an outcome later than 20 January 2025, so a run from that day cannot look ahead. `validate()` checks both.

Grades: A official; B press, research centres, and official figures seen only in a copy; C assumed or
estimated.
"""

from __future__ import annotations

from sojourn.evidence.check import EVIDENCE_ENDS, BadEvidence, validate
from sojourn.evidence.individuals import IndividualLevelTable
from sojourn.evidence.period import BadPeriod, first_day, last_day
from sojourn.evidence.reading import BadTable, Row, read_table
from sojourn.evidence.registry import Figure, UnknownFigure, figure, figures
from sojourn.evidence.tables import TableInfo, UnknownTable, gaps, table, table_info, tables

__all__ = [
    "EVIDENCE_ENDS",
    "BadEvidence",
    "BadPeriod",
    "BadTable",
    "Figure",
    "IndividualLevelTable",
    "Row",
    "TableInfo",
    "UnknownFigure",
    "UnknownTable",
    "figure",
    "figures",
    "first_day",
    "gaps",
    "last_day",
    "read_table",
    "table",
    "table_info",
    "tables",
    "validate",
]
