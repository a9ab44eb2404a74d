"""Files of a study's folder: each is whole or not there, and a table says what made it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def parquet(table: pl.DataFrame, made: Mapping[str, Any], **more: str) -> bytes:
    """A table as Parquet, with the version and the hash of what made it.

    It is made in memory: a writer of tables that runs out of room on the disk need not say so as an OSError.
    """
    out = io.BytesIO()
    metadata = {"sojourn": made["versions"]["sojourn"], "study": made["hash"], **more}
    table.write_parquet(out, compression="zstd", metadata=metadata)
    return out.getvalue()


def as_json(content: Any) -> bytes:
    """Plain data as JSON."""
    return (json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def write(path: Path, content: bytes) -> None:
    """Write a file under another name first, so that it is never half-done.

    Raises:
        OSError: it cannot be written; what was there before stays.
    """
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def number(value: float | str | None) -> float | None:
    """A value of a line as a number; a day as its own."""
    if value is None:
        return None
    return float(date.fromisoformat(value).toordinal() if isinstance(value, str) else value)
