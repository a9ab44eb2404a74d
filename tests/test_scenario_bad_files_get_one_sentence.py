"""A file that is no scenario at all is told so in one sentence, at its place, at once."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sojourn import load
from sojourn.scenario import ScenarioError, read
from toy_scenario import BASE, Toy, errors_of, errors_of_file, read_text

BYTES = {
    "utf-16": (BASE.encode("utf-16"), "1:1", "UTF-16"),
    "utf-16 without a mark": (BASE.encode("utf-16-le"), "1:1", "UTF-16"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00>\x00\x01" + bytes(300), "1:8", "NUL"),
    "a byte too many": (b"#" * 5_000_001, "1:1", "is 5.1 MB; a scenario has at most 5 MB"),
    "latin-1": ("horizon: 4 years\ntitle: café\n".encode("latin-1"), "2:11", "not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "3:1", "NUL"),
    "a NUL": (b"horizon: 4 years\ntitle: a\x00b\n", "2:9", "NUL"),
    "an escape character": (b"horizon: 4 years\ntitle: a\x1bb\n", "2:9", "U+001B"),
    "nothing": (b"", "1:1", "is empty"),
    "spaces": (b"  \n\n", "1:1", "is empty"),
    "only comments": (b"# a\n# b\n", "1:1", "only comments"),
    "only a mark": (b"\xef\xbb\xbf", "1:1", "is empty"),
    "a list": (b"- a\n- b\n", "1:1", "this file is a list"),
    "a word": (b"\n  word\n", "2:3", "a single value"),
    "null": (b"~\n", "1:1", "a single value"),
    "an open quote": (b"horizon: '4 years\ntitle: x\n", "1:10", "the quote opened here is never closed"),
    "an open bracket": (b"weights: [1, 2\n", "1:10", "the bracket opened here is never closed"),
    "an open brace": (b"beds: {capacity: 3,\n", "1:7", "the brace opened here is never closed"),
    "a bracket open before a key": (b"weights: [1, 2\ntitle: x\n", "1:10", "is not closed before a new key"),
    "a tab": (b"beds:\n\tcapacity: 3\n", "2:1", "tab"),
    "a cut": (b"horizon: 4 years\nbed", "2:1", "`:` is missing"),
    "two colons": (b"title: plan: b\n", "1:12", "second `:`"),
    "two documents": (b"horizon: 4 years\n---\nhorizon: 3 years\n", "2:1", "second document"),
    "no such anchor": (b"horizon: *h\n", "1:10", "no anchor `&h`"),
    "an at sign": (b"title: @home\n", "1:8", "in quotes"),
    "a bad escape": (b'title: "\\q"\n', "1:10", "no escape"),
    "bad indentation": (b"beds:\n   capacity: 3\n  stay: 4\n", "3:3", "indentation"),
    "half a character": (b'horizon: 4 years\ntitle: "\\ud800"\n', "2:8", "surrogate"),
    "beyond Unicode": (b'title: "\\U00110000"\n', "1:1", "is not YAML"),
    "a list as key": (b"horizon: 4 years\n? [a, b]\n: c\n", "2:3", "a key is a word"),
    "too deep": (b"title: " + b"[" * 5000, "1:67", "60 levels"),
    "an alias in itself": (b"horizon: 4 years\nweights: &w [*w]\n", "2:10", "60 levels"),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_a_bad_file_gets_one_sentence(name: str, tmp_path: Path) -> None:
    raw, place, words = BYTES[name]
    path = tmp_path / "bad.yaml"
    path.write_bytes(raw)
    (problem,) = errors_of_file(path).problems
    assert words in problem.message
    assert str(problem.place) == f"{path}:{place}"


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbf" + BASE.encode())
    document = read(tmp_path / "bom.yaml", Toy)
    place = document.place("horizon")
    assert place is not None
    assert (place.line, place.column) == (1, 10)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    begun = time.process_time()
    (problem,) = errors_of_file(path).problems
    assert time.process_time() - begun < 0.5
    assert "100.0 MB" in problem.message


def test_aliases_cannot_blow_up() -> None:
    layers = "".join(f"  a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
    text = f"horizon: 4 years\nbeds:\n  a0: &a0 [x, x, x]\n{layers}"
    begun = time.process_time()
    assert "20,000 values once aliases are written out" in str(errors_of(text))
    assert time.process_time() - begun < 5


def test_folders_and_devices_and_missing_files_are_told() -> None:
    for path in (Path(), Path("/dev/null"), Path("no/such/file.yaml"), Path("a\x00b"), Path("x" * 5000)):
        (problem,) = errors_of_file(path).problems
        assert problem.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(BASE)
    path.chmod(0)
    assert "cannot be read" in str(errors_of_file(path))


def test_a_name_that_is_nothing_is_told_with_the_nearest() -> None:
    with pytest.raises(ScenarioError) as caught:
        read("basline", Toy, shipped={"baseline": BASE})
    assert caught.value.problems[0].hint == "did you mean `baseline`?\nshipped: baseline"


def test_words_that_other_yaml_readers_change_stay_words() -> None:
    names = "{NO: {}, on: {}, 12:30: {}, 1e3: {}}"
    document = read_text(f"%YAML 1.1\n---\nhorizon: 4 years\nnationalities: {names}\n")
    assert list(document.model.nationalities) == ["NO", "on", "12:30", "1e3"]
    assert read_text("horizon: 4 years\ntitle: NO\n").model.title == "NO"


@pytest.mark.parametrize(("base", "why"), [(".", "is a folder"), ("/dev/null", "is not an ordinary file")])
def test_a_base_that_is_no_file_is_told_where_it_is_named(tmp_path: Path, base: str, why: str) -> None:
    file = tmp_path / "over.yaml"
    file.write_text(f"title: mine\nextends: {base}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as told:
        load(file)
    assert str(told.value).startswith(f"{file}:2:10: error: `{base}` {why}")


def test_a_name_that_is_empty_is_no_scenario() -> None:
    with pytest.raises(ScenarioError, match="`` is no file and no shipped scenario"):
        load("")


@pytest.mark.parametrize("coding", ["utf-16", "utf-32"])
def test_another_encoding_is_named(tmp_path: Path, coding: str) -> None:
    file = tmp_path / "over.yaml"
    file.write_bytes("extends: plan-2025\n".encode(coding))
    with pytest.raises(ScenarioError, match=f"is {coding.upper()} text; save it as UTF-8"):
        load(file)


def test_whoever_forgot_a_base_is_shown_the_one_that_is_run_by_default(tmp_path: Path) -> None:
    file = tmp_path / "over.yaml"
    file.write_text("beds:\n  capacity: 60k beds\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="begin with `extends: plan-2025`"):
        load(file)
