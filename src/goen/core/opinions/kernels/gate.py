"""Compiled shuffles for the test of structure.."""

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled
from goen.core.opinions.kernels.geometry import lanczos
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
def leading(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    first: NDArray[np.float64],
    steps: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Return the diagonal and off-diagonal of a short Lanczos run: its largest eigenvalue is the statistic."""
    basis = np.empty((steps + 1, means.size))
    basis[0] = first
    alpha, beta = np.zeros(steps), np.zeros(steps)
    held = lanczos(starts, codes, means, np.ones(means.size), basis, alpha, beta, 0, steps)
    return alpha, beta, held


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
        alpha, beta, held = leading(starts, dealt, means, first, steps)
        tops[turn] = top_of_tridiagonal(alpha, beta, held)
    return tops
