"""Maximally diverse grouping: people as far apart as possible inside every group."""

from dataclasses import dataclass

import numpy as np

from goen.core.grouping.layout import patience_table
from goen.core.grouping.problem import IntArray
from goen.core.grouping.solve import cooling
from goen.core.grouping.starts import shuffled

STEPS = 256
"""Temperatures of one cooling."""
COOLINGS = ((80, 2), (30, 5), (8, 1), (30, 5), (8, 1), (25, 8), (5, 1))
"""Start and end of the coolings that share the budget, in hundredths of the median price of a swap at random.

Random distances freeze near a fifth of that price, distances in space near a twentieth, so both are visited."""


@dataclass(frozen=True, eq=False)
class Diverse:
    """A grouping of an MDGP instance.

    Parameters
    ----------
    group : int array, shape (n,)
        Group of every person.
    total : int
        Sum of the distances inside groups; more is better.
    """

    group: IntArray
    total: int


def total_distance(distance: IntArray, group: IntArray) -> int:
    """Sum the distances of all pairs that share a group.

    Examples
    --------
    >>> total_distance(np.array([[0, 3, 1], [3, 0, 5], [1, 5, 0]]), np.array([0, 0, 1]))
    3
    """
    return int((distance * (group[:, None] == group[None, :])).sum()) // 2


def diversify(distance: IntArray, lows: IntArray, highs: IntArray, *, seed: int = 1, iterations: int) -> Diverse:
    """Find groups with the largest total distance inside.

    Parameters
    ----------
    distance : int array, shape (n, n)
        Symmetric whole numbers, zero diagonal. Left unchanged.
    lows, highs : int array, shape (T,)
        Allowed sizes.
    seed, iterations : int
        Same input, seed and iterations: same groups on any machine.

    Returns
    -------
    Diverse

    Notes
    -----
    Annealing on swaps and, where sizes may vary, single moves: O(1) to price, O(n) to make a change; a first cooling, then
    gentle reheatings of the best. The problem: Weitz and Lakshminarayanan, Decision Sciences 29 (1998).
    """
    from goen.core.grouping.kernels.dice import new_dice  # noqa: PLC0415  Numba loads slowly
    from goen.core.grouping.kernels.dispersal import disperse  # noqa: PLC0415

    distance = np.ascontiguousarray(distance, dtype=np.int64)
    limits = np.ascontiguousarray(np.stack([lows, highs]).astype(np.int64))
    best = _first_groups(len(distance), limits, seed)
    top = total_distance(distance, best)
    scale = _median_price(distance, best, len(lows), seed)
    share = max(iterations // (len(COOLINGS) * STEPS), 1)
    move_share = 128 if (limits[0] < limits[1]).any() else 0
    patience = np.array(patience_table(), dtype=np.int64)
    for cycle, (hot, cold) in enumerate(COOLINGS):
        group, found = best.copy(), best.copy()
        sums = np.stack([distance[:, group == g].sum(axis=1) for g in range(len(lows))])
        gains = np.array([total_distance(distance, group), -1], dtype=np.int64)
        heats = cooling(scale * hot // 100, scale * cold // 100, STEPS)
        disperse(distance, np.ascontiguousarray(sums), group, np.bincount(group, minlength=len(lows)), limits, heats, share,
                 move_share, patience, found, gains, new_dice(seed, cycle))  # fmt: skip
        if int(gains[1]) >= top:
            best, top = found, int(gains[1])
    return Diverse(best, top)


def _first_groups(n_people: int, limits: IntArray, seed: int) -> IntArray:
    """Fill the lowest sizes, then the rest in turn, in random order."""
    seats = [np.repeat(np.arange(limits.shape[1]), limits[0])]
    spare = limits[1] - limits[0]
    seats += [np.flatnonzero(spare > turn) for turn in range(int(spare.max(initial=0)))]
    group = np.zeros(n_people, dtype=np.int64)
    group[shuffled(n_people, seed, 7)] = np.concatenate(seats)[:n_people]
    return group


def _median_price(distance: IntArray, group: IntArray, n_groups: int, seed: int) -> int:
    from goen.core.grouping.kernels.dice import new_dice  # noqa: PLC0415  Numba loads slowly
    from goen.core.grouping.kernels.dispersal import sample_gains  # noqa: PLC0415

    found = np.zeros(4096, dtype=np.int64)
    sums = np.ascontiguousarray(np.stack([distance[:, group == g].sum(axis=1) for g in range(n_groups)]))
    sample_gains(distance, sums, group, found, new_dice(seed, 99))
    prices = np.sort(np.abs(found[found != 0]))
    return max(int(prices[len(prices) // 2]), 1) if len(prices) else 1
