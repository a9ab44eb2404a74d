"""Lists and steps on dates have forms made from the schema, and what they offer to add can be had."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sojourn.scenario.bed_blocks import TYPES
from sojourn.web import offered
from sojourn.web.ask import offered as names
from sojourn.web.forms import TERMS
from sojourn.web.sheltered import read

SHOWN = ("plan-2025", *(name for name in names() if read(name).model.system != "us"))
FORMS = [(name, form) for name in SHOWN for form in offered.scenario(name)["forms"]]
KINDS = {"steps", "list", "group", "checks", "names", "choice", "flag", "date", "text"}
NOT_ALONE = {"people"}
"""Lists in which each nationality stands once, so that nobody can make another one up."""


def fields(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for field in form.get("fields", ()) for one in (field, *fields(field))]


@pytest.mark.parametrize(("name", "form"), FORMS, ids=lambda one: one if isinstance(one, str) else one["path"])
def test_every_field_is_one_that_the_page_can_show(name: str, form: dict[str, Any]) -> None:
    for one in (form, *fields(form)):
        assert one["kind"] in KINDS
        assert one["kind"] not in ("choice", "checks") or one["allowed"]
    assert form["title"][:1].isupper()


@pytest.mark.parametrize(("name", "form"), FORMS, ids=lambda one: one if isinstance(one, str) else one["path"])
def test_what_is_there_can_be_written_back(name: str, form: dict[str, Any]) -> None:
    if form["given"] is None:
        return
    before, after = (read(name, extra).model for extra in ((), [f"{form['path']}={json.dumps(form['given'])}"]))
    for part in form["path"].split("."):
        before, after = getattr(before, part), getattr(after, part)
    assert after == before


@pytest.mark.parametrize(
    ("name", "form"),
    [one for one in FORMS if one[1]["kind"] == "list" and one[1]["path"] not in NOT_ALONE],
    ids=lambda one: one if isinstance(one, str) else one["path"],
)
def test_an_entry_can_be_added(name: str, form: dict[str, Any]) -> None:
    start = offered.scenario(name)["from"]
    days = {one["key"]: start for one in form["fields"] if one["kind"] == "date" and one["needed"]}
    entries = [*(form["given"] or []), {**days, **form["fresh"]}]
    found = read(name, [f"{form['path']}={json.dumps(entries)}"]).model
    for part in form["path"].split("."):
        found = getattr(found, part)
    assert len(found) == len(entries)


def test_a_block_of_beds_has_the_types_and_asks_only_for_what_has_to_be_said() -> None:
    (form,) = [one for name, one in FORMS if name == "plan-2025" and one["path"] == "beds.blocks"]
    by_key = {one["key"]: one for one in form["fields"]}
    assert by_key["type"]["allowed"] == list(TYPES)
    assert {key for key, one in by_key.items() if one["needed"]} == {"type", "beds", "ordered"}
    assert (by_key["ordered"]["kind"], by_key["beds"]["kind"]) == ("date", "text")


def test_terms_of_an_agreement_are_those_of_the_schema() -> None:
    model = read("plan-2025").model
    known = set(type(model.third_country.agreements[0]).model_fields)
    assert {one["key"] for one in offered.scenario("plan-2025")["terms"]} == known
    assert TERMS in offered.scenario("plan-2025")["lists"]
