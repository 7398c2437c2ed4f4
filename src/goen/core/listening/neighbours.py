"""Who is near whom: nearest neighbours and the weighted graph between them."""

from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.vectors import Floats
from goen.core.progress import SILENT, Progress

EXACT_UP_TO = 3_000
"""Sets up to this size compare all pairs in full; larger ones by their strongest directions first."""
N_DIRECTIONS, N_CANDIDATES = 192, 64
"""Directions compared first, and candidates then compared in full."""
_ROWS_AT_ONCE = 512
_TINY = 1e-9


def nearest(vectors: Floats, n_neighbours: int, *, progress: Progress = SILENT) -> tuple[npt.NDArray[np.int32], Floats]:
    """Nearest neighbours by cosine.

    Parameters
    ----------
    vectors : float32 array (n, d)
        Of length 1; left unchanged.
    n_neighbours : int
        Less than n.
    progress : Progress
        Note ``listening.neighbours``.

    Returns
    -------
    indices : int32 array (n, n_neighbours)
        Nearest first; never the row itself.
    distances : float32 array (n, n_neighbours)
        1 - cosine, 0–2.

    Notes
    -----
    O(n² d): exact up to 3,000 texts. Above, all pairs are compared in the 192 strongest directions, and the 64 best of each
    text in full: .99 of the true neighbours. No lots are drawn.
    """
    if len(vectors) <= EXACT_UP_TO:
        return _all_pairs(vectors, n_neighbours, progress)
    return _by_strongest_directions(vectors, n_neighbours, progress)


def _by_strongest_directions(
    vectors: Floats, n_neighbours: int, progress: Progress
) -> tuple[npt.NDArray[np.int32], Floats]:
    from goen.core.listening.kernels.nearest import best_of, nearest_of

    n = len(vectors)
    axes = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)[1][:, ::-1][:, :N_DIRECTIONS]
    flat = np.ascontiguousarray(vectors @ axes.astype(np.float32))
    across = np.ascontiguousarray(flat.T)
    whole = np.ascontiguousarray(vectors)
    indices = np.empty((n, n_neighbours), np.int32)
    distances = np.empty((n, n_neighbours), np.float32)
    n_candidates = max(min(N_CANDIDATES, n - 1), n_neighbours)
    for start in range(0, n, _ROWS_AT_ONCE):
        progress.update(start, n, "listening.neighbours")
        near = flat[start : start + _ROWS_AT_ONCE] @ across
        candidates = np.zeros((len(near), n_candidates), np.int32)
        best_of(near, np.arange(start, start + len(near)), candidates)
        nearest_of(whole, start, candidates, indices, distances)
    return indices, distances


def _all_pairs(vectors: Floats, k: int, progress: Progress) -> tuple[npt.NDArray[np.int32], Floats]:
    n = len(vectors)
    indices = np.empty((n, k), np.int32)
    distances = np.empty((n, k), np.float32)
    for start in range(0, n, _ROWS_AT_ONCE):
        progress.update(start, n, "listening.neighbours")
        near = vectors[start : start + _ROWS_AT_ONCE] @ vectors.T
        rows = np.arange(len(near))
        near[rows, start + rows] = -np.inf
        best = np.argpartition(-near, k - 1, axis=1)[:, :k]
        best.sort(axis=1)
        order = np.argsort(-np.take_along_axis(near, best, 1), axis=1, kind="stable")
        best = np.take_along_axis(best, order, 1)
        indices[start : start + len(near)] = best
        distances[start : start + len(near)] = np.clip(1 - np.take_along_axis(near, best, 1), 0, 2)
    return indices, distances


def fuzzy_graph(indices: npt.NDArray[np.int32], distances: Floats) -> Any:
    """Weigh the links between neighbours so that every text has as many as any other.

    Parameters
    ----------
    indices, distances
        As ``nearest`` gives them; left unchanged.

    Returns
    -------
    csr_array (n, n) of float32
        Symmetric, 0–1: the fuzzy union of the two directions.

    References
    ----------
    L. McInnes et al., "UMAP: Uniform manifold approximation and projection", 2018, sections 3.1 and 3.2.
    """
    from scipy import sparse

    n, k = indices.shape
    nearest_of = np.where(distances > 0, distances, np.inf).min(axis=1)
    gaps = np.maximum(distances - np.where(np.isinf(nearest_of), 0, nearest_of)[:, None], 0).astype(np.float64)
    width = np.maximum(_widths(gaps, np.log2(k + 1)), 1e-3 * np.maximum(distances.mean(axis=1), _TINY))
    weights = np.exp(-gaps / width[:, None]).astype(np.float32)
    rows = np.repeat(np.arange(n, dtype=np.int32), k)
    one_way = sparse.csr_array((weights.ravel(), (rows, indices.ravel())), shape=(n, n))
    other_way = one_way.T.tocsr()
    both = (one_way + other_way - one_way.multiply(other_way)).tocsr().astype(np.float32)
    both.sort_indices()
    return both


def _widths(gaps: npt.NDArray[np.float64], wanted: float) -> npt.NDArray[np.float64]:
    """Widths at which the weights of each row sum to ``wanted``, by bisection."""
    low = np.zeros(len(gaps))
    high = np.full(len(gaps), np.inf)
    width = np.ones(len(gaps))
    for _ in range(48):
        wide = np.exp(-gaps / width[:, None]).sum(axis=1) > wanted
        high = np.where(wide, width, high)
        low = np.where(wide, low, width)
        # A row whose gaps are all 0 can never be narrow enough: its width stays small.
        width = np.maximum(np.where(np.isinf(high), width * 2, (low + high) / 2), _TINY)
        width = np.minimum(width, 1e9)
    return width
