"""A lock says what to install and its hash, never from where, and covers all that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

RUN = PROJECT["project"]["dependencies"]
EXTRAS = [wish for extra in PROJECT["project"].get("optional-dependencies", {}).values() for wish in extra]
GROUPS = PROJECT["dependency-groups"]
WISHES = {
    "uv.txt": GROUPS["boot"],
    "dev.txt": RUN + EXTRAS + GROUPS["dev"] + PROJECT["build-system"]["requires"],
    "bench.txt": RUN + GROUPS["bench"],
    "site.txt": GROUPS["site"],
}

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;]+)( ; [^/@]+)?$")
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")


def entries(text: str) -> list[list[str]]:
    """Each entry of a lock as its pin followed by its hashes, line ends joined."""
    lines = text.replace("\\\n", "\n").splitlines()
    found: list[list[str]] = []
    for line in filter(str.strip, lines):
        if line[0].isspace() and found:
            found[-1].append(line.strip())
        else:
            found.append([line.strip()])
    return found


def faults(text: str) -> list[str]:
    """All that is in a lock and is neither a pin nor a hash, and each pin that has no hash."""
    wrong = []
    for pin, *hashes in entries(text):
        if not PIN.match(pin):
            wrong.append(f"not a pin: {pin}")
        elif not hashes:
            wrong.append(f"no hash: {pin}")
        wrong += [f"not a hash: {each}" for each in hashes if not HASH.match(each)]
    return wrong


def test_every_lock_is_looked_at() -> None:
    assert {path.name for path in (ROOT / "locks").iterdir()} == set(WISHES)


@pytest.mark.parametrize("lock", WISHES)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(lock: str) -> None:
    text = (ROOT / "locks" / lock).read_text(encoding="utf-8")
    assert faults(text) == []
    assert not re.search(r"https?:|file:|://|@|/", text)


@pytest.mark.parametrize("lock", WISHES)
def test_a_lock_covers_what_the_project_asks_for(lock: str) -> None:
    pinned: dict[str, list[Version]] = {}
    for pin, *_ in entries((ROOT / "locks" / lock).read_text(encoding="utf-8")):
        if match := PIN.match(pin):
            pinned.setdefault(canonicalize_name(match["name"]), []).append(Version(match["version"]))
    for wish in map(Requirement, WISHES[lock]):
        versions = pinned.get(canonicalize_name(wish.name), [])
        assert versions, f"{wish.name} is not in locks/{lock}: run 'make lock'"
        assert all(version in wish.specifier for version in versions), f"{wish} is not what locks/{lock} pins"


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--find-links /srv/wheels",
        "thing @ file:///srv/thing-1.0-py3-none-any.whl",
        "thing>=1.0",
        "thing==1.0",
        "thing==1.0 \\\n    --hash=md5:0123",
    ],
)
def test_a_bad_line_would_be_seen(line: str) -> None:
    assert faults(line + "\n")
