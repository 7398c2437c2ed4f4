"""Groups of people who think alike, or the honest answer that there are none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.settings import Settings
from goen.core.opinions.votes import Floats, Ints


def by_size(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Renumber groups by falling size (the earlier first member decides between equals); −1 stays.

    Examples
    --------
    >>> import numpy as np
    >>> by_size(np.array([2, 0, 0, -1], np.int32)).tolist()
    [1, 0, 0, -1]
    """
    used, first, sizes = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    order = used[np.lexsort((first, -sizes))]
    rank = np.full(int(labels.max(initial=-1)) + 2, -1, np.int32)
    rank[order] = np.arange(order.size, dtype=np.int32)
    return rank[labels]


def on_grid(points: Floats, side: int) -> tuple[Floats, Floats, Ints]:
    """Gather points into the cells of a square grid.

    Parameters
    ----------
    points : (n, 2) float
        Left unchanged.
    side : int
        Cells a side.

    Returns
    -------
    centres : (m, 2) float64
        Mean of the points of each cell that holds any, in order of cell.
    weights : (m,) float64
        How many points each holds.
    cell : (n,) int64
        Cell of every point.

    Examples
    --------
    >>> import numpy as np
    >>> on_grid(np.array([[0.0, 0.0], [0.1, 0.0], [1.0, 1.0]]), 4)[1].tolist()
    [2.0, 1.0]
    """
    if points.size == 0:
        return points, np.zeros(0), np.zeros(0, np.int64)
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    scaled = (points - low) * (side / np.where(span > 0, span, 1.0))
    cells = np.minimum(scaled.astype(np.int64), side - 1)
    key = cells[:, 0] * side + cells[:, 1]
    mass = np.bincount(key, minlength=side * side)
    held = np.flatnonzero(mass)
    weights = mass[held].astype(np.float64)
    x, y = (np.bincount(key, points[:, axis], minlength=side * side)[held] / weights for axis in (0, 1))
    place = np.empty(side * side, np.int64)
    place[held] = np.arange(held.size)
    return np.stack([x, y], axis=1), weights, place[key]


@dataclass(frozen=True, eq=False)
class Division:
    """How people divide, if they do.

    Attributes
    ----------
    labels : (n,) int32
        Group of every point by falling size; all 0 when there is one group.
    n_groups : int
        1 when no division is stable enough to be announced.
    stabilities : tuple of float
        Mean agreement of noisy repetitions for 2, 3 … groups.
    separation : float
        Mean silhouette of the division; 0 for one group.
    """

    labels: NDArray[np.int32]
    n_groups: int
    stabilities: tuple[float, ...]
    separation: float


def divide(points: Floats, roots: Floats, settings: Settings) -> Division:
    """Divide points into the number of groups that noise disturbs least, or into none.

    Parameters
    ----------
    points : (n, 2) float
        Positions in canonical order.
    roots : (m, 3) float
        Lower triangles (xx, yx, yy) of the roots of the covariances of the first m ≤ n, on which noise is tried.
    settings : Settings
        Its ``max_groups``, ``restarts``, ``replicates``, ``stability_floor``, smallest group, grid and seed.

    Returns
    -------
    Division
        ``n_groups`` from 1 to ``max_groups``.

    Notes
    -----
    For each k: k-means from many starts (on a grid above ``grid_from`` points, then on the points); then every position
    is moved within its own uncertainty and every person weighted at random (Bayesian bootstrap), clustered afresh, and compared by the
    adjusted Rand index. The most stable k is taken if it reaches the floor and has no group that is too small.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.repeat([[-1.0, 0.0], [1.0, 0.0]], 20, axis=0) + np.tile([[0.0, 0.1], [0.1, 0.0]], (20, 1))
    >>> divide(points, np.full((40, 3), 0.01), Settings()).n_groups
    2
    """
    smallest = max(settings.min_group_size, settings.min_group_share * len(points))
    sought = _Sought(points, settings)
    best, best_score, scores = None, settings.stability_floor, []
    for k in range(2, settings.max_groups + 1):
        if len(points) < 2 * k:
            break
        centres = sought.centres(k)
        score = _stability(points, roots, centres, settings)
        scores.append(score)
        if score > best_score:
            labels = sought.labels(centres)
            if np.bincount(labels, minlength=k).min() >= smallest:
                best, best_score = labels, score
    if best is None:
        return Division(np.zeros(len(points), np.int32), 1, tuple(scores), 0.0)
    return Division(by_size(best), int(best.max()) + 1, tuple(scores), _separation(points, best, settings))


def cluster(points: Floats, k: int, settings: Settings) -> NDArray[np.int32]:
    """Return k-means labels of the best of many starts; deterministic for the same points in the same order."""
    sought = _Sought(points, settings)
    return sought.labels(sought.centres(k))


class _Sought:
    """Clusters of the same points for several k: above ``grid_from`` people they are sought on a grid, then refined."""

    def __init__(self, points: Floats, settings: Settings) -> None:
        self.points, self.settings = points, settings
        self.is_gridded = len(points) > settings.grid_from
        cells = on_grid(points, settings.grid)[:2] if self.is_gridded else (points, np.ones(len(points)))
        self.cells, self.weights = cells

    def centres(self, k: int) -> Floats:
        from goen.core.opinions.kernels import groups as loops

        return loops.kmeans(self.cells, self.weights, k, self.settings.restarts, 100, self.settings.seed)[1]

    def labels(self, centres: Floats) -> NDArray[np.int32]:
        from goen.core.opinions.kernels import groups as loops

        labels, moved = np.full(len(self.points), -1, np.int32), centres.copy()
        loops.lloyd(self.points, np.ones(len(self.points)), moved, labels, 3 if self.is_gridded else 1)
        return labels


def _stability(points: Floats, roots: Floats, centres: Floats, settings: Settings) -> float:
    from goen.core.opinions.kernels import groups as loops

    few, k = np.ascontiguousarray(points[: len(roots)]), len(centres)
    labels = np.full(len(few), -1, np.int32)
    loops.assign(few, centres, labels)
    scores = loops.stability(
        few, np.ones(len(few)), roots, labels, k, settings.replicates, settings.replicate_restarts, settings.seed + k
    )
    return float(scores.mean())


def _separation(points: Floats, labels: NDArray[np.int32], settings: Settings) -> float:
    from goen.core.opinions.kernels import groups as loops

    few = slice(0, settings.replicate_lines)
    k = int(labels.max()) + 1
    return float(loops.silhouette(points[few], np.ones(len(points[few])), labels[few], k))
