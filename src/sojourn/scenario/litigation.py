"""Litigation: what courts do to a channel of removal, day by day.

    litigation:
      - case: D.V.D. v. Department of Homeland Security
        channel: third_country_removal
        acts:
          - {on: 2025-03-23, act: filed, source: litigation}
          - {on: 2025-04-18, act: injunction, source: litigation}
          - {on: 2025-06-23, act: stay, source: litigation}

Each act does something to its channel from its day on; what it does follows from the act, or is said (`effect`).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Literal, get_args

import pydantic
from pydantic import Field

from sojourn.scenario.errors import AtPath, quoted, suggestion
from sojourn.scenario.quantities import Date
from sojourn.scenario.sourced import Section

Act = Literal["filed", "restraining_order", "injunction", "stay", "vacated", "affirmed", "final_ruling", "abandoned"]
Effect = Literal["none", "stops", "reopens", "ends"]

ACTS: tuple[Act, ...] = get_args(Act)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
BY_ITSELF: dict[Act, Effect] = {
    "filed": "none",
    "restraining_order": "stops",
    "injunction": "stops",
    "stay": "reopens",
    "vacated": "reopens",
    "affirmed": "none",
    "abandoned": "ends",
}
"""What an act does where nothing is said. A stay is taken to be one of an order that stopped the channel; a final
ruling may do anything, so that it has to be said."""

CHANNELS = ("third_country_removal", "flights", "expedited_removal", "expedited_removal_interior")
"""Channels beside those of single agreements."""
OF_AGREEMENT = "agreement:"
"""What the channel of one agreement begins with; the country follows."""


class CourtAct(Section):
    """What a court, or a party, does on a day."""

    on: Date
    act: Act
    effect: Effect | None = None
    """What it does to the channel from that day on; as the act has it where not given."""
    source: str | None = None
    """Key of the evidence, or the document."""

    @pydantic.model_validator(mode="after")
    def _said(self) -> CourtAct:
        if self.effect is None and self.act not in BY_ITSELF:
            message = f"what a {self.act.replace('_', ' ')} does is not clear by itself; add `effect`"
            raise AtPath("act", message, f"allowed: {', '.join(EFFECTS)}")
        if self.effect == "reopens" and BY_ITSELF.get(self.act) == "stops":
            order = "an injunction" if self.act == "injunction" else "a restraining order"
            raise AtPath("effect", f"{order} opens nothing again", "write `stay` or `vacated`, or leave `effect` out")
        return self

    @property
    def does(self) -> Effect:
        """What it does to the channel."""
        return BY_ITSELF[self.act] if self.effect is None else self.effect


class Litigation(Section):
    """A case, and what has become of it."""

    case: str = Field(min_length=1, max_length=200)
    """What the case is called."""
    channel: str
    """What it bears on: `third_country_removal`, `agreement:COUNTRY`, `flights`, `expedited_removal` (anywhere) or
    `expedited_removal_interior`."""
    acts: tuple[CourtAct, ...]
    """In order of their days."""

    @pydantic.field_validator("channel", mode="before")
    @classmethod
    def _one_text(cls, data: Any) -> Any:
        """`{agreement: Rwanda}`, which YAML makes of a space too many, is `agreement:Rwanda`."""
        if isinstance(data, dict) and list(data) == ["agreement"] and isinstance(data["agreement"], str):
            return f"{OF_AGREEMENT}{data['agreement']}"
        return data

    @pydantic.field_validator("channel")
    @classmethod
    def _known(cls, channel: str) -> str:
        if channel.startswith(OF_AGREEMENT):
            country = channel.removeprefix(OF_AGREEMENT).strip()
            if not country:
                raise AtPath("", "a channel of an agreement names its country", "for example: agreement:Rwanda")
            return f"{OF_AGREEMENT}{country}"
        if channel not in CHANNELS:
            allowed = (*CHANNELS, f"{OF_AGREEMENT}COUNTRY")
            raise AtPath("", f"{quoted(channel)} is no channel that a court could stop", suggestion(channel, allowed))
        return channel

    @pydantic.model_validator(mode="after")
    def _ordered(self) -> Litigation:
        if not self.acts:
            raise AtPath("acts", "a case needs at least one dated act")
        for number, (first, second) in enumerate(pairwise(self.acts), start=1):
            if second.on < first.on:
                raise AtPath(f"acts.{number}.on", f"{second.on} is before {first.on}; put the acts in order")
            if first.does == "ends" and second.does != "none":
                raise AtPath(f"acts.{number}", f"the case has ended the channel on {first.on}; nothing follows after")
        ruled = False
        for number, act in enumerate(self.acts):
            if act.does == "reopens" and not ruled:
                message = f"{quoted(act.act)} opens nothing, since no order stands before it in this case"
                hint = (
                    "write all acts of a case in one entry, or say what it does with `effect: stops` or `effect: none`"
                )
                raise AtPath(f"acts.{number}", message, hint)
            ruled = ruled or act.act != "filed" or act.does == "stops"
        return self

    @property
    def country(self) -> str | None:
        """The country of the agreement that it bears on; None where it bears on something else."""
        return self.channel.removeprefix(OF_AGREEMENT) if self.channel.startswith(OF_AGREEMENT) else None


def check_cases(cases: Iterable[Litigation]) -> None:
    """Refuse a case that has two entries for one channel: the acts of one would not end what the other has stopped.

    Raises:
        AtPath: the second entry, from the root of a scenario.
    """
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(cases):
        key = " ".join(one.case.casefold().split()), one.channel
        if key in seen:
            message = (
                f"{quoted(one.case)} stands twice for {quoted(one.channel)}; write all acts of a case in one entry"
            )
            raise AtPath(f"litigation.{number}.case", message)
        seen.add(key)
