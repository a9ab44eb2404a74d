"""The scenario with the money that Congress gave names the accounts that have money, and says which have none."""

from __future__ import annotations

from sojourn.run import load


def test_the_accounts_that_are_funded_are_those_that_are_named() -> None:
    model = load("appropriations-2025").model
    funded = {name for name, money in model.money.accounts.items() if money.appropriations}
    assert funded == {"custody"}
    assert model.title.endswith("for custody")
    assert "for detention. What that law gives for arrests and transport, as one sum, is not in it" in model.about
