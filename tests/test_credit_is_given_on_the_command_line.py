"""`sojourn run --credit` says what one would be claiming, and is the same as setting it in the scenario."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import SHORT, sojourn


def test_credit_is_the_same_as_setting_it(tmp_path: Path) -> None:
    one = sojourn("run", *SHORT, "--credit", "open", "--json", "--out", str(tmp_path))
    other = sojourn("run", *SHORT, "--set", "third_country.credit=open", "--json", "--out", str(tmp_path))
    assert one.code == other.code == 0
    told, again = (json.loads(each.out) for each in (one, other))
    assert told["third_country"] == again["third_country"]
    assert told["third_country"]["credit"] == "open"
    assert told["third_country"]["counted_as_if_in_force"] == ["Guatemala (open)"]
    assert told["lines"]["removed_all"]["values"] == again["lines"]["removed_all"]["values"]


def test_the_screen_says_what_is_counted_as_if_in_force(tmp_path: Path) -> None:
    told = sojourn("run", *SHORT, "--credit", "floated", "--out", str(tmp_path))
    words = " ".join(told.out.split())
    assert "counted as if in force: Panama (floated), Guatemala (open)" in words
    assert "--set third_country.credit=floated" in words, "the command that repeats the run says it"
    plain = sojourn("run", *SHORT, "--out", str(tmp_path))
    assert "as if in force" not in plain.out


def test_a_credit_that_is_none_gets_one_sentence(tmp_path: Path) -> None:
    told = sojourn("run", *SHORT, "--credit", "sigend", "--out", str(tmp_path))
    assert told.code != 0
    assert "`sigend` is not allowed for `third_country.credit`" in told.err
    assert "did you mean `signed`?" in told.err
