"""Compiled clustering in the plane: k-means, its repetition under noise, silhouettes.."""

import math

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled
from goen.core.opinions.kernels.table import mix


@compiled
def uniform(state: NDArray[np.uint64]) -> float:
    """Return the next number in [0, 1) and step the state."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    drawn: float = (mix(state[0]) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
    return drawn


@compiled
def normal(state: NDArray[np.uint64]) -> float:
    """Return the next standard normal number (Box–Muller, one of the pair)."""
    radius = np.sqrt(-2.0 * np.log(1.0 - uniform(state)))
    drawn: float = radius * np.cos(6.283185307179586 * uniform(state))
    return drawn


@compiled
def upper_tail(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance of a standard normal number above each z."""
    p = np.empty(z.size)
    for place in range(z.size):
        p[place] = 0.5 * math.erfc(z[place] / 1.4142135623730951)
    return p


@compiled
def _seed_centres(
    points: NDArray[np.float64], weights: NDArray[np.float64], centres: NDArray[np.float64], state: NDArray[np.uint64]
) -> None:
    nearest = np.full(points.shape[0], np.inf)
    chance = weights.copy()
    for k in range(centres.shape[0]):
        target = uniform(state) * chance.sum()
        chosen = -1
        for i in range(points.shape[0]):
            if chance[i] > 0.0:
                chosen = i
                target -= chance[i]
                if target < 0.0:
                    break
        chosen = max(chosen, 0)
        centres[k] = points[chosen]
        for i in range(points.shape[0]):
            dx, dy = points[i, 0] - centres[k, 0], points[i, 1] - centres[k, 1]
            nearest[i] = min(nearest[i], dx * dx + dy * dy)
            chance[i] = weights[i] * nearest[i]


@compiled
def assign(points: NDArray[np.float64], centres: NDArray[np.float64], labels: NDArray[np.int32]) -> int:
    """Give every point the label of its nearest centre (the first of equals); return how many labels changed."""
    changed = 0
    for i in range(points.shape[0]):
        best, least = 0, np.inf
        for k in range(centres.shape[0]):
            dx, dy = points[i, 0] - centres[k, 0], points[i, 1] - centres[k, 1]
            distance = dx * dx + dy * dy
            if distance < least:
                best, least = k, distance
        changed += labels[i] != best
        labels[i] = best
    return changed


@compiled
def move_centres(
    points: NDArray[np.float64], weights: NDArray[np.float64], labels: NDArray[np.int32], centres: NDArray[np.float64]
) -> None:
    """Put every centre at the weighted mean of its points; an empty centre stays."""
    sums, mass = np.zeros_like(centres), np.zeros(centres.shape[0])
    for i in range(points.shape[0]):
        k = labels[i]
        mass[k] += weights[i]
        sums[k, 0] += weights[i] * points[i, 0]
        sums[k, 1] += weights[i] * points[i, 1]
    for k in range(centres.shape[0]):
        if mass[k] > 0.0:
            centres[k, 0], centres[k, 1] = sums[k, 0] / mass[k], sums[k, 1] / mass[k]


@compiled
def lloyd(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    centres: NDArray[np.float64],
    labels: NDArray[np.int32],
    rounds: int,
) -> float:
    """Run Lloyd's iteration in place until nothing moves; return the weighted sum of squares."""
    for _ in range(rounds):
        if assign(points, centres, labels) == 0:
            break
        move_centres(points, weights, labels, centres)
    total = 0.0
    for i in range(points.shape[0]):
        dx, dy = points[i, 0] - centres[labels[i], 0], points[i, 1] - centres[labels[i], 1]
        total += weights[i] * (dx * dx + dy * dy)
    return total


@compiled
def kmeans(
    points: NDArray[np.float64], weights: NDArray[np.float64], k: int, restarts: int, rounds: int, seed: int
) -> tuple[NDArray[np.int32], NDArray[np.float64], float]:
    """Return labels, centres (k, 2) and sum of squares of the best of several k-means++ starts."""
    state = np.array([seed], np.uint64)
    best_labels, best_centres, least = np.zeros(points.shape[0], np.int32), np.zeros((k, 2)), np.inf
    for _ in range(restarts):
        centres = np.empty((k, 2))
        _seed_centres(points, weights, centres, state)
        labels = np.full(points.shape[0], -1, np.int32)
        total = lloyd(points, weights, centres, labels, rounds)
        if total < least * (1.0 - 1e-12):
            best_labels, best_centres, least = labels, centres, total
    return best_labels, best_centres, least


@compiled
def rand_index(a: NDArray[np.int32], b: NDArray[np.int32], weights: NDArray[np.float64], k: int) -> float:
    """Return the adjusted Rand index of two labellings with labels below ``k``; 1 for two trivial ones."""
    table = np.zeros((k, k))
    for i in range(a.size):
        table[a[i], b[i]] += weights[i]
    n, both, rows, columns = table.sum(), 0.0, 0.0, 0.0
    for i in range(k):
        row, column = table[i].sum(), table[:, i].sum()
        rows += row * (row - 1) / 2
        columns += column * (column - 1) / 2
        for j in range(k):
            both += table[i, j] * (table[i, j] - 1) / 2
    expected = rows * columns / (n * (n - 1) / 2)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


@compiled
def stability(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    noise: NDArray[np.float64],
    labels: NDArray[np.int32],
    k: int,
    replicates: int,
    restarts: int,
    seed: int,
) -> NDArray[np.float64]:
    """Cluster resampled and jittered points again and again; return each one's agreement with ``labels``.

    ``noise`` (n, 3) is the lower triangle (xx, yx, yy) of the root of every position's covariance.
    """
    state = np.array([seed], np.uint64)
    scores = np.empty(replicates)
    n = points.shape[0]
    for replicate in range(replicates):
        moved, drawn = np.empty_like(points), np.zeros(n)
        for i in range(n):
            a, b = normal(state), normal(state)
            moved[i, 0] = points[i, 0] + noise[i, 0] * a
            moved[i, 1] = points[i, 1] + noise[i, 1] * a + noise[i, 2] * b
            # Exponential weights: the Bayesian bootstrap, which never loses a small group altogether.
            drawn[i] = -np.log(1.0 - uniform(state)) * weights[i]
        centres = kmeans(moved, drawn, k, restarts, 50, int(state[0] >> np.uint64(1)))[1]
        again = np.full(n, -1, np.int32)
        assign(moved, centres, again)
        scores[replicate] = rand_index(labels, again, weights, k)
    return scores


@compiled
def silhouette(points: NDArray[np.float64], weights: NDArray[np.float64], labels: NDArray[np.int32], k: int) -> float:
    """Return the weighted mean silhouette (exact, O(n²)); a group of one scores 0."""
    n = points.shape[0]
    mass = np.zeros(k)
    for i in range(n):
        mass[labels[i]] += weights[i]
    total, distance = 0.0, np.empty(k)
    for i in range(n):
        distance[:] = 0.0
        for j in range(n):
            dx, dy = points[i, 0] - points[j, 0], points[i, 1] - points[j, 1]
            distance[labels[j]] += weights[j] * np.sqrt(dx * dx + dy * dy)
        own = labels[i]
        if mass[own] <= weights[i]:
            continue
        inside, outside = distance[own] / (mass[own] - min(weights[i], 1.0)), np.inf
        for other in range(k):
            if other != own and mass[other] > 0.0:
                outside = min(outside, distance[other] / mass[other])
        if max(inside, outside) > 0.0:
            total += weights[i] * (outside - inside) / max(inside, outside)
    mean: float = total / weights.sum()
    return mean
