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
EVERY_PAIR_UP_TO = 30_000
"""Sets up to this size compare every pair in the strongest directions; larger ones look in the groups nearby only."""
TEXTS_OF_GROUP, N_SWEEPS = 400, 4
"""Mean size of those groups, and sweeps of k-means that form them."""
PART_LOOKED_AT, LEAST_LOOKED_AT = 0.2, 8_000
"""Share, and least number, of the texts that a group is compared with."""
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
    text in full: .99 of the true neighbours. Above 30,000, a text is compared with the fifth of all that is in the groups
    around its own. No lots are drawn.
    """
    if len(vectors) <= EXACT_UP_TO:
        return _all_pairs(vectors, n_neighbours, progress)
    axes = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)[1][:, ::-1][:, :N_DIRECTIONS]
    flat = np.ascontiguousarray(vectors @ axes.astype(np.float32))
    if len(vectors) <= EVERY_PAIR_UP_TO:
        return _among_all(vectors, flat, n_neighbours, progress)
    return _among_groups(vectors, flat, n_neighbours, progress)


def _among_all(
    vectors: Floats, flat: Floats, n_neighbours: int, progress: Progress
) -> tuple[npt.NDArray[np.int32], Floats]:
    from goen.core.listening.kernels.nearest import best_of, nearest_of

    n = len(vectors)
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


def _among_groups(
    vectors: Floats, flat: Floats, n_neighbours: int, progress: Progress
) -> tuple[npt.NDArray[np.int32], Floats]:
    from goen.core.listening.kernels.nearest import best_of, nearest_of

    n = len(vectors)
    group_of, centres = _groups(flat)
    order = np.argsort(group_of, kind="stable").astype(np.int32)
    starts = np.searchsorted(group_of[order], np.arange(len(centres) + 1))
    flat, whole = flat[order], vectors[order]  # one group after the other
    indices = np.empty((n, n_neighbours), np.int32)
    distances = np.empty((n, n_neighbours), np.float32)
    n_candidates = max(N_CANDIDATES, n_neighbours)
    for group in np.flatnonzero(np.diff(starts)).tolist():
        start, end = int(starts[group]), int(starts[group + 1])
        places = _looked_at(group, centres, starts)
        across = np.ascontiguousarray(flat[places].T)
        for row in range(start, end, _ROWS_AT_ONCE):
            progress.update(row, n, "listening.neighbours")
            near = flat[row : min(row + _ROWS_AT_ONCE, end)] @ across
            candidates = np.zeros((len(near), n_candidates), np.int32)
            best_of(near, np.arange(row - start, row - start + len(near)), candidates)
            nearest_of(whole, row, places[candidates], indices, distances)
    back = np.empty_like(order)
    back[order] = np.arange(n, dtype=np.int32)
    return order[indices][back], distances[back]


def _groups(flat: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """Group of every text, and the centres, by k-means on the sphere; it starts from texts at even steps, not from lots."""
    n = len(flat)
    n_groups = n // TEXTS_OF_GROUP
    centres = flat[np.arange(n_groups) * n // n_groups]
    for sweep in range(N_SWEEPS):
        group_of = np.concatenate(
            [(flat[at : at + _ROWS_AT_ONCE] @ centres.T).argmax(axis=1) for at in range(0, n, _ROWS_AT_ONCE)]
        )
        if sweep < N_SWEEPS - 1:
            centres = _centres(flat, group_of, n_groups)
    return group_of, centres


def _centres(flat: Floats, group_of: npt.NDArray[np.intp], n_groups: int) -> Floats:
    from scipy import sparse

    n = len(flat)
    members = sparse.csr_array((np.ones(n, np.float32), (group_of, np.arange(n))), shape=(n_groups, n))
    sums = members @ flat
    centres: Floats = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), _TINY)
    return centres


def _looked_at(group: int, centres: Floats, starts: npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
    """Places of the texts a group is compared with: its own first, then those of the groups nearest to it."""
    alike = centres @ centres[group]
    alike[group] = np.inf
    nearby = np.argsort(-alike, kind="stable")
    n = int(starts[-1])
    seen = np.cumsum(np.diff(starts)[nearby])
    enough = int(np.searchsorted(seen, min(n, max(LEAST_LOOKED_AT, PART_LOOKED_AT * n)))) + 1
    return np.concatenate([np.arange(starts[one], starts[one + 1], dtype=np.int32) for one in nearby[:enough]])


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
