"""Under the same luck a larger quota, a further agreement, or a wider acceptance moves no fewer people."""

from __future__ import annotations

import itertools

import pytest

from destination_toys import agreement, compared, outcomes, scenario
from sojourn.study.destination_runs import Opened

QUOTAS = (0, 5, 20, 40, 160)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_larger_quota_moves_no_fewer(seed: int) -> None:
    model = scenario(
        *(
            agreement(f"Country {at}", f"iso3: XX{'ABCDEFGH'[at]}, quota: {size} people")
            for at, size in enumerate(QUOTAS)
        )
    )
    runs = outcomes(model, *(Opened((at,)) for at in range(len(QUOTAS))), seed=seed)
    moved = [run.moved for run in runs]
    assert moved == sorted(moved)
    assert moved[0] == 0 < moved[1] < moved[-1]
    for run, size in zip(runs, QUOTAS, strict=True):
        assert run.moved <= 3 * size  # January, February, March


def test_two_countries_with_the_same_terms_do_exactly_the_same() -> None:
    found = compared(agreement("Panama"), agreement("Grenada"), agreement("Bahamas", "quota: 30 people"))
    effects = {row.candidate.name: row.effects for row in found.rows}
    assert effects["Panama"] == effects["Grenada"] != effects["Bahamas"]


@pytest.mark.parametrize("seed", [1, 2])
def test_all_together_move_no_fewer_than_any_part(seed: int) -> None:
    parts = ("accepts: [Venezuela, Cuba]", "accepts: [Cuba, China]", "accepts: all", "accepts: [Nicaragua]")
    model = scenario(
        *(
            agreement(f"Country {at}", f"iso3: XX{'ABCDEFGH'[at]}, {part}, quota: 15 people")
            for at, part in enumerate(parts)
        )
    )
    sets = [Opened(which) for size in (2, 3, 4) for which in itertools.combinations(range(4), size)]
    moved = dict(zip(sets, (run.moved for run in outcomes(model, *sets, seed=seed)), strict=True))
    everything = moved[Opened((0, 1, 2, 3))]
    assert all(everything >= part for part in moved.values())
    for one, other in itertools.product(sets, repeat=2):
        if set(one.which) < set(other.which):
            assert moved[one] <= moved[other], (one, other)


def test_the_best_portfolio_is_the_best_of_all_of_its_size() -> None:
    entries = (
        agreement("Panama", "accepts: [Venezuela], quota: 30 people"),
        agreement("Grenada", "accepts: [Venezuela], quota: 20 people"),
        agreement("Bahamas", "accepts: [Cuba], quota: 25 people"),
    )
    best = compared(*entries, portfolio=2).portfolio
    assert best is not None
    sets = [Opened(which) for which in itertools.combinations(range(3), 2)]
    none, *runs = outcomes(scenario(*entries), Opened(), *sets)
    assert best.effects[0].moved == max(run.moved for run in runs)
    assert best.effects[0].removed == max(runs, key=lambda run: run.moved).removed - none.removed


def test_a_portfolio_leaves_out_who_has_ruled_it_out_while_others_are_there() -> None:
    no = "[{on: 2024-12-05, status: floated}, {on: 2024-12-06, status: ruled_out}]"
    entries = (agreement("Bahamas", "quota: 400 people", no), agreement("Panama"), agreement("Guatemala"))
    best = compared(*entries, portfolio=2).portfolio
    assert best is not None
    assert set(best.countries) == {"Panama", "Guatemala"}
    everybody = compared(*entries, portfolio=3).portfolio
    assert everybody is not None
    assert len(everybody.countries) == 3


def test_who_is_accepted_by_nobody_is_counted() -> None:
    few = compared(agreement("Panama", "accepts: [Cuba]"))
    many = compared(agreement("Panama", "accepts: all"))
    assert 0 < few.taken_by_none < few.refused
    assert many.taken_by_none == 0
    assert few.left_by_all >= few.taken_by_none
