"""Settings shared by all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No deadline: the machines that run this are shared, and a slow moment is not a defect. Where CI is set,
# examples are the same on each run, so that a red build can be repeated.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Leave out one warning: Starlette's client for tests works with httpx, and would rather have its successor."""
    config.addinivalue_line("filterwarnings", "ignore:Using `httpx` with `starlette.testclient` is deprecated")


LONG = ("test_the_readme_shows_real_output.py", "test_the_page_in_a_browser.py", "test_the_page_says_how_sure_it_is.py")
"""Files that take minutes: a file is one process's, so they begin first, and none of them is alone at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; the rest stay in their order."""
    items.sort(key=lambda item: item.path.name not in LONG)
