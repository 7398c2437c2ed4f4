"""Simulated annealing in whole numbers, and the descent that ends it."""

from goen.core.grouping.kernels.changes import keep_best, swap_slots
from goen.core.grouping.kernels.compiled import compiled
from goen.core.grouping.kernels.deltas import swap_delta
from goen.core.grouping.kernels.dice import roll, roll_below
from goen.core.grouping.kernels.frame import Frame, Int64, State
from goen.core.grouping.kernels.moves import exchange_delta, try_exchange, try_swap

SMALL = 4096
"""Plans of up to this many slots are copied whenever they are the best; larger ones at the end of a temperature."""


@compiled
def anneal(f: Frame, s: State, heats: Int64, steps: int, exchange_share: int, target: int) -> int:
    """Run ``steps`` proposals at each temperature and keep the best plan met.

    Parameters
    ----------
    f : Frame
        Left unchanged.
    s : State
        Changed in place; ``s.best`` and ``s.energy[1]`` hold the best plan.
    heats : int array
        Temperatures in score units, falling.
    steps : int
        Proposals per temperature.
    exchange_share : int
        Of 1,024 proposals, how many exchange whole days.
    target : int
        Stop when the energy reaches this (a proven bound).

    Returns
    -------
    int
        Number of proposals made.
    """
    is_small = s.who.size <= SMALL
    made = 0
    for heat in heats:
        for _ in range(steps):
            before = s.energy[0]
            if exchange_share > 0 and (roll(s.dice) & 1023) < exchange_share:
                try_exchange(f, s, heat)
            else:
                try_swap(f, s, heat)
            made += 1
            if s.energy[0] < before and s.energy[0] < s.energy[1] and (is_small or s.energy[0] <= target):
                keep_best(s)
                if s.energy[1] <= target:
                    return made
        if s.energy[0] < s.energy[1]:
            keep_best(s)
    return made


@compiled
def descend_slot(f: Frame, s: State, r: int, a: int) -> bool:
    """Try slot ``a`` against every later movable slot of its round; make every change that lowers the energy."""
    improved = False
    for second in range(s.n_movable[r]):
        b = s.movable[r, second]
        if b <= a or f.home[r, a] == f.home[r, b] or (s.who[r, a] < 0 and s.who[r, b] < 0):
            continue
        delta = swap_delta(f, s, r, a, b)
        if delta < 0:
            swap_slots(f, s, r, a, b)
            s.energy[0] += delta
            improved = True
    return improved


@compiled
def descend(f: Frame, s: State, most_passes: int) -> bool:
    """Make improving swaps until none is left; return whether that was reached.

    Notes
    -----
    One pass prices every swap of every round: O(R S² (A + s)).
    """
    for _ in range(most_passes):
        improved = False
        for r in range(f.n_rounds):
            for first in range(s.n_movable[r]):
                improved |= descend_slot(f, s, r, s.movable[r, first])
        if s.energy[0] < s.energy[1]:
            keep_best(s)
        if not improved:
            return True
    return False


@compiled
def sample_deltas(f: Frame, s: State, found: Int64) -> None:
    """Fill ``found`` with prices of random swaps of the present plan; zeros stand for swaps that were none."""
    for number in range(len(found)):
        found[number] = 0
        r = roll_below(s.dice, f.n_rounds)
        if s.n_movable[r] < 2:
            continue
        a = s.movable[r, roll_below(s.dice, s.n_movable[r])]
        b = s.movable[r, roll_below(s.dice, s.n_movable[r])]
        if f.home[r, a] != f.home[r, b] and (s.who[r, a] >= 0 or s.who[r, b] >= 0):
            found[number] = swap_delta(f, s, r, a, b)


@compiled
def sample_exchanges(f: Frame, s: State, found: Int64) -> None:
    """Fill ``found`` with prices of random exchanges of whole days; zeros stand for exchanges that were none."""
    for number in range(len(found)):
        found[number] = 0
        if len(f.roamers) > 1:
            i = f.roamers[roll_below(s.dice, len(f.roamers))]
            j = f.roamers[roll_below(s.dice, len(f.roamers))]
            if i != j and f.pattern[i] == f.pattern[j]:
                found[number] = exchange_delta(f, s, i, j)


@compiled
def price_person(f: Frame, s: State, r: int, person: int, prices: Int64) -> None:
    """Fill in the price of every swap of one person with a slot of the round; other entries are left alone."""
    a = s.slot[person, r]
    if a < 0 or not s.is_free[r, a]:
        return
    for second in range(s.n_movable[r]):
        b = s.movable[r, second]
        if f.home[r, a] != f.home[r, b]:
            prices[b] = swap_delta(f, s, r, a, b)
