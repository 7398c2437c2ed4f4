"""The compiled kernels of the search for neighbours. Importing this module loads numba: import it inside the function that needs it."""

import numba
import numpy as np


@numba.njit(cache=True, parallel=True)
def best_of(near, own, found):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Put the columns of the largest values of every row into ``found``, unordered; ``own[row]`` is left out."""
    for row in numba.prange(near.shape[0]):
        k = found.shape[1]
        values = np.full(k, np.float32(-np.inf))
        least, at = np.float32(-np.inf), 0
        for column in range(near.shape[1]):
            value = near[row, column]
            if value <= least or column == own[row]:
                continue
            values[at], found[row, at] = value, column
            at = 0
            for place in range(1, k):
                if values[place] < values[at]:
                    at = place
            least = values[at]


@numba.njit(cache=True, parallel=True)
def nearest_of(vectors, first, candidates, indices, distances):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Order candidates by their exact cosine (ties: the lowest number) and keep the first ``indices.shape[1]``."""
    for row in numba.prange(candidates.shape[0]):
        own = vectors[first + row]
        k = candidates.shape[1]
        alike = np.empty(k, np.float32)
        for place in range(k):
            total = np.float32(0)
            other = vectors[candidates[row, place]]
            for d in range(len(own)):
                total += own[d] * other[d]
            alike[place] = total
        for rank in range(indices.shape[1]):
            best = 0
            for place in range(1, k):
                closer = alike[place] > alike[best]
                tied = alike[place] == alike[best] and candidates[row, place] < candidates[row, best]
                if closer or tied:
                    best = place
            indices[first + row, rank] = candidates[row, best]
            distances[first + row, rank] = min(np.float32(2), max(np.float32(0), 1 - alike[best]))
            alike[best] = -np.inf
