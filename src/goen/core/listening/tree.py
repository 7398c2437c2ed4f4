"""One tree of all texts: every granularity is a cut of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.errors import BadInputError

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TopicTree:
    """A binary tree over texts, built once and cut at will.

    Parameters
    ----------
    children : int array (n_leaves - 1, 2)
        Row ``i`` joins two nodes into node ``n_leaves + i``; leaves are ``0 … n_leaves - 1``. Rows come in the order of
        joining: undoing the last ``k - 1`` rows leaves ``k`` topics.
    n_leaves : int
        Number of texts (one per wording).
    """

    children: Ints
    n_leaves: int

    @cached_property
    def _spans(self) -> tuple[Ints, Ints, Ints]:
        """Leaves in tree order, and for every node where its leaves begin and end in it."""
        n_nodes = self.n_leaves + len(self.children)
        sizes = np.ones(n_nodes, dtype=np.int64)
        for row, (left, right) in enumerate(self.children):
            sizes[self.n_leaves + row] = sizes[left] + sizes[right]
        start = np.zeros(n_nodes, dtype=np.int64)
        for row in range(len(self.children) - 1, -1, -1):
            left, right = self.children[row]
            start[left] = start[self.n_leaves + row]
            start[right] = start[left] + sizes[left]
        order = np.argsort(start[: self.n_leaves], kind="stable")
        return order, start, start + sizes

    @property
    def order(self) -> Ints:
        """The leaves so that every node's leaves stand side by side, shape (n_leaves,)."""
        return self._spans[0]

    def span(self, node: int) -> tuple[int, int]:
        """Where a node's leaves begin and end (exclusive) in ``order``. O(1) after the first call."""
        return int(self._spans[1][node]), int(self._spans[2][node])

    def members(self, node: int) -> Ints:
        """Leaves under a node, ascending."""
        start, end = self.span(node)
        return np.sort(self.order[start:end])

    def nodes(self, n_topics: int) -> list[int]:
        """List the nodes of the cut with ``n_topics`` topics, largest first (ties: the lowest leaf first).

        Raises
        ------
        BadInputError
            ``listening.n_topics`` when fewer than 1 or more than the leaves are asked for.

        Examples
        --------
        >>> TopicTree(np.array([[0, 1], [2, 3]]), 3).nodes(2)
        [3, 2]
        """
        if not 1 <= n_topics <= max(self.n_leaves, 1):
            raise BadInputError("listening.n_topics", n_topics=n_topics, most=self.n_leaves)
        if not self.n_leaves:
            return []
        root = self.n_leaves + len(self.children) - 1
        found = {root}
        for node in range(root, root - n_topics + 1, -1):
            found.remove(node)
            found.update(int(child) for child in self.children[node - self.n_leaves])
        return sorted(found, key=self._largest_first)

    def opened(self, n_topics: int) -> range:
        """Nodes that are undone to get a cut of ``n_topics``, the root first."""
        root = self.n_leaves + len(self.children) - 1
        return range(root, root - max(n_topics, 1) + 1, -1)

    def _largest_first(self, node: int) -> tuple[int, int]:
        start, end = self.span(node)
        return start - end, int(self.order[start:end].min())

    def cut(self, n_topics: int) -> Ints:
        """Topic number of every leaf (n_leaves,), 0 being the largest topic. O(n_leaves)."""
        labels = np.full(self.n_leaves, -1, dtype=np.int64)
        for topic, node in enumerate(self.nodes(n_topics)):
            start, end = self.span(node)
            labels[self.order[start:end]] = topic
        return labels

    def parent_of(self, nodes: Sequence[int]) -> dict[int, int]:
        """Parent of each given node (the root has none)."""
        wanted = set(nodes)
        parents = {}
        for row, pair in enumerate(self.children):
            for child in pair:
                if int(child) in wanted:
                    parents[int(child)] = self.n_leaves + row
        return parents


def default_granularities(n_leaves: int) -> tuple[int, int]:
    """Topics of the overview and of the detail: the cube root (3–15), and its square (at most a third of the texts).

    Examples
    --------
    >>> default_granularities(200), default_granularities(10_000), default_granularities(2)
    ((6, 34), (15, 225), (1, 1))
    """
    overview = int(np.clip(round(n_leaves ** (1 / 3)), 3, 15))
    detail = min(round(n_leaves ** (2 / 3)), overview**2, n_leaves // 3)
    overview = max(1, min(overview, n_leaves // 2))
    return overview, max(overview, detail)


def ward_tree(points: npt.NDArray[np.float32]) -> TopicTree:
    """Join all texts by Ward's rule on all pairs; for small sets.

    Parameters
    ----------
    points : float array (n, d)
        Vectors, left unchanged.

    Notes
    -----
    O(n² d) time and O(n²) memory: stop at some thousands. Deterministic.

    References
    ----------
    J. H. Ward, "Hierarchical grouping to optimize an objective function", JASA 58, 1963.
    """
    n = len(points)
    if n < 2:  # noqa: PLR2004
        return TopicTree(np.zeros((0, 2), np.int64), n)
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import pdist

    return TopicTree(linkage(pdist(points.astype(np.float64)), "ward")[:, :2].astype(np.int64), n)


def graph_ward_tree(points: npt.NDArray[np.float32], neighbours: Any) -> TopicTree:
    """Join only texts that are neighbours, by Ward's rule; for large sets.

    Parameters
    ----------
    points : float array (n, d)
        Few dimensions; left unchanged.
    neighbours : int array (n, k)
        Nearest neighbours of each point. Parts that are not linked are joined last, nearest first.
    """
    from scipy import sparse
    from sklearn.cluster import ward_tree as grow

    n, k = neighbours.shape
    rows = np.repeat(np.arange(n), k)
    one_way = sparse.csr_array((np.ones(n * k, np.float32), (rows, neighbours.ravel())), shape=(n, n))
    graph = sparse.csr_matrix(_linked(points, one_way + one_way.T))
    children = grow(points, connectivity=graph)[0]
    return TopicTree(np.asarray(children, dtype=np.int64), n)


def _linked(points: npt.NDArray[np.float32], graph: Any) -> Any:
    """Link the parts of a graph into one: a shortest tree over their centres, each branch by the two nearest texts."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components, minimum_spanning_tree
    from scipy.spatial import cKDTree
    from scipy.spatial.distance import pdist, squareform

    n_parts, part_of = connected_components(graph, directed=False)
    if n_parts == 1:
        return graph
    sums = np.zeros((n_parts, points.shape[1]))
    np.add.at(sums, part_of, points)
    centres = sums / np.bincount(part_of)[:, None]
    branches = minimum_spanning_tree(squareform(pdist(centres)) + 1e-9).tocoo()
    order = np.argsort(part_of, kind="stable")
    starts = np.searchsorted(part_of[order], np.arange(n_parts + 1))
    pairs = []
    for one, other in zip(branches.row, branches.col, strict=True):
        left, right = order[starts[one] : starts[one + 1]], order[starts[other] : starts[other + 1]]
        distances, places = cKDTree(points[right]).query(points[left])
        nearest = int(np.argmin(distances))
        pairs.append((left[nearest], right[places[nearest]]))
    rows, columns = np.array(pairs).T
    links = sparse.csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=graph.shape)
    return graph + links + links.T
