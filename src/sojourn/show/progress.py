"""A bar that moves while a run works, on a terminal only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sojourn.show.consoles import err


@contextmanager
def bar(
    what: str, unit: str = "days", first: str = "finding who is inside on the first day", *, left: bool = False
) -> Iterator[Callable[[int, int], None]]:
    """A callback for `sojourn.run`; it draws on standard error if that is a terminal, and is silent otherwise.

    ``unit`` is what is counted, ``first`` what is going on before any is done. ``left`` also tells
    the time that is left.
    """
    console = err()
    if not console.is_terminal:
        yield lambda done, everything: None
        return
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    state = TextColumn("{task.fields[state]}")
    columns: list[ProgressColumn] = [TextColumn("{task.description}"), BarColumn(), state, TimeElapsedColumn()]
    if left:
        columns += [TextColumn("left"), TimeRemainingColumn()]
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=None, state="")

        def told(done: int, everything: int) -> None:
            state = f"{done:,} of {everything:,} {unit}" if done else first
            progress.update(task, completed=done, total=everything if done else None, state=state)

        yield told
