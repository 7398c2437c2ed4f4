"""Tournaments with a turning symmetry: a few base rounds, and all others by adding 1 around a clock."""

from collections.abc import Iterator

import numpy as np

from goen.core.grouping.cooling import cooling
from goen.core.grouping.layout import patience_table
from goen.core.grouping.problem import IntArray
from goen.core.grouping.starts import shuffled

ONE = 1 << 16
"""One meeting again, in the unit of the temperatures."""
HOT, COLD = ONE * 7 // 10, ONE * 15 // 100
STEPS = 64
"""Temperatures of one cooling."""


def symmetries(n_people: int, groups: int, n_rounds: int) -> Iterator[tuple[int, int]]:
    """List ways to turn: ``(hours, fixed)`` with people on clocks of so many hours and some who stay in the middle.

    Every two of those in the middle must never meet, so there are at most as many as groups. The largest clock comes
    first: it leaves least to search.

    Examples
    --------
    >>> list(symmetries(18, 6, 8))
    [(8, 2), (4, 2), (4, 6), (2, 0), (2, 2), (2, 4), (2, 6)]
    """
    for hours in range(n_rounds, 1, -1):
        if n_rounds % hours == 0:
            yield from ((hours, fixed) for fixed in range(n_people % hours, groups + 1, hours) if fixed < n_people)


def turned_rounds(
    groups: int, size: int, n_rounds: int, *, hours: int, fixed: int, seed: int = 1, iterations: int = 1_000_000
) -> IntArray | None:
    """Search for rounds without a meeting again that a clock of ``hours`` carries into each other.

    Parameters
    ----------
    groups, size, n_rounds : int
        The schedule wanted; ``n_rounds`` is a multiple of ``hours``.
    hours, fixed : int
        As :func:`symmetries` lists them.
    seed, iterations : int
        Same input: same result on any machine.

    Returns
    -------
    int array, shape (n_rounds, groups * size), or None
        Group of every person; None when the search did not end at zero.

    Notes
    -----
    Person ``clock * hours + hour`` of a base round is at the next hour in the next round. Two people of two clocks meet
    again somewhere if the difference of their hours comes up twice in the base rounds, so only differences are
    counted: the search has ``hours`` times fewer seats than the tournament. Starters and difference families: Colbourn
    and Dinitz (eds.), Handbook of Combinatorial Designs, VI.
    """
    from goen.core.grouping.kernels.dice import new_dice  # noqa: PLC0415  Numba loads slowly
    from goen.core.grouping.kernels.orbits import turn  # noqa: PLC0415

    n_people, n_base = groups * size, n_rounds // hours
    kinds, count = meeting_kinds(n_people, hours, fixed)
    who = np.stack([shuffled(n_people, seed, 900 + number) for number in range(n_base)]).astype(np.int32)
    for row in who.reshape(n_base, groups, size):
        for first in range(size):
            for second in range(first):
                np.add.at(count, kinds[row[:, first], row[:, second]], 1)
    energy = np.array([int((count * (count - 1) // 2).sum())], dtype=np.int64)
    patience = np.array(patience_table(), dtype=np.int64)
    turn(
        kinds,
        who,
        count,
        size,
        cooling(HOT, COLD, STEPS),
        max(iterations // STEPS, 1),
        patience,
        energy,
        new_dice(seed, 1),
    )
    if energy[0]:
        return None
    seats = np.zeros((n_rounds, n_people), dtype=np.int64)
    for number in range(n_base):
        for hour in range(hours):
            seats[number * hours + hour, _later(who[number], hours, hour, fixed)] = np.arange(n_people) // size
    return seats


def _later(people: IntArray, hours: int, passed: int, fixed: int) -> IntArray:
    """Turn everybody on a clock by some hours."""
    on_clock = people < people.size - fixed
    return np.where(on_clock, people // hours * hours + (people % hours + passed) % hours, people)


def meeting_kinds(n_people: int, hours: int, fixed: int) -> tuple[IntArray, IntArray]:
    """Tell the kinds of meetings of a symmetry apart by number.

    Returns
    -------
    kinds : int array, shape (n, n)
        Equal for pairs that the symmetry carries into each other.
    count : int array
        1 for the kinds that would repeat by themselves (two in the middle; two at opposite hours), else 0.
    """
    person = np.arange(n_people)
    clock = np.where(person < n_people - fixed, person // hours, n_people + person)
    hour = np.where(person < n_people - fixed, person % hours, 0)
    a, b = np.meshgrid(person, person, indexing="ij")
    low, high = np.minimum(clock[a], clock[b]), np.maximum(clock[a], clock[b])
    turn = np.where(clock[a] <= clock[b], hour[b] - hour[a], hour[a] - hour[b]) % hours
    is_same = low == high
    turn = np.where(is_same, np.minimum(turn, (hours - turn) % hours), turn)
    turn = np.where(high >= n_people, 0, turn)  # with somebody in the middle the hour is all the same
    repeats = (low >= n_people) | (is_same & (2 * turn == hours))
    key = np.where(repeats, -1, (low * (2 * n_people + 1) + high) * hours + turn)
    values, kinds = np.unique(key, return_inverse=True)
    count = np.where(values == -1, 1, 0).astype(np.int64)
    return kinds.reshape(n_people, n_people).astype(np.int32), count
