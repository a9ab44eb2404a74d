"""A fit stopped in any run of the ensemble goes on after its last finished step, to the same result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from esmda_models import failing, linear
from sojourn.study.esmda import CannotAssimilate, Floats, Posterior, Problem, assimilate, draw
from sojourn.study.esmda_store import StoreRefused

STEPS = 3


def problem(members: int = 40) -> Problem:
    """A linear problem in which two members fail in each run, so that luck is needed in every step."""
    whole = linear(1).problem(draw(members, 6, 1))
    return replace(whole, simulate=failing(whole.simulate, lambda m, step: np.isin(np.arange(len(m)), (step, 9))))


class Stopping:
    """The model, stopped by an error in one of its runs; it counts the runs it was asked for."""

    def __init__(self, whole: Problem, at: int | None, by: type[BaseException] = KeyboardInterrupt) -> None:
        self.whole, self.at, self.by = whole, at, by
        self.asked: list[int] = []

    def __call__(self, members: Floats, step: int) -> Floats:
        self.asked.append(step)
        if step == self.at:
            raise self.by
        return self.whole.simulate(members, step)


def same(one: Posterior, other: Posterior) -> bool:
    return one.misfit == other.misfit and all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in ("ensemble", "predicted", "prior_predicted")
    )


@pytest.mark.parametrize("by", [KeyboardInterrupt, RuntimeError, SystemExit])
@pytest.mark.parametrize("at", range(STEPS + 1))
@pytest.mark.parametrize("perturb", [False, True])
def test_the_result_is_that_of_an_undisturbed_fit(
    tmp_path: Path, at: int, by: type[BaseException], perturb: bool
) -> None:
    whole, store = problem(), tmp_path / "new" / "fit.npz"
    stopped = Stopping(whole, at, by)
    with pytest.raises(by):
        assimilate(replace(whole, simulate=stopped), steps=STEPS, store=store, perturb=perturb)
    again = Stopping(whole, None)
    found = assimilate(replace(whole, simulate=again), steps=STEPS, store=store, perturb=perturb)
    assert same(found, assimilate(whole, steps=STEPS, perturb=perturb))
    assert again.asked == list(range(at, STEPS + 1))
    assert [path.name for path in store.parent.iterdir()] == ["fit.npz"]


def test_a_fit_that_is_done_runs_nothing_again(tmp_path: Path) -> None:
    whole, store = problem(), tmp_path / "fit.npz"
    first = assimilate(whole, steps=STEPS, store=store)
    again = Stopping(whole, None)
    assert same(assimilate(replace(whole, simulate=again), steps=STEPS, store=store), first)
    assert again.asked == []


def test_stopped_while_writing_the_last_good_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, store = problem(), tmp_path / "fit.npz"
    with pytest.raises(KeyboardInterrupt):
        assimilate(replace(whole, simulate=Stopping(whole, 2)), steps=STEPS, store=store)
    before = store.read_bytes()

    def interrupted(file: object, **arrays: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(np, "savez", interrupted)
        with pytest.raises(KeyboardInterrupt):
            assimilate(whole, steps=STEPS, store=store)
    assert store.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["fit.npz"]
    assert same(assimilate(whole, steps=STEPS, store=store), assimilate(whole, steps=STEPS))


def test_a_folder_that_cannot_be_written_costs_no_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    whole = problem()
    counted = Stopping(whole, None)
    with pytest.raises(OSError, match="file"):
        assimilate(replace(whole, simulate=counted), store=tmp_path / "file" / "fit.npz")
    assert counted.asked == []


def test_progress_counts_the_runs_of_the_ensemble_also_after_a_stop(tmp_path: Path) -> None:
    whole, told = problem(), list[tuple[int, int]]()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 2:
            raise KeyboardInterrupt

    for _ in range(2):
        try:
            assimilate(whole, steps=STEPS, store=tmp_path / "fit.npz", progress=progress)
        except KeyboardInterrupt:
            assert told == [(1, 4), (2, 4)]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_step_that_cannot_be_done_leaves_the_store(tmp_path: Path) -> None:
    whole, store = problem(), tmp_path / "fit.npz"
    bad = failing(whole.simulate, lambda m, step: np.full(len(m), step == 2))
    with pytest.raises(CannotAssimilate):
        assimilate(replace(whole, simulate=bad), steps=STEPS, store=store)
    again = Stopping(whole, None)
    assimilate(replace(whole, simulate=again), steps=STEPS, store=store)
    assert again.asked == [2, 3]


@pytest.mark.parametrize(
    "other",
    [
        lambda p: (replace(p, prior=p.prior * 1.0000001), {}),
        lambda p: (replace(p, observed=p.observed + 1e-12), {}),
        lambda p: (replace(p, error=p.error * 2), {}),
        lambda p: (p, {"steps": 2}),
        lambda p: (p, {"seed": 2}),
        lambda p: (p, {"localise": False}),
        lambda p: (p, {"perturb": True}),
        lambda p: (p, {"inflation": (2.0, 4.0, 4.0)}),
    ],
)
def test_a_store_of_another_problem_is_refused_and_left(tmp_path: Path, other: object) -> None:
    store, whole = tmp_path / "fit.npz", problem()
    assimilate(whole, steps=STEPS, store=store)
    before = store.read_bytes()
    changed, options = other(whole)  # type: ignore[operator]
    with pytest.raises(StoreRefused, match="a fit of another problem"):
        assimilate(changed, **({"steps": STEPS} | options), store=store)
    assert store.read_bytes() == before
