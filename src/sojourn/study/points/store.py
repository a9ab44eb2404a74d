"""The folder in which points are kept: one small file each, under the hash of all that decides its numbers.

A file appears by renaming or not at all, and carries a checksum: one that is damaged is as if it were not there, and is
made again. What other evidence, versions or code made has other hashes, so it is never taken for ours; it only takes
room, and :meth:`FolderStore.tidy` removes it. Any number of processes may read and write at once; a sweep takes the
folder to itself (:meth:`FolderStore.alone`), so that two do not make the same runs.

JSON, since a point is read and written whole: 0.4 ms of the processor to write and 0.2 to read, where a Parquet file of
the same numbers takes 0.9 and 0.65. Ten thousand points take no longer each than the first thousand did
(`benchmarks/sweep.py`). The table of a whole study is Parquet.

Every study that makes runs can keep them with one line::

    run_points(points, store=default_store())
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sojourn.study.points.lock import Locked, locked
from sojourn.study.points.point import Values, counted_by

FORMAT = 1
"""Version of the folder and its files; a store of another is refused."""
ABOUT = "STORE.json"
WHAT = "points of Sojourn"
MOST_CACHED = 100_000
"""Points that the user's cache holds, about 1 GB; those used longest ago go first."""
ENDING = ".json"
ABANDONED = 3600.0
"""Seconds after which a file that was begun is not being written any more."""


class StoreRefused(ValueError):
    """The folder cannot be used as a store; the message is one sentence, and the folder is as it was."""


class NotKept(Exception):
    """A point could not be kept; the message is one sentence."""


