"""An account of a person says which court stops an agreement, when it lands, and that a country changed its mind."""

from __future__ import annotations

from agreement_runs import case, deal
from sojourn.trace.behind import behind
from sojourn.trace.setting import Setting
from sojourn.trace.text import text
from sojourn.trace.words import awaited, ended
from trace_runs import followed, short

LANDS = "third_country.agreements=[{}]".format(deal("quota: 40, seats: 12, landing_days: [tuesday, friday]"))
STOPPED = case("agreement:Panama", "{on: 2025-03-10, act: injunction}, {on: 2025-03-20, act: stay}", "A v. B")


def numbers(setting: Setting, stage: str, day: str) -> str:
    kinds = setting.network.kinds
    kind = kinds.levels("nationality").index("Cuba") * (kinds.size // len(kinds.levels("nationality")))
    tick = [str(one) for one in setting.calendar.days].index(day)
    return "; ".join(map(str, behind(setting, stage, kind, tick)))


def test_a_stop_is_told_on_its_days_and_no_others() -> None:
    setting = Setting(short(LANDS, STOPPED).model)
    for stage in ("third_country", "departure: Panama"):
        assert "stopped by a court on the day: A v. B" in numbers(setting, stage, "2025-03-10")
        assert "stopped" not in numbers(setting, stage, "2025-03-09")
        assert "stopped" not in numbers(setting, stage, "2025-03-20")


def test_landing_days_seats_and_quota_stand_behind_the_wait_for_a_place() -> None:
    told = numbers(Setting(short(LANDS).model), "departure: Panama", "2025-03-05")
    assert "at most 40 people a month" in told
    assert "12 seats a departure, landing on Tuesday, Friday" in told
    assert "landing" not in numbers(Setting(short(f"third_country.agreements=[{deal()}]").model), "departure: Panama",
                                    "2025-03-05")  # fmt: skip
    assert "a day on which a departure lands" in awaited("departure: Panama")


def test_a_notice_tells_the_terms_of_its_agreement() -> None:
    own = f"third_country.agreements=[{deal('notice: 14 days, fear_found: 15%')}]"
    told = numbers(Setting(short(own).model), "notice: Panama", "2025-03-05")
    assert "notice of 14 days" in told
    assert "15% are found to have a fear of the country" in told


def test_a_change_of_mind_is_told() -> None:
    assert "changed its mind" in ended("clock third_country.reconsidered", "travel_document")
    setting = Setting(short("people.change.Cuba.refusal=[{value: 90%}, {from: 2025-03-01, value: 10%}]").model)
    assert "refuses a document for 90% of final orders" in numbers(setting, "third_country", "2025-02-28")
    assert "refuses a document for 10% of final orders" in numbers(setting, "third_country", "2025-03-01")


def test_charters_that_a_court_stops_are_no_planes() -> None:
    stop = case("flights", "{on: 2025-03-10, act: injunction}, {on: 2025-03-20, act: stay}", "A v. B")
    free, stopped = Setting(short().model), Setting(short(stop).model)
    days = [str(one) for one in free.calendar.days]
    on, again = days.index("2025-03-10"), days.index("2025-03-20")
    assert free.next_departure("Guatemala", on) == on
    assert stopped.next_departure("Guatemala", on) == again
    assert stopped.next_departure("Mexico", on) == free.next_departure("Mexico", on)  # over land
    kind = stopped.network.kinds.levels("nationality").index("Guatemala")
    kind *= stopped.network.kinds.size // len(stopped.network.kinds.levels("nationality"))
    for tick, said in ((on - 1, False), (on, True), (again, False)):
        told = "; ".join(map(str, behind(stopped, "seat", kind, tick)))
        assert ("stopped by a court on the day: A v. B" in told) == said


def test_whoever_is_sent_to_a_third_country_had_a_plane() -> None:
    made = followed(f"third_country.agreements=[{deal()}]", "people.change.Cuba.refusal=100%", nationality="Cuba",
                    case="reinstatement")  # fmt: skip
    told = " ".join(text(made).split())
    assert made.outcome == "removed_third_country"
    assert f"there was no plane home; one to Panama was there on {made.left}, day {made.days + 1}." in told
    assert "no plane was possible" not in told
