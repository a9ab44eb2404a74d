"""The published description has every address and nothing else; what it allows is never met with a fault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from a_client import client
from sojourn.web.openapi import description
from sojourn.web.routes import ENDS, ROUTES

PAGE = {"/", "/page/{path}"}
"""Addresses of the page's own files."""


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    with client() as found:
        yield found


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, said) for path, item in description()["paths"].items() for method, said in item.items()]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return found
    return schema


def test_every_address_is_described_and_none_that_is_not_there() -> None:
    there = {
        (re.sub(r":\w+}", "}", route.path), method.lower())
        for route in ROUTES
        if isinstance(route, Route)
        for method in (route.methods or ()) - {"HEAD"}
    }
    described = {(path, method) for path, method, _ in operations()}
    assert {one for one in there if one[0] not in PAGE} == described


def test_it_is_served_as_it_is(asked: TestClient) -> None:
    assert asked.get("/api/openapi.json").json() == json.loads(json.dumps(description()))


def test_it_holds_together() -> None:
    assert description()["openapi"].startswith("3.1")
    text = json.dumps(description())
    for name in re.findall(r'"#/components/schemas/(\w+)"', text):
        assert name in description()["components"]["schemas"]
    for path, method, said in operations():
        inside = {one["name"] for one in said.get("parameters", ()) if one["in"] == "path"}
        assert inside == set(re.findall(r"{(\w+)}", path)), path
        assert said["summary"]
        assert "200" in said["responses"]
        assert ("requestBody" in said) == (method == "post")
    files = next(said for path, _, said in operations() if path.endswith("/{file}"))["parameters"][1]["schema"]["enum"]
    assert files == list(ENDS)


def test_answers_have_what_is_said_of_them(asked: TestClient) -> None:
    schema = description()["components"]["schemas"]["Control"]
    controls = asked.get("/api/scenarios/plan-2025").json()["controls"]
    assert len(controls) > 40
    for control in controls:
        assert set(schema["required"]) <= set(control)
        assert control["grade"] in schema["properties"]["grade"]["enum"]
        assert control["kind"] in schema["properties"]["kind"]["enum"]


def of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema describes, and some that it does not."""
    schema = resolved(schema)
    if "oneOf" in schema:
        return st.one_of([of(one) for one in schema["oneOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | st.text(max_size=10)
    kinds = schema["type"] if isinstance(schema.get("type"), list) else [schema.get("type")]
    made: list[st.SearchStrategy[Any]] = [st.none()]
    for kind in kinds:
        if kind == "integer":
            made.append(st.integers(schema.get("minimum"), schema.get("maximum")) | st.integers())
        elif kind == "number":
            made.append(st.floats(allow_nan=False, allow_infinity=False))
        elif kind == "boolean":
            made.append(st.booleans())
        elif kind == "array":
            made.append(st.lists(st.text(max_size=12), max_size=3))
        elif kind == "object":
            known = {name: of(one) for name, one in schema.get("properties", {}).items()}
            examples = st.sampled_from(schema.get("examples", [{}]))
            made.append(
                st.fixed_dictionaries({}, optional=known)
                | examples
                | st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=2)
            )
        else:
            known_words = st.sampled_from(
                [schema.get("default", "plan-2025"), "2025-06-01", "a" * 20, "beds.capacity=60,000 beds"]
            )
            made.append(known_words | st.text(max_size=20))
    return st.one_of(made)


@pytest.mark.parametrize(("path", "method", "said"), operations(), ids=lambda one: one if isinstance(one, str) else "")
def test_no_request_that_fits_the_description_is_met_with_a_fault(
    asked: TestClient, path: str, method: str, said: dict[str, Any]
) -> None:
    from urllib.parse import quote

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        where = path
        query = {}
        for one in said.get("parameters", ()):
            value = data.draw(of(one["schema"]), one["name"])
            if one["in"] == "path":
                where = where.replace(f"{{{one['name']}}}", quote(str(value), safe="") or "x")
            elif value is not None:
                query[one["name"]] = value
        if method == "post":
            body = data.draw(of(said["requestBody"]["content"]["application/json"]["schema"]), "body")
            answer = asked.post(where, json=body)
        else:
            answer = asked.get(where, params=query)
        assert answer.status_code < 500 or answer.headers.get("retry-after"), answer.text
        if answer.status_code >= 400:
            assert all(one["message"] for one in answer.json()["problems"])

    ask()
