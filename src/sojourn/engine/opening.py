"""The opening population as columns, in the order in which its people take their places."""

from __future__ import annotations

import numpy as np

from sojourn.engine.program import OpeningColumns
from sojourn.network import NO_MARK, Network, NetworkError, Opening


def opening_columns(network: Network, opening: Opening | None) -> OpeningColumns:
    """Columns for those inside before the first tick.

    Raises:
        NetworkError: somebody is of no kind, in no stage, or entered it at the start or later.
    """
    if opening is None:
        opening = Opening(*(np.zeros(0, np.int64) for _ in range(3)))
    kind, stage, entered = (
        np.asarray(column, dtype=np.int64) for column in (opening.kind, opening.stage, opening.entered)
    )
    count = len(kind)
    since = entered if opening.held_since is None else np.asarray(opening.held_since, dtype=np.int64)
    mark = np.full(count, NO_MARK) if opening.mark is None else np.asarray(opening.mark, dtype=np.int64)
    if len({len(column) for column in (kind, stage, entered, since, mark)}) > 1:
        raise NetworkError("the columns of the opening population differ in length")
    if count >= 1 << 24:
        raise NetworkError(f"an opening population of {count:,} is too many; {(1 << 24) - 1:,} is the most")
    if count and (kind.min() < 0 or kind.max() >= network.kinds.size):
        raise NetworkError(f"somebody in the opening population is of a kind outside 0 to {network.kinds.size - 1:,}")
    if count and (stage.min() < 0 or stage.max() >= len(network.stages)):
        raise NetworkError(f"somebody in the opening population is in a stage outside 0 to {len(network.stages) - 1}")
    if count and (entered.max() >= 0 or min(entered.min(), since.min(), mark.min()) < NO_MARK):
        raise NetworkError(
            "everybody in the opening population must have entered their stage before the start, and after tick -16,384"
        )
    if count and (since.max() >= 0 or mark.max() >= 0):
        raise NetworkError(
            "nobody in the opening population can hold a unit since, or have a mark on, the start or later"
        )
    waits = np.array([s.waits_for is not None for s in network.stages], dtype=bool)
    waiting = waits[stage] if count else np.zeros(0, dtype=bool)
    order = np.lexsort((np.arange(count), np.where(waiting, entered, 0), waiting))
    i32 = np.int32
    return OpeningColumns(
        person=order.astype(np.int64),
        kind=kind[order].astype(i32),
        stage=stage[order].astype(i32),
        entered=entered[order].astype(i32),
        since=since[order].astype(i32),
        mark=mark[order].astype(i32),
    )
