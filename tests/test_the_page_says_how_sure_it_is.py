"""The page in a real browser: bands beside numbers, other systems, forms for lists, and why two scenarios differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from a_server import Server, browser, chromium, server

pytest.importorskip("playwright")
if chromium() is None:
    pytest.skip("no Chromium here: install it, or name one in SOJOURN_CHROMIUM", allow_module_level=True)

from test_the_page_in_a_browser import NARROW, Seen

SHORT = "base=plan-2025&period.until=2025-03-21"
NUMBER = r"[−\d][\d,.]*"


@pytest.fixture(scope="module")
def here() -> Server:
    return server()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture
def seen(chrome: Any, here: Server) -> Iterator[Seen]:
    found = Seen(chrome, here)
    yield found
    found.context.close()
    assert found.complaints == []
    assert [url for url in found.asked if not url.startswith((found.here.url, "data:"))] == []


def number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def test_bands_come_beside_the_numbers_and_in_the_picture(seen: Seen) -> None:
    seen.open(SHORT)
    seen.page.wait_for_selector("[data-band=held_mean]")
    assert seen.page.locator("path.shade.main").count() == 1
    assert seen.page.locator("path.whisker").count() >= 1
    seen.page.wait_for_selector("#draws[data-draws='20']")
    assert "nine of ten" in seen.page.inner_text("#draws")
    low, high = re.findall(NUMBER, seen.page.inner_text("[data-band=removed_all]"))[:2]
    assert number(low) < number(high)
    seen.page.click("#numbers > summary")
    seen.page.wait_for_selector("table.numbers td .band")
    seen.page.click("[data-line=removed_all]")
    seen.page.wait_for_selector("dialog[open]")
    assert "90 % of draws between" in seen.page.inner_text("dialog .sure-of")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector("dialog[open]", state="detached")
    seen.page.click("#more-draws")
    seen.until("Number(document.querySelector('#draws').dataset.draws) > 20")


def test_bands_are_gone_when_something_is_moved(seen: Seen) -> None:
    seen.open(SHORT)
    seen.page.wait_for_selector("[data-band=held_mean]")
    before = seen.page.inner_text("[data-band=held_mean]")
    field = seen.page.locator("#c-beds-capacity-n")
    field = seen.page.locator("#c-beds-capacity-0-n") if not field.count() else field
    field.fill("30,000")
    field.press("Enter")
    seen.page.wait_for_selector("[data-band=held_mean]", state="detached")
    seen.done()
    seen.page.wait_for_selector("[data-band=held_mean]")
    assert seen.page.inner_text("[data-band=held_mean]") != before


def test_a_difference_has_the_band_of_its_twins(seen: Seen) -> None:
    seen.open(f"{SHORT}&beds.capacity=30,000+beds&vs=plan-2025&vs.period.until=2025-03-21")
    seen.page.wait_for_selector("[data-line=held_mean] .change .band")
    low, high = re.findall(NUMBER, seen.page.inner_text("[data-line=held_mean] .change .band").replace("\u2060", ""))[
        :2
    ]
    change = re.findall(NUMBER, seen.page.inner_text("[data-line=held_mean] .change"))[0]
    assert number(low) <= number(high) < 0
    assert number(change) < 0


def test_a_scenario_of_another_system_is_run_and_says_what_is_not_there(seen: Seen) -> None:
    seen.open("base=uk-rwanda-2022")
    assert seen.number("exit_relocated") == "0"
    assert seen.number("exit_relocated_voluntarily") == "4"
    assert seen.page.locator("#person").count() == 0
    seen.page.click(".not-here summary")
    assert "US system only" in seen.page.inner_text(".not-here")
    seen.page.click("[data-line=exit_relocated]")
    seen.page.click("dialog summary >> nth=0")
    seen.page.wait_for_selector("dialog details.one summary")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector("dialog[open]", state="detached")
    seen.page.select_option("#base", "children-2025")
    seen.done()
    assert "children-2025" in seen.page.url
    seen.set("c-care-stay".removeprefix("c-").replace("-", "."), "40")
    assert "care.stay=40+days" in seen.page.url


def test_a_block_of_beds_is_ordered_changed_and_taken_back(seen: Seen) -> None:
    seen.open(SHORT)
    before = seen.number("held_mean")
    seen.page.click("#lists > summary")
    seen.page.click("#form-beds-blocks > summary")
    seen.page.click("#form-beds-blocks button:has-text('Add one')")
    seen.done()
    assert "beds.blocks" in seen.page.url
    field = seen.page.locator("#form-beds-blocks .item input >> nth=0")
    field.fill("many")
    field.press("Enter")
    seen.page.wait_for_selector("#form-beds-blocks .wrong")
    field.fill("9000")
    field.press("Enter")
    seen.done()
    assert "9000+beds" in seen.page.url
    seen.page.click("#form-beds-blocks button[aria-label^='Remove']")
    seen.done()
    assert "beds.blocks" not in seen.page.url
    assert seen.number("held_mean") == before
    seen.page.click("#undo")
    seen.until("location.search.includes('beds.blocks')")
    seen.complaints[:] = [one for one in seen.complaints if "422" not in one]


def test_a_difference_is_explained_when_asked(seen: Seen) -> None:
    seen.open(f"{SHORT}&beds.capacity=30,000+beds&departures.charter.0.flights=5+per+week&vs=plan-2025"
              "&vs.period.until=2025-03-21")  # fmt: skip
    seen.page.click("#difference > summary")
    seen.until("document.querySelector('#difference').innerText.includes('4 runs')")
    seen.page.click("#why")
    seen.page.wait_for_selector("#difference figure img")
    assert seen.page.locator("#difference tbody tr").count() == 3
    assert "Waterfall" in str(seen.page.get_attribute("#difference figure img", "alt"))


def test_a_year_that_is_over_is_shown_beside_what_happened(seen: Seen) -> None:
    seen.open(SHORT)
    seen.page.click("#hindcast > summary")
    seen.until("document.querySelectorAll('#hindcast img').length === 2")
    assert "happened" in str(seen.page.get_attribute("#hindcast img >> nth=0", "alt"))


@pytest.mark.parametrize("kind", [{}, {"color_scheme": "dark"}, NARROW], ids=["light", "dark", "telephone"])
@pytest.mark.parametrize("query", [f"{SHORT}&vs=plan-2025", "base=children-2025"], ids=["us", "children"])
def test_none_of_it_has_a_serious_fault_for_anybody(
    chrome: Any, here: Server, query: str, kind: dict[str, Any]
) -> None:
    seen = Seen(chrome, here, **kind).open(query)
    if "plan" in query:
        seen.page.wait_for_selector("[data-band=held_mean]")
        seen.page.click("#difference > summary")
        seen.page.click("#hindcast > summary")
    seen.page.click("#lists > summary")
    for form in seen.page.locator(".form > summary").all():
        form.click()
    assert seen.serious_faults() == []
    width, window = seen.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= window
    seen.context.close()
