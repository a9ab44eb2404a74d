"""A scenario laid over others merges with them, and remembers which value, where, replaced which."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.scenario import ScenarioError, read
from toy_scenario import BASE, Toy, errors_of, errors_of_file, read_text

SHIPPED = {"base": BASE, "surge": "extends: base\nbeds: {capacity: 60k}\n", "short": "horizon: 1 year\n"}


def test_mappings_merge_and_everything_else_replaces() -> None:
    document = read_text("extends: base\nnationalities: {Peru: {refuses: 5%}}\nagreements: []\n", shipped=SHIPPED)
    assert list(document.model.nationalities) == ["El Salvador", "Peru"]
    assert document.model.agreements == []
    assert document.model.beds.bed_day is not None
    assert "extends" not in document.data


def test_null_removes_a_key_of_the_base() -> None:
    document = read_text("extends: base\nbeds: {capacity: null}\n", shipped=SHIPPED)
    assert "capacity" not in document.data["beds"]
    assert document.model.beds.capacity == 40_000


def test_what_a_scenario_needs_cannot_be_removed() -> None:
    (problem,) = errors_of("extends: base\nhorizon: null\n", shipped=SHIPPED).problems
    assert (str(problem.place), problem.path) == ("plan:2:10", "horizon")


def test_a_value_left_empty_is_not_taken_for_a_removal() -> None:
    (problem,) = errors_of("extends: base\nbeds:\n", shipped=SHIPPED).problems
    assert str(problem.place) == "plan:2:1"
    assert "write null" in (problem.hint or "")


def test_the_last_of_several_bases_wins_and_the_file_wins_over_all() -> None:
    document = read_text("extends: [surge, short]\ntitle: x\n", shipped=SHIPPED)
    assert document.model.horizon == 365.25
    assert document.model.beds.capacity == 60_000
    assert document.files == ("plan", "surge", "base", "short")


def test_the_replaced_value_and_both_places_are_kept() -> None:
    document = read_text("extends: base\ntitle: t\nhorizon: 2 years\n", shipped=SHIPPED)
    (replaced,) = document.replaced
    assert str(replaced) == "horizon: 2 years (plan:3:10) replaced 4 years (base:1:10)"
    assert str(document.place("horizon")) == "plan:3:10"
    assert str(document.place("beds.bed_day")) == "base:4:12"
    assert str(document.place("beds.stay")) == "base:3:3"
    assert document.place("nonsense") is None


def test_an_error_in_a_base_is_told_in_the_base() -> None:
    bad = {"base": "horizon: 30\n"}
    assert str(errors_of("extends: base\ntitle: x\n", shipped=bad).problems[0].place) == "base:1:10"


def test_a_path_is_relative_to_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "root.yaml").write_text(BASE)
    (tmp_path / "deep" / "middle.yaml").write_text("extends: ../root.yaml\ntitle: middle\n")
    (tmp_path / "top.yaml").write_text("extends: deep/middle.yaml\njudges: 7\n")
    document = read(tmp_path / "top.yaml", Toy)
    assert (document.model.title, document.model.judges) == ("middle", 7)
    assert [Path(name).name for name in document.files] == ["top.yaml", "middle.yaml", "root.yaml"]


def test_a_circle_names_its_chain(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"extends: {base}.yaml\n")
    (problem,) = errors_of_file(tmp_path / "a.yaml").problems
    assert problem.place is not None
    assert Path(problem.place.file).name == "c.yaml"
    assert problem.message.count("->") == 3


def test_a_folder_can_be_closed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.yaml").write_text(BASE)
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    for base in ("../secret.yaml", str(tmp_path / "secret.yaml"), "link.yaml", "../nothing.yaml"):
        (inside / "top.yaml").write_text(f"extends: {base}\n")
        (problem,) = errors_of_file(inside / "top.yaml", allow_outside=False).problems
        assert "outside the scenario's folder" in problem.message
        assert "secret" not in (problem.hint or "")
    (inside / "base.yaml").write_text(BASE)
    (inside / "top.yaml").write_text("extends: base.yaml\n")
    assert read(inside / "top.yaml", Toy, allow_outside=False).model.horizon == 1461


def test_text_without_a_folder_can_extend_shipped_names_only_when_closed(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE)
    shipped = {"upload": f"extends: {tmp_path / 'base.yaml'}\n"}
    assert read("upload", Toy, shipped=shipped).model.horizon == 1461
    with pytest.raises(ScenarioError, match="outside"):
        read("upload", Toy, shipped=shipped, allow_outside=False)


def test_an_unknown_base_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (problem,) = errors_of("extends: bsae\n", shipped=SHIPPED).problems
    assert (str(problem.place), (problem.hint or "").splitlines()[0]) == ("plan:1:10", "did you mean `base`?")
    (tmp_path / "surge-plan.yaml").write_text(BASE)
    assert "surge-plan.yaml" in str(errors_of_file(tmp_path / "surge-pln.yaml"))


def test_bases_that_multiply_are_stopped() -> None:
    shipped = {f"n{i}": f"extends: [n{i + 1}, n{i + 1}]\n" for i in range(40)} | {"n40": BASE}
    assert "more than 64 files" in str(errors_of("extends: n0\n", shipped=shipped))


def test_a_key_left_over_from_the_base_is_told_with_the_way_out() -> None:
    base = "horizon: 1 year\nbeds: {stay: {dist: fixed, value: 3 days}}\n"
    over = "extends: base\nbeds: {stay: {dist: lognormal, median: 3 days, p90: 9 days}}\n"
    (problem,) = errors_of(over, shipped={"base": base}).problems
    assert str(problem.place) == "base:2:28"
    assert "write `value: null` in `plan` to remove it" in (problem.hint or "")
    mended = over.replace("median", "value: null, median")
    assert read_text(mended, shipped={"base": base}).model.beds.stay is not None


def test_a_scenario_written_out_as_json_reads_as_the_same_scenario() -> None:
    more = "request: $86bn\nbook_ins: 14,000 per month\nperiod: {from: 2025-01-20, until: 2029-01-20}\n"
    model = read_text(BASE + more).model
    assert Toy.model_validate(model.model_dump(mode="json", by_alias=True)) == model
    assert model.model_dump(mode="json")["request"] == "86 billion USD"
