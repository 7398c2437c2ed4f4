"""What is really representative of a group: judged by groups found without the statement in question."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.canonical import Canonical
from goen.core.opinions.classic import Z90
from goen.core.opinions.groups import cluster
from goen.core.opinions.pca import Axes, principal_axes
from goen.core.opinions.project import place
from goen.core.opinions.settings import Settings
from goen.core.opinions.statistics import statistics
from goen.core.opinions.votes import Floats, Ints

_LEAST_VOTES = 3


@dataclass(frozen=True, eq=False)
class CrossFit:
    """Second look at every (group, statement).

    Attributes
    ----------
    counts : (G, S', 3) int64
        Votes by groups that were found without the statement's own part; canonical columns, oriented votes.
    agree : (G, S') bool
        The side more of the group is on (oriented).
    half_z : (G, S') float64
        z of "more than half of the group is on that side".
    more_z : (G, S') float64
        z of "more of the group than of the others is".
    q : (G, S') float64
        Smallest false-discovery rate at which that difference is found; 1 for cells of fewer than three votes.
    """

    counts: Ints
    agree: NDArray[np.bool_]
    half_z: Floats
    more_z: Floats
    q: Floats

    def holds(self, false_discovery_rate: float) -> NDArray[np.bool_]:
        """(G, S') which cells are representative: a found difference on a side that more than half of the group takes."""
        return (self.q <= false_discovery_rate) & (self.half_z > Z90)


def crossfit(
    table: Canonical, axes: Axes, eligible: NDArray[np.bool_], labels: NDArray[np.int32], *, settings: Settings
) -> CrossFit:
    """Test what is representative without using a statement both to form the groups and to describe them.

    Parameters
    ----------
    table, axes
        Of the whole conversation; left unchanged. ``axes`` only start the iterations.
    eligible : (P,) bool
        Lines that may be grouped.
    labels : (number eligible,) int32
        The groups announced.
    settings : Settings
        Its ``folds``, ``ridge``, ``seed``, ``crossfit_lines``.

    Returns
    -------
    CrossFit
        For the groups of ``labels``.

    Notes
    -----
    Statements are dealt into folds; for each fold the map and the groups are found anew from the other folds and renamed
    to match the announced groups best; votes of the fold are counted by those. The side is chosen by the group's own
    majority, so each cell carries one test of difference; q values follow Benjamini and Hochberg [1]_ over all cells.
    O(folds · analysis).

    References
    ----------
    .. [1] Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995.
    """
    part, inside = table.head(settings.crossfit_lines), eligible[: settings.crossfit_lines]
    known = labels[: int(np.count_nonzero(inside))]
    n_groups = int(labels.max(initial=-1)) + 1
    counts = np.zeros((n_groups, table.n_columns, 3), np.int64)
    # Dealt by rank of the leading loading, so that every fold holds its share of what divides.
    fold = np.empty(table.n_columns, np.int64)
    fold[np.argsort(-np.abs(axes.loadings[0]), kind="stable")] = np.arange(table.n_columns) % settings.folds
    for turn in range(min(settings.folds, table.n_columns)):
        free = (fold != turn).astype(np.float64)
        again = _without(part, axes, inside, n_groups, free, settings=settings)
        if again is None:
            continue
        full = np.full(part.n_lines, -1, np.int32)
        full[inside] = matched(again, known, n_groups)
        counts[:, fold == turn] = _counts(part, full, n_groups)[:, fold == turn]
    return _tested(counts)


def _without(
    part: Canonical, axes: Axes, inside: NDArray[np.bool_], n_groups: int, free: Floats, *, settings: Settings
) -> NDArray[np.int32] | None:
    start = (axes.loadings[0] + axes.loadings[1]) * free
    if not np.any(start):
        return None
    found = principal_axes(part, tolerance=1e-4, free=free, start=start)
    points = place(part, found, ridge=settings.ridge).points[inside]
    return cluster(points, n_groups, settings) if len(points) >= n_groups else None


def matched(labels: NDArray[np.int32], known: NDArray[np.int32], n_groups: int) -> NDArray[np.int32]:
    """Rename ``labels`` so that they meet ``known`` as often as possible (all n_groups! ways are tried).

    Examples
    --------
    >>> import numpy as np
    >>> matched(np.array([1, 1, 0], np.int32), np.array([0, 0, 1], np.int32), 2).tolist()
    [0, 0, 1]
    """
    overlap = np.zeros((n_groups, n_groups), np.int64)
    np.add.at(overlap, (labels, known), 1)
    best = max(permutations(range(n_groups)), key=lambda way: sum(overlap[i, way[i]] for i in range(n_groups)))
    return np.array(best, np.int32)[labels]


def _counts(part: Canonical, labels: NDArray[np.int32], n_groups: int) -> Ints:
    from goen.core.opinions.kernels import table as loops

    return loops.count_by_group(part.starts, part.codes, labels, n_groups, part.n_columns)


def _tested(counts: Ints) -> CrossFit:
    figures = statistics(counts)
    agree = figures.pat > figures.pdt
    half_z, more_z = np.where(agree, figures.pat, figures.pdt), np.where(agree, figures.rat, figures.rdt)
    q, enough = np.ones(more_z.shape), figures.ns >= _LEAST_VOTES
    q[enough] = q_values(more_z[enough])
    return CrossFit(counts, agree, half_z, more_z, q)


def q_values(z: Floats) -> Floats:
    """Return Benjamini–Hochberg q values of one-sided z, over all cells together.

    Examples
    --------
    >>> import numpy as np
    >>> q_values(np.array([[4.0, 0.0]])).round(4).tolist()
    [[0.0001, 0.5]]
    """
    from goen.core.opinions.kernels import groups as loops

    p = loops.upper_tail(z.ravel())
    order = np.argsort(p, kind="stable")
    steps = p[order] * p.size / np.arange(1, p.size + 1)
    q = np.empty_like(p)
    q[order] = np.minimum.accumulate(steps[::-1])[::-1]
    shaped: Floats = q.reshape(z.shape)
    return shaped
