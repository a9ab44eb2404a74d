"""Runs of a study that are done, kept in a folder one file each, so that a study that was stopped goes on from there.

A file names what it was made from by a hash; one that is damaged, or of something else, is as if it were not there.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sojourn.study.draw_jobs import Done, Job

FOLDER = "draws"


@dataclass
class Kept:
    """The folder of a study's runs. Without one, nothing is kept."""

    folder: Path | None
    trouble: OSError | None = field(default=None, init=False)
    """Why a run could not be kept, where one could not; the study goes on."""

    def read(self, job: Job) -> Done | None:
        """What a run gave when it was made before; None where it was not."""
        if self.folder is None:
            return None
        try:
            found = json.loads(self._file(job).read_text(encoding="utf-8"))
            if found["hash"] != job.hash:
                return None
            return Done(dict(found["values"]), found["summary"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def write(self, job: Job, done: Done) -> None:
        """Keep what a run gave: under another name first, so that no file is ever half-done."""
        if self.folder is None or self.trouble is not None:
            return
        content = {
            "hash": job.hash,
            "kind": job.kind,
            "number": job.number,
            "seed": job.seed,
            "drawn": dict(job.drawn),
            "values": done.values,
            "summary": done.summary,
        }
        part = self._file(job).with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(content, allow_nan=False) + "\n", encoding="utf-8")
            part.replace(self._file(job))
        except (OSError, ValueError) as trouble:  # a ValueError is a name that no file can have
            self.trouble = trouble if isinstance(trouble, OSError) else OSError(0, str(trouble))
            with suppress(OSError, ValueError):
                part.unlink(missing_ok=True)

    def _file(self, job: Job) -> Path:
        return (self.folder or Path()) / f"{job.label}.json"
