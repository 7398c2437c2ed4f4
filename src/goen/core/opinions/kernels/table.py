"""Compiled loops that build the table of votes and count it."""

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled

_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@compiled
def mix(number: np.uint64) -> np.uint64:
    """Scramble 64 bits (splitmix64)."""
    number += _GOLDEN
    number = (number ^ (number >> np.uint64(30))) * _MIX_A
    number = (number ^ (number >> np.uint64(27))) * _MIX_B
    return number ^ (number >> np.uint64(31))


@compiled
def count_ids(ids: NDArray[np.int64], low: int, size: int) -> NDArray[np.int64]:
    """Return how often every id occurs, for ids in ``low … low + size − 1``."""
    counts = np.zeros(size, np.int64)
    for value in ids:
        counts[value - low] += 1
    return counts


@compiled
def ranks(counts: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Return the rank of every id present (−1 if absent), the ids present, and where each one's entries start."""
    present = 0
    for count in counts:
        present += count > 0
    rank, found = np.full(counts.size, -1, np.int32), np.empty(present, np.int64)
    starts = np.zeros(present + 1, np.int64)
    following = 0
    for place in range(counts.size):
        if counts[place] > 0:
            rank[place] = following
            found[following] = place
            starts[following + 1] = starts[following] + counts[place]
            following += 1
    return rank, found, starts


@compiled
def first_unknown(values: NDArray[np.int64]) -> int:
    """Return the position of the first vote that is not −1, 0 or 1; −1 if all are known."""
    for place in range(values.size):
        if values[place] < -1 or values[place] > 1:
            return place
    return -1


@compiled
def scatter_codes(
    people: NDArray[np.int64],
    low_person: int,
    person_rank: NDArray[np.int32],
    asked: NDArray[np.int64],
    low_statement: int,
    statement_rank: NDArray[np.int32],
    values: NDArray[np.int64],
    starts: NDArray[np.int64],
    shift: int,
) -> NDArray[np.int32]:
    """Bring the votes of one participant together, in the order they were cast, as codes.

    Two passes (to blocks of 2^shift people, then to people) keep every write near the last ones.
    """
    n_rows = starts.size - 1
    heads = starts[:: 1 << shift].copy()
    packed = np.empty(people.size, np.int64)
    for vote in range(people.size):
        row = person_rank[people[vote] - low_person]
        code = 3 * statement_rank[asked[vote] - low_statement] + 1 + values[vote]
        block = row >> shift
        packed[heads[block]] = (np.int64(row) << 32) | np.int64(code)
        heads[block] += 1
    cursor, codes = starts[:n_rows].copy(), np.empty(people.size, np.int32)
    for entry in packed:
        row = entry >> 32
        codes[cursor[row]] = np.int32(entry & 0xFFFFFFFF)
        cursor[row] += 1
    return codes


@compiled
def last_wins(starts: NDArray[np.int64], codes: NDArray[np.int32], n_columns: int) -> int:
    """Keep the last of repeated votes of a row on a statement, in place; return how many votes are left."""
    seen, held = np.full(n_columns, -1, np.int32), np.zeros(n_columns, np.int32)
    write, low = 0, starts[0]
    for row in range(starts.size - 1):
        high = starts[row + 1]
        starts[row] = begin = write
        for vote in range(low, high):
            column = codes[vote] // 3
            if seen[column] == row:
                codes[begin + held[column]] = codes[vote]
            else:
                seen[column], held[column] = row, write - begin
                codes[write] = codes[vote]
                write += 1
        low = high
    starts[starts.size - 1] = write
    return write


@compiled
def count_codes(codes: NDArray[np.int32], n_columns: int) -> NDArray[np.int64]:
    """Return (n_columns, 3): disagree, pass, agree of every statement."""
    counts = np.zeros(3 * n_columns, np.int64)
    for code in codes:
        counts[code] += 1
    return counts.reshape(n_columns, 3)


@compiled
def count_by_group(
    starts: NDArray[np.int64], codes: NDArray[np.int32], labels: NDArray[np.int32], n_groups: int, n_columns: int
) -> NDArray[np.int64]:
    """Return (n_groups, n_columns, 3): disagree, pass, agree by group; people with label −1 are left out."""
    counts = np.zeros((n_groups, 3 * n_columns), np.int64)
    for row in range(starts.size - 1):
        group = labels[row]
        if group >= 0:
            for vote in range(starts[row], starts[row + 1]):
                counts[group, codes[vote]] += 1
    return counts.reshape(n_groups, n_columns, 3)
