"""Settings shared by all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadline: the machines that run this are shared, and a slow moment is not a defect. Where CI is set,
# examples are the same on each run, so that a red build can be repeated.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
