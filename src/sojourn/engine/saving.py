"""States as bytes, and copies of states."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np

from sojourn.engine.state import Lists, State, Tallies, Units
from sojourn.network import NetworkError

Arrays = dict[str, Any]
VARYING = {"record", "due", "after", "chunk_due", "log", "order"}
"""Arrays that grow during a run."""


def saved(state: State) -> bytes:
    """A state as a NumPy archive of plain arrays; nothing is pickled."""
    out = io.BytesIO()
    arrays = {name: array for part in _parts(state) for name, array in part.items()}
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()


def loaded(data: bytes, like: State) -> State:
    """The state in an archive, which must be of the same program as the state ``like``.

    Raises:
        NetworkError: the archive is damaged, no snapshot, or of another program.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            parts = [{name: archive[name] for name in kind._fields} for kind in (Lists, Units, Tallies)]
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise NetworkError("the snapshot cannot be read: it is damaged or not a snapshot") from error
    for part, expected in zip(parts, _parts(like), strict=True):
        for name, array in expected.items():
            if part[name].dtype != array.dtype or (name not in VARYING and part[name].shape != array.shape):
                raise NetworkError("the snapshot is of another network, horizon or tally")
    return State(Lists(**parts[0]), Units(**parts[1]), Tallies(**parts[2]))


def copied(state: State) -> State:
    """The same state in arrays of its own."""
    lists, units, tallies = ({name: array.copy() for name, array in part.items()} for part in _parts(state))
    return State(Lists(**lists), Units(**units), Tallies(**tallies))


def _parts(state: State) -> tuple[Arrays, Arrays, Arrays]:
    """The arrays of each part by name."""
    return state.lists._asdict(), state.units._asdict(), state.tallies._asdict()
