"""The page in a real browser: controls move the answer, a link is the state, and anybody can use it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from a_server import Server, browser, chromium, server
from sojourn.results.rounding import short

pytest.importorskip("playwright")
if chromium() is None:
    pytest.skip("no Chromium here: install it, or name one in SOJOURN_CHROMIUM", allow_module_level=True)

SHORT = "base=plan-2025&period.until=2025-05-01"
"""A scenario of a hundred days, so that everybody is simulated in a moment."""
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PATIENCE = 60_000


@pytest.fixture(scope="module")
def here() -> Server:
    return server()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    with browser() as found:
        yield found


class Seen:
    """A page, and what it asked for and complained of."""

    def __init__(self, chrome: Any, here: Server, **kind: Any) -> None:
        self.context = chrome.new_context(**{"viewport": {"width": 1280, "height": 900}, **kind})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.here, self.asked, self.complaints = here, [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def open(self, query: str = SHORT) -> Seen:
        self.page.goto(f"{self.here.url}/?{query}")
        return self.done()

    def done(self) -> Seen:
        """Wait until everybody has been simulated for what is asked now."""
        self.page.wait_for_timeout(100)
        self.page.wait_for_selector(".status.done")
        return self

    def until(self, holds: str) -> None:
        """Wait until an expression is true in the page, which runs no text as a script of its own."""
        end = time.monotonic() + PATIENCE / 1000
        while not self.page.evaluate(holds):
            assert time.monotonic() < end, f"never true: {holds}"
            self.page.wait_for_timeout(50)

    def serious_faults(self) -> list[tuple[str, list[Any]]]:
        """What an accessibility checker finds serious or critical, with the places."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            (one["id"], [node["target"] for node in one["nodes"]][:3])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    def number(self, line: str) -> str:
        return str(self.page.inner_text(f"[data-line={line}] .number"))

    def set(self, path: str, text: str) -> Seen:
        field = self.page.locator(f"#c-{path.replace('.', '-')}-n")
        field.fill(text)
        field.press("Enter")
        return self.done()


@pytest.fixture
def seen(chrome: Any, here: Server) -> Iterator[Seen]:
    found = Seen(chrome, here)
    yield found
    found.context.close()
    assert found.complaints == []
    assert [url for url in found.asked if not url.startswith((found.here.url, "data:"))] == []


def test_moving_a_control_moves_the_numbers_and_the_link(seen: Seen) -> None:
    seen.open()
    before = seen.number("held_mean")
    seen.set("beds.capacity.1", "45,000")
    assert seen.number("held_mean") != before
    assert "beds.capacity.1=45,000+beds" in seen.page.url
    asked = "sojourn run plan-2025 --set period.until=2025-05-01 --set 'beds.capacity.1=45,000 beds'"
    assert asked in seen.page.inner_text(".again pre >> nth=0")


def test_a_slider_that_is_dragged_ends_at_its_last_place(seen: Seen) -> None:
    seen.open()
    slider = seen.page.locator("#c-beds-capacity-1")
    slider.focus()
    for _ in range(8):
        slider.press("ArrowLeft")
    seen.done()
    assert "beds.capacity.1=92,000+beds" in seen.page.url
    assert seen.page.input_value("#c-beds-capacity-1-n") == "92,000"


def test_a_link_in_another_browser_shows_the_same(seen: Seen, chrome: Any, here: Server) -> None:
    seen.open().set("departures.charter.0.flights", "5")
    other = Seen(chrome, here).open(seen.page.url.partition("?")[2])
    assert [other.number(line) for line in ("held_mean", "removed_all", "cost")] == [
        seen.number(line) for line in ("held_mean", "removed_all", "cost")
    ]
    assert other.page.input_value("#c-departures-charter-0-flights-n") == "5"
    other.context.close()


def test_undo_and_redo_walk_through_what_was_done(seen: Seen) -> None:
    seen.open()
    first = seen.number("held_mean")
    second = seen.set("beds.capacity.1", "45,000").number("held_mean")
    seen.page.click("#undo")
    assert seen.done().number("held_mean") == first
    assert seen.page.is_disabled("#undo")
    seen.page.click("#redo")
    assert seen.done().number("held_mean") == second
    seen.page.keyboard.press("Control+z")
    assert seen.done().number("held_mean") == first


