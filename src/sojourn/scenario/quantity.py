"""The annotation that makes pydantic read a field from text with a unit, and words about units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from sojourn.scenario.amounts import trimmed
from sojourn.scenario.errors import nearest

PER = re.compile(r"(.*?)(?:\s+(?:per|an?)\s+|\s*/\s*)(.*)\Z", re.DOTALL | re.IGNORECASE)
"""`165 USD per bed-day`, `462/day`, `3 a week`: what stands before and after the word for each."""


@dataclass(frozen=True)
class Quantity:
    """Annotation that makes pydantic read a field from text: `Annotated[float, Quantity(...)]`."""

    parse: Callable[[object], Any]
    """From what was written to the value; raises QuantityError."""
    description: str
    pattern: str
    """Regular expression for editors; wider than `parse` where a pattern cannot say it all."""
    examples: tuple[str, ...]
    number: bool = False
    """A bare number is allowed."""
    show: Callable[[Any], str] | None = None
    """From the value back to text, for `model_dump(mode="json")`; None where the value itself can be read back."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = handler(source)
        if self.show is None:
            return core_schema.no_info_before_validator_function(self.parse, inner)
        written = core_schema.plain_serializer_function_ser_schema(self.show, when_used="json-unless-none")
        return core_schema.no_info_before_validator_function(self.parse, inner, serialization=written)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return text_schema(self.description, self.pattern, self.examples, self.number)


def text_schema(description: str, pattern: str, examples: tuple[str, ...], number: bool = False) -> dict[str, Any]:
    """JSON Schema of a quantity."""
    kind: str | list[str] = ["string", "number"] if number else "string"
    return {"type": kind, "pattern": pattern, "examples": list(examples), "description": description}


def with_unit(number: Decimal, unit: str) -> str:
    """The hint for a number without its unit."""
    return f"give the unit: `{trimmed(number)} {unit}{'s' * (number != 1)}`?"


def unit_hint(word: str, known: Iterable[str], listed: str | None = None) -> str:
    """The hint for a unit that is not known."""
    meant = nearest(word, known)
    allowed = f"allowed units: {listed or ', '.join(known)}"
    return f"did you mean `{meant}`?\n{allowed}" if meant else allowed


def same_unit(written: str, unit: str) -> bool:
    """Whether two unit words are the same but for case, a plural s, and hyphens."""
    return _singular(written) == _singular(unit)


def _singular(word: str) -> str:
    plain = word.casefold().replace("-", " ").strip()
    if plain in {"people", "persons"}:
        return "person"
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


def either_number(unit: str) -> str:
    """A pattern for a unit word in the singular and the plural."""
    if unit in {"people", "person", "persons"}:
        return "people|persons?"
    return unit if unit.endswith("ss") else f"{unit.removesuffix('s')}s?"
