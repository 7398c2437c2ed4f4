"""The classic recipe, without memory: the same votes give the same groups, whatever came before."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.canonical import Canonical, canonical
from goen.core.opinions.classic import Pick, consensus, representative
from goen.core.opinions.groups import by_size, on_grid
from goen.core.opinions.pca import Axes, principal_axes
from goen.core.opinions.settings import ClassicSettings
from goen.core.opinions.statistics import GroupStatistics, group_counts, priority, statistics
from goen.core.opinions.votes import Floats, Ints, Votes

CLASSIC = ClassicSettings()


@dataclass(frozen=True, eq=False)
class Classic:
    """What the classic recipe finds.

    Attributes
    ----------
    positions : (P, 2) float64
        Place of every participant, scaled by √(statements / votes).
    labels : (P,) int32
        Group by falling size; −1 for people with too few votes.
    silhouettes : tuple of float
        Of 2, 3 … groups.
    counts : (G, S, 3) int64
        Disagree, pass, agree by group.
    figures : GroupStatistics
        (G, S).
    representative : tuple of tuple of Pick
        Per group.
    agreed, rejected : tuple of Pick
        Consensus of everybody.
    statement_positions : (S, 2) float64
        Where a lone agreeing voter would stand.
    priorities : (S,) float64
        Routing weights.
    """

    positions: Floats
    labels: NDArray[np.int32]
    silhouettes: tuple[float, ...]
    counts: Ints
    figures: GroupStatistics
    representative: tuple[tuple[Pick, ...], ...]
    agreed: tuple[Pick, ...]
    rejected: tuple[Pick, ...]
    statement_positions: Floats
    priorities: Floats


def classic(
    votes: Votes,
    *,
    hidden: NDArray[np.bool_] | None = None,
    meta: NDArray[np.bool_] | None = None,
    settings: ClassicSettings = CLASSIC,
) -> Classic:
    """Run the recipe Polis made known, statelessly.

    Parameters
    ----------
    votes : Votes
        Left unchanged.
    hidden : (S,) bool, optional
        Moderated statements: zeroed in the geometry, never picked, still counted.
    meta : (S,) bool, optional
        Statements about the people; only their routing weight differs.
    settings : ClassicSettings
        Its numbers.

    Returns
    -------
    Classic
        ``labels`` has no group when fewer than two different positions exist.

    Notes
    -----
    Mean-imputed PCA; positions scaled by √(S / votes), zeroed statements counted as voted as the recipe does; k-means started
    from the first k positions in lexicographic order; silhouettes on a weighted grid. O(sweeps·V + P). Statements may be
    renumbered, people reordered, axes mirrored: the labels do not change.

    Examples
    --------
    >>> import numpy as np
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> camps = np.where(np.arange(20)[:, None] < 12, 1, -1) * np.ones((1, 8)) + np.eye(20, 8)[::-1]
    >>> found = classic(votes_from_matrix(np.clip(camps, -1, 1)))
    >>> np.bincount(found.labels).tolist()
    [12, 8]
    """
    out = np.zeros(votes.n_statements, np.bool_) if hidden is None else hidden
    table = canonical(votes, out)
    axes = principal_axes(table)
    places = _positions(table, axes, votes.n_statements)
    labels = np.full(votes.n_participants, -1, np.int32)
    eligible = votes.votes_per_participant[table.rows] >= min(settings.min_votes, votes.n_statements)
    found, silhouettes = _groups(places[eligible], settings)
    labels[table.rows[eligible]] = found
    positions = np.empty_like(places)
    positions[table.rows] = places
    counts = group_counts(votes, labels, int(found.max(initial=-1)) + 1)
    figures = statistics(counts)
    agreed, rejected = consensus(statistics(votes.counts[None]), hidden=out, most=settings.most_picks)
    lone = _lone_votes(table, axes, votes.n_statements)
    grouped = counts.sum(axis=0) if counts.shape[0] else votes.counts
    return Classic(
        positions, labels, silhouettes, counts, figures,
        representative(figures, hidden=out, most=settings.most_picks), agreed, rejected, lone,
        priority(grouped, np.hypot(lone[:, 0], lone[:, 1]), np.zeros_like(out) if meta is None else meta),
    )  # fmt: skip


def _positions(table: Canonical, axes: Axes, n_statements: int) -> Floats:
    from goen.core.opinions.kernels import geometry as loops

    plain = loops.project_scaled(table.starts, table.codes, table.means, axes.loadings)
    zeroed = n_statements - table.n_columns
    scale: Floats = np.sqrt(n_statements / np.maximum(1, table.per_line() + zeroed))
    return plain * scale[:, None]


def _lone_votes(table: Canonical, axes: Axes, n_statements: int) -> Floats:
    lone = np.zeros((n_statements, 2))
    means = table.means * table.flips
    lone[table.columns] = ((1.0 - means) * axes.loadings * table.flips).T * np.sqrt(n_statements)
    return lone


def _groups(points: Floats, settings: ClassicSettings) -> tuple[NDArray[np.int32], tuple[float, ...]]:
    from goen.core.opinions.kernels import groups as loops

    order = np.lexsort((points[:, 1], points[:, 0]))
    sorted_points = points[order]
    fresh = np.ones(len(points), np.bool_)
    fresh[1:] = np.any(sorted_points[1:] != sorted_points[:-1], axis=1)
    starts = sorted_points[fresh][: settings.max_groups]
    cells, weights = on_grid(points, settings.grid)[:2]
    most = min(settings.max_groups, 2 + len(cells) // 12, len(starts))
    best, best_score, scores = np.full(len(points), -1, np.int32), -np.inf, []
    for k in range(2, most + 1):
        centres, labels = starts[:k].copy(), np.full(len(points), -1, np.int32)
        loops.lloyd(points, np.ones(len(points)), centres, labels, 300)
        near = np.full(len(cells), -1, np.int32)
        loops.assign(cells, centres, near)
        score = loops.silhouette(cells, weights, near, k)
        scores.append(score)
        if score > best_score + (settings.margin if k > 2 else 0.0):  # noqa: PLR2004  # two is the first
            best, best_score = labels, score
    return by_size(best), tuple(scores)
