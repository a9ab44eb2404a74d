"""What runs need compiled is compiled before several processes need it, once, while they start."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sojourn.engine import kernels
from sojourn.run import load_us
from sojourn.study.draw_pool import Processes, made
from sojourn.study.points.drawing import drawing
from sojourn.study.points.kernels import general

PREPARED: list[str] = []


@dataclass(frozen=True)
class Work:
    """A job that notes where it was made ready."""

    label: str

    def prepare(self) -> None:
        PREPARED.append(self.label)


def process(job: Work) -> tuple[int, list[str]]:
    return os.getpid(), list(PREPARED)


@pytest.mark.parametrize(("jobs", "expected"), [(6, ["0"]), (2, []), (0, [])])
def test_the_first_job_is_made_ready_here_where_others_make_them(jobs: int, expected: list[str]) -> None:
    PREPARED.clear()
    found: list[tuple[int, list[str]]] = []
    made([Work(str(number)) for number in range(jobs)], 2, lambda job, gave: found.append(gave), process)
    assert expected == PREPARED
    assert len(found) == jobs
    assert all(inside == [] for pid, inside in found if pid != os.getpid())
    assert (os.getpid() in {pid for pid, _ in found}) == (0 < jobs < 4)


def test_a_kernel_of_its_own_is_made_ready_for_a_point_that_wants_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool | None] = []
    whole = kernels.kernel_of

    def noted(program: object, specialised: bool | None) -> kernels.Run:
        asked.append(specialised)
        return whole(program, False)  # type: ignore[arg-type]

    monkeypatch.setattr("sojourn.engine.simulation.kernel_of", noted)
    model = load_us("plan-2025").model
    for specialised, expected in ((True, [True]), (None, [False]), (False, [False])):
        asked.clear()
        drawing(model, specialised=specialised).central().prepare()
        assert asked == expected
    general()


SCRIPT = """
from sojourn.study.draw_pool import Processes
print("begun", flush=True)
with Processes(1) as hands:
    hands.start(abs)
    print(hands.submit(abs, -3).result())
"""


def test_a_script_is_not_run_again_by_each_process(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(SCRIPT, "utf-8")
    told = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, timeout=120)
    assert (told.stdout, told.stderr) == ("begun\n3\n", "")


def test_a_function_of_the_script_itself_is_found(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    guarded = SCRIPT.replace("\n", "\n    ").replace("    from", "from", 1).replace("abs", "mine")
    begin = "def mine(number):\n    return 2 * number\n\nif __name__ == '__main__':"
    file.write_text(guarded.replace("\n    print", f"\n{begin}\n    print", 1), "utf-8")
    told = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, timeout=120)
    assert (told.stdout, told.stderr) == ("begun\n-6\n", "")


def test_processes_that_have_started_make_what_they_are_given() -> None:
    with Processes(1) as hands:
        hands.start(process)
        assert hands.submit(process, Work("x")).result()[0] != os.getpid()
