"""Ctrl-C in `sojourn plan` is answered with one sentence that says what is kept, and exit code 130."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import sojourn


@pytest.mark.parametrize("asked", [("--target", "removals >= 5 in all"), ("--frontier", "removals", "cost")])
def test_it_is_one_sentence_and_nothing_is_written(
    asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sojourn.study.plan.plan.plan", stopped)
    monkeypatch.setattr("sojourn.study.plan.frontier.frontier", stopped)
    place = tmp_path / "plan"
    done = sojourn("plan", *asked, "--out", str(place))
    assert done.code == 130
    assert len(done.err.splitlines()) == 1
    assert "stopped before there was a plan: nothing was written" in done.err
    assert not place.exists()
