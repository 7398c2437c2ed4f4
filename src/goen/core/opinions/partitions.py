"""The same analysis over participants who live on many machines: small tables go out, small sums come back.

Nothing here knows what runs the work: an executor takes a function, the parts it holds, and common arguments, and
returns one reply per part. `in_process` is the plain one; with Dask it is three lines:

``def on_cluster(work, parts, *common): return client.gather(client.map(work, parts, *([x] * len(parts) for x in common)))``
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.canonical import means_of
from goen.core.opinions.groups import by_size
from goen.core.opinions.pca import signed, start_vector
from goen.core.opinions.settings import Settings
from goen.core.opinions.statistics import GroupStatistics, statistics
from goen.core.opinions.votes import Floats, Ints

DEFAULTS = Settings()
_BLOCK, _SWEEPS = 8, 60


@dataclass(frozen=True, eq=False)
class Part:
    """Votes of some of the participants; statements are numbered alike in every part.

    Attributes
    ----------
    starts : (P + 1,) int64
        Where each participant's votes start.
    codes : (V,) int32
        ``3·statement + 1 + vote``.
    n_statements : int
        Of the whole conversation.
    """

    starts: Ints
    codes: NDArray[np.int32]
    n_statements: int


class Executor(Protocol):
    """Runs ``work(part, *common)`` for every part and returns the replies in the order of the parts."""

    def __call__(self, work: Callable[..., Any], parts: Sequence[Any], *common: Any) -> list[Any]:
        """Run."""


def in_process(work: Callable[..., Any], parts: Sequence[Any], *common: Any) -> list[Any]:
    """Run one part after another, here."""
    return [work(part, *common) for part in parts]


@dataclass(frozen=True, eq=False)
class Frame:
    """What every part must know to place its people: means and axes of the whole, ridge, fewest votes."""

    means: Floats
    loadings: Floats
    pull: float
    least: int


@dataclass(frozen=True, eq=False)
class Spread:
    """What the parts say together.

    Attributes
    ----------
    counts : (S, 3) int64
        Disagree, pass, agree of everybody.
    loadings : (2, S) float64
        Principal axes; largest absolute loading positive.
    variances : (2,) float64
        Eigenvalues of X'X.
    sweeps : int
        Rounds over all votes.
    centres : (G, 2) float64
        Centres of the groups, by falling size; one centre when one group was asked for.
    splits : (G, S, 3) int64
        Counts by group.
    sizes : (G,) int64
        People in each group.
    figures : GroupStatistics
        (G, S).
    """

    counts: Ints
    loadings: Floats
    variances: Floats
    sweeps: int
    centres: Floats
    splits: Ints
    sizes: Ints
    figures: GroupStatistics


def analyse_parts(
    parts: Sequence[Any], n_groups: int, *, n_statements: int, run: Executor = in_process, settings: Settings = DEFAULTS
) -> Spread:
    """Map, group and count participants spread over parts.

    Parameters
    ----------
    parts : sequence
        `Part`, or whatever the executor turns into one (a future, the path of a Parquet file).
    n_groups : int
        How many groups to make; found by `goen.core.opinions.analyse` on a sample of people.
    n_statements : int
        S of the whole conversation.
    run : Executor
        Where the work happens.
    settings : Settings
        Its ``ridge``, ``min_votes``, ``grid``, ``restarts``, ``seed``.

    Returns
    -------
    Spread
        The same for every way of cutting the participants into parts, up to rounding (below 1e-9).

    Notes
    -----
    Four reductions: counts (S × 3); sweeps of block subspace iteration with Rayleigh–Ritz (S × 8 out, S × 8 back); a grid of
    positions (cells × 3); counts by group (G × S × 3). No vote ever leaves its part. O(sweeps · V) in all.

    Examples
    --------
    >>> import numpy as np
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> votes = votes_from_matrix(np.where(np.arange(20)[:, None] < 12, 1, -1) * np.ones((1, 8)))
    >>> analyse_parts(cut(votes.starts, votes.codes, 8, 3), 2, n_statements=8).sizes.tolist()
    [12, 8]
    """
    counts = np.sum(run(count_part, parts), axis=0)
    means = means_of(counts)
    loadings, variances, sweeps = _axes(parts, means, run)
    frame = Frame(means, loadings, settings.ridge / n_statements, min(settings.min_votes, n_statements))
    reach = np.max(run(reach_part, parts, frame), axis=0)
    cells = np.sum(run(grid_part, parts, frame, reach, settings.grid), axis=0)
    centres = _centres(cells, n_groups, settings)
    splits = np.sum(run(split_part, parts, frame, centres), axis=0)
    sizes = splits[:, n_statements, 0]
    order = np.lexsort((centres[:, 0], -sizes))
    splits = splits[order, :n_statements]
    return Spread(counts, loadings, variances, sweeps, centres[order], splits, sizes[order], statistics(splits))


def cut(starts: Ints, codes: NDArray[np.int32], n_statements: int, n_parts: int) -> list[Part]:
    """Cut a table into parts of about as many participants each."""
    edges = np.linspace(0, starts.size - 1, n_parts + 1).astype(np.int64)
    return [
        Part(starts[low : high + 1] - starts[low], codes[starts[low] : starts[high]], n_statements)
        for low, high in pairwise(edges)
    ]


def count_part(part: Part) -> Ints:
    """Count disagree, pass, agree of every statement of one part."""
    from goen.core.opinions.kernels import table as loops

    return loops.count_codes(part.codes, part.n_statements)


def sweep_part(part: Part, means: Floats, block: Floats) -> Floats:
    """Return X'X·block (S, b) of one part."""
    from goen.core.opinions.kernels import geometry as loops

    out, table = np.empty_like(block), np.empty(3 * means.size, np.int64)
    image, sums = np.empty(means.size), np.empty(3 * means.size)
    for column in range(block.shape[1]):
        vector = np.ascontiguousarray(block[:, column])
        loops.sweep(part.starts, part.codes, means, vector, image, table, sums)
        out[:, column] = image
    return out


