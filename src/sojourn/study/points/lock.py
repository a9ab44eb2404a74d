"""One at a time: a lock on a folder that goes with the process that holds it, however that ends."""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = "LOCK"


class Locked(Exception):
    """Somebody else has the folder; `str()` says who, as far as is known."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Have a folder to oneself. The system lets go of the lock when the process ends, so none is ever stale.

    Raises:
        Locked: another process has it.
        OSError: the folder cannot be written.
    """
    with (folder / NAME).open("a+", encoding="utf-8") as file:
        if not _taken(file.fileno()):
            raise Locked(_who(folder / NAME))
        file.truncate(0)
        json.dump({"process": os.getpid(), "machine": platform.node()}, file)
        file.flush()
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)
            _let_go(file.fileno())


def _who(path: Path) -> str:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return f"process {int(told['process'])} on {str(told['machine'])[:60]}"
    except (OSError, ValueError, LookupError, TypeError):
        return "another process"


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30
    """A byte that is never written: on this system a locked one cannot be read by others."""

    def _taken(handle: int) -> bool:
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(handle: int) -> None:
        os.lseek(handle, FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP)

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as trouble:  # some shared disks have no locks: the store stays whole without, by renaming
            if trouble.errno not in NO_LOCKS:
                raise
        return True

    def _let_go(handle: int) -> None:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)
