"""From vectors to the tree of topics and the map."""

import numpy as np

from goen.core.listening.tree import TopicTree, graph_ward_tree, ward_tree
from goen.core.listening.vectors import Floats
from goen.core.progress import SILENT, Progress


def draw_map(
    vectors: Floats, *, few: int = 200, seed: int = 0, progress: Progress = SILENT
) -> tuple[TopicTree, Floats]:
    """Grow the tree and place the texts on a plane.

    Parameters
    ----------
    vectors : float array (n, d)
        Of length 1; left unchanged.
    few : int
        Under this number plain Ward on the vectors; from it on Ward between neighbours in five dimensions.
    seed : int
    progress : Progress

    Returns
    -------
    TopicTree
    positions : float array (n, 2)
        From -1 to 1.
    """
    progress.update(0, 1, "listening.topics")
    if len(vectors) < few:
        return ward_tree(vectors), _plane(vectors)
    import umap

    five = umap.UMAP(n_components=5, n_neighbors=15, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1)
    points = five.fit_transform(vectors).astype(np.float32)
    from sklearn.neighbors import NearestNeighbors

    near = NearestNeighbors(n_neighbors=16).fit(points).kneighbors(points, return_distance=False)[:, 1:]
    return graph_ward_tree(points, near), _plane(points)


def _plane(vectors: Floats) -> Floats:
    """Place on the two directions of most spread, from -1 to 1."""
    n = len(vectors)
    if n < 2:  # noqa: PLR2004
        return np.zeros((n, 2), np.float32)
    centred = vectors - vectors.mean(axis=0)
    left, sizes, _right = np.linalg.svd(centred, full_matrices=False)
    flat = np.zeros((n, 2), np.float32)
    kept = min(2, len(sizes))
    flat[:, :kept] = left[:, :kept] * sizes[:kept]
    return (flat / max(float(np.abs(flat).max()), 1e-9)).astype(np.float32)
