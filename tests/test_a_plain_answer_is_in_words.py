"""The screen of a run of any system but the US one has its marks explained, its names in words and sentences begun."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from replays import replay
from sojourn.results.plain_words import in_words
from sojourn.run import load, run
from sojourn.show.plain import show

NAMES = ["uk-rwanda-2022", "cooperative-2019"]


def shown(name: str, *changes: str) -> str:
    text = io.StringIO()
    show(replay(name, changes).summary, Console(file=text, width=100, highlight=False, markup=False))
    return text.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_marks_of_years_are_explained_once(name: str) -> None:
    text = shown(name)
    assert text.count("* Only a part of the year is in the run.") == 1
    assert text.count("FY is the US fiscal year, October to September.") == 1


def test_without_a_mark_there_is_none_to_explain() -> None:
    text = shown("uk-rwanda-2022", "period={start: 2022-10-01, until: 2023-10-01}")
    assert "*" not in text.replace("uk_rwanda.*", "")
    assert "FY is the US fiscal year" in text


@pytest.mark.parametrize("name", NAMES)
def test_sentences_begin_as_sentences_do(name: str) -> None:
    assert not any(sentence[0].islower() for sentence in replay(name).summary["findings"])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("heard_in_uk", "heard in UK"),
        ("admitted_to_uk_process", "admitted to UK process"),
        ("unheard_7", "not heard from by day 7"),
        ("heard_14", "heard from by day 14"),
        ("attempt_2", "waiting for attempt 2"),
        ("gap_1", "between attempts 1 and 2"),
        ("turned_18", "turned 18"),
        ("in_care", "in care"),
    ],
)
def test_names_are_told_in_words(name: str, words: str) -> None:
    assert in_words(name) == words


@pytest.mark.parametrize("until", ["2022-06-10", "2022-06-14", "2022-06-20"])
def test_everybody_who_was_put_on_the_list_is_counted(until: str) -> None:
    made = run(load("uk-rwanda-2022", [f"period.until={until}"]), seed=1)
    entered = int(made.panel.taken(target="listed").sum())
    assert entered == 130
    assert f"{entered} were put on the list of a flight." in made.summary["findings"]
