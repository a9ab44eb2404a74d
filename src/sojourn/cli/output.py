"""One JSON document on standard output."""

from __future__ import annotations

import json
import sys
from typing import Any


def print_json(document: Any) -> None:
    """Print a document and nothing else."""
    sys.stdout.write(json.dumps(document, indent=1, allow_nan=False) + "\n")
