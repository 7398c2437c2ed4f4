"""Compiled loops over votes.

Every loop runs on one thread and in a fixed order, so the same table gives the same bits on every machine.
"""

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled

_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@compiled
def mix(number: np.uint64) -> np.uint64:
    """Scramble 64 bits (splitmix64)."""
    number = (number + _GOLDEN) & np.uint64(0xFFFFFFFFFFFFFFFF)
    number = (number ^ (number >> np.uint64(30))) * _MIX_A
    number = (number ^ (number >> np.uint64(27))) * _MIX_B
    return number ^ (number >> np.uint64(31))


@compiled
def mark_present(ids: NDArray[np.int64], low: int, size: int) -> NDArray[np.int32]:
    """Return the rank of every id among the ids present (−1 if absent), for ids in ``low … low + size − 1``."""
    rank = np.full(size, -1, np.int32)
    for value in ids:
        rank[value - low] = 0
    following = 0
    for place in range(size):
        if rank[place] == 0:
            rank[place] = following
            following += 1
    return rank


@compiled
def count_rows(ids: NDArray[np.int64], low: int, rank: NDArray[np.int32], n_rows: int) -> NDArray[np.int64]:
    """Return where every participant's votes start (n_rows + 1)."""
    starts = np.zeros(n_rows + 1, np.int64)
    for value in ids:
        starts[rank[value - low] + 1] += 1
    for row in range(n_rows):
        starts[row + 1] += starts[row]
    return starts


@compiled
def first_unknown(values: NDArray[np.int8]) -> int:
    """Return the position of the first vote that is not −1, 0 or 1; −1 if all are known."""
    for place in range(values.size):
        if values[place] < -1 or values[place] > 1:
            return place
    return -1


@compiled
def scatter_rows(
    people: NDArray[np.int64],
    low_person: int,
    person_rank: NDArray[np.int32],
    asked: NDArray[np.int64],
    low_statement: int,
    statement_rank: NDArray[np.int32],
    values: NDArray[np.int8],
    starts: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Bring the votes of one participant together, in the order they were cast."""
    cursor = starts[:-1].copy()
    columns = np.empty(people.size, np.int32)
    kept = np.empty(people.size, np.int8)
    for vote in range(people.size):
        row = person_rank[people[vote] - low_person]
        place = cursor[row]
        cursor[row] = place + 1
        columns[place] = statement_rank[asked[vote] - low_statement]
        kept[place] = values[vote]
    return columns, kept


@compiled
def _sort_row(columns: NDArray[np.int32], values: NDArray[np.int8], low: int, high: int) -> None:
    if high - low > 48:  # noqa: PLR2004  # insertion is quicker below
        order = np.argsort(columns[low:high], kind="mergesort")
        columns[low:high] = columns[low:high][order]
        values[low:high] = values[low:high][order]
        return
    for place in range(low + 1, high):
        column, value, hole = columns[place], values[place], place
        while hole > low and columns[hole - 1] > column:
            columns[hole] = columns[hole - 1]
            values[hole] = values[hole - 1]
            hole -= 1
        columns[hole] = column
        values[hole] = value


@compiled
def last_wins(starts: NDArray[np.int64], columns: NDArray[np.int32], values: NDArray[np.int8]) -> int:
    """Sort every row by statement and keep the last of repeated votes, in place; return how many votes are left."""
    write = 0
    low = starts[0]
    for row in range(starts.size - 1):
        high = starts[row + 1]
        for place in range(low + 1, high):
            if columns[place - 1] >= columns[place]:
                _sort_row(columns, values, low, high)
                break
        starts[row] = write
        for place in range(low, high):
            if place + 1 == high or columns[place] != columns[place + 1]:
                columns[write] = columns[place]
                values[write] = values[place]
                write += 1
        low = high
    starts[starts.size - 1] = write
    return write


@compiled
def count_values(columns: NDArray[np.int32], values: NDArray[np.int8], n_columns: int) -> NDArray[np.int64]:
    """Return (n_columns, 3): disagree, pass, agree of every statement."""
    counts = np.zeros((n_columns, 3), np.int64)
    for vote in range(columns.size):
        counts[columns[vote], values[vote] + 1] += 1
    return counts


@compiled
def count_by_group(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    values: NDArray[np.int8],
    labels: NDArray[np.int32],
    n_groups: int,
    n_columns: int,
) -> NDArray[np.int64]:
    """Return (n_groups, n_columns, 3): disagree, pass, agree by group; people with label −1 are left out."""
    counts = np.zeros((n_groups, n_columns, 3), np.int64)
    for row in range(starts.size - 1):
        group = labels[row]
        if group >= 0:
            for vote in range(starts[row], starts[row + 1]):
                counts[group, columns[vote], values[vote] + 1] += 1
    return counts
