"""Appropriations of a scenario that is planned: the programme does not know them, and a plan says where they end.

A programme that took what is left of beds and seats after an account was emptied for all that there can be would plan
for a shortage of its own making. So it plans as if money were there (`without_limits`), runs meet the limits, and the
sentences of the run say on which day an account is empty under the plan and what stops then.
"""

from __future__ import annotations

from sojourn.results.bed_lines import not_ordered
from sojourn.results.emptied import emptied
from sojourn.study.plan.found import Found
from sojourn.study.plan.verify import Simulator


def ends(simulator: Simulator, found: Found) -> tuple[str, ...]:
    """What stops for want of money in one run of a plan, in sentences; empty where money is there to the end."""
    if not simulator.scenario.money.limited:
        return ()
    scenario = simulator.scenario_of(found.proposal)
    run = simulator.drawing_of(scenario, simulator.until).central().run()
    return *emptied(run), *not_ordered(run)
