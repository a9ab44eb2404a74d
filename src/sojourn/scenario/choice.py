"""Which model a scenario is checked against: the one of the system it names under `system:`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from sojourn.scenario.errors import Problem, ScenarioError, problem_at, quoted, suggestion
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
        if named is None or not isinstance(named.content, str):
            return self.models[self.default]()
        if named.content not in self.models:
            hint = suggestion(named.content, list(self.models), "systems")
            message = f"{quoted(named.content)} is no system that can be simulated"
            raise ScenarioError([*problems, problem_at(named.mark, message, KEY, hint)])
        return self.models[named.content]()
