"""The tables of agreements and of court acts: known words, days in order, one course of events for each scheme."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import get_args

from sojourn.evidence import Row, table
from sojourn.scenario.agreements import Status
from sojourn.scenario.litigation import ACTS, EFFECTS

EVENTS, ACTED = table("agreements"), table("litigation")
CANDIDATES = {"Turks and Caicos", "Bahamas", "Panama", "Grenada", "Guatemala"}
START = "2025-01-20"


def courses() -> dict[tuple[str, str], list[Row]]:
    out: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in EVENTS:
        out[row.text("scheme"), row.text("country")].append(row)
    return out


def test_every_scheme_tells_its_events_in_order() -> None:
    for key, rows in courses().items():
        days = [row.text("on") for row in rows]
        assert days == sorted(days), key
        assert len({row.text("iso3") for row in rows}) == 1, key


def test_a_scheme_and_country_stand_together() -> None:
    keys = [(row.text("scheme"), row.text("country")) for row in EVENTS]
    turns = 1 + sum(before != after for before, after in pairwise(keys))
    assert turns == len(set(keys))


def test_statuses_are_those_a_scenario_may_write() -> None:
    assert {row.text("status") for row in EVENTS} == set(get_args(Status))


def test_what_has_ended_does_not_go_on() -> None:
    for key, rows in courses().items():
        statuses = [row.text("status") for row in rows]
        assert "ended" not in statuses[:-1], key
    for scheme in ("uk_rwanda", "cooperative_agreements_2019"):
        assert any(row["scheme"] == scheme and row["status"] == "ended" for row in EVENTS)


def test_no_candidate_had_signed_by_the_start() -> None:
    named = [row for row in EVENTS if row["scheme"] == "candidates_2024"]
    assert {row.text("country") for row in named} == CANDIDATES
    before = {row.text("status") for row in named if row.text("on") <= START}
    assert before == {"floated", "open", "ruled_out"}


def test_acts_and_effects_are_those_a_scenario_may_write() -> None:
    assert {row.text("act") for row in ACTED} == set(ACTS)
    assert {row.text("effect") for row in ACTED} == set(EFFECTS)


def test_an_act_stands_once_for_each_channel_and_a_case_in_order_of_days() -> None:
    keys = [tuple(row.text(name) for name in ("case", "court", "on", "act", "channel")) for row in ACTED]
    assert len(keys) == len(set(keys))
    by_case: dict[str, list[str]] = defaultdict(list)
    for row in ACTED:
        by_case[row.text("case")].append(row.text("on"))
    for case, days in by_case.items():
        assert days == sorted(days), case


def test_a_filing_alone_stops_nothing_and_an_order_does() -> None:
    for row in ACTED:
        if row["act"] == "filed":
            assert row["effect"] == "none", row
        if row["act"] in ("restraining_order", "injunction"):
            assert row["effect"] == "stops", row


def test_only_what_was_stopped_is_opened_again() -> None:
    stopped: set[tuple[str, str]] = set()
    for row in ACTED:
        key = row.text("case"), row.text("channel")
        if row["effect"] == "stops":
            stopped.add(key)
        if row["effect"] == "reopens":
            assert key in stopped, row


def test_a_case_names_a_scheme_that_is_there() -> None:
    schemes = {row.text("scheme") for row in EVENTS}
    assert {row.text("scheme") for row in ACTED} - {""} <= schemes


def test_documents_are_named_and_no_page_is_linked() -> None:
    for row in (*EVENTS, *ACTED):
        told = f"{row.text('document')} {row.text('note')}".casefold()
        assert row.text("document")
        assert not any(word in told for word in ("http", "www.", "forum", "blog", "copy", "wiki")), row
        if row["grade"] == "A":
            assert "secondary source" not in told, row
