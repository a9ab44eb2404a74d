"""States as bytes, and copies of states.

A state means nothing without its program: its numbers are places in the program's tables. So the bytes carry a digest
of the program, and are taken up by no other.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from tokenize import TokenError
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.engine.program import Program
from sojourn.engine.state import Lists, State, Tallies, Units
from sojourn.network import NetworkError
from sojourn.network.errors import shown

Arrays = dict[str, Any]
VARYING = {"record", "due", "after", "chunk_due", "log", "order"}
"""Arrays that grow during a run."""
DAMAGE = (
    ValueError,
    LookupError,
    ArithmeticError,
    TypeError,
    OSError,
    EOFError,
    MemoryError,
    RuntimeError,
    TokenError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)
"""What the readers of an archive may say of one that is damaged: sizes, methods and flags are wrong there too."""


def saved(state: State, program: Program, meaning: str) -> bytes:
    """A state of a program as a NumPy archive of plain arrays; nothing is pickled. ``meaning`` names what it counts."""
    out = io.BytesIO()
    arrays = {name: array for part in _parts(state) for name, array in part.items()}
    np.savez(out, allow_pickle=False, program=_digest(program, meaning), **arrays)
    return out.getvalue()


def loaded(data: bytes, program: Program, like: State, meaning: str) -> State:
    """The state in an archive, which must be of the program; ``like`` is another state of it.

    Raises:
        NetworkError: the archive is damaged, no snapshot, or of another program.
    """
    if not isinstance(data, bytes):
        raise NetworkError(f"a snapshot is bytes, as snapshot() gives them, not {shown(data)}")
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            digest = archive["program"]
            parts = [{name: archive[name] for name in kind._fields} for kind in (Lists, Units, Tallies)]
    except DAMAGE as error:
        raise NetworkError("the snapshot cannot be read: it is damaged or not a snapshot") from error
    if not np.array_equal(digest, _digest(program, meaning)):
        raise NetworkError("the snapshot is of another network, seed, horizon, opening population or tally")
    for part, expected in zip(parts, _parts(like), strict=True):
        for name, array in expected.items():
            if part[name].dtype != array.dtype or (name not in VARYING and part[name].shape != array.shape):
                raise NetworkError("the snapshot is of another version of Sojourn")
    return State(Lists(**parts[0]), Units(**parts[1]), Tallies(**parts[2]))


def copied(state: State) -> State:
    """The same state in arrays of its own."""
    lists, units, tallies = ({name: array.copy() for name, array in part.items()} for part in _parts(state))
    return State(Lists(**lists), Units(**units), Tallies(**tallies))


def _parts(state: State) -> tuple[Arrays, Arrays, Arrays]:
    """The arrays of each part by name."""
    return state.lists._asdict(), state.units._asdict(), state.tallies._asdict()


def _digest(program: Program, meaning: str) -> npt.NDArray[np.uint8]:
    """(16,): what tells a program from every other, and from the same numbers under other names."""
    found = blake2b(meaning.encode(), digest_size=16)
    for array in _arrays(program):
        found.update(f"{array.dtype.str} {array.shape}".encode())
        found.update(array.tobytes())
    return np.frombuffer(found.digest(), dtype=np.uint8)


def _arrays(part: Any) -> Iterator[npt.NDArray[Any]]:
    if isinstance(part, tuple):
        for one in part:
            yield from _arrays(one)
    else:
        yield np.asarray(part)
