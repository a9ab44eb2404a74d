"""The systems that can be simulated, by the word that a scenario writes under `system:`.

Parts are named as `module:name` and imported when they are needed, so that reading a scenario of one system loads
nothing of the others. To add a system, write its model in `scenario/`, its network in `systems/`, and an entry here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sojourn.scenario.choice import Choice

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sojourn.network import Network, Opening
    from sojourn.systems.calendar import Calendar

DEFAULT = "us"
"""The system of a scenario that names none."""


@dataclass(frozen=True)
class System:
    """A system: what may be written about it, and the network made of that."""

    what: str
    """What it is, in a line."""
    scenario: str
    """`module:name` of the model of its scenarios: `UsScenario`, or a `PlainScenario` of its own."""
    network: str
    """`module:name` of a function from a scenario and its calendar to a `Network`. A tick is a day."""
    opening: str | None = None
    """`module:name` of a function from scenario, calendar and seed to an `Opening`; None: nobody is inside at first."""
    cells: tuple[str, ...] = ()
    """Parts of the kind that the daily table tells apart."""

    def model(self) -> type[BaseModel]:
        """The model of its scenarios."""
        found: type[BaseModel] = _named(self.scenario)
        return found

    def network_of(self, scenario: Any, calendar: Calendar) -> Network:
        """The network of a scenario.

        Raises:
            NetworkError: the scenario describes no system that can be run.
        """
        made: Network = _named(self.network)(scenario, calendar)
        return made

    def opening_of(self, scenario: Any, calendar: Calendar, seed: int) -> Opening | None:
        """Who is inside on the first day."""
        made: Opening | None = None if self.opening is None else _named(self.opening)(scenario, calendar, seed)
        return made


SYSTEMS = MappingProxyType(
    {
        "us": System(
            "Custody and removal in the United States",
            scenario="sojourn.scenario.us:UsScenario",
            network="sojourn.systems.us:us_network",
            cells=("agency", "criminality"),
        ),
        "children": System(
            "Unaccompanied children in the care of the health department, and after release",
            scenario="sojourn.scenario.children:ChildrenScenario",
            network="sojourn.systems.children:children_network",
            opening="sojourn.systems.children:opening",
            cells=("list",),
        ),
        "uk-rwanda": System(
            "The scheme by which the United Kingdom was to send people to Rwanda",
            scenario="sojourn.scenario.uk_rwanda:UkRwandaScenario",
            network="sojourn.systems.uk_rwanda:uk_rwanda_network",
        ),
        "asylum-cooperative": System(
            "Agreements by which people who ask for asylum at the border are sent to ask elsewhere",
            scenario="sojourn.scenario.cooperative:CooperativeScenario",
            network="sojourn.systems.cooperative:cooperative_network",
            cells=("nationality",),
        ),
    }
)
"""Systems by their word."""


def choice() -> Choice:
    """The models of all systems, among which a scenario's `system` decides."""
    return Choice({word: partial(_model, word) for word in SYSTEMS}, DEFAULT)


def system(word: str) -> System:
    """The system of a word.

    Raises:
        KeyError: there is none.
    """
    return SYSTEMS[word]


def _model(word: str) -> type[BaseModel]:
    return SYSTEMS[word].model()


def _named(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
