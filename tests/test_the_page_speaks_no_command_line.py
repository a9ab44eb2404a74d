"""What follows from a run is told on the page without the commands and paths of the command line."""

from __future__ import annotations

import re

from a_run import a_run
from sojourn.web.answers import answer
from sojourn.web.own_words import own_words


def test_the_findings_of_a_run_are_told_without_commands_and_paths() -> None:
    plain, shown = a_run().summary["findings"], answer(a_run(), whole=True)["findings"]
    assert any("`sojourn" in one for one in plain), "nothing to leave out"
    assert len(shown) == len(plain)
    assert not [one for one in shown if "`" in one or re.search(r"[a-z]_?\.[a-z*]", one)]


def test_only_the_hint_is_left_out() -> None:
    assert own_words(
        [
            "A bed is taken for 41 nights (published FY2024 46.9; see `sojourn replay`); custody costs 3 billion USD.",
            "Those added are as on the docket (arrivals.added_*).",
            "Accounts are empty 3 more times (`emptied` in summary.json).",
            "Nothing else (1.5 days) changes.",
        ]
    ) == [
        "A bed is taken for 41 nights (published FY2024 46.9); custody costs 3 billion USD.",
        "Those added are as on the docket.",
        "Accounts are empty 3 more times.",
        "Nothing else (1.5 days) changes.",
    ]
