"""Plans to start from: random ones that keep sizes, locks and blocks."""

import numpy as np

from goen.core.grouping.problem import IntArray, Problem


def random_seats(problem: Problem, seed: int, stream: int = 0) -> IntArray:
    """Seat everybody at random within sizes and locks; blocks stay together where a group has room.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seed, stream : int
        The same pair always gives the same plan.

    Returns
    -------
    int array, shape (n_rounds, n_people)
    """
    from goen.core.grouping.kernels.dice import new_dice, shuffle  # noqa: PLC0415  Numba loads slowly

    dice = new_dice(seed, stream)
    seats = np.full((problem.n_rounds, problem.n_people), -1, dtype=np.int64)
    for r in range(problem.n_rounds):
        _seat_locked(problem, r, seats)
        order = np.arange(problem.n_groups, dtype=np.int32)
        shuffle(dice, order)
        _seat_blocks(problem, r, seats, order)
        people = np.flatnonzero(problem.present[r] & (seats[r] < 0)).astype(np.int32)
        shuffle(dice, people)
        seats[r, people] = _open_seats(problem, r, seats, order)[: len(people)]
    return seats


def _seat_locked(problem: Problem, r: int, seats: IntArray) -> None:
    locks = problem.locks[problem.locks[:, 0] == r]
    seats[r, locks[:, 1]] = locks[:, 2]


def _room(problem: Problem, r: int, seats: IntArray) -> IntArray:
    taken = np.bincount(seats[r][seats[r] >= 0], minlength=problem.n_groups)
    return problem.highs[r] - taken


def _seat_blocks(problem: Problem, r: int, seats: IntArray, order: IntArray) -> None:
    """Larger blocks first, each into the group with most room, or where one of them is locked."""
    for block in sorted(problem.together, key=len, reverse=True):
        free = [person for person in block if problem.present[r, person] and seats[r, person] < 0]
        anchors = [int(seats[r, person]) for person in block if seats[r, person] >= 0]
        room = _room(problem, r, seats)
        goal = anchors[0] if anchors else int(order[room[order].argmax()])
        if room[goal] >= len(free):
            seats[r, free] = goal


def _open_seats(problem: Problem, r: int, seats: IntArray, order: IntArray) -> IntArray:
    """Seats still to give, one group number each: first up to the lower limits, then one each in turn."""
    taken = problem.highs[r] - _room(problem, r, seats)
    needed = np.repeat(order, np.maximum(problem.lows[r] - taken, 0)[order])
    spare = problem.highs[r] - np.maximum(taken, problem.lows[r])
    turns = [order[spare[order] > turn] for turn in range(int(spare.max(initial=0)))]
    return np.concatenate([needed, *turns]).astype(np.int64)


def shuffled(count: int, seed: int, stream: int) -> IntArray:
    """Return ``0 … count - 1`` in an order that depends on seed and stream alone."""
    from goen.core.grouping.kernels.dice import new_dice, shuffle  # noqa: PLC0415  Numba loads slowly

    order = np.arange(count, dtype=np.int32)
    shuffle(new_dice(seed, stream), order)
    return order
