"""The three kinds of change the search tries: two people, a block, two people's whole days."""

from goen.core.grouping.kernels.changes import swap_slots
from goen.core.grouping.kernels.compiled import compiled, inlined
from goen.core.grouping.kernels.deltas import (
    bond_of,
    delta_without_meetings,
    lonely_of_swap,
    meetings_delta,
    quota_delta,
    seat_cost,
    swap_delta,
    values_of_swap,
)
from goen.core.grouping.kernels.dice import roll, roll_below
from goen.core.grouping.kernels.frame import Frame, State


@inlined
def tolerance(f: Frame, s: State, heat: int) -> int:
    """Metropolis' rule in whole numbers: the largest change accepted this time, ``-heat ln(u)``."""
    return (heat * f.patience[roll(s.dice) & 1023]) >> 16


@inlined
def accepts(f: Frame, s: State, delta: int, heat: int) -> bool:
    """Whether a change is accepted; dice are only rolled for one that costs."""
    return delta <= 0 or delta <= tolerance(f, s, heat)


@inlined
def try_swap(f: Frame, s: State, heat: int) -> None:
    """Propose two random slots of one round; seat the change if it is accepted."""
    r = roll_below(s.dice, f.n_rounds) if f.n_rounds > 1 else 0
    if s.n_movable[r] < 2:
        return
    a = s.movable[r, roll_below(s.dice, s.n_movable[r])]
    b = s.movable[r, roll_below(s.dice, s.n_movable[r])]
    i, j = s.who[r, a], s.who[r, b]
    if f.home[r, a] == f.home[r, b] or (i < 0 and j < 0):
        return
    if f.has_blocks and ((i >= 0 and f.block[i] >= 0) or (j >= 0 and f.block[j] >= 0)):
        try_block(f, s, r, a, b, heat)
        return
    most = tolerance(f, s, heat)
    delta = delta_without_meetings(f, s, r, a, b)
    met = 0
    if f.has_pairs:
        if not f.has_bonds and delta - s.energy[2] > most:
            return  # not even an end to all meetings again would make up for it
        met = f.unit * meetings_delta(f, s, r, a, b)
    if delta + met <= most:
        swap_slots(f, s, r, a, b)
        s.energy[0] += delta + met
        s.energy[2] += met


@compiled
def partner_slot(f: Frame, s: State, r: int, group: int, block: int) -> int:
    """Return a random free slot of ``group`` whose person is not of ``block``; -1 when none was met."""
    start = f.starts[r, group]
    width = f.starts[r, group + 1] - start
    for _ in range(2 * width):
        place = start + roll_below(s.dice, width)
        k = s.who[r, place]
        if s.is_free[r, place] and (k < 0 or f.block[k] != block):
            return place
    return -1


@compiled
def try_block(f: Frame, s: State, r: int, a: int, b: int, heat: int) -> None:
    """Move a whole block to another group, exchanging it with as many seats there; take it back if refused."""
    i = s.who[r, a]
    if i < 0 or f.block[i] < 0:
        a, b = b, a
        i = s.who[r, a]
    block, goal, origin = f.block[i], f.home[r, b], f.home[r, a]
    done = 0
    delta = 0
    for place in range(f.block_start[block], f.block_start[block + 1]):
        member = f.block_member[place]
        seat = s.slot[member, r]
        if seat < 0 or not s.is_free[r, seat] or (f.home[r, seat] == goal) or (f.home[r, seat] != origin):
            continue
        other = partner_slot(f, s, r, goal, block)
        if other < 0:
            continue
        delta += swap_delta(f, s, r, seat, other)
        swap_slots(f, s, r, seat, other)
        s.undo[done, 0], s.undo[done, 1] = seat, other
        done += 1
    if accepts(f, s, delta, heat):
        s.energy[0] += delta
        return
    for back in range(done - 1, -1, -1):
        swap_slots(f, s, r, s.undo[back, 0], s.undo[back, 1])


@inlined
def bonds_of_exchange(f: Frame, s: State, r: int, i: int, ti: int, j: int, tj: int) -> int:
    """Change in points of bonds alone when ``i`` and ``j`` exchange one round."""
    delta = 0
    for place in range(f.starts[r, ti], f.starts[r, ti + 1]):
        k = s.who[r, place]
        if k >= 0 and k != i:
            delta += bond_of(f, j, k) - bond_of(f, i, k)
    for place in range(f.starts[r, tj], f.starts[r, tj + 1]):
        k = s.who[r, place]
        if k >= 0 and k != j:
            delta += bond_of(f, i, k) - bond_of(f, j, k)
    return delta


@inlined
def exchange_delta(f: Frame, s: State, i: int, j: int) -> int:
    """Change of the energy when two people exchange their whole day.

    Repeated meetings and repeated themes only change their owners, so they need not be looked at.
    """
    delta = 0
    points = 0
    for r in range(f.n_rounds):
        ti, tj = s.group[i, r], s.group[j, r]
        if ti == tj:
            continue
        delta += values_of_swap(f, s, r, i, ti, j, tj)
        delta += seat_cost(f, r, i, tj) + seat_cost(f, r, j, ti) - seat_cost(f, r, i, ti) - seat_cost(f, r, j, tj)
        points += f.hard * quota_delta(f, s, r, i, ti, j, tj)
        if f.has_alone:
            delta += lonely_of_swap(f, s, r, i, ti, j, tj)
        if f.has_bonds:
            points += bonds_of_exchange(f, s, r, i, ti, j, tj)
    return delta + f.unit * points


@compiled
def try_exchange(f: Frame, s: State, heat: int) -> None:
    """Propose two random people with equal attendance; exchange their days if accepted."""
    if len(f.roamers) < 2:
        return
    i = f.roamers[roll_below(s.dice, len(f.roamers))]
    j = f.roamers[roll_below(s.dice, len(f.roamers))]
    if i == j or f.pattern[i] != f.pattern[j]:
        return
    delta = exchange_delta(f, s, i, j)
    if not accepts(f, s, delta, heat):
        return
    for r in range(f.n_rounds):
        if s.group[i, r] != s.group[j, r]:
            swap_slots(f, s, r, s.slot[i, r], s.slot[j, r])
    s.energy[0] += delta
