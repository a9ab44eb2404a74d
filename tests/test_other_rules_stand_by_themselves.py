"""Another rule of the model is run with the same luck and shown by itself: no band has it in it."""

from __future__ import annotations

from dataclasses import replace

from an_ensemble import an_ensemble, document
from sojourn.results.bands import band, numbers
from sojourn.study.alternatives import SAME_LUCK, alternatives

MOST_LABEL = 32


def test_a_band_is_the_same_without_them() -> None:
    many = an_ensemble()
    assert many.otherwise
    without = replace(many, otherwise=())
    for key in many.central["lines"]:
        assert many.band(key, "all") == without.band(key, "all")
    assert without.by_rule("removed_all", "all") is None


def test_each_has_the_luck_of_the_scenario_itself() -> None:
    many = an_ensemble()
    for rule in many.summary["structure"]:
        assert len(rule["label"]) <= MOST_LABEL
        for line, told in rule["lines"].items():
            assert len(told["values"]) == SAME_LUCK
            assert told["as_it_is"] == [one[line]["all"] for one in many.by_chance[:SAME_LUCK]]
    # The same people come, whatever happens to them: luck is the same.
    for _, runs in many.otherwise:
        for one, usual in zip(runs, many.by_chance, strict=False):
            assert one["arrested_interior"] == usual["arrested_interior"]


def test_what_no_rule_moves_is_led_nowhere() -> None:
    """With the same luck the same people come, so no rule leads their number out of its band, wherever luck put it."""
    many = an_ensemble()
    for key in ("arrested_interior", "arrived_border", "arrived_border_direct"):
        assert not many.leads_out(key, "all")
    for key, line in many.summary["lines"].items():
        for period, told in line["values"].items():
            if told is not None and told["rule_leads_out"]:
                ends = band(many.values(many.runs, key, period))
                assert ends is not None
                low, high = (numbers([one])[0] for one in told["by_rule"])
                assert low < ends.low or high > ends.high


def test_a_rule_that_the_author_set_is_not_questioned() -> None:
    def keys(*changes: str) -> set[str]:
        return {one.key for one, _ in alternatives(document(*changes).model)}

    assert keys() == {"unmoved", "at_once", "long_wait", "order", "as_arrested", "mean_paces"}
    assert keys("beds.patience=4 days") == keys() - {"at_once", "long_wait"}
    assert keys("arrivals.added_pending=10%") == keys() - {"as_arrested"}
    assert keys("arrivals.interior_added=0 per day") == keys() - {"as_arrested"}
    assert keys("beds.transfers=false") == (keys() - {"unmoved"}) | {"moved"}


def test_a_longer_wait_releases_fewer() -> None:
    """Somebody who may wait longer is released for want of a bed later or not at all."""
    rules = {one["key"]: one["lines"]["exit_released_no_bed"] for one in an_ensemble().summary["structure"]}
    waited = zip(rules["long_wait"]["values"], rules["long_wait"]["as_it_is"], strict=True)
    assert all(value <= usual for value, usual in waited)
