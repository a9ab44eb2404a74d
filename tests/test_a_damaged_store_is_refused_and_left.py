"""A store that is damaged or something else is told in one sentence and left as it is; it can run nothing."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esmda_models import linear
from sojourn.study.esmda import Problem, assimilate, draw
from sojourn.study.esmda_store import FORMAT, StoreRefused, hash_of, read


def problem() -> Problem:
    return linear(1).problem(draw(12, 6, 1))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    store = tmp_path_factory.mktemp("good") / "fit.npz"
    assimilate(problem(), store=store)
    return store.read_bytes()


def npz(**arrays: object) -> bytes:
    out = io.BytesIO()
    np.savez(out, **{name: np.asarray(value) for name, value in arrays.items()})
    return out.getvalue()


def npy() -> bytes:
    out = io.BytesIO()
    np.save(out, np.zeros(3))
    return out.getvalue()


def empty_zip() -> bytes:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    return out.getvalue()


class Trap:
    """Raises if anything unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return (pytest.fail, ("a pickle was run",))


def bad_stores() -> dict[str, bytes]:
    return {
        "nothing": b"",
        "text": b"month,adp\n2024-10,37000\n",
        "an empty zip": empty_zip(),
        "a lone array": npy(),
        "another npz": npz(a=[1.0]),
        "a pickle": pickle.dumps(Trap()),
        "an npz with a pickle": npz(format=FORMAT, problem=np.array([Trap()], dtype=object)),
        "a later version": npz(format="sojourn esmda 999", problem="x"),
    }


@pytest.mark.parametrize("data", bad_stores().values(), ids=bad_stores().keys())
def test_what_is_no_store_is_refused_and_left(tmp_path: Path, data: bytes) -> None:
    store = tmp_path / "fit.npz"
    store.write_bytes(data)
    with pytest.raises(StoreRefused) as caught:
        assimilate(problem(), store=store)
    assert store.read_bytes() == data
    assert str(caught.value).startswith(str(store))
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("change", ["missing", "misshapen", "of words", "not finite"])
def test_a_store_that_says_it_is_ours_is_not_believed(tmp_path: Path, change: str) -> None:
    whole = problem()
    store = tmp_path / "fit.npz"
    assimilate(whole, store=store)
    with np.load(store) as found:
        arrays = dict(found)
    changed = {
        "misshapen": arrays["ensemble"][:-1],
        "of words": np.full(arrays["ensemble"].shape, "word"),
        "not finite": arrays["ensemble"] * np.nan,
    }
    arrays["ensemble"] = changed.get(change, arrays["ensemble"])
    if change == "missing":
        del arrays["ensemble"]
    store.write_bytes(npz(**arrays))
    with pytest.raises(StoreRefused, match="damaged"):
        assimilate(whole, store=store)


@pytest.mark.parametrize(
    ("true", "false"),
    [(b"'shape': (5,), }", b"'shape': (4,), }"), (b"'shape': (12, 6), }        ", b"'shape': (12000000000, 6), }")],
    ids=["a run fewer", "more than there is memory"],
)
def test_a_length_is_not_believed(tmp_path: Path, good: bytes, true: bytes, false: bytes) -> None:
    store = tmp_path / "fit.npz"
    damaged = good.replace(true + b" " * (len(false) - len(true)), false)
    assert damaged != good
    assert len(damaged) == len(good)
    store.write_bytes(damaged)
    with pytest.raises(StoreRefused, match="damaged"):
        assimilate(problem(), store=store)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="not a file"):
        assimilate(problem(), store=tmp_path)


@settings(max_examples=150)
@given(data=st.data())
def test_any_damage_is_refused_or_does_no_harm(
    data: st.DataObject, good: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.getbasetemp() / "damaged.npz"
    kind = data.draw(st.sampled_from(["flip", "cut", "insert"]))
    at = data.draw(st.integers(0, len(good) - 1))
    byte = bytes([data.draw(st.integers(0, 255))])
    damaged = {"flip": good[:at] + byte + good[at + 1 :], "cut": good[:at], "insert": good[:at] + byte + good[at:]}
    store.write_bytes(damaged[kind])
    whole = problem()
    try:
        found = assimilate(whole, store=store)
    except StoreRefused:
        assert store.read_bytes() == damaged[kind]
    else:
        assert np.array_equal(found.ensemble, assimilate(whole).ensemble)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    store = tmp_path_factory.getbasetemp() / "noise.npz"
    store.write_bytes(noise)
    with pytest.raises(StoreRefused):
        read(store, hash_of(np.zeros((1, 1)), np.zeros(1), np.zeros(1), ""), 1, 1, 1)
