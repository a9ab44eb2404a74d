"""What a fit that was stopped goes on from: one file, written after each step at once or not at all.

The file is an ordinary `.npz` of arrays without pickle, so that reading one cannot run anything. It names the problem
by a hash, and a file that is damaged, is something else, or belongs to another problem is refused and left alone.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sojourn.study.esmda_update import Floats

FORMAT = "sojourn esmda 2"
"""First words of a store; a change of what a step does changes the number."""


class StoreRefused(ValueError):
    """The file given as store cannot be gone on from; the message is one sentence, and the file is as it was."""


@dataclass(frozen=True)
class Kept:
    """Where a fit stands: what the next run of the ensemble starts from."""

    ensemble: Floats
    """(members, parameters), to be run next, or fitted once `predicted` is there."""
    misfit: tuple[float, ...]
    """One for each run of the ensemble that is done."""
    prior_predicted: Floats
    """(members, observations), or empty before the first run."""
    predicted: Floats
    """(members, observations), or empty before the last run."""


def hash_of(prior: Floats, observed: Floats, error: Floats, settings: str) -> str:
    """A name for a problem and its settings: equal only if every number is, to the last digit."""
    text = hashlib.sha256(settings.encode())
    for array in (prior, observed, error):
        text.update(repr(array.shape).encode())
        text.update(np.ascontiguousarray(array, dtype="<f8").tobytes())
    return text.hexdigest()


def write(path: Path, name: str, kept: Kept) -> None:
    """Write by renaming, making the folder if need be: stopped at any moment, the file is the old or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".new", delete=False)  # noqa: SIM115
    try:
        with new:
            np.savez(
                new,
                format=np.array(FORMAT),
                problem=np.array(name),
                ensemble=kept.ensemble,
                misfit=np.array(kept.misfit, dtype=np.float64),
                prior_predicted=kept.prior_predicted,
                predicted=kept.predicted,
            )
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).replace(path)
    finally:
        Path(new.name).unlink(missing_ok=True)


def read(path: Path, name: str, members: int, parameters: int, observations: int) -> Kept:
    """What a file keeps of the problem of this name, whose shapes are given too.

    Raises:
        StoreRefused: if it is damaged, is something else, or belongs to another problem.
    """
    if not path.is_file():
        raise StoreRefused(f"{path}: not a file; name a file that a fit wrote, or one that is not there yet")
    found = _arrays(path, path.read_bytes())
    if str(found.get("format")) != FORMAT:
        raise StoreRefused(
            f"{path}: not what a fit of this version wrote; name another file, or delete it to begin anew"
        )
    if str(found.get("problem")) != name:
        raise StoreRefused(
            f"{path}: a fit of another problem (prior, observations, errors, steps, seed or settings differ); "
            "name another file, or delete it to begin anew"
        )
    ensemble, misfit, prior, last = (found.get(each) for each in ("ensemble", "misfit", "prior_predicted", "predicted"))
    predicted = {(members, observations), (0, 0)}
    if (
        ensemble is None or misfit is None or prior is None or last is None
        or any(each.dtype != np.float64 for each in (ensemble, misfit, prior, last))
        or ensemble.shape != (members, parameters) or misfit.ndim != 1 or not {prior.shape, last.shape} <= predicted
        or not np.isfinite(ensemble).all() or not np.isfinite(misfit).all()
    ):  # fmt: skip
        raise StoreRefused(f"{path}: damaged, not every number is there; name another file, or delete it to begin anew")
    return Kept(ensemble, tuple(misfit.tolist()), prior, last)


def _arrays(path: Path, data: bytes) -> dict[str, Floats]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            # Checksums before any length is believed; what is no zip ends here, a lone array too.
            bad = parts.testzip()
        if bad is None:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                return {key: arrays[key] for key in arrays.files}
    except (ValueError, OSError, EOFError, KeyError, RuntimeError, MemoryError):
        pass
    except (struct.error, zipfile.BadZipFile, zlib.error):
        pass
    raise StoreRefused(f"{path}: damaged, or not what a fit wrote; name another file, or delete it to begin anew")
