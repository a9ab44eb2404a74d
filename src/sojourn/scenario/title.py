"""What a scenario is called: one line of at most 200 characters, that shows as it is written wherever it is printed."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

BREAKS = {"Cc", "Cs", "Zl", "Zp"}
"""Categories of characters that steer a terminal or break a line, and of halves of characters."""
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Classes of characters that turn the direction of what follows; letters of every script do without."""


def one_line(text: str) -> str:
    """The text without blanks at its ends.

    Raises:
        ValueError: nothing is left, or it has a line break or another character that is not shown but changes what is.
    """
    text = text.strip()
    for letter in text:
        if unicodedata.category(letter) in BREAKS or unicodedata.bidirectional(letter) in TURNS:
            what = "a line break" if letter in "\r\n\u2028\u2029" else f"the control character U+{ord(letter):04X}"
            raise ValueError(f"it has {what}; a title is one line of letters, digits, signs and spaces")
    if not text:
        raise ValueError("it is empty; a title is one line of letters, digits, signs and spaces")
    return text


Title = Annotated[str, Field(max_length=200), AfterValidator(one_line)]
