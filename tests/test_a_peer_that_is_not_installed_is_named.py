"""The benchmark names peers that are not on the machine in a sentence, and measures the others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import part_reference
import reference_simmer
import tables_peers
from peers import PEERS, missing


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CIMBA_PREFIX", str(tmp_path))
    monkeypatch.setattr("peers.find_spec", lambda name: None)
    reference_simmer.program.cache_clear()


@pytest.mark.usefixtures("nothing_installed")
def test_every_peer_says_what_it_needs() -> None:
    for peer in PEERS:
        why = missing(peer)
        assert why
        assert "\n" not in why


@pytest.mark.usefixtures("nothing_installed")
def test_the_table_names_them() -> None:
    found = part_reference.reference([], [peer.name for peer in PEERS], 1.0, 1, 1, lambda text: None)
    (table,) = tables_peers.reference(found)
    assert len(table.notes) == len(PEERS)
    assert all("was skipped: " in note for note in table.notes)


def test_a_prefix_without_cimba_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CIMBA_PREFIX", str(tmp_path))
    cimba = next(peer for peer in PEERS if peer.name == "cimba")
    assert missing(cimba) == f"there is no libcimba.so under {tmp_path}"
