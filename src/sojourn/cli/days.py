"""A day that an option names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.cli.trouble import WrongUse

if TYPE_CHECKING:
    from datetime import date


def day(option: str, text: str | None) -> date | None:
    """The day that was written after an option; None where the option was not given.

    Raises:
        WrongUse: it is no day.
    """
    if text is None:
        return None
    from sojourn.scenario.amounts import QuantityError
    from sojourn.scenario.dates import parse_date

    try:
        return parse_date(text)
    except QuantityError as trouble:
        raise WrongUse(f"{option}: {trouble}; {trouble.hint or 'write it as 2026-09-30'}") from None