class FolderStore:
    """A folder of points."""

    def __init__(self, folder: Path, *, must_keep: bool = True) -> None:
        """Open a store, and make it where there is none.

        Args:
            folder: where; an empty or a new folder, or a store.
            must_keep: whether a point that cannot be kept is an error. A cache goes on without.

        Raises:
            StoreRefused: the folder is a store of another format, or holds something else.
            NotKept: it cannot be made.
        """
        self.folder, self.must_keep = folder, must_keep
        self.damaged = 0
        """Points that were found damaged; they are made again."""
        self.trouble: OSError | None = None
        """Why a point could not be kept, where one could not and need not be."""
        self._made: set[Path] = set()
        try:
            if not (folder / ABOUT).exists():
                self._begin()
            _check(folder)
        except OSError as trouble:
            raise NotKept(self._told(trouble)) from trouble

    def read(self, key: str) -> Values | None:
        """What a point gave when it was made before; None where it was not, or what is kept is damaged."""
        path = self._file(key)
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            self.damaged += 1
            return None
        if (values := _values(raw, key)) is None:
            self.damaged += 1
        elif not self.must_keep:
            with suppress(OSError):
                path.touch()
        return values

    def write(self, key: str, values: Values) -> None:
        """Keep what a point gave.

        Raises:
            NotKept: it cannot be written, and must be.
        """
        if self.trouble is not None:
            return
        path = self._file(key)
        part = path.with_name(f".{key[:16]}.{os.getpid()}.part")
        try:
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            part.write_bytes(_bytes(key, values))
            part.replace(path)
        except OSError as trouble:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            if self.must_keep:
                raise NotKept(self._told(trouble)) from trouble
            self.trouble = trouble

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the store to oneself among those that ask for it.

        Raises:
            StoreRefused: another process has it.
            NotKept: the folder cannot be written.
        """
        with ExitStack() as held:
            try:
                held.enter_context(locked(self.folder))
            except Locked as other:
                raise StoreRefused(
                    f"another sweep ({other}) is keeping its runs in {_shown(self.folder)}; wait until it is done, or "
                    "give this one a folder of its own with --out"
                ) from None
            except OSError as trouble:
                raise NotKept(self._told(trouble)) from trouble
            yield

    def tidy(self) -> int:
        """Remove the points that this version of Sojourn cannot use, and say how many; and what a kill cut off."""
        removed = 0
        for part in self.folder.glob("[0-9a-f][0-9a-f]/.*.part"):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > ABANDONED:
                    part.unlink()
        for path in self.files():
            with suppress(OSError):
                head = _head(path.read_bytes())
                if head is None or head.get("by") != counted_by():
                    path.unlink()
                    removed += 1
        return removed

    def files(self) -> Iterator[Path]:
        """The files of all points."""
        yield from self.folder.glob(f"[0-9a-f][0-9a-f]/*{ENDING}")

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{ENDING}"

    def _begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if any(not one.name.startswith(".") for one in self.folder.iterdir()) and not (self.folder / ABOUT).exists():
            raise StoreRefused(
                f"{_shown(self.folder)} holds something else than {WHAT}; name another folder, or one that is empty"
            )
        part = self.folder / f".{ABOUT}.{os.getpid()}.part"
        part.write_text(json.dumps({"what": WHAT, "format": FORMAT}) + "\n", encoding="utf-8")
        part.replace(self.folder / ABOUT)

    def _told(self, trouble: OSError) -> str:
        why = (trouble.strerror or str(trouble) or "no reason given").lower()
        return (
            f"runs cannot be kept in {_shown(self.folder)}: {why}; what was kept before stays, and the same command "
            "goes on from there; --out names another folder"
        )


def default_store() -> FolderStore:
    """The user's cache of points, for studies that keep no folder of their own: what it cannot keep it goes without.

    It is `points` in Sojourn's folder of the user's cache (`$XDG_CACHE_HOME`, else `~/.cache`), and holds so many
    points at most: :data:`MOST_CACHED`. A sweep keeps its runs beside its results instead, where nothing removes them.
    """
    home = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(home) if home else Path("~/.cache").expanduser()) / "sojourn" / f"points-{FORMAT}"
        store = FolderStore(folder, must_keep=False)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (NotKept, StoreRefused, OSError, RuntimeError):
        return FolderStore(Path(tempfile.mkdtemp(prefix="sojourn-points-")), must_keep=False)
    _forget(store)
    return store


def _forget(store: FolderStore) -> None:
    """Remove the points used longest ago. How many there are is judged by one folder of the 256."""
    if 256 * len(list(store.folder.glob(f"00/*{ENDING}"))) <= MOST_CACHED:
        return
    found = []
    for path in store.files():
        with suppress(OSError):
            found.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(found, reverse=True)[MOST_CACHED // 2 :]:
        with suppress(OSError):
            path.unlink()


def _check(folder: Path) -> None:
    """See that a folder is a store that can be read.

    Raises:
        StoreRefused: it is not.
    """
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        what, version = about["what"], about["format"]
    except (ValueError, LookupError, TypeError):
        what, version = None, None
    if what != WHAT or not isinstance(version, int):
        raise StoreRefused(
            f"{_shown(folder)} is no store of runs that can be read, as its {ABOUT} is damaged; nothing in it was "
            "touched; name another folder with --out"
        )
    if version != FORMAT:
        raise StoreRefused(
            f"the runs in {_shown(folder)} were kept by another version of Sojourn, in format {version} where this one "
            f"reads {FORMAT}; nothing in it was touched; name another folder with --out"
        )


def _bytes(key: str, values: Values) -> bytes:
    body = json.dumps(values, allow_nan=False, separators=(",", ":")).encode()
    head = {"point": key, "by": counted_by(), "sha256": hashlib.sha256(body).hexdigest()}
    return json.dumps(head).encode() + b"\n" + body + b"\n"


def _head(raw: bytes) -> dict[str, object] | None:
    try:
        head = json.loads(raw.partition(b"\n")[0])
    except ValueError:
        return None
    return head if isinstance(head, dict) else None


def _values(raw: bytes, key: str) -> Values | None:
    """What a file holds, if it is whole and of this point."""
    head, body = _head(raw), raw.partition(b"\n")[2].removesuffix(b"\n")
    if head is None or head.get("point") != key or head.get("sha256") != hashlib.sha256(body).hexdigest():
        return None
    found: Values = json.loads(body)
    return found


def _shown(folder: Path) -> str:
    text = str(folder)
    return repr(text if len(text) <= 200 else f"{text[:200]}...")
