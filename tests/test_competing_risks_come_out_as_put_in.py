"""Incidence of competing causes comes out as it was put in: against Kaplan and Meier, theory, and counting."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import CensoredData, beta, ecdf

from sojourn.policy.competing_risks import OPEN, Law, Spell, Spells, aalen_johansen, draws

TWO = ("signed", "ruled_out")


def spells(days: np.ndarray, cause: np.ndarray, causes: tuple[str, ...] = TWO, members: int | None = None) -> Spells:
    found = tuple(
        Spell(f"m{at if members is None else at % members}", int(day), None if what == OPEN else causes[what])
        for at, (day, what) in enumerate(zip(days, cause, strict=True))
    )
    return Spells(causes, found)


def simulated(rng: np.random.Generator, people: int, rates: tuple[float, float], window: float) -> Spells:
    """Two causes at constant hazards a day, looked at for up to ``window`` days each, in whole days."""
    first = rng.exponential(1 / np.array(rates)[:, None], size=(2, people))
    seen = rng.uniform(0.2 * window, window, size=people)
    when, cause = first.min(axis=0), first.argmin(axis=0)
    return spells(np.floor(np.minimum(when, seen)), np.where(when < seen, cause, OPEN))


@pytest.mark.parametrize("seed", range(5))
def test_with_one_cause_it_is_one_less_kaplan_and_meier(seed: int) -> None:
    rng = np.random.default_rng(seed)
    days, cause = rng.integers(0, 60, 40), np.where(rng.random(40) < 0.4, OPEN, 0)
    law = aalen_johansen(spells(days, cause, ("signed",)))
    kept = ecdf(CensoredData(uncensored=days[cause == 0], right=days[cause == OPEN])).sf
    for day in range(0, 70, 3):
        assert law.by(day, "signed") == pytest.approx(1 - float(kept.evaluate(day)), abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_known_hazards_are_found_again(seed: int) -> None:
    rates, people, day = (0.004, 0.002), 4000, 200.0
    law = aalen_johansen(simulated(np.random.default_rng(seed), people, rates, 800.0))
    both = sum(rates)
    for cause, rate in zip(TWO, rates, strict=True):
        truth = rate / both * (1 - np.exp(-both * (day + 1)))  # whole days are told as the day they began on
        error = np.sqrt(truth * (1 - truth) / (0.8 * people))  # at least four of five are still looked at
        assert abs(law.by(day, cause) - truth) < 4.5 * error


def test_the_causes_and_those_left_open_make_up_the_whole() -> None:
    law = aalen_johansen(simulated(np.random.default_rng(3), 200, (0.004, 0.002), 800.0))
    for day in (1, 10, 100, 500):
        assert law.by(day, "signed") + law.by(day, "ruled_out") + law.open_after(day) == pytest.approx(1.0)


def test_without_censoring_it_is_counting() -> None:
    law = aalen_johansen(spells(np.array([0, 1, 5, 47, 69]), np.array([1, 1, 1, 0, 0])))
    assert [law.by(day, "ruled_out") for day in (0, 1, 4, 5, 400)] == pytest.approx([0.2, 0.4, 0.4, 0.6, 0.6])
    assert law.by(47, "signed") == pytest.approx(0.2)
    assert law.by(30, "signed", after=40) == pytest.approx(1.0)  # both that were open after 40 days signed by 70


def test_where_nothing_ended_nothing_is_said_to_and_the_draws_keep_a_chance() -> None:
    found = spells(np.array([100, 200, 300, 400, 500, 600]), np.full(6, OPEN))
    assert aalen_johansen(found).by(1000, "signed") == 0.0
    chances = np.array([law.by(1461, "signed") for law in draws(found, 400, (1,))])
    assert 0.0 < chances.mean() < 0.5
    assert np.quantile(chances, 0.95) > 0.2


def test_no_spells_at_all_leave_what_was_made_up() -> None:
    none = Spells(TWO, ())
    assert aalen_johansen(none).drawn(0.5) is None
    chances = np.array([law.by(1461, "signed") for law in draws(none, 2000, (1,))])
    assert chances.mean() == pytest.approx(1 / 3, abs=4.5 * chances.std() / np.sqrt(2000))


@pytest.mark.parametrize(("signed", "out", "still"), [(2, 3, 0), (0, 3, 2), (1, 0, 0), (5, 5, 5)])
def test_without_censoring_before_the_horizon_chances_have_the_law_of_jeffreys(
    signed: int, out: int, still: int
) -> None:
    days = np.concatenate([np.full(signed + out, 30), np.full(still, 1461)])
    cause = np.concatenate([np.zeros(signed), np.ones(out), np.full(still, OPEN)]).astype(int)
    laws = draws(spells(days, cause), 4000, (7,))
    found = np.array([law.by(1461, "signed") for law in laws])
    truth = beta(signed + 0.5, out + still + 1.0)
    assert found.mean() == pytest.approx(truth.mean(), abs=4.5 * truth.std() / np.sqrt(4000))
    for share in (0.05, 0.5, 0.95):
        below = np.mean(found <= truth.ppf(share))
        assert abs(below - share) < 4.5 * np.sqrt(share * (1 - share) / 4000)


def test_spells_of_one_member_stand_and_fall_together() -> None:
    days, cause = np.full(40, 50), np.arange(40) % 2
    apart = spells(days, cause)
    together = Spells(TWO, tuple(Spell("same", one.days, one.cause) for one in apart.found))
    spread = [np.std([law.by(100, "signed") for law in draws(one, 300, (2,))]) for one in (apart, together)]
    two = Spells(TWO, tuple(Spell(str(one.cause), one.days, one.cause) for one in apart.found))
    wide = np.std([law.by(100, "signed") for law in draws(two, 300, (2,))])
    assert wide > 2 * spread[0]  # twenty that always agree are one


def test_a_smaller_share_never_comes_later() -> None:
    law = aalen_johansen(simulated(np.random.default_rng(5), 60, (0.01, 0.02), 300.0))
    for after in (0, 20, 80):
        drawn = [law.drawn(share, after) for share in np.linspace(0.001, 0.999, 200)]
        days = [np.inf if one is None else one[0] for one in drawn]
        assert days == sorted(days)
        assert min(days) >= 0


@pytest.mark.parametrize("after", [0.0, 15.0])
def test_what_is_drawn_follows_the_law(after: float) -> None:
    law = aalen_johansen(simulated(np.random.default_rng(6), 60, (0.01, 0.02), 300.0))
    drawn = [law.drawn((at + 0.5) / 4000, after) for at in range(4000)]
    for cause in TWO:
        hit = np.mean([one is not None and one[1] == cause and one[0] <= 40 for one in drawn])
        assert hit == pytest.approx(law.by(40, cause, after), abs=0.002)


def test_more_draws_leave_the_earlier_ones_as_they_are() -> None:
    found = spells(np.array([1, 5, 50]), np.array([1, 0, OPEN]))
    few, many = draws(found, 3, (4,)), draws(found, 6, (4,))
    assert [one.chance.tolist() for one in few] == [one.chance.tolist() for one in many[:3]]


@pytest.mark.parametrize(("days", "cause"), [(-1, "signed"), (3, "married")])
def test_a_spell_that_cannot_be_is_refused(days: int, cause: str) -> None:
    with pytest.raises(ValueError, match=r"days; zero|none of"):
        Spells(TWO, (Spell("a", days, cause),))


def test_a_law_of_nothing_draws_nothing() -> None:
    law = Law(TWO, np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0))
    assert law.drawn(0.0) is None
    assert law.open_after(9) == 1.0
