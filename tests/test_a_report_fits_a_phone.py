"""A report's page is no wider than a phone, light or dark, and has no fault that a checker of accessibility finds."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from a_run import a_run
from a_server import browser, chromium
from sojourn.results.store import save
from sojourn.show.report.report import report

pytest.importorskip("playwright")
if chromium() is None:
    pytest.skip("no Chromium here: install it, or name one in SOJOURN_CHROMIUM", allow_module_level=True)

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    return report(save(a_run(), folder), folder).html


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1000, "light"), (1000, "dark")])
def test_it_fits_and_anybody_can_read_it(chrome: Any, made: Path, width: int, scheme: str) -> None:
    page = chrome.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(made.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    faults = page.evaluate("axe.run().then(found => found.violations.map(one => one.id + ': ' + one.help))")
    assert faults == []
    page.close()
