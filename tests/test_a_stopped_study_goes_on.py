"""A study that was stopped keeps what is done, and the same again goes on from there to the same table."""

from __future__ import annotations

from pathlib import Path

import pytest

from an_ensemble import UNTIL, document, pretended
from command_line import SHORT, sojourn
from sojourn.study import draw_pool
from sojourn.study.draw_jobs import Done, Job
from sojourn.study.draw_pool import Stopped
from sojourn.study.ensemble import Ensemble, ensemble

ALL = 5


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_pool, "do", pretended)


def study(under: Path | None, draws: int = 3, stop_after: int | None = None, *changes: str) -> Ensemble:
    def told(done: int, of: int) -> None:
        if done == stop_after:
            raise KeyboardInterrupt

    return ensemble(
        document(*changes),
        draws=draws,
        until=UNTIL,
        workers=1,
        replications=2,
        structure=False,
        under=under,
        progress=told,
    )


def test_it_goes_on(tmp_path: Path) -> None:
    whole = study(None)
    with pytest.raises(Stopped, match="stopped after 3 of 5 runs; what is done is kept") as caught:
        study(tmp_path, 3, 3)
    assert "\n" not in str(caught.value)
    (folder,) = tmp_path.iterdir()
    files = sorted((folder / "draws").iterdir())
    assert len(files) == 3
    files[0].write_text("{", "utf-8")
    files[1].write_text(files[2].read_text("utf-8"), "utf-8")

    again = study(tmp_path)
    assert again.taken_up == 1
    assert again.summary == whole.summary

    more = study(tmp_path, 4)
    assert more.taken_up == ALL
    assert more.runs[:3] == whole.runs
    assert more.drawn[:3] == whole.drawn
    assert not [one for one in folder.rglob("*") if one.suffix == ".part"]

    other = study(tmp_path, 3, None, "beds.capacity=39,000 beds")
    assert other.taken_up == 0
    assert other.folder != again.folder


def test_the_command_says_it_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(job: Job) -> Done:
        if job.label == "luck-00002":
            raise KeyboardInterrupt
        return pretended(job)

    monkeypatch.setattr(draw_pool, "do", interrupted)
    told = sojourn("run", *SHORT, "--draws=2", "--workers=1", "--out", str(tmp_path))
    assert (told.code, told.out) == (130, "")
    assert told.err.startswith("stopped after 2 of 22 runs; what is done is kept")
    assert told.err.count("\n") == 1


def test_without_a_folder_it_says_that_nothing_is_kept() -> None:
    with pytest.raises(Stopped, match="stopped after 0 of 5 runs; nothing is kept"):
        study(None, 3, 0)


def test_a_folder_that_cannot_be_written_loses_no_answer(tmp_path: Path) -> None:
    from sojourn.results.store import NotWritten
    from sojourn.study.draw_files import save

    (tmp_path / "file").write_text("", "utf-8")
    found = study(tmp_path / "file")
    assert found.summary["draws"] == 3
    with pytest.raises(NotWritten, match=r"the study could not be written to .*; --out names another folder"):
        save(found)
