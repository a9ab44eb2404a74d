"""Whatever a user writes, the reader answers, soon, with a document or a `ScenarioError` that can be printed."""
# ruff: noqa: E501 (a table reads best unbroken)

from __future__ import annotations

import time
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sojourn.scenario import Document, ScenarioError, read
from toy_scenario import BASE, Toy

LONGEST_SECONDS = 3.0
FULL = (
    BASE
    + """\
title: &t "a plan"
weights: [1, 2.5, 1e3]
by_year: {2025: 60_000, 2026: 70k}
period: {from: 2025-01-20, until: 20 January 2029}
pace: never
"""
)
BITS = st.sampled_from(
    ["'", '"', "[", "]", "{", "}", ": ", ":", ",", "\n", "\n  ", "\t", "- ", "? ", "&a ", "*a", "!!int ", "!x ", "| ", ">-",
     "%", "@", "`", "#", "---", "...", "<<: ", "<<: *t", "null", "~", ".nan", "000", "\\", "\\ud800", "\\U00110000", "\x00",
     "\x85", "\u2028", "\ufeff", "\r", "extends: base\n", "extends: [plan]\n", "9" * 50, "1e999", "=", "0x", "0b", "+_"]
)  # fmt: skip


def answer(source: str | Path, overrides: list[str] | None = None, **shipped: str) -> None:
    begun = time.process_time()
    answered: Document[Toy] | ScenarioError
    try:
        answered = read(source, Toy, overrides=overrides or [], shipped=shipped)
    except ScenarioError as error:
        answered = error
    if isinstance(answered, Document):
        assert answered.place("horizon") is not None
    else:
        assert answered.problems
        assert all(line.isprintable() for line in str(answered).split("\n"))
        assert len(answered.to_json()) == len(answered.problems)
    assert time.process_time() - begun < LONGEST_SECONDS


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good scenario with a few stretches cut out, doubled or replaced."""
    text = FULL
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.one_of(BITS, st.just(text[start:end] * 2), st.text(max_size=3))) + text[end:]
    return text


@given(mutated())
@settings(max_examples=200)
@example(FULL)
@example("horizon: 1 year\ntitle: !!int x\n")
@example("<<: &a [*a]\n")
@example("? |\n x\n: y\n")
@example("horizon: 1 year\n? \n: \n")
def test_a_damaged_scenario_is_answered(text: str) -> None:
    answer("plan", plan=text, base=BASE)


@given(st.text(st.characters()))
def test_any_text_is_answered(text: str) -> None:
    answer("plan", plan=text, base=BASE)


@given(st.lists(BITS | st.sampled_from(["horizon", "beds", "4 years", " ", "\n"]), max_size=40).map("".join))
@settings(max_examples=150)
def test_a_heap_of_yaml_marks_is_answered(text: str) -> None:
    answer("plan", plan=text, base=BASE)


@given(st.binary(max_size=300) | mutated().map(lambda text: text.encode("utf-8", "replace")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_answered(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(raw)
    answer(path)


PATHS = "beds.capacity agreements.0.quota agreements nationalities.X.refuses horizon by_year.2025 beds beds.stay"
VALUES = st.sampled_from(["{dist: fixed}", "[[1]]", "60,000", "null", "{a: {b: c}}"]) | BITS | st.text(max_size=10)
SETS = st.builds("{}={}".format, st.sampled_from(PATHS.split()), VALUES) | st.text(max_size=30)


@given(st.lists(SETS, max_size=3))
@settings(max_examples=150)
def test_any_overrides_are_answered(overrides: list[str]) -> None:
    answer("plan", overrides, plan=FULL)


@given(st.text(max_size=40))
@example("a\x00b")
@example("~/x")
@example("\ud800")
def test_any_name_is_answered(name: str) -> None:
    answer(name, base=BASE)
    answer("plan", plan=f"extends: {name!r}\n")


def test_long_texts_are_answered_soon() -> None:
    for text in (
        "[" * 100_000,
        "- " * 50_000,
        "a: " + "x " * 200_000,
        "&a " * 50_000,
        "#\n" * 200_000,
        '"' + "\\n" * 200_000,
    ):
        answer("plan", plan=text)
    for override in (
        "." * 90_000,
        "a" * 90_000,
        " " * 90_000,
        '"' * 90_000,
        "a." * 45_000,
        "beds=" + "[" * 90_000,
    ):
        answer("plan", [override], plan=BASE)
