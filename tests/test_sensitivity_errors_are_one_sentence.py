"""Whatever is asked of `sojourn sensitivity` that cannot be is refused in one sentence, before any run is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import SHORT, Told, sojourn
from sojourn.results.line import Line
from sojourn.run import CannotRun
from sojourn.study.points import together
from sojourn.study.points.point import Values
from sojourn.study.sensitivity.asked import Threshold, checked, threshold
from sojourn.study.sensitivity.division import MOST_RUNS, divided


def line(key: str, unit: str) -> Line:
    return Line(key, "left", key, unit, lambda run, span: 0)


LINES = {one.key: one for one in (line("removed_all", "people"), line("cost", "USD"), line("held_peak_on", "date"),
                                  line("share_of_best", "share"), line("days_full", "days"))}  # fmt: skip
CENTRAL: Values = {
    key: {"FY2026": "2026-01-01" if key == "held_peak_on" else 1, "all": None if key == "share_of_best" else 1}
    for key in LINES
}


def refused(text: str) -> str:
    with pytest.raises(CannotRun) as trouble:
        checked((), "FY2026", [threshold(text)], LINES, CENTRAL)
    sentence = str(trouble.value)
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("removed_all", "write a result, >= or <=, and a number"),
        ("removed_all >=", "the number is missing"),
        ("removed_all >= many", "`many` is no number"),
        ("removed_all > 5", "the sign '>'"),
        ("removed_all = 5", "the sign '='"),
        ("removd_all >= 5", "did you mean 'removed_all'"),
        ("removed_all >= 5 USD", "counted in people"),
        ("removed_all >= 5 days", "counted in people"),
        ("cost <= 5 billion", "a number without a unit"),
        ("cost <= 5 EUR", "counted in USD"),
        ("held_peak_on >= 5", "is a day"),
        ("share_of_best >= 80", "is a share"),
        ("share_of_best >= 0.5 people", "is a share"),
        ("days_full >= 5 years", "counted in days"),
        ("", "is none"),
        ("x" * 10_000, "is none"),
        ("removed_all >= 1,2,3", "not a number"),
    ],
)
def test_a_threshold_that_cannot_be_is_refused(text: str, said: str) -> None:
    assert said in refused(text)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("removed_all >= 1,400,000", 1_400_000, "people"),
        ("removed_all>=1.4 million people", 1_400_000, "people"),
        ("cost <= 22 billion USD", 22e9, "USD"),
        ("cost <= $22bn", 22e9, "USD"),
        ("share_of_best ≥ 80 %", 0.8, "share"),
        ("share_of_best <= 0.8", 0.8, "share"),
        ("days_full <= 90 days", 90, "days"),
    ],
)
def test_a_threshold_is_read_in_its_unit(text: str, number: float, unit: str) -> None:
    (found,) = checked((), "FY2026", [threshold(text)], LINES, CENTRAL)
    assert (found.number, found.unit) == (pytest.approx(number), unit)
    assert found.met(number)
    assert found.met(number + 1) == (found.sign == ">=")


SIGNS = st.sampled_from([">=", "<=", ">", "≥", "is"])
NEAR = st.builds("{} {} {}".format, st.sampled_from([*LINES, "x"]), SIGNS, st.text(max_size=20))


@given(st.text(max_size=60) | NEAR)
def test_any_text_is_a_threshold_or_one_sentence(text: str) -> None:
    try:
        (found,) = checked((), "FY2026", [threshold(text)], LINES, CENTRAL)
    except CannotRun as trouble:
        said = str(trouble)
    else:
        assert isinstance(found, Threshold)
        said = found.text
        assert found.result in LINES
    assert "\n" not in said


def test_results_and_periods_that_are_not_there_are_named() -> None:
    for of, period, said in (
        ("removd", "all", "did you mean 'removed_all'"),
        ("removed_all", "FY2031", "it has FY2026, all"),
        ("share_of_best", "all", "it has for FY2026"),
    ):
        with pytest.raises(CannotRun, match=said):
            checked([of], period, (), LINES, CENTRAL)


@given(st.integers(-5, 2 * MOST_RUNS), st.integers(1, 60), st.integers(0, 8), st.integers(0, 2))
def test_any_number_of_runs_is_divided_within_it_or_refused(many: int, factors: int, named: int, groups: int) -> None:
    try:
        found = divided(many, factors, named, min(groups, factors))
    except CannotRun as trouble:
        least = int(str(trouble).split("; ")[1].split(" to ")[0].replace(",", ""))
        assert many < least or many > MOST_RUNS
        assert divided(least, factors, named, min(groups, factors)).runs <= least
    else:
        assert found.runs <= many
        assert found.named <= min(named, factors)
        assert found.rows & (found.rows - 1) == 0


def asked(monkeypatch: pytest.MonkeyPatch, *options: str) -> Told:
    """A command that may make no run but the scenario's own."""

    def forbidden(point: object) -> Values:
        raise AssertionError("a run was made")

    monkeypatch.setattr(together, "make", forbidden)
    return sojourn("sensitivity", *SHORT, "--workers", "1", *options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--of", "removd_all"), "did you mean 'removed_all'"),
        (("--runs", "20"), "runs cannot rank"),
        (("--among", "assumed.flight"), "did you mean 'assumed.flights"),
        (("--workers", "0"), "no number of processes"),
        (("--threshold", "held_peak_on >= 5"), "is a day"),
        (("--until", "2025-13-01"), "--until"),
    ],
)
def test_the_command_says_so_and_leaves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, options: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    told = asked(monkeypatch, *options)
    assert told.code == 2
    assert said in told.err
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


def test_a_scenario_in_which_nothing_is_in_doubt_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from sojourn.study.sensitivity import factors

    class Nothing:
        joint, doubts = None, ()

        class scenario:  # noqa: N801 - stands for a value
            class third_country:  # noqa: N801
                prospects = "none"

    with pytest.raises(CannotRun, match="nothing is in doubt"):
        factors.factors(Nothing())  # type: ignore[arg-type]
