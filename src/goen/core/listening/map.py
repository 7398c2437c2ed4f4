"""From vectors to the tree of topics and the map."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.layout import principal, rounds_for, spectral_start, spread_out
from goen.core.listening.neighbours import fuzzy_graph, nearest
from goen.core.listening.tree import TopicTree, graph_ward_tree, ward_tree
from goen.core.listening.vectors import Floats
from goen.core.progress import SILENT, Part, Progress

N_NEIGHBOURS, N_NEIGHBOURS_OF_FEW = 14, 9
"""Neighbours of a text besides itself; the second for sets under 150."""
FEW_NEIGHBOURS_UP_TO = 150
N_DIMENSIONS = 5
SEVERAL = ((600, 8, 200), (2_000, 4, 300))
"""Up to this many texts, this many layouts side by side with so many rounds each (95 % subsamples of 337: ARI .73 to .81)."""
_SEEDS = 16
# Percent of the time, as measured at 10,000 to 100,000 texts: neighbours, five dimensions, tree; the rest is the picture.
_NEAR, _LAID_OUT, _GROWN = 50, 75, 87
FULL_WARD_UP_TO = 4_000
"""From 5 dimensions, Ward on all pairs up to this many texts; on neighbours only above."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The tree, the places on the plane (-1 to 1) and the neighbours found on the way (none for tiny sets)."""

    tree: TopicTree
    positions: Floats
    neighbours: npt.NDArray[np.int32]


def draw(vectors: Floats, *, few: int = 30, seed: int = 0, progress: Progress = SILENT) -> Drawing:
    """Grow the tree and place the texts on a plane.

    Parameters
    ----------
    vectors : float32 array (n, d)
        Of length 1; left unchanged.
    few : int
        Under this number plain Ward on the vectors; from it on Ward in five dimensions.
    seed : int
    progress : Progress

    Returns
    -------
    Drawing
    """
    n = len(vectors)
    progress.update(0, 1, "listening.neighbours" if n >= 5 else "listening.topics")  # noqa: PLR2004
    if n < 5:  # noqa: PLR2004
        return Drawing(ward_tree(vectors), _framed(principal(vectors, 2)), np.zeros((n, 0), np.int32))
    n_neighbours = N_NEIGHBOURS if n > FEW_NEIGHBOURS_UP_TO else min(N_NEIGHBOURS_OF_FEW, n - 1)
    indices, distances = nearest(vectors, n_neighbours, progress=Part(progress, 0, _NEAR))
    graph = fuzzy_graph(indices, distances)
    progress.update(_NEAR, 100, "listening.topics")
    if n < few:
        flat = spread_out(graph, principal(vectors, 2), least_distance=0.1, seed=seed, note="listening.map")
        return Drawing(ward_tree(vectors), _framed(flat), indices)
    points = _in_five_dimensions(graph, vectors, seed, Part(progress, _NEAR, _LAID_OUT))
    tree = _tree_of(points)
    # The picture starts from the five dimensions, so that topics are where the tree saw them.
    flat = spread_out(
        graph,
        principal(points, 2),
        least_distance=0.1,
        n_rounds=rounds_for(n) // 2,
        seed=seed,
        progress=Part(progress, _GROWN, 100),
        note="listening.map",
    )
    return Drawing(tree, _framed(flat), indices)


def _in_five_dimensions(graph: Any, vectors: Floats, seed: int, progress: Progress) -> Floats:
    """Lay out in five dimensions; small sets several times, side by side, so that no one draw of lots decides."""
    start = spectral_start(graph, vectors, N_DIMENSIONS)
    one = (len(vectors), 1, rounds_for(len(vectors)))
    _up_to, n_layouts, rounds = next((row for row in SEVERAL if len(vectors) <= row[0]), one)
    layouts = [
        spread_out(
            graph,
            start,
            n_rounds=rounds,
            seed=seed * _SEEDS + number,
            progress=Part(progress, 100 * number / n_layouts, 100 * (number + 1) / n_layouts),
        )
        for number in range(n_layouts)
    ]
    return np.hstack(layouts)


def _tree_of(points: Floats) -> TopicTree:
    if len(points) <= FULL_WARD_UP_TO:
        return ward_tree(points)
    from scipy.spatial import cKDTree

    near = cKDTree(points).query(points, k=16, workers=1)[1]
    return graph_ward_tree(points, near[:, 1:].astype(np.int32))


def _framed(flat: Floats) -> Floats:
    """Centre on the middle of the range and scale to -1 … 1, keeping the proportions."""
    if not len(flat):
        return flat
    low, high = flat.min(axis=0), flat.max(axis=0)
    half = max(float((high - low).max()) / 2, 1e-9)
    out: Floats = ((flat - (low + high) / 2) / half).astype(np.float32)
    return out
