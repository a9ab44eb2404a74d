"""A request is read by the reader of scenario files and refused with its sentences; and it is not too large."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from a_client import client
from sojourn.run import load
from sojourn.scenario import ScenarioError
from sojourn.web import limits
from sojourn.web.ask import Ask, Refused, ask, document


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    with client() as found:
        yield found


def problems(asked: TestClient, **body: Any) -> list[dict[str, Any]]:
    answer = asked.post("/api/runs", json=body)
    assert answer.status_code == 422, answer.text
    return list(answer.json()["problems"])


@pytest.mark.parametrize(
    "change",
    [
        ("bedz.capacity", "60,000 beds"),
        ("beds.capacity", "60,000 seats"),
        ("arrivals.booked_in", "130%"),
        ("period.until", "2024-01-01"),
        ("third_country.agreements.9.country", "Nowhere"),
        ("people.nationalities", "no_such_table"),
    ],
)
def test_the_sentences_are_those_of_the_reader(asked: TestClient, change: tuple[str, str]) -> None:
    with pytest.raises(ScenarioError) as refusal:
        load("plan-2025", ["=".join(change)])
    expected = [(one.path, one.message, one.hint) for one in refusal.value.problems]
    found = problems(asked, scenario="plan-2025", set={change[0]: change[1]})
    assert [(one["path"], one["message"], one["allowed"]) for one in found] == expected


def test_everything_wrong_is_told_at_once(asked: TestClient) -> None:
    found = problems(asked, set={"bedz": 1, "beds.capacity.1": "many", "seed": -4})
    assert {one["path"] for one in found} >= {"bedz", "seed"}
    assert any(one["path"].startswith("beds.capacity.1") for one in found)


@pytest.mark.parametrize(
    "name", ["../plan-2025", "/etc/passwd", "plan-2025.yaml", "", None, 5, ["plan-2025"], "children"]
)
def test_a_scenario_is_named_and_never_a_path(asked: TestClient, name: Any) -> None:
    assert problems(asked, scenario=name)[0]["path"] == "scenario"


def test_a_file_that_is_there_is_not_read(tmp_path: Path, asked: TestClient) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("title: not for you\n")
    for text in (f"extends: {secret}\n", "extends: ../secret.yaml\n", f"extends: [plan-2025, {secret}]\n"):
        answer = asked.post("/api/read", json={"text": text})
        assert answer.status_code == 422
        assert "not for you" not in answer.text


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"weight": 3}, "weight"),
        ({"weight": True}, "weight"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**63}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"until": "soon"}, "until"),
        ({"client": "x" * 65}, "client"),
        ({"extra": 1}, "extra"),
        ({"set": [1]}, "set"),
        ({"set": {"=": 1}}, "="),
    ],
)
def test_what_no_request_may_hold(asked: TestClient, body: dict[str, Any], path: str) -> None:
    assert problems(asked, **body)[0]["path"] == path


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"period.until": "2044-01-20"}, "period.until"),
        ({"arrivals.interior": "900,000 per day"}, "arrivals"),
        ({"beds.capacity": "90,000,000 beds"}, "beds.capacity"),
        (
            {"third_country.agreements": [{"country": "Guam", "statuses": [{"on": "2025-02-01", "status": "talks"}]}
                                          for _ in range(limits.MOST_PARTS + 1)]},
            "third_country.agreements",
        ),
    ],
)  # fmt: skip
def test_what_is_too_large_is_refused_before_it_is_begun(asked: TestClient, change: dict[str, Any], path: str) -> None:
    assert problems(asked, set=change)[0]["path"] == path


def test_a_body_that_is_no_json_is_told_so(asked: TestClient) -> None:
    halves = (b'{"set": {"a\\ud800": 1}}', b'{"scenario": "\\udfff"}')
    for content in (b"", b"{", b"\xff\xfe", b"[" * 50_000, b"nul", *halves):
        answer = asked.post("/api/runs", content=content, headers={"content-type": "application/json"})
        assert answer.status_code == 400
        assert answer.json()["problems"]


def test_the_same_request_is_the_same_run_and_another_is_not() -> None:
    one = {"scenario": "plan-2025", "set": {"beds.capacity": "60,000 beds"}, "client": "a"}
    assert ask(one).id == ask({**one, "client": "b"}).id
    others = [{}, {**one, "seed": 4}, {**one, "weight": 10}, {**one, "until": "2025-06-01"}]
    assert len({ask(one).id, *(ask(other).id for other in others)}) == 5


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PATHS = st.sampled_from(["beds.capacity", "period.until", "litigation", "people.change", "seed", "extends"]) | st.text(
    max_size=30
)


@settings(max_examples=60)
@given(st.dictionaries(PATHS, VALUES, max_size=3))
def test_whatever_is_set_is_run_or_refused_with_a_reason(changes: dict[str, Any]) -> None:
    refusals: list[Refused] = []
    try:
        asked = ask(json.loads(json.dumps({"scenario": "us-2024", "set": changes})))
        assert isinstance(asked, Ask)
        document(asked)
    except Refused as refusal:
        refusals.append(refusal)
    assert all(one.message for refusal in refusals for one in refusal.problems)
