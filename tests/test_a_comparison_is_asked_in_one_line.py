"""`sojourn compare`: changes belong to the scenario before them, the answer is kept, what is wrong is a sentence."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from command_line import sojourn
from sojourn.cli.compare import documents
from sojourn.cli.in_order import numbered, placed
from sojourn.study.compare import compare as comparing
from sojourn.study.compare.difference import Difference, difference
from sojourn.study.points import store
from sojourn.study.points.store import FolderStore

WARM = ("--set", "opening.warm_up=180 days")
QUICK = ("--until", "2025-02-05", "--draws", "2", "--workers", "1", "--no-rules")
VALUED = {"--set", "--seed", "--until", "--draws"}


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are kept apart from the user's, few are by luck alone, and no kernel is made for so few."""
    monkeypatch.setattr(store, "default_store", lambda: FolderStore(tmp_path / "points"))
    monkeypatch.setattr(comparing, "_kernel", lambda side: False)
    monkeypatch.setitem(comparing.compare.__kwdefaults__, "replications", 2)


def test_a_change_belongs_to_the_scenario_before_it() -> None:
    words = ["--set", "seed=1", "plan-2025", "--set=beds.patience=1 day", "--seed", "4", "us-2024", "--set", "seed=2"]
    assert numbered(words, VALUED) == [
        "--set", "0:seed=1", "plan-2025", "--set", "1:beds.patience=1 day", "--seed", "4", "us-2024",
        "--set", "2:seed=2",
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["A", "B", "--set", "--set=x=1", "--json", "--seed", "7", "--", "x=1", "-", ""])))
def test_any_words_keep_their_order_and_nothing_is_lost(words: list[str]) -> None:
    found = numbered(words, VALUED)
    plain = [re.sub(r"^\d+:", "", word) if at and found[at - 1] == "--set" else word for at, word in enumerate(found)]
    joined = " ".join(plain).replace("--set ", "--set=")
    assert joined == " ".join(words).replace("--set ", "--set=")


def test_one_scenario_is_compared_with_itself_as_changed() -> None:
    one, other = documents(["plan-2025"], ["1:beds.patience=1 day"])
    assert (one.model.beds.patience.value, other.model.beds.patience.value) == (3, 1)
    one, other = documents(["plan-2025"], ["0:beds.patience=1 day"])
    assert (one.model.beds.patience.value, other.model.beds.patience.value) == (3, 1)
    one, other = documents(["plan-2025"], ["0:seed=9", "1:beds.patience=1 day"])
    assert (one.model.seed, other.model.seed, one.model.beds.patience.value) == (9, 9, 3)
    one, other = documents(["us-2024", "plan-2025"], ["0:seed=9", "2:beds.patience=1 day"])
    assert (one.model.seed, other.model.seed, other.model.beds.patience.value) == (9, 9, 1)
    assert placed(["2:a=b:c"]) == [(2, "a=b:c")]


def test_an_answer_is_printed_and_kept(tmp_path: Path) -> None:
    asked = ("compare", *WARM, "plan-2025", "--set", "beds.capacity=40,000 beds", "--set", "releases.paroled=0.5")
    told = sojourn(*asked, *QUICK, "--explain", "--runs", "10", "--json", "--out", str(tmp_path))
    assert (told.code, told.err) == (0, "2 changes to share out, in every set of them: 2 runs to make\n")
    answer = json.loads(told.out)
    line = answer["compared"][0]["lines"]["booked_in"]["values"]["all"]
    assert line["difference"]["below"] == 2
    assert line["other"]["median"] < line["base"]["median"]
    removed = answer["explained"]["lines"][0]
    shares = sum(row["value"] for row in removed["rows"])
    assert shares == pytest.approx(removed["end"]["value"] - removed["start"]["value"])
    folder = Path(answer["folder"])
    assert {one.name for one in folder.iterdir()} == {
        "README.txt", "attribution.parquet", "compare.json", "differences.parquet", "runs.parquet", "scenario-A.yaml",
        "scenario-B.yaml", "study.json",
    }  # fmt: skip
    table = pl.read_parquet(folder / "differences.parquet")
    (row,) = table.filter(pl.col("line") == "booked_in", pl.col("period") == "all").to_dicts()
    assert (row["median"], row["below"]) == (line["difference"]["median"], 2)
    shared = pl.read_parquet(folder / "attribution.parquet").filter(pl.col("period") == "all")
    assert shared.filter(pl.col("line") == "removed_all")["value"].sum() == pytest.approx(shares)
    # On the screen, from the runs that are kept.
    shown = sojourn(*asked, *QUICK, "--explain", "--runs", "10", "--out", str(tmp_path))
    assert shown.code == 0
    assert "Again:     sojourn compare" in shown.out
    assert "--seed 2025" in shown.out
    assert max(len(text) for text in shown.out.split("\n") if "sojourn" not in text and "Written" not in text) <= 100


def test_a_narrow_terminal_cuts_no_number() -> None:
    from compared import BEDS, PAROLE, comparison
    from sojourn.show.compare import show
    from sojourn.show.waterfall import show as show_waterfall
    from sojourn.study.compare.words import ends, signed

    study = comparison(BEDS, PAROLE)
    found = study.explain(runs=10)
    cells = [
        text
        for key, period in found.first
        for bar in found.bars(key, period)
        for text in (
            signed(bar.value, found.lines[key].unit),
            ends(bar.band, found.lines[key].unit) if bar.band else "",
        )
    ]
    assert len(cells) == 2 * 2 * 5
    for width in (60, 80, 100):
        console = Console(
            width=width, highlight=False, markup=False, color_system=None, record=True, file=io.StringIO()
        )
        show_waterfall(found, console)
        text = console.export_text()
        assert max(map(len, text.split("\n"))) <= width
        assert all(cell in text.split(" In all")[0] or cell in text.partition(" In all")[2] for cell in cells)
        if width < 80:
            continue
        show(study, console)
        text = console.export_text()
        assert "…" not in re.sub(r"^ *[A-Za-z:,() -]*…", "", text, flags=re.MULTILINE)
        assert max(map(len, text.split("\n"))) <= width


