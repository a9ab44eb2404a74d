"""The engine: a network compiled to arrays, and the kernel that runs it. It knows nothing of immigration."""

from sojourn.engine.counting import Tally
from sojourn.engine.panel import Panel
from sojourn.engine.routes import Edge
from sojourn.engine.simulation import Simulation

__all__ = ["Edge", "Panel", "Simulation", "Tally"]
