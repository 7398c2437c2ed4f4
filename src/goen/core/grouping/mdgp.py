"""Maximally diverse grouping: people as far apart as possible inside every group."""

from dataclasses import dataclass

import numpy as np

from goen.core.grouping.cooling import cooling
from goen.core.grouping.layout import patience_table
from goen.core.grouping.problem import IntArray
from goen.core.grouping.starts import shuffled

STEPS = 256
"""Temperatures of one cooling."""
BROAD = (80, 1)
"""Start and end of the first cooling, in hundredths of the median price of a swap at random: every kind of distance freezes between them."""
BROAD_SHARE, PIECES = 10, 32
"""The first cooling gets one part in so many of the budget, and looks at the total so many times on its way."""
MELTED, FROZEN = 80, 10
"""Reheatings begin where so many thousandths of the first cooling's gain were still to come, and end where so many were."""
CYCLES = 5
"""Reheatings that share the rest."""


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
    Sizes first: those with most pairs inside, exactly. Then annealing on swaps and, where sizes may vary, single
    moves: O(1) to price, O(n) to make a change. A first cooling shows where this instance freezes (random distances
    at a fifth of the median price, distances in space at a twentieth); reheatings of the best stay in that range. The
    problem: Weitz and Lakshminarayanan, Decision Sciences 29 (1998).
    """
    distance = np.ascontiguousarray(distance, dtype=np.int64)
    limits = np.ascontiguousarray(np.stack([lows, highs]).astype(np.int64))
    best = _first_groups(len(distance), limits, seed)
    start, scale = total_distance(distance, best), _median_price(distance, best, len(lows), seed)
    broad = cooling(scale * BROAD[0] // 100, max(scale * BROAD[1] // 100, 1), STEPS)
    best, top, course = _cool(distance, limits, best, broad, share=iterations // BROAD_SHARE, seed=seed, cycle=0)
    melted = next((heat for heat, total in course if (top - total) * 1000 <= MELTED * (top - start)), course[-1][0])
    frozen = next((heat for heat, total in course if (top - total) * 1000 <= FROZEN * (top - start)), course[-1][0])
    heats = cooling(melted, max(min(frozen, melted * 7 // 10), 1), STEPS)
    for cycle in range(1, CYCLES + 1):
        share = (iterations - iterations // BROAD_SHARE) // CYCLES
        found, total, _ = _cool(distance, limits, best, heats, share=share, seed=seed, cycle=cycle)
        if total >= top:
            best, top = found, total
    return Diverse(best, top)


def _cool(
    distance: IntArray, limits: IntArray, group: IntArray, heats: IntArray, *, share: int, seed: int, cycle: int
) -> tuple[IntArray, int, list[tuple[int, int]]]:
    """Cool one grouping; return the best met, its total, and the course: temperatures and totals on the way."""
    from goen.core.grouping.kernels.dice import new_dice  # noqa: PLC0415  Numba loads slowly
    from goen.core.grouping.kernels.dispersal import disperse  # noqa: PLC0415

    n_groups = limits.shape[1]
    group, found = group.copy(), group.copy()
    sums = np.ascontiguousarray(np.stack([distance[:, group == g].sum(axis=1) for g in range(n_groups)]))
    sizes = np.bincount(group, minlength=n_groups)
    gains = np.array([total_distance(distance, group), -1], dtype=np.int64)
    move_share = 128 if (limits[0] < limits[1]).any() else 0
    patience, dice = np.array(patience_table(), dtype=np.int64), new_dice(seed, cycle)
    course = []
    for piece in np.array_split(heats, PIECES):
        disperse(distance, sums, group, sizes, limits, piece, max(share // STEPS, 1), move_share, patience, found, gains,
                 dice)  # fmt: skip
        course.append((int(piece[-1]), int(gains[0])))
    return found, int(gains[1]), course


def fullest_sizes(lows: IntArray, highs: IntArray, n_people: int) -> IntArray:
    """Choose sizes within limits that put most pairs into groups.

    Notes
    -----
    Dynamic programming over groups and people placed: O(T n (high - low)). The last of equal choices is taken.

    Examples
    --------
    >>> fullest_sizes(np.array([2, 2, 2]), np.array([5, 4, 4]), 10).tolist()
    [5, 3, 2]
    """
    most = np.full(n_people + 1, -1, dtype=np.int64)
    most[0] = 0
    choices = []
    for low, high in zip(lows.tolist(), highs.tolist(), strict=True):
        after, choice = np.full_like(most, -1), np.zeros_like(most)
        for size in range(low, min(high, n_people) + 1):
            pairs = np.full_like(most, -1)
            before = most[: n_people + 1 - size]
            pairs[size:] = np.where(before >= 0, before + size * (size - 1) // 2, -1)
            better = pairs > after
            after[better], choice[better] = pairs[better], size
        most = after
        choices.append(choice)
    sizes, left = [], n_people
    for choice in reversed(choices):
        sizes.append(int(choice[left]))
        left -= sizes[-1]
    return np.array(sizes[::-1], dtype=np.int64)


def _first_groups(n_people: int, limits: IntArray, seed: int) -> IntArray:
    """Fill the fullest sizes in random order."""
    group = np.zeros(n_people, dtype=np.int64)
    sizes = fullest_sizes(limits[0], limits[1], n_people)
    group[shuffled(n_people, seed, 7)] = np.repeat(np.arange(len(sizes)), sizes)
    return group


def _median_price(distance: IntArray, group: IntArray, n_groups: int, seed: int) -> int:
    from goen.core.grouping.kernels.dice import new_dice  # noqa: PLC0415  Numba loads slowly
    from goen.core.grouping.kernels.dispersal import sample_gains  # noqa: PLC0415

    found = np.zeros(4096, dtype=np.int64)
    sums = np.ascontiguousarray(np.stack([distance[:, group == g].sum(axis=1) for g in range(n_groups)]))
    sample_gains(distance, sums, group, found, new_dice(seed, 99))
    prices = np.sort(np.abs(found[found != 0]))
    return max(int(prices[len(prices) // 2]), 1) if len(prices) else 1
