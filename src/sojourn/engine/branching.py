"""From a run's present state to the state of a run under another network of the same structure."""

from __future__ import annotations

import numpy as np

from sojourn.engine.inside import people_inside
from sojourn.engine.kernels import placer
from sojourn.engine.program import Program
from sojourn.engine.state import LOGGED, OPENED, TICK, State, new_state, with_room
from sojourn.network import Network, NetworkError

LOW10 = np.uint64(1023)


def structure(network: Network) -> dict[str, object]:
    """What the numbers in a state stand for besides moves: two networks that differ in it mean other things by them."""
    return {
        "kinds": [(part, levels) for part, levels in network.kinds.parts.items()],
        "places where something is held or awaited": [(s.name, s.holds, s.waits_for) for s in network.stages],
        "gates": [(gate.name, [door.name for door in gate.doors]) for gate in network.gates],
        "pools": [(pool.name, pool.areas) for pool in network.pools],
    }


def check_alike(old: Network, new: Network) -> None:
    """Check that the numbers in a state of one network stand for the same in the other.

    Raises:
        NetworkError: with what differs.
    """
    was, comes = structure(old), structure(new)
    if differing := [name for name in was if was[name] != comes[name]]:
        raise NetworkError(
            f"a branch needs a network of the same structure; the {' and '.join(differing)} of this one differ"
        )


def branched(old: Program, state: State, new: Program) -> State:
    """The state of the new program at the present tick: the same people, their clocks raced anew from their entry.

    Those in buckets keep their order; those in queues queue by entry, then in the order in which they stood.

    Raises:
        NetworkError: the programs do not have the same kinds, queues, doors, areas and counts.
    """
    same = ("ticks", "kinds", "stages", "edges", "cells", "groups", "sources", "doors", "areas", "queues")
    if differing := [name for name in same if getattr(old, name) != getattr(new, name)]:
        raise NetworkError(
            f"a branch needs a network of the same structure; the {' and '.join(differing)} of this one differ"
        )
    register = state.lists.register
    inside = people_inside(old, state.lists, int(register[TICK]))
    entered = np.where(inside.queued, inside.second >> np.uint64(48), np.uint64(0))
    order = np.lexsort((entered, inside.queued))
    first = inside.first[order]
    second = (inside.second & ~LOW10 | inside.stage.astype(np.uint64))[order]
    fresh = new_state(new, len(state.lists.after))
    granted = new_state(old).units.left - state.units.left
    out = State(fresh.lists, state.units._replace(left=fresh.units.left - granted), state.tallies)
    out.lists.register[[TICK, LOGGED]] = register[[TICK, LOGGED]]
    while out.lists.register[OPENED] < len(first):
        placer()(new, out, first, second)
        if out.lists.register[OPENED] < len(first):
            out = with_room(out)
    out.lists.register[OPENED] = len(new.opening.person)
    return out