def _axes(parts: Sequence[Any], means: Floats, run: Executor) -> tuple[Floats, Floats, int]:
    """Block Krylov iteration: each sweep widens the space by eight directions, Rayleigh–Ritz picks the axes from it."""
    size = means.size
    width = min(_BLOCK, size)
    turns = np.arange(size)[:, None] * (1.0 + np.arange(width)) * 2.399963229728653
    block = np.linalg.qr(start_vector(size)[:, None] * np.cos(turns) + np.eye(size, width))[0]
    held, images = np.zeros((size, 0)), np.zeros((size, 0))
    sweeps = 0
    while sweeps < _SWEEPS:
        sweeps += 1
        image = np.sum(run(sweep_part, parts, means, block), axis=0)
        held, images = np.concatenate([held, block], axis=1), np.concatenate([images, image], axis=1)
        values, vectors = np.linalg.eigh(held.T @ images)
        top = vectors[:, ::-1][:, :2]
        axes = held @ top
        rest = images @ top - axes * values[::-1][: axes.shape[1]]
        if held.shape[1] + width > size or np.linalg.norm(rest) <= 1e-12 * max(values[-1], 1e-300):
            break
        block = image - held @ (held.T @ image)
        block = np.linalg.qr(block - held @ (held.T @ block))[0]
    loadings, variances = np.zeros((2, size)), np.zeros(2)
    loadings[: axes.shape[1]], variances[: axes.shape[1]] = axes.T, values[::-1][: axes.shape[1]]
    return signed(loadings), variances, sweeps


def _placed(part: Part, frame: Frame) -> tuple[Floats, NDArray[np.bool_]]:
    from goen.core.opinions.kernels import geometry as loops

    points = loops.project(part.starts, part.codes, frame.means, frame.loadings, frame.pull)[0]
    return points, np.diff(part.starts) >= frame.least


def reach_part(part: Part, frame: Frame) -> Floats:
    """Return how far from the centre, on each axis, the people of one part stand at most."""
    points, inside = _placed(part, frame)
    return np.abs(points[inside]).max(axis=0) if inside.any() else np.zeros(2)


def grid_part(part: Part, frame: Frame, reach: Floats, side: int) -> Floats:
    """Return (side², 3): people in each cell of the common grid, and the sums of their two coordinates."""
    points, inside = _placed(part, frame)
    points = points[inside]
    cell = np.clip((points / np.where(reach > 0, reach, 1.0) + 1.0) * (side / 2), 0, side - 1).astype(np.int64)
    key = cell[:, 0] * side + cell[:, 1]
    columns = [np.bincount(key, weights, minlength=side * side) for weights in (None, points[:, 0], points[:, 1])]
    return np.stack(columns, axis=1).astype(np.float64)


def split_part(part: Part, frame: Frame, centres: Floats) -> Ints:
    """Return (G, S + 1, 3): counts by group of nearest centre; the extra line holds the group's size."""
    from goen.core.opinions.kernels import groups
    from goen.core.opinions.kernels import table as loops

    points, inside = _placed(part, frame)
    labels = np.full(len(points), -1, np.int32)
    groups.assign(points, centres, labels)
    labels[~inside] = -1
    counts = np.zeros((len(centres), part.n_statements + 1, 3), np.int64)
    counts[:, :-1] = loops.count_by_group(part.starts, part.codes, labels, len(centres), part.n_statements)
    counts[:, -1, 0] = np.bincount(labels[inside], minlength=len(centres))
    return counts


def _centres(cells: Floats, n_groups: int, settings: Settings) -> Floats:
    from goen.core.opinions.kernels import groups as loops

    held = cells[cells[:, 0] > 0]
    means = held[:, 1:] / held[:, :1]
    labels, centres, _ = loops.kmeans(means, held[:, 0].copy(), n_groups, settings.restarts, 100, settings.seed)
    rank = by_size(labels)
    return np.array([centres[labels[rank == g][0]] for g in range(int(rank.max()) + 1)])
