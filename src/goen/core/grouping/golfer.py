"""The social golfer problem: as many rounds as possible in which nobody meets anybody twice."""

import numpy as np

from goen.core.grouping.designs import space_rounds, squares_rounds, starter_rounds
from goen.core.grouping.problem import IntArray, Weights, make_problem
from goen.core.grouping.score import score_plan
from goen.core.grouping.skeletons import transversal
from goen.core.grouping.solve import solve
from goen.core.grouping.turning import symmetries, turned_rounds

PATIENCE = ((24, 200_000), (12, 1_000_000))
"""Searches per clock and proposals of each: short ones for all clocks first."""


def most_rounds_counted(groups: int, size: int) -> int:
    """Return how many rounds counting alone allows: nobody can meet more than everybody.

    Examples
    --------
    >>> most_rounds_counted(8, 4)
    10
    """
    return (groups * size - 1) // (size - 1)


def golfer_rounds(
    groups: int, size: int, n_rounds: int, *, seed: int = 1, iterations: int = 20_000_000
) -> IntArray | None:
    """Find ``n_rounds`` rounds of ``groups`` groups of ``size`` in which nobody meets twice.

    Parameters
    ----------
    groups, size, n_rounds : int
        The schedule wanted.
    seed, iterations : int
        Of the search, when no construction is known.

    Returns
    -------
    int array, shape (n_rounds, groups * size), or None
        None when neither a construction nor the search found one; it may exist all the same.

    Notes
    -----
    Transversal designs first, with further rounds inside their columns; then base rounds that a clock turns, many
    short searches over all clocks that fit; then annealing.
    """
    built = built_rounds(groups, size)
    if built is not None and len(built) >= n_rounds:
        return built[:n_rounds]
    if n_rounds > most_rounds_counted(groups, size):
        return None
    turned = _turned(groups, size, n_rounds, seed, iterations)
    if turned is not None:
        return turned
    problem = make_problem(groups * size, groups=groups, rounds=n_rounds, weights=Weights(repeat=1))
    plan = solve(problem, seed=seed, iterations=iterations)
    return plan.seats if plan.score.repeat == 0 else None


def _turned(groups: int, size: int, n_rounds: int, seed: int, iterations: int) -> IntArray | None:
    """Try every clock a few times, then again with more patience."""
    ways = list(symmetries(groups * size, groups, n_rounds))
    for pieces, length in PATIENCE:
        for way, (hours, fixed) in enumerate(ways):
            for piece in range(min(pieces, iterations // (length * max(len(ways), 1)) + 1)):
                number = (seed * 1000 + way) * 1000 + piece
                found = turned_rounds(groups, size, n_rounds, hours=hours, fixed=fixed, seed=number, iterations=length)
                if found is not None:
                    return found
    return None


def built_rounds(groups: int, size: int) -> IntArray | None:
    """Build as many rounds as the constructions give, or None.

    Notes
    -----
    Known designs first (:mod:`goen.core.grouping.designs`). In a transversal design people of one column never meet; when groups divide evenly into groups of ``size``, every
    column plays a smaller tournament of its own at the same time.

    Examples
    --------
    >>> [len(built_rounds(g, p)) for g, p in ((8, 4), (8, 8), (9, 3), (7, 4), (10, 10), (10, 4))]
    [10, 9, 13, 7, 4, 13]
    """
    return max(
        (one for one in (_known(groups, size), _crossed(groups, size)) if one is not None), key=len, default=None
    )


def _known(groups: int, size: int) -> IntArray | None:
    """Return a tournament that is a known design."""
    if (groups, size) == (10, 4):
        return space_rounds()
    if (groups, size) == (8, 4):
        return starter_rounds()
    return squares_rounds(groups) if groups == size else None


def _crossed(groups: int, size: int) -> IntArray | None:
    longest = next((r for r in range(groups, 0, -1) if transversal(groups, size, r) is not None), 0)
    if longest == 0:
        return None
    cross = transversal(groups, size, longest)
    if cross is None or groups % size:
        return cross
    inner = built_rounds(groups // size, size)
    if inner is None:  # one round needs no art
        inner = np.repeat(np.arange(groups // size), size)[None, :]
    per_column = groups // size
    rows = [np.concatenate([row + column * per_column for column in range(size)]) for row in inner]
    return np.vstack([cross, *rows])


def is_golfer_schedule(seats: IntArray, groups: int, size: int) -> bool:
    """Check from scratch that sizes are right and nobody meets twice."""
    problem = make_problem(groups * size, groups=groups, rounds=len(seats), weights=Weights(repeat=1))
    score = score_plan(problem, seats)
    return score.repeat == 0 and score.violations.total == 0
