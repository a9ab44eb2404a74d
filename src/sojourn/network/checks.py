"""What is checked when a network is put together, and again when its horizon is known.

Names, numbers, routes and loops each have a module, and each relies on those before it. What only a horizon can tell
is in `check_time`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.network.check_loops import check_loops
from sojourn.network.check_names import check_names
from sojourn.network.check_routes import check_routes
from sojourn.network.check_time import check_time
from sojourn.network.check_values import check_values

__all__ = ["check", "check_time"]

if TYPE_CHECKING:
    from sojourn.network.network import Network


def check(network: Network) -> None:
    """Check a network: every name leads somewhere, every number is one, everybody can leave.

    Raises:
        NetworkError: with the names of the stages involved.
    """
    check_names(network)
    check_values(network)
    check_routes(network)
    check_loops(network)
