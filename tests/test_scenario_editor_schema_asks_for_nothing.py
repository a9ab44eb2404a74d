"""The schema for editors knows every key, and asks for none, since an overlay writes only what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from sojourn.scenario import editor_schema
from sojourn.scenario.quantities import Days, Money
from toy_scenario import Toy


def below(schema: Any) -> Iterator[Any]:
    yield schema
    children = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for child in children:
        yield from below(child)


def test_nothing_is_required_at_any_level() -> None:
    assert any("required" in one for one in below(Toy.model_json_schema()) if isinstance(one, dict))
    assert not any("required" in one for one in below(editor_schema(Toy)) if isinstance(one, dict))


def test_a_field_that_is_called_required_stays() -> None:
    class Odd(BaseModel):
        required: int
        properties: int

    assert {"required", "properties", "extends"} == set(editor_schema(Odd)["properties"])


def test_it_names_its_dialect_its_title_and_extends() -> None:
    schema = editor_schema(Toy)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["title"] == "Toy"
    assert set(schema["properties"]) == {"extends", *Toy.model_fields}


def test_quantities_come_with_a_pattern_and_examples() -> None:
    horizon = editor_schema(Toy)["properties"]["horizon"]
    assert "30 days" in horizon["examples"]
    assert horizon["pattern"]


def test_defaults_are_offered_only_as_a_user_would_write_them() -> None:
    class Defaults(BaseModel):
        horizon: Days = 30.0
        price: Money = Money(Decimal(3), "USD")
        judges: int = 5
        title: str = "a plan"

    properties = editor_schema(Defaults)["properties"]
    assert {key for key, one in properties.items() if "default" in one} == {"judges", "title"}