def test_what_is_pinned_is_compared_with_on_the_same_people(seen: Seen) -> None:
    seen.open()
    seen.page.click("#pin")
    seen.page.wait_for_selector(".card .change")
    seen.until("[...document.querySelectorAll('.card .change')].every(one => one.innerText.startsWith('the same'))")
    assert "vs=plan-2025" in seen.page.url
    seen.set("beds.capacity.1", "45,000")
    seen.until("document.querySelector('[data-line=held_mean] .change').innerText.startsWith('−')")
    assert seen.page.locator("path.line.pinned").count() >= 2
    seen.page.click("#unpin")
    seen.page.wait_for_selector(".card .change", state="detached")


def test_a_number_says_where_it_comes_from(seen: Seen) -> None:
    seen.open()
    seen.page.click("[data-line=removed_all]")
    seen.page.wait_for_selector("dialog[open]")
    seen.page.click("dialog summary >> nth=0")
    seen.page.click("dialog details.one summary >> nth=0")
    seen.page.wait_for_selector("dialog .evidence >> text=Document")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector("dialog[open]", state="detached")
    seen.page.click("text=Published: 41,500 beds")
    seen.page.wait_for_selector("dialog .evidence >> text=detention.funded_beds.FY2025")


def test_a_wrong_value_is_told_at_its_control_and_loses_nothing(seen: Seen) -> None:
    seen.open()
    field = seen.page.locator("#c-beds-capacity-1-n")
    field.fill("many beds")
    field.press("Enter")
    seen.page.wait_for_selector(".control .wrong")
    assert "a number of beds expected" in seen.page.inner_text(".control .wrong")
    assert seen.number("held_mean") != "…"
    seen.set("beds.capacity.1", "45k beds")
    assert seen.page.locator(".control .wrong").count() == 0
    seen.complaints[:] = [one for one in seen.complaints if "422" not in one]


def test_one_person_can_be_followed(seen: Seen) -> None:
    seen.open()
    seen.page.click("#person > summary")
    seen.page.select_option("#who-nationality", "Guatemala")
    seen.page.click("#person button.strong")
    seen.page.wait_for_selector(".person .way li")
    assert "Guatemala" in seen.page.inner_text(".person h3 >> nth=0")


def test_a_scenario_that_is_taken_away_can_be_opened_again(seen: Seen, tmp_path: Path) -> None:
    seen.open().set("beds.capacity.1", "45,000")
    before = seen.number("removed_all")
    with seen.page.expect_download() as download:
        seen.page.click(".files a >> nth=0")
    place = tmp_path / "mine.yaml"
    download.value.save_as(place)
    seen.page.click("#reset")
    seen.until("!location.search.includes('beds.capacity')")
    seen.done()
    seen.page.set_input_files("#open-file", place)
    seen.until("location.search.includes('beds.capacity.1')")
    assert seen.done().number("removed_all") == before


def test_it_can_be_used_with_the_keyboard_alone(seen: Seen) -> None:
    seen.open()
    page = seen.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
        if reached[-1] == "c-beds-capacity-1":
            break
    assert {"base", "c-beds-capacity-1"} <= set(reached)
    before = seen.number("held_mean")
    page.keyboard.press("Home")
    seen.until(f"document.querySelector('[data-line=held_mean] .number').innerText !== {json.dumps(before)}")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


NARROW = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize(
    "kind",
    [{}, {"color_scheme": "dark"}, NARROW],
    ids=["light", "dark", "telephone"],
)
def test_it_has_no_serious_fault_for_anybody(chrome: Any, here: Server, kind: dict[str, Any]) -> None:
    seen = Seen(chrome, here, **kind).open(f"{SHORT}&vs=plan-2025")
    for name in ("lists", "others", "numbers", "person"):
        seen.page.click(f"#{name} > summary")
    seen.page.wait_for_selector("table.numbers")
    ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(22, 24, 28)") == (kind.get("color_scheme") == "dark")
    assert seen.serious_faults() == []
    width, window = seen.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= window
    seen.context.close()


def test_with_reduced_motion_nothing_is_drawn_on_the_way(chrome: Any, here: Server) -> None:
    seen = Seen(chrome, here, reduced_motion="reduce").open()
    seen.page.evaluate(
        "window.drawn = 0; new MutationObserver(() => {"
        "  window.drawn += document.querySelectorAll('path.before').length; })"
        ".observe(document.querySelector('main'), {subtree: true, childList: true, attributes: true})"
    )
    seen.set("beds.capacity.1", "44,000")
    assert seen.page.evaluate("window.drawn") == 0
    seen.context.close()


