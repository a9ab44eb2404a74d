"""Standard output whose failures are told apart from all others: nobody reads it any more, or it takes no more."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


class CannotPrint(Exception):
    """An answer could not be printed; the message is one sentence."""

    def __init__(self, why: str, *, unread: bool) -> None:
        super().__init__(f"the answer could not be printed: {why}")
        self.unread = unread
        """Whether the reader has gone away, as `head` does when it has enough: no failure."""


class Answers:
    """A text stream that raises `CannotPrint` where writing fails; in all else the stream it stands for."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text.

        Raises:
            CannotPrint: it cannot be written.
        """
        with _told():
            return self._open().write(text)

    def flush(self) -> None:
        """Write what is held back.

        Raises:
            CannotPrint: it cannot be written.
        """
        with _told():
            self._open().flush()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream is not None and not self._stream.closed and self._stream.isatty()

    def _open(self) -> TextIO:
        if self._stream is None:
            raise ValueError("standard output is closed")
        return self._stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
        unread = isinstance(trouble, OSError) and trouble.errno == errno.EPIPE
        raise CannotPrint((why or "no reason given").lower(), unread=unread) from trouble


@contextmanager
def answers() -> Iterator[Answers]:
    """Standard output for as long as a command runs."""
    before = sys.stdout
    put = Answers(before)
    sys.stdout = put
    try:
        yield put
    finally:
        sys.stdout = before


def give_up(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere, so that the interpreter does not fail on it when it ends."""
    try:
        if stream is not None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
    except (OSError, ValueError):
        return
