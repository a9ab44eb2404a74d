"""Compiled modules, kept on disk so that only the first process ever waits for the compiler.

A module's text is written to a cache folder under a name that says what it is made from: its own text and that of all
engine modules it may take in. Numba puts the machine code beside it. Nothing in that folder comes from a user's text.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Lock
from types import ModuleType

MADE_FROM = ("chunks", "draws", "jit", "luck", "moving", "phases", "program", "race", "state", "tables")
"""Engine modules whose text goes into compiled code."""
KEPT = 60
"""Modules kept on disk; those used longest ago are removed when another is made."""
_lock = Lock()


def module_of(name: str, text: str) -> ModuleType:
    """The module with this text, imported from the cache folder; its functions compile when first called."""
    full = _name(name, text)
    with _lock:
        if full in sys.modules:
            return sys.modules[full]
        path = _folder() / f"{full}.py"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            _write(path, text)
            _forget(path.parent)
        else:
            _mark_used(path)
        spec = spec_from_file_location(full, path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path} cannot be imported")
        module = module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
        return module


def is_known(name: str, text: str) -> bool:
    """Whether a module with this text has been made before, here or by another process."""
    full = _name(name, text)
    return full in sys.modules or (_folder() / f"{full}.py").exists()


def is_first(name: str) -> bool:
    """Whether no module of this name has been made before, in any version."""
    return not any(_folder().glob(f"sojourn_{name}_*.py"))


def _name(name: str, text: str) -> str:
    return f"sojourn_{name}_{blake2b((_origin() + text).encode(), digest_size=10).hexdigest()}"


@cache
def _origin() -> str:
    """The engine's own text, and the versions that matter."""
    import numba

    here = Path(__file__).parent
    texts = [(here / f"{name}.py").read_text(encoding="utf-8") for name in MADE_FROM]
    return "\n".join([numba.__version__, sys.version, *texts])


@cache
def _folder() -> Path:
    """The first that can be written: the user's cache, a folder of theirs among temporary files, a new one."""
    home = os.environ.get("XDG_CACHE_HOME")
    user = getattr(os, "getuid", lambda: "user")()
    for folder in (
        (Path(home) if home else Path("~/.cache").expanduser()) / "sojourn" / "kernels",
        Path(tempfile.gettempdir()) / f"sojourn-kernels-{user}",
    ):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except (OSError, RuntimeError):
            continue
        if _is_own(folder):
            return folder
    return Path(tempfile.mkdtemp(prefix="sojourn-kernels-"))


def _is_own(folder: Path) -> bool:
    """Whether nobody else may write here: what is found in this folder is run."""
    found = folder.stat()
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(path: Path, text: str) -> None:
    """Write by renaming, so that two processes may do it at once."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)


def _mark_used(path: Path) -> None:
    """Make a module the latest used; a folder that may only be read is left as it is."""
    with suppress(OSError):
        path.touch()


def _forget(folder: Path) -> None:
    """Remove the modules used longest ago, and the machine code beside them. Another process may be doing the same."""
    found = []
    for path in folder.glob("sojourn_*.py"):
        with suppress(OSError):
            found.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(found, reverse=True)[KEPT:]:
        for old in (path, *folder.glob(f"__pycache__/{path.stem}.*")):
            with suppress(OSError):
                old.unlink()
