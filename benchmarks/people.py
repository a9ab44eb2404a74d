"""Everybody's draws for the engines that draw person by person in Python: NumPy makes them in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
from reference import CLASS_SHARE, COURT_MEAN, LONGEST, NATIONS, RELIEF, SIGMA, Reference

BLOCK = 1 << 14
Drawn = tuple[int, int, int, int, bool, bool, int]
"""Nationality, class, region, court days, relief, refusal, document days."""


def drawn(reference: Reference, luck: int) -> Iterator[Drawn]:
    """One person after the other, without end."""
    rng = np.random.default_rng([luck, 3])
    log_median = np.log(COURT_MEAN) - SIGMA**2 / 2

    def block() -> Iterator[Drawn]:
        nation = rng.choice(NATIONS, BLOCK, p=reference.nation_share)
        cls = rng.choice(len(CLASS_SHARE), BLOCK, p=CLASS_SHARE)
        region = rng.choice(reference.regions, BLOCK, p=reference.region_share)
        court = np.minimum(np.ceil(rng.lognormal(log_median[cls], SIGMA)), LONGEST).astype(int)
        mean = reference.document_mean[nation]
        document = np.minimum(np.ceil(rng.gamma(2.0, mean / 2.0)), LONGEST).astype(int)
        relief = rng.random(BLOCK) < np.array(RELIEF)[cls]
        refused = rng.random(BLOCK) < reference.refusal[nation]
        columns = (nation, cls, region, court, relief, refused, document)
        return zip(*(column.tolist() for column in columns), strict=True)

    return chain.from_iterable(iter(block, None))