def test_a_part_of_a_row_stands_below_its_row() -> None:
    from sojourn.show.compare import _with_heads
    from sojourn.show.screen import Row

    def row(label: str, change: int) -> tuple[Row, Difference | None]:
        found = difference([1, 1], [1 + change, 1 + change])
        assert found is not None
        return Row(label, (label,)), found if change >= 0 else None

    rows = [row("A", 0), row("  of these, a", 0), row("B", 0), row("  of these, b", 0), row("    paid", 1), row("C", 0)]
    assert [one.label for one, _ in _with_heads(rows)] == ["B", "  of these, b", "    paid"]
    assert _with_heads(rows[:2]) == []
    # A row that one side has not, of which a part differs; and another one between.
    rows = [row("A", 0), row("B", -1), row("  of these, a", 0), row("  of these, b", 1), row("C", -1)]
    assert [one.label for one, _ in _with_heads(rows)] == ["B", "  of these, b"]


def test_beds_and_staff_that_one_side_lacks_are_told_below_what_they_are() -> None:
    from compared import compared, plan
    from sojourn.show.compare import show

    tents = "beds.blocks.+={type: soft_sided, beds: 5000, ordered: 2025-01-21, lead: 1 day, build_up: 0 days}"
    judges = "staff.judges={in_post: 700, authorised: 1400, lead: 10 days, training: 5 days}"
    study = compared(plan(), plan(tents), plan(judges), draws=0, until=date(2025, 2, 5))
    console = Console(width=100, highlight=False, color_system=None, record=True, file=io.StringIO())
    show(study, console)
    beside_b, _, beside_c = console.export_text().partition("C less A")
    lines = [line.strip() for line in beside_b.split("\n")]
    assert any(line.startswith("bed-days empty") for line in lines[lines.index("Soft-sided: beds, at most") :])
    lines = [line.strip() for line in beside_c.split("\n")]
    assert lines[lines.index("Judges in post, last day") + 1].startswith("hired")
    assert "empty" not in beside_c  # C has no such beds, and neither has A
    assert "of these" not in beside_c.partition("The same in every run")[2]


def test_where_nothing_differs_no_table_is_explained() -> None:
    from compared import compared, plan
    from sojourn.show.compare import show

    console = Console(width=100, highlight=False, color_system=None, record=True, file=io.StringIO())
    show(compared(plan(), plan()), console)
    text = console.export_text()
    assert "do not differ in any main line" in text
    assert "narrower" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan-2025",), "a comparison takes 2 to 6 scenarios, not 1"),
        ((), "a comparison takes 2 to 6 scenarios, not 0"),
        (("plan-2025", "plan-2026"), "did you mean `plan-2025`"),
        (("plan-2025", "children-2025"), "only scenarios of one system can be compared"),
        (("children-2025", "children-2025"), "scenarios of 'us' only"),
        (("us-2024", "plan-2025"), "they have no day in common"),
        (("plan-2025", "plan-2025", "--draws", "-3"), "-3 is no number of draws that can be had"),
        (("plan-2025", "plan-2025", "--draws", "1"), "0, or whole numbers from 2"),
        (("plan-2025", "plan-2025", "--workers", "0"), "0 is no number of workers"),
        (("plan-2025", "plan-2025", "--until", "2031-01-01"), "not inside the days that all have"),
        (("plan-2025", "plan-2025", "--of", "removed_all"), "write --explain as well"),
        (("plan-2025", "plan-2025", "--explain", "--runs", "3"), "3 is no number of runs"),
        (("plan-2025", "plan-2025", "--explain", "--of", "removed_al"), "did you mean 'removed_all'"),
        (("plan-2025", "plan-2025", "--explain", "--of", "removed_all:FY2035"), "there is no period 'FY2035'"),
        (("plan-2025", "plan-2025", "plan-2025", "--explain"), "an explanation is of two scenarios, not of 3"),
        (
            ("us-2024", "--set", "period.until=2029-01-20", "plan-2025", "--explain"),
            "scenarios that start on different days have other people",
        ),
        (("plan-2025", "--set", "beds.capacitty=1"), "did you mean `beds.capacity`"),
        (("plan-2025", "plan-2025", "--seed", "-1"), "out of range"),
        (("plan-2025", "plan-2025", "plan-2025", "--trace", "Cuba"), "under two scenarios, not 3"),
        (("plan-2025", "plan-2025", "--trace", "Cubba"), "did you mean `Cuba`"),
    ],
)
def test_what_is_wrong_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    told = sojourn("compare", *words)
    assert told.code == 2
    assert told.out == ""
    assert said in told.err
    assert "Traceback" not in told.err


def test_days_that_only_some_have_are_left_out_and_told() -> None:
    from sojourn.study.compare.sides import sides

    found = sides(("plan-2025", "third-country-2025"), None, None)
    assert found.until.isoformat() == "2026-04-01"
    assert "only those days compared" in found.notes[0]
    early = documents(["us-2024", "plan-2025"], ["1:period.until=2027-02-01"])
    found = sides(early, None, None)
    assert [one.key for one in found.spans] == ["FY2026", "FY2027"]
    assert not found.same_people
    assert "not the same ones" in found.notes[-1]
