"""Which model a scenario is checked against: the one of the system it names under `system:`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from sojourn.scenario.amounts import named as named_so
from sojourn.scenario.errors import Problem, ScenarioError, problem_at, suggestion
from sojourn.scenario.written import Written

KEY = "system"


@dataclass(frozen=True)
class Choice:
    """Models by the word of their system."""

    models: Mapping[str, Callable[[], type[BaseModel]]]
    """What gives the model; asked only for the system that is named."""
    default: str
    """System of a scenario that names none; its model then says what is missing."""

    def model(self, written: Written, problems: list[Problem]) -> type[BaseModel]:
        """The model of the system that a scenario names.

        Args:
            written: the scenario, laid together.
            problems: what was found wrong with it before.

        Raises:
            ScenarioError: there is no such system.
        """
        named = written.child(KEY)
        if named is None:
            return self.models[self.default]()
        found = named.content
        if not isinstance(found, str) or found not in self.models:
            hint = suggestion(named.text, list(self.models), "systems")
            message = f"{named_so(found)} is no system that can be simulated"
            place = named.mark if found is not None else named.key or named.mark
            raise ScenarioError([*problems, problem_at(place, message, KEY, hint)])
        return self.models[found]()
