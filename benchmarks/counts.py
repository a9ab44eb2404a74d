"""What the engines written in Python count, day by day, and the summary that comes of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from reference import CLASS_SHARE, DAYS, NATIONS, Reference
from summary import Summary

Ints = npt.NDArray[np.int64]
EXITS = ("gave_up", "relief", "timed_out", "removed", "third_country")


class Counts:
    """One run's days, exits and stays."""

    def __init__(self) -> None:
        self.in_bed = np.zeros((DAYS, len(CLASS_SHARE)), dtype=np.int64)
        """By class at the end of each day."""
        self.waiting = np.zeros(DAYS, dtype=np.int64)
        """For a bed, at the end of each day."""
        self.exits = {name: np.zeros(DAYS, dtype=np.int64) for name in EXITS}
        self.removed = np.zeros((DAYS, NATIONS), dtype=np.int64)
        self.stays = np.zeros(512, dtype=np.int64)
        self.arrived = self.admitted = self.court_ends = self.document_ends = 0

    def summary(self) -> Summary:
        """In the words of the comparison."""
        exits = {name: int(count.sum()) for name, count in self.exits.items()}
        return Summary(
            arrivals=int(self.arrived),
            admissions=self.admitted,
            court_ends=self.court_ends,
            document_ends=self.document_ends,
            exits=exits,
            inside=int(self.arrived) - sum(exits.values()),
            mean_in_bed=float(self.in_bed.sum(axis=1).mean()),
            mean_waiting=float(self.waiting.mean()),
            mean_stay=float((self.stays * np.arange(len(self.stays))).sum() / self.stays.sum()),
            removed_by_nation=self.removed.sum(axis=0).tolist(),
        )


def beds(reference: Reference) -> Ints:
    """(days, regions): whole beds."""
    return np.floor(reference.beds.at(DAYS)[:, None] * reference.region_share + 1e-9).astype(np.int64)
