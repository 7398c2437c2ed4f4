"""What no plan can beat: lower bounds that are cheap, exact in whole numbers, and met surprisingly often."""

from dataclasses import dataclass

import numpy as np

from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.score import common_unit
from goen.core.grouping.transport import cheapest_themes


@dataclass(frozen=True)
class Bound:
    """Lower bounds, term by term, in the units of :class:`goen.core.grouping.score.Score`.

    Parameters
    ----------
    unit, total : int
        As in ``Score``; no plan without violations has a smaller total.
    repeat, theme, past : int
        Of the unweighted terms.
    imbalance : tuple of int
        Per attribute.
    """

    unit: int
    total: int
    repeat: int
    theme: int
    past: int
    imbalance: tuple[int, ...]

    @property
    def points(self) -> float:
        """The total in points, for people."""
        return self.total / self.unit


def flattest_sizes(lows: IntArray, highs: IntArray, n_people: int) -> IntArray:
    """Spread people over groups as evenly as the limits allow.

    Returns
    -------
    int array, shape (n_groups,)
        Of all allowed sizes, those with the smallest sum of any convex function.

    Examples
    --------
    >>> flattest_sizes(np.array([2, 5, 2]), np.array([9, 9, 3]), 12).tolist()
    [4, 5, 3]
    """
    sizes = lows.astype(np.int64).copy()
    for _ in range(n_people - int(sizes.sum())):
        room = np.where(sizes < highs, sizes, np.iinfo(np.int64).max)
        sizes[int(room.argmin())] += 1
    return sizes


def pairs_in(sizes: IntArray) -> int:
    """Count the pairs inside groups of the given sizes."""
    return int((sizes * (sizes - 1) // 2).sum())


def split_pairs(size: int, parts: int) -> int:
    """Fewest pairs left together when ``size`` people are spread over ``parts`` groups.

    Examples
    --------
    >>> split_pairs(8, 4)
    4
    """
    each, more = divmod(size, parts)
    return more * (each + 1) * each // 2 + (parts - more) * each * (each - 1) // 2


def repeat_bound(problem: Problem) -> int:
    """Lower bound on ``Σ C(m, 2)``.

    Notes
    -----
    The larger of two: all meetings spread evenly over all pairs; and, for every two rounds, every group of one split
    evenly over the groups of the other. Cost O(R² T).
    """
    here = problem.present.sum(axis=1)
    sizes = [flattest_sizes(problem.lows[r], problem.highs[r], int(here[r])) for r in range(problem.n_rounds)]
    meetings = sum(pairs_in(row) for row in sizes)
    pairs = problem.n_people * (problem.n_people - 1) // 2 - len(np.unique(np.sort(problem.apart, axis=1), axis=0))
    spread = split_pairs(meetings, pairs) if pairs > 0 else 0
    return max(spread, _crossing_bound(problem, sizes))


def _crossing_bound(problem: Problem, sizes: list[IntArray]) -> int:
    """Sum over pairs of rounds; only for those with the same people, which is the usual case."""
    total = 0
    for first in range(problem.n_rounds):
        for second in range(first):
            if (problem.present[first] != problem.present[second]).any():
                continue
            ways = ((sizes[first], problem.highs[second]), (sizes[second], problem.highs[first]))
            total += max(sum(split_pairs(int(size), int((open_ > 0).sum())) for size in row) for row, open_ in ways)
    return total


def size_range(lows: IntArray, highs: IntArray, n_people: int) -> tuple[IntArray, IntArray]:
    """Narrow the limits to the sizes that can occur; equal arrays when the sizes are known up to order.

    Returns
    -------
    lows, highs : int array, shape (n_groups,)
        Sorted sizes twice when they are certain up to the order of the groups; else the limits unchanged.
    """
    is_even = bool((lows == lows[0]).all() and (highs == highs[0]).all() and highs[0] - lows[0] <= 1)
    if is_even or lows.sum() == n_people or highs.sum() == n_people:
        sizes = flattest_sizes(lows, highs, n_people)
        return sizes, sizes
    return lows, highs


def value_bound(lows: IntArray, highs: IntArray, n_people: int, holders: int) -> int:
    """Smallest ``Σ (n c - s h)²`` over groups when ``holders`` people of a value are spread best.

    Parameters
    ----------
    lows, highs : int array, shape (n_groups,)
        Group sizes, or limits between which they may lie.
    n_people, holders : int
        People present, and those of them who hold the value.

    Notes
    -----
    Convex in the count of every group, so taking the cheapest next seat again and again is exact. Every group has at
    least its share rounded down in an optimum; what remains is at most one seat per group at one size.
    """
    share_low, share_high = lows * holders, highs * holders
    counts = share_low // n_people
    left = holders - int(counts.sum())
    for _ in range(left):
        step = _distance(n_people * (counts + 1), share_low, share_high) - _distance(
            n_people * counts, share_low, share_high
        )
        counts[int(step.argmin())] += 1
    return int(_distance(n_people * counts, share_low, share_high).sum())


def _distance(value: IntArray, low: IntArray, high: IntArray) -> IntArray:
    """Squared distance of a number from an interval."""
    off = np.maximum(low - value, 0) + np.maximum(value - high, 0)
    return off * off


def imbalance_bounds(problem: Problem) -> tuple[int, ...]:
    """Lower bound of the imbalance of every attribute, in score units."""
    _, factors = common_unit(problem)
    bounds = [0] * len(problem.attributes)
    for r in range(problem.n_rounds):
        here = int(problem.present[r].sum())
        lows, highs = size_range(problem.lows[r], problem.highs[r], here)
        for number, attribute in enumerate(problem.attributes):
            values = np.asarray(attribute.values)[problem.present[r]]
            holders = np.bincount(values[values >= 0], minlength=len(attribute.labels))
            known = {int(count): value_bound(lows, highs, max(here, 1), int(count)) for count in set(holders.tolist())}
            bounds[number] += int(factors[r]) * sum(known[int(count)] for count in holders)
    return tuple(bounds)


def lower_bound(problem: Problem) -> Bound:
    """Bound the score of every plan that keeps the hard rules.

    Notes
    -----
    Each term is bounded on its own and the bounds are added, so the sum may lie below the true optimum; when a plan
    meets it, that plan is proven best. No randomness.

    Examples
    --------
    >>> from goen.core.grouping.problem import make_problem
    >>> lower_bound(make_problem(30, groups=4, rounds=4)).repeat
    84
    """
    unit, _ = common_unit(problem)
    repeat = repeat_bound(problem)
    theme = sum(cheapest_themes(problem, r) for r in range(problem.n_rounds))
    imbalance = imbalance_bounds(problem)
    total = unit * (problem.weights.repeat * repeat + problem.weights.theme * theme)
    total += sum(attribute.weight * value for attribute, value in zip(problem.attributes, imbalance, strict=True))
    return Bound(unit, total, repeat, theme, 0, imbalance)
