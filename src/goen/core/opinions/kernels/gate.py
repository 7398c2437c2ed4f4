"""Compiled shuffles for the test of structure.."""

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled
from goen.core.opinions.kernels.groups import uniform


@compiled
def by_column(codes: NDArray[np.int32], n_columns: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each column's votes start in a list of places, and that list."""
    starts = np.zeros(n_columns + 1, np.int64)
    for code in codes:
        starts[code // 3 + 1] += 1
    for column in range(n_columns):
        starts[column + 1] += starts[column]
    cursor, places = starts[:-1].copy(), np.empty(codes.size, np.int64)
    for vote in range(codes.size):
        column = codes[vote] // 3
        places[cursor[column]] = vote
        cursor[column] += 1
    return starts, places


@compiled
def shuffle_columns(
    codes: NDArray[np.int32], starts: NDArray[np.int64], places: NDArray[np.int64], state: NDArray[np.uint64]
) -> None:
    """Deal every statement's votes anew among the people who answered it, in place."""
    for column in range(starts.size - 1):
        low = starts[column]
        for here in range(starts[column + 1] - 1, low, -1):
            other = low + int(uniform(state) * (here - low + 1))
            codes[places[here]], codes[places[other]] = codes[places[other]], codes[places[here]]


@compiled
def levels(
    starts: NDArray[np.int64], codes: NDArray[np.int32], means: NDArray[np.float64], slopes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how readily each person agrees: the least-squares factor of ``slopes`` in the person's centred votes."""
    found = np.zeros(starts.size - 1)
    for row in range(starts.size - 1):
        above, below = 0.0, 0.0
        for vote in range(starts[row], starts[row + 1]):
            column = codes[vote] // 3
            above += slopes[column] * (codes[vote] - 3 * column - 1 - means[column])
            below += slopes[column] * slopes[column]
        if below > 0.0:
            found[row] = above / below
    return found


@compiled
def sweep_beyond(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    slopes: NDArray[np.float64],
    level: NDArray[np.float64],
    vector: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return X'X·vector for centred votes from which each person's level times the slopes was taken away."""
    size = means.size
    table, sums, taken = np.empty(3 * size), np.zeros(3 * size), np.zeros(size)
    for column in range(size):
        for value in range(3):
            table[3 * column + value] = (value - 1 - means[column]) * vector[column]
    for row in range(starts.size - 1):
        total = 0.0
        for vote in range(starts[row], starts[row + 1]):
            column = codes[vote] // 3
            total += table[codes[vote]] - level[row] * slopes[column] * vector[column]
        for vote in range(starts[row], starts[row + 1]):
            sums[codes[vote]] += total
            taken[codes[vote] // 3] += total * level[row]
    out = np.empty(size)
    for column in range(size):
        below, middle, above = sums[3 * column], sums[3 * column + 1], sums[3 * column + 2]
        out[column] = above - below - means[column] * (below + middle + above) - slopes[column] * taken[column]
    return out


@compiled
def leading(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    slopes: NDArray[np.float64],
    first: NDArray[np.float64],
    steps: int,
) -> float:
    """Return the largest Ritz value after a short Lanczos run: the statistic."""
    level = levels(starts, codes, means, slopes)
    basis, alpha, beta = np.zeros((steps + 1, means.size)), np.zeros(steps), np.zeros(steps)
    basis[0] = first
    held = steps
    for step in range(steps):
        image = sweep_beyond(starts, codes, means, slopes, level, basis[step])
        alpha[step] = np.sum(image * basis[step])
        scale = np.sum(image * image)
        for _ in range(2):
            for other in range(step + 1):
                image -= np.sum(image * basis[other]) * basis[other]
        norm = np.sum(image * image)
        if norm <= 1e-22 * scale or norm == 0.0:
            held = step + 1
            break
        beta[step] = np.sqrt(norm)
        basis[step + 1] = image / beta[step]
    return top_of_tridiagonal(alpha, beta, held)


@compiled
def top_of_tridiagonal(alpha: NDArray[np.float64], beta: NDArray[np.float64], held: int) -> float:
    """Return the largest eigenvalue by bisection on Sturm sequences."""
    low, high = alpha[0], alpha[0]
    for i in range(held):
        reach = (beta[i - 1] if i > 0 else 0.0) + (beta[i] if i + 1 < held else 0.0)
        low, high = max(low, alpha[i]), max(high, alpha[i] + reach)
    for _ in range(60):
        middle = 0.5 * (low + high)
        above, pivot = 0, 1.0
        for i in range(held):
            square = beta[i - 1] * beta[i - 1] if i > 0 else 0.0
            pivot = alpha[i] - middle - square / (pivot if pivot != 0.0 else 1e-300)
            above += pivot > 0.0
        if above > 0:
            low = middle
        else:
            high = middle
        if high - low <= 1e-10 * high:
            break
    top: float = 0.5 * (low + high)
    return top


@compiled
def null_tops(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    slopes: NDArray[np.float64],
    first: NDArray[np.float64],
    steps: int,
    shuffles: int,
    state: NDArray[np.uint64],
) -> NDArray[np.float64]:
    """Return the statistic of ``shuffles`` tables in which only chance ties one statement to another."""
    begins, places = by_column(codes, means.size)
    dealt, tops = codes.copy(), np.empty(shuffles)
    for turn in range(shuffles):
        shuffle_columns(dealt, begins, places, state)
        tops[turn] = leading(starts, dealt, means, slopes, first, steps)
    return tops
