"""`python -m sojourn` is the command `sojourn`."""

from __future__ import annotations

from sojourn.cli import main

main()
