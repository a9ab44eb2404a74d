"""Fits that are kept: the one that ships, as a table with its provenance, and those made here, in the user's cache.

A fit is named by a hash of all that goes into it: the months and what was published in them, the priors, the settings
and the version of the model. A table that was made from anything else is not taken for it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from sojourn.study.custody.closing import closed
from sojourn.study.custody.fit import Fit, Progress, Settings, fit
from sojourn.study.custody.prior import parameters
from sojourn.study.custody.window import Window, target
from sojourn.study.esmda_store import StoreRefused

MODEL = "custody 2"
"""Version of the model; a change of what a set of parameters does changes the number."""
TABLE, PROVENANCE = "posterior.csv", "posterior.json"


def name_of(seen: Window, settings: Settings) -> str:
    """Hash of all that goes into a fit."""
    which, aim, h = parameters(seen), target(seen), seen.history
    text = sha256(f"{MODEL}|{seen.months}|{settings}|{aim.where}".encode())
    for p in which:
        text.update(f"|{p.name} {p.centre:.9g} {p.spread:.9g} {p.scale}".encode())
    for array in (aim.value, aim.error, h.book_ins, h.days.astype(np.float64)):
        text.update(b"|" + " ".join(f"{number:.9g}" for number in array.ravel().tolist()).encode())
    return text.hexdigest()


def kept_fit(seen: Window, settings: Settings, *, progress: Progress | None = None) -> Fit:
    """The fit to a window: the one that ships if it is of this window, else from the cache, else made and kept.

    A fit that is stopped goes on from its last step when it is asked for again.
    """
    return shipped(seen, settings) or fitted(seen, settings, progress=progress)


def fitted(seen: Window, settings: Settings, *, progress: Progress | None = None) -> Fit:
    """The fit to a window from the cache, else made and kept, then closed; a damaged file is made anew."""
    store = cache(seen, settings)
    try:
        return closed(fit(seen, settings, store=store, progress=progress))
    except StoreRefused:
        store.unlink()
        return closed(fit(seen, settings, store=store, progress=progress))


def cache(seen: Window, settings: Settings) -> Path:
    """The file in the user's cache where a fit is kept, finished or not."""
    home = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(home) if home else Path("~/.cache").expanduser()) / "sojourn" / "fits"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, RuntimeError):
        folder = Path(tempfile.mkdtemp(prefix="sojourn-fits-"))
    return folder / f"{seen.origin}-{name_of(seen, settings)[:20]}.npz"


def shipped(seen: Window, settings: Settings) -> Fit | None:
    """The fit that ships with the project, if it is the one of this window and these settings."""
    folder = files(__package__).joinpath("data")
    try:
        about = json.loads(folder.joinpath(PROVENANCE).read_text(encoding="utf-8"))
        text = folder.joinpath(TABLE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    if about["inputs"] != name_of(seen, settings):
        return None
    rows = list(csv.reader(io.StringIO(text)))
    which = parameters(seen)
    if rows[0] != [p.name for p in which]:
        return None
    return Fit(seen, which, np.array(rows[1:], dtype=np.float64), settings)


def write(found: Fit, about: dict[str, Any], folder: Path) -> tuple[Path, Path]:
    """Write the posterior as a table and its provenance; gives the two paths.

    Args:
        found: the fit.
        about: what else is to stand in the provenance.
        folder: where; it is made if need be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    table, provenance = folder / TABLE, folder / PROVENANCE
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([p.name for p in found.parameters])
        writer.writerows([[f"{value:.6g}" for value in row] for row in found.ensemble.tolist()])
    whole = {"model": MODEL, "inputs": name_of(found.window, found.settings), **about}
    provenance.write_text(json.dumps(whole, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    return table, provenance
