"""Compiled rounds of the ideal-point model: people and statements take turns, each seeing the other's moments.

The logit of agreeing is ``b + c + a·u + g·b``. Seen from a person it is ``b + (1, a, b)·(c, u, g)``, seen from a statement
``c + (1 + g, u)·(b, a)``: the same form, so one loop serves both sides. Matrices are packed lower triangles.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled

# Sweeps before levels are learnt: the first ones still move far.
_SETTLED = 2


@compiled
def statements_as_seen(
    mean: NDArray[np.float64],
    second: NDArray[np.float64],
    features: NDArray[np.float64],
    seen: NDArray[np.float64],
    cross: NDArray[np.float64],
) -> None:
    """Write how people see statements: E[w], E[ww'] and E[b·w] for w = (1, a, b); ``second`` is E[(b, a)(b, a)']."""
    size = mean.shape[1]
    last = size * (size + 1) // 2
    for line in range(mean.shape[0]):
        features[line, 0], seen[line, 0], cross[line, 0] = 1.0, 1.0, mean[line, 0]
        place = 1
        for k in range(1, size):
            features[line, k] = seen[line, place] = mean[line, k]
            cross[line, k] = seen[line, last + k] = second[line, place]
            place += 1
            for _ in range(1, k + 1):
                seen[line, place] = second[line, place]
                place += 1
        features[line, size] = seen[line, last] = mean[line, 0]
        cross[line, size] = seen[line, last + size] = second[line, 0]


@compiled
def people_as_seen(
    mean: NDArray[np.float64],
    second: NDArray[np.float64],
    features: NDArray[np.float64],
    seen: NDArray[np.float64],
    cross: NDArray[np.float64],
) -> None:
    """Write how statements see people: E[w], E[ww'] and E[c·w] for w = (1 + g, u); ``second`` is E[(c, u, g)(c, u, g)']."""
    size = mean.shape[1] - 1
    last = size * (size + 1) // 2
    for line in range(mean.shape[0]):
        features[line, 0] = 1.0 + mean[line, size]
        seen[line, 0] = 1.0 + 2.0 * mean[line, size] + second[line, last + size]
        cross[line, 0] = mean[line, 0] + second[line, last]
        place = 1
        for k in range(1, size):
            features[line, k] = mean[line, k]
            cross[line, k] = second[line, place]
            seen[line, place] = mean[line, k] + second[line, last + k]
            place += 1
            for _ in range(1, k + 1):
                seen[line, place] = second[line, place]
                place += 1


@compiled
def invert(packed: NDArray[np.float64], size: int, inverse: NDArray[np.float64], root: NDArray[np.float64]) -> None:
    """Invert a packed positive definite matrix into ``inverse`` (packed), by Cholesky."""
    for i in range(size):
        for j in range(i + 1):
            total = packed[i * (i + 1) // 2 + j]
            for k in range(j):
                total -= root[i, k] * root[j, k]
            root[i, j] = math.sqrt(max(total, 1e-12)) if i == j else total / root[j, j]
    for j in range(size):
        # The lower root is inverted column by column into the upper triangle of ``root``.
        for i in range(j, size):
            total = 1.0 if i == j else 0.0
            for k in range(j, i):
                total -= root[i, k] * root[j, size + k]
            root[j, size + i] = total / root[i, i]
    for i in range(size):
        for j in range(i + 1):
            total = 0.0
            for k in range(i, size):
                total += root[i, size + k] * root[j, size + k]
            inverse[i * (i + 1) // 2 + j] = total


@compiled
def half_step(
    starts: NDArray[np.int64],
    partners: NDArray[np.int32],
    place_of: NDArray[np.int64],
    weights: NDArray[np.float64],
    signs: NDArray[np.float64],
    features: NDArray[np.float64],
    seen: NDArray[np.float64],
    cross: NDArray[np.float64],
    prior: NDArray[np.float64],
    mean: NDArray[np.float64],
    second: NDArray[np.float64],
) -> None:
    """Update every line's posterior from its votes; ``place_of`` finds a vote's weight and sign."""
    size, packed = mean.shape[1], seen.shape[1]
    precision, inverse, right = np.empty(packed), np.empty(packed), np.empty(size)
    root = np.empty((size, 2 * size))
    for line in range(mean.shape[0]):
        precision[:] = 0.0
        right[:] = 0.0
        for k in range(size):
            precision[k * (k + 1) // 2 + k] = prior[k]
        for vote in range(starts[line], starts[line + 1]):
            other, weight, sign = partners[vote], weights[place_of[vote]], signs[place_of[vote]]
            for place in range(packed):
                precision[place] += weight * seen[other, place]
            for k in range(size):
                right[k] += sign * features[other, k] - weight * cross[other, k]
        invert(precision, size, inverse, root)
        for k in range(size):
            total = 0.0
            for m in range(size):
                total += inverse[k * (k + 1) // 2 + m if m <= k else m * (m + 1) // 2 + k] * right[m]
            mean[line, k] = total
        place = 0
        for k in range(size):
            for m in range(k + 1):
                second[line, place] = inverse[place] + mean[line, k] * mean[line, m]
                place += 1


@compiled
def doubled(second: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return packed matrices with everything off the diagonal doubled, so that a dot product is a trace."""
    twice = 2.0 * second
    for k in range(size):
        twice[:, k * (k + 1) // 2 + k] *= 0.5
    return twice


@compiled
def squares(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    seen: NDArray[np.float64],
    cross: NDArray[np.float64],
    own: NDArray[np.float64],
    mean: NDArray[np.float64],
    second: NDArray[np.float64],
    out: NDArray[np.float64],
) -> None:
    """Write E[logit²] of every vote; ``own`` is E[b²] of every statement."""
    size, packed = mean.shape[1], seen.shape[1]
    twice = doubled(second, size)
    for line in range(mean.shape[0]):
        for vote in range(starts[line], starts[line + 1]):
            column = columns[vote]
            even, odd, place = own[column], 0.0, 0
            while place + 1 < packed:
                even += seen[column, place] * twice[line, place]
                odd += seen[column, place + 1] * twice[line, place + 1]
                place += 2
            if place < packed:
                even += seen[column, place] * twice[line, place]
            for k in range(size):
                odd += 2.0 * cross[column, k] * mean[line, k]
            out[vote] = even + odd


@compiled
def bound_weights(square: NDArray[np.float64], scales: NDArray[np.float64], weights: NDArray[np.float64]) -> None:
    """Write the curvature of the tightest quadratic bound of the logistic likelihood at each vote, times its scale."""
    for vote in range(square.size):
        reach = math.sqrt(max(square[vote], 1e-12))
        weights[vote] = scales[vote] * math.tanh(0.5 * reach) / (2.0 * reach)


@compiled
def learnt(second: NDArray[np.float64], prior: float, strength: float) -> Any:
    """Return the prior precision of a side's level, from its posterior and ``strength`` lines of the given prior."""
    total = 0.0
    for line in range(second.shape[0]):
        total += second[line, 0]
    return (second.shape[0] + strength) / (total + strength / prior)


@compiled
def transpose(
    starts: NDArray[np.int64], columns: NDArray[np.int32], n_columns: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Return votes by statement: where each starts, who cast them, and where they stand among the votes by person."""
    begins = np.zeros(n_columns + 1, np.int64)
    for column in columns:
        begins[column + 1] += 1
    for column in range(n_columns):
        begins[column + 1] += begins[column]
    cursor, people, places = begins[:-1].copy(), np.empty(columns.size, np.int32), np.empty(columns.size, np.int64)
    for line in range(starts.size - 1):
        for vote in range(starts[line], starts[line + 1]):
            here = cursor[columns[vote]]
            people[here], places[here] = line, vote
            cursor[columns[vote]] = here + 1
    return begins, people, places


@compiled
def fit(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    signs: NDArray[np.float64],
    scales: NDArray[np.float64],
    person_prior: NDArray[np.float64],
    statement_prior: NDArray[np.float64],
    slopes: NDArray[np.float64],
    sweeps: int,
    strength: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Fit from start ``slopes`` (S, d); ``signs`` are ±½ by vote, 0 for a pass; ``scales`` say how much each counts.

    Returns mean and second moments of both sides. With a ``strength`` above 0 the two prior precisions of levels (first of
    each prior) are learnt, in place.
    """
    n_people, n_columns, size = starts.size - 1, slopes.shape[0], slopes.shape[1] + 1
    wide, packed, wide_packed = size + 1, size * (size + 1) // 2, (size + 1) * (size + 2) // 2
    begins, people, places = transpose(starts, columns, n_columns)
    straight = np.arange(columns.size)
    mean, second = np.zeros((n_people, wide)), np.zeros((n_people, wide_packed))
    item_mean, item_second = np.zeros((n_columns, size)), np.zeros((n_columns, packed))
    item_mean[:, 1:] = slopes
    for column in range(n_columns):
        for k in range(size):
            for m in range(k + 1):
                item_second[column, k * (k + 1) // 2 + m] = item_mean[column, k] * item_mean[column, m] + 0.05 * (
                    k == m
                )
    features, seen = np.empty((n_columns, wide)), np.empty((n_columns, wide_packed))
    features_people, seen_people = np.empty((n_people, size)), np.empty((n_people, packed))
    cross, cross_people = np.empty((n_columns, wide)), np.empty((n_people, size))
    weights, square = 0.25 * scales, np.empty(columns.size)
    first_person, first_statement = person_prior[0], statement_prior[0]
    for sweep in range(sweeps):
        statements_as_seen(item_mean, item_second, features, seen, cross)
        half_step(starts, columns, straight, weights, signs, features, seen, cross, person_prior, mean, second)
        people_as_seen(mean, second, features_people, seen_people, cross_people)
        half_step(
            begins, people, places, weights, signs, features_people, seen_people, cross_people, statement_prior,
            item_mean, item_second,
        )  # fmt: skip
        if strength > 0.0 and sweep >= _SETTLED:
            person_prior[0] = learnt(second, first_person, strength)
            statement_prior[0] = learnt(item_second, first_statement, strength)
        statements_as_seen(item_mean, item_second, features, seen, cross)
        squares(starts, columns, seen, cross, item_second[:, 0].copy(), mean, second, square)
        bound_weights(square, scales, weights)
    return mean, second, item_mean, item_second


@compiled
def logits(
    lines: NDArray[np.int64],
    columns: NDArray[np.int64],
    mean: NDArray[np.float64],
    second: NDArray[np.float64],
    item_mean: NDArray[np.float64],
    item_second: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and variance of the logit of (line, column) pairs."""
    size = mean.shape[1]
    n_columns = item_mean.shape[0]
    features, seen = np.empty((n_columns, size)), np.empty((n_columns, second.shape[1]))
    cross = np.empty((n_columns, size))
    statements_as_seen(item_mean, item_second, features, seen, cross)
    middle, spread = np.empty(lines.size), np.empty(lines.size)
    twice = doubled(second, size)
    for pair in range(lines.size):
        line, column = lines[pair], columns[pair]
        centre, square = item_mean[column, 0], item_second[column, 0]
        for k in range(size):
            centre += features[column, k] * mean[line, k]
            square += 2.0 * cross[column, k] * mean[line, k]
        for place in range(second.shape[1]):
            square += seen[column, place] * twice[line, place]
        middle[pair], spread[pair] = centre, max(square - centre * centre, 0.0)
    return middle, spread
