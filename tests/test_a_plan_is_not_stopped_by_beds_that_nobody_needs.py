"""A plan says that a target cannot be met only where runs miss it: beds to spare that cannot be had are no reason."""

from __future__ import annotations

from datetime import date

from sojourn.run import load_us
from sojourn.show.plan import verdict
from sojourn.study.plan.plan import plan


def test_a_bed_for_everybody_within_a_peak_is_met_in_the_draws() -> None:
    """About 38,900 are held on the first day: a third more beds than that cannot be within 41,500, and are not needed.

    Nobody has to be arrested, so fewer are held from day to day, and 41,500 beds are there for all of them.
    """
    found = plan(
        load_us("plan-2025", ["opening.warm_up=180 days"]),
        targets=("peak population <= 41,500", "nobody released for want of a bed"), levers="cuts, arrests, beds",
        until=date(2025, 4, 1), draws=3, sure=0.6, worth=False, workers=1, specialised=False,
    )  # fmt: skip
    assert found.trial.stage == "draws"
    assert found.trial.runs == 3
    for lines in found.trial.lines:
        assert float(str(lines["held_peak"]["all"])) <= 41_500
    assert found.stop is None
    assert found.reached
    assert verdict(found)[0].startswith(f"Met in {found.trial.met} of 3 draws")
