"""All claims, in the order of the article, and what in it is not scored."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from sojourn.study.claims import candidates, children, courts, custody, history, money, start, third_countries
from sojourn.study.claims.claim import Claim

CLAIMS: tuple[Claim, ...] = (
    *third_countries.CLAIMS[:2],
    *history.CLAIMS,
    *third_countries.CLAIMS[2:],
    *courts.CLAIMS,
    *candidates.CLAIMS,
    *start.CLAIMS_BEFORE_THE_CHILDREN,
    *children.CLAIMS,
    *start.CLAIMS,
    *money.CLAIMS,
    *custody.CLAIMS,
)
"""Every claim, in the order of the article."""

NOT_SCORED = (
    ("that no country was named in the talks", "what somebody declined to say leaves nothing to check"),
    ("that the UK scheme was the inspiration", "an influence; that the idea had been in the air for months likewise"),
    ("what the campaign turned on, and how important an appointment is", "judgements"),
    ("careers", "no row of the evidence is about a person"),
    ("that a country will be found", "a promise; the claim `near` looks at its chance"),
    ("what voters wanted Congress to hear", "an opinion"),
    ("that it will be done with what there is", "an intention"),
    ("who stood by a fire at the border on a day", "a picture of people; none is in the evidence"),
)
"""Statements of the article that are not scored, and why."""


class UnknownClaim(LookupError):
    """A claim that is not there; the message is one sentence and says what was probably meant."""


@cache
def by_name() -> Mapping[str, Claim]:
    """All claims by name, in the order of the article."""
    return MappingProxyType({one.name: one for one in CLAIMS})


def claim(name: str) -> Claim:
    """One claim.

    Raises:
        UnknownClaim: there is none of this name.
    """
    found = by_name().get(name)
    if found is None:
        near = get_close_matches(name[:60].lower(), by_name(), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(by_name())}"
        raise UnknownClaim(f"no claim is called {name[:60]!r}; {hint}")
    return found
