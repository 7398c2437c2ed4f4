"""Schedules in which nobody meets anybody twice, built from algebra instead of searched."""

import numpy as np

from goen.core.grouping.fields import Ring, clock_ring, product_ring
from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.starts import shuffled

MOST_GROUPS = 1000
"""Rings above this many elements are not built: their tables would be larger than the search is slow."""


def transversal(n_groups: int, size: int, n_rounds: int) -> IntArray | None:
    """Build ``n_rounds`` rounds of ``n_groups`` groups of ``size`` without any repeated meeting.

    Parameters
    ----------
    n_groups, size, n_rounds : int
        The schedule wanted.

    Returns
    -------
    int array, shape (n_rounds, size * n_groups), or None
        Group of every person; person ``y * n_groups + x`` is the ``x``-th of column ``y``, and people of one column never
        meet. None when this construction cannot do it.

    Notes
    -----
    In round ``r`` person ``(x, y)`` sits in group ``x + y r`` of a ring. Two people of different columns meet twice
    only if ``(y - y') (r - r') = 0``, so columns and rounds are chosen such that this never happens: a transversal
    design of a finite field, a product of fields, or the integers modulo the number of groups.

    Examples
    --------
    >>> transversal(8, 6, 8).shape
    (8, 48)
    >>> transversal(6, 4, 3) is None
    True
    """
    if not 1 < n_groups <= MOST_GROUPS or max(size, n_rounds) > n_groups:
        return None
    for ring in (product_ring(n_groups), clock_ring(n_groups)):
        chosen = _columns_and_rounds(ring, size, n_rounds)
        if chosen is not None:
            columns, rounds = chosen
            people = np.arange(n_groups)
            rows = [np.concatenate([ring.plus[people, ring.times[y, r]] for y in columns]) for r in rounds]
            return np.array(rows, dtype=np.int64)
    return None


def _columns_and_rounds(ring: Ring, size: int, n_rounds: int) -> tuple[list[int], list[int]] | None:
    """Pick elements such that no product of a column difference and a round difference is zero."""
    everything = list(range(ring.order))
    spread = list(ring.spread)
    if size <= len(spread):
        return spread[:size], everything[:n_rounds]
    if n_rounds <= len(spread):
        return everything[:size], spread[:n_rounds]
    columns, rounds = everything[:size], everything[:n_rounds]
    return (columns, rounds) if _never_twice(ring, columns, rounds) else None


def _never_twice(ring: Ring, columns: list[int], rounds: list[int]) -> bool:
    """Tell whether ``y r - y' r`` takes a value at most once for every pair of columns."""
    products = ring.times[np.ix_(columns, rounds)]
    minus = np.argmin(ring.plus, axis=1)  # plus[x, -x] == 0
    for first in range(len(columns)):
        gaps = ring.plus[products[first][None, :], minus[products[first + 1 :]]]
        if (np.diff(np.sort(gaps, axis=1), axis=1) == 0).any():
            return False
    return True


def skeleton_seats(problem: Problem, seed: int) -> list[IntArray]:
    """Return constructed plans without repeats that fit the problem; empty when none is known or none is of use.

    Parameters
    ----------
    problem : Problem
        Left unchanged. Needs several rounds, the same people in all of them, neither locks nor blocks.
    seed : int
        Who gets which place of the schedule.

    Returns
    -------
    list of int array, shape (n_rounds, n_people)
    """
    if problem.n_rounds == 1 or len(problem.locks) or problem.together or not problem.present.all():
        return []
    size = int(problem.highs.max())
    empty = size * problem.n_groups - problem.n_people
    if empty > problem.n_groups or problem.weights.repeat == 0:
        return []
    schedule = transversal(problem.n_groups, size, problem.n_rounds)
    if schedule is None:
        return []
    return [schedule[:, shuffled(problem.n_people, seed, 77)]] if _fits(problem, schedule) else []


def _fits(problem: Problem, schedule: IntArray) -> bool:
    """Check sizes once the last people of the last column are left out; they never meet, so no group loses two."""
    kept = schedule[:, : problem.n_people]
    sizes = np.stack([np.bincount(row, minlength=problem.n_groups) for row in kept])
    return bool(((sizes >= problem.lows) & (sizes <= problem.highs)).all())
