"""The opening population as columns, in the order in which its people take their places."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.engine.program import OpeningColumns
from sojourn.network import NO_MARK, Network, NetworkError, Opening
from sojourn.network.errors import shown
from sojourn.network.numbers import as_array


def plain_opening(opening: Opening) -> Opening:
    """The same people as arrays of 64-bit integers.

    Raises:
        NetworkError: something is no opening population, or a column holds anything but whole numbers.
    """
    if not isinstance(opening, Opening):
        raise NetworkError(f"the people inside before the start are given as an Opening, not {shown(opening)}")
    columns = {name: getattr(opening, name) for name in ("kind", "stage", "entered", "held_since", "mark")}
    found = {name: None if values is None else _column(values, name) for name, values in columns.items()}
    kind, stage, entered = (found[name] for name in ("kind", "stage", "entered"))
    if kind is None or stage is None or entered is None:
        raise NetworkError("an opening population needs the kind, the stage and the tick of entry of everybody")
    return Opening(kind, stage, entered, found["held_since"], found["mark"])


def _column(values: object, name: str) -> npt.NDArray[np.int64]:
    array = as_array(values)
    wraps = array.dtype.kind == "u" and np.any(array > np.iinfo(np.int64).max)
    if wraps or array.ndim != 1 or (len(array) and array.dtype.kind not in "iu"):
        raise NetworkError(f"{name!r} of an opening population needs a whole number a person, not {shown(values)}")
    return array.astype(np.int64)


def opening_columns(network: Network, opening: Opening | None) -> OpeningColumns:
    """Columns for those inside before the first tick, of a plain opening population.

    Raises:
        NetworkError: somebody is of no kind, in no stage, or entered it at the start or later.
    """
    if opening is None:
        opening = Opening(*(np.zeros(0, np.int64) for _ in range(3)))
    kind, stage, entered = opening.kind, opening.stage, opening.entered
    count = len(kind)
    since = entered if opening.held_since is None else opening.held_since
    mark = np.full(count, NO_MARK) if opening.mark is None else opening.mark
    if len({len(column) for column in (kind, stage, entered, since, mark)}) > 1:
        raise NetworkError("the columns of the opening population differ in length")
    if count >= 1 << 24:
        raise NetworkError(f"an opening population of {count:,} is too many; {(1 << 24) - 1:,} is the most")
    if count and (kind.min() < 0 or kind.max() >= network.kinds.size):
        raise NetworkError(f"somebody in the opening population is of a kind outside 0 to {network.kinds.size - 1:,}")
    if count and (stage.min() < 0 or stage.max() >= len(network.stages)):
        raise NetworkError(f"somebody in the opening population is in a stage outside 0 to {len(network.stages) - 1}")
    if count and (entered.max() >= 0 or entered.min() <= NO_MARK):
        raise NetworkError(
            "everybody in the opening population must have entered their stage before the start, and after tick -16,384"
        )
    if count and (since.max() >= 0 or mark.max() >= 0):
        raise NetworkError(
            "nobody in the opening population can hold a unit since, or have a mark on, the start or later"
        )
    if count and min(since.min(), mark.min()) < NO_MARK:
        raise NetworkError(
            "nobody in the opening population can hold a unit since, or have a mark on, a tick before -16,384, which "
            "stands for none"
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