def test_agreements_court_stops_and_money_can_be_changed(seen: Seen) -> None:
    seen.open()
    seen.page.click("#lists > summary")
    for label in ("Add an agreement", "Add a court stop"):
        seen.page.click(f"text={label}")
        seen.done()
    seen.page.click("text=Add an appropriation >> nth=0")
    seen.done()
    command = seen.page.inner_text(".again pre >> nth=0")
    for path in ("third_country.agreements=", "litigation=", "money.accounts.custody.appropriations="):
        assert path in command
    agreements = json.loads(re.findall(r"third_country\.agreements=(\[.*?\])'", command)[0])
    assert agreements[-1]["country"] == "Panama"


@pytest.mark.slow
def test_a_server_that_goes_and_comes_back_is_told_and_recovered_from(chrome: Any) -> None:
    here = Server().ready()
    seen = Seen(chrome, here).open()
    before = seen.number("held_mean")
    here.stop(9)
    field = seen.page.locator("#c-beds-capacity-1-n")
    field.fill("45,000")
    field.press("Enter")
    seen.page.wait_for_selector(".status.gone")
    again = Server(here.port)
    try:
        seen.done()
        assert seen.number("held_mean") != before
    finally:
        seen.context.close()
        again.stop()


def test_what_ends_on_another_day_is_compared_over_the_days_that_both_have(seen: Seen) -> None:
    seen.open(f"{SHORT}&beds.capacity=30,000+beds&vs=plan-2025&vs.period.until=2025-04-01")
    seen.until("document.querySelector('.pin').innerText.includes('to 31 March 2025')")
    seen.until("document.querySelector('[data-line=held_mean] .change')?.innerText.startsWith('−')")
    seen.open(f"{SHORT}&vs=plan-2025")
    seen.until("document.querySelector('.pin').innerText.includes('to 30 April 2025')")
    seen.until("document.querySelector('[data-line=held_mean] .change')?.innerText.startsWith('the same')")


def test_what_has_no_day_in_common_is_not_compared(seen: Seen) -> None:
    seen.open(f"{SHORT}&vs=us-2024")
    seen.until("document.querySelector('.pin').innerText.includes('nothing is compared')")
    assert seen.page.inner_text("[data-line=held_mean] .change") == "not compared"


def test_what_is_pinned_and_cannot_be_run_is_not_called_the_same_people(seen: Seen) -> None:
    seen.open(f"{SHORT}&vs=nowhere")
    seen.page.wait_for_selector(".pin .wrong")
    told = seen.page.inner_text(".pin p")
    assert "cannot be run" in told
    assert "there is no scenario 'nowhere' here" in told
    assert "same people" not in told
    seen.complaints.clear()


def test_another_seed_that_ends_earlier_is_told_as_other_luck(seen: Seen) -> None:
    seen.open(f"{SHORT}&vs=plan-2025&vs.period.until=2025-03-01&vs.seed=7")
    seen.until("document.querySelector('.pin p').innerText.includes('ends earlier')")
    told = seen.page.inner_text(".pin p")
    assert "another seed: the people are others" in told
    assert "same people" not in told


def test_a_link_to_a_scenario_that_is_not_here_says_what_is_shown_in_its_place(seen: Seen) -> None:
    seen.page.goto(f"{seen.here.url}/?base=nowhere&period.until=2025-05-01")
    seen.page.wait_for_selector("main > .wrong")
    assert seen.page.inner_text("main > .wrong") == (
        "There is no scenario 'nowhere' here: this is plan-2025, with nothing changed."
    )
    seen.set("beds.capacity.1", "45,000")
    assert not seen.page.locator("main > .wrong").count()
    seen.complaints.clear()


def test_what_is_refused_is_told_with_what_is_allowed(seen: Seen) -> None:
    seen.page.goto(f"{seen.here.url}/?{SHORT}&bedz=3")
    seen.page.wait_for_selector(".status.wrong")
    assert "there is no `bedz` in a scenario (did you mean `beds`?)" in seen.page.inner_text(".status")
    seen.complaints.clear()


def test_the_page_rounds_as_every_other_screen_does(seen: Seen) -> None:
    numbers = [5_265, 5_275, 12_250, 12_350, 1_265_000, 0.125, 2.25, 99.5, 1_385, 0, 164_500.5, 10**9 + 5 * 10**6]
    seen.open()
    said = seen.page.evaluate(
        "numbers => import('/page/words.mjs').then(({short}) => numbers.map(one => short(one, 'people')))", numbers
    )
    assert [one.replace("\u00a0", " ") for one in said] == [short(one) for one in numbers]
