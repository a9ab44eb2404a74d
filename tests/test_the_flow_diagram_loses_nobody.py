"""In the flow diagram nobody is lost: what goes into a place comes out of it, and all links are as the run counted."""

from __future__ import annotations

from a_run import a_run
from sojourn.show.pictures.flow import NODES
from sojourn.show.pictures.flow_links import links
from the_pictures import of_a_run, one, rows_of

PASSED = ("waits", "bed")
"""Places that people come through."""


def moved(stage: str | None, target: str, owner: str | None = None) -> int:
    more = {} if owner is None else {"owner": owner}
    return int(a_run().panel.taken(stage=stage, target=target, **more).sum())


def test_what_goes_in_comes_out() -> None:
    found = links(one())
    for place in PASSED:
        came = sum(people for (_, to), people in found.items() if to == place)
        went = sum(people for (of, _), people in found.items() if of == place)
        assert came == went > 0
    assert all(people >= 0 for people in found.values())


def test_the_links_are_what_the_run_counted() -> None:
    found, run = links(one()), a_run()
    assert found["waits", "bed"] == moved("intake", "proceedings")
    assert found["waits", "no_bed"] == moved("intake", "released_no_bed")
    assert found["direct", "removed_border"] == moved("border_seat", "removed_border")
    assert found["direct", "waits"] == moved("border_seat", "intake")
    assert found["bed", "removed_home"] == moved("seat", "removed_home")
    assert found["bed", "still"] == run.summary["lines"]["held_last"]["values"]["all"]
    opening = int(run.panel.opening.sum())
    began = found["inside", "waits"] + found["inside", "bed"]
    border = sum(people for (of, _), people in found.items() if of == "direct") - moved(
        None, "border_custody", "source border_direct"
    )
    assert began + border == opening


def test_everybody_who_came_ends_somewhere() -> None:
    found = links(one())
    column = {node.key: node.column for node in NODES}
    came = sum(people for (of, _), people in found.items() if column[of] == 0)
    ended = sum(people for (_, to), people in found.items() if column[to] == 3)
    assert came == ended


def test_bands_are_as_broad_as_people_are_many() -> None:
    bands = [row for row in rows_of(of_a_run()["flow"].spec) if "link" in row]
    per = {round((row["y2"] - row["y"]) / row["people"], 5) for row in bands if row["people"] > 50_000}
    assert max(per) - min(per) < 0.01 * max(per)
    drawn = {(row["from"], row["to"]): row["people"] for row in bands}
    assert sorted(drawn.values()) == sorted(people for people in links(one()).values() if people)
    for people in drawn.values():
        assert f"{people:,}" in of_a_run()["flow"].alt
