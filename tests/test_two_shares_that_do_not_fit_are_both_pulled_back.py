"""Draws of two shares that add up to more than everybody give a scenario all the same, both nearer their middle."""

from __future__ import annotations

import json

import pytest

from sojourn.run import load_us
from sojourn.study.points.drawing import drawing

BOTH = ("implied.added_convicted", "implied.added_pending")


@pytest.mark.parametrize("high", [0.99999, 0.9999999])
def test_neither_share_keeps_the_other_out(high: float) -> None:
    ready = drawing(load_us("plan-2025").model, seed=99)
    laws = {one.key: one for one in ready.doubts}
    assert sum(laws[key].at(high) for key in BOTH) > 1  # else this tests nothing
    arrivals = json.loads(ready.draw(0, shares=dict.fromkeys(BOTH, high)).scenario)["arrivals"]
    drawn = [arrivals[name]["value"] for name in ("added_convicted", "added_pending")]
    assert sum(drawn) <= 1
    for key, value in zip(BOTH, drawn, strict=True):
        assert laws[key].value < value < laws[key].at(high)
