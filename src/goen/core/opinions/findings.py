"""What unites, what divides, which minority views there are: short lists, each entry with its interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.landscape import Finding, Kind
from goen.core.opinions.statistics import wilson
from goen.core.opinions.votes import Floats, Ints

_LEAST = 3
_HALF = 0.5


@dataclass(frozen=True, eq=False)
class Cells:
    """What the second look says of every (group, statement); all (G, S), G = 0 when there are no groups.

    Attributes
    ----------
    upheld : bool
        Representative after all.
    agree : bool
        Side of the group.
    q : float64
        False-discovery rate.
    more_z : float64
        z of the difference to the other groups.
    """

    upheld: NDArray[np.bool_]
    agree: NDArray[np.bool_]
    q: Floats
    more_z: Floats


def uniting(everybody: Ints, splits: Ints, kept: NDArray[np.bool_], most: int) -> tuple[Finding, ...]:
    """List statements every group is, with good confidence, mostly on the same side of.

    Parameters
    ----------
    everybody : (S, 3) int
        Disagree, pass, agree of all voters.
    splits : (G, S, 3) int
        The same by group; G may be 0.
    kept : (S,) bool
        Statements that may be listed.
    most : int
        Length of the list.

    Returns
    -------
    tuple of Finding
        Ordered by the lower bound of the share in the least convinced group.
    """
    tables = splits if splits.shape[0] else everybody[None]
    found = []
    for side in (2, 0):
        low = wilson(tables[..., side], tables.sum(axis=2))[0].min(axis=0)
        fit = kept & (low > _HALF) & (tables.sum(axis=2).min(axis=0) >= _LEAST)
        places = _leading(fit, low, most)
        found += [finding("unites", j, side == 2, everybody[j], score=float(low[j])) for j in places]  # noqa: PLR2004
    return _best(found, most)


def dividing(everybody: Ints, splits: Ints, cells: Cells, kept: NDArray[np.bool_], most: int) -> tuple[Finding, ...]:
    """List statements on which groups, or people where there are no groups, are furthest apart.

    Parameters
    ----------
    everybody, splits, kept, most
        As in `uniting`.
    cells : Cells
        The second look.

    Returns
    -------
    tuple of Finding
        With groups: by the gap between the groups' shares that agree. Without: by how evenly people are split.
    """
    if not splits.shape[0]:
        low = np.minimum(*(wilson(everybody[:, side], everybody.sum(axis=1))[0] for side in (0, 2)))
        fit = kept & (low > 0.25) & (everybody.sum(axis=1) >= 2 * _LEAST)  # noqa: PLR2004  # a quarter on each side at least
        return tuple(finding("divides", j, True, everybody[j], score=float(low[j])) for j in _leading(fit, low, most))
    total = splits.sum(axis=2)
    share = np.where(total >= _LEAST, (splits[..., 2] + 1) / (total + 2), np.nan)
    known = np.count_nonzero(total >= _LEAST, axis=0) >= 2  # noqa: PLR2004  # a gap needs two groups
    fit = kept & known & cells.upheld.any(axis=0)
    gap = np.zeros(kept.size)
    gap[fit] = np.nanmax(share[:, fit], axis=0) - np.nanmin(share[:, fit], axis=0) if fit.any() else 0.0
    return tuple(
        finding("divides", j, True, everybody[j], score=float(gap[j]), q=float(cells.q[:, j].min()))
        for j in _leading(fit, gap, most)
    )


def minorities(everybody: Ints, splits: Ints, cells: Cells, kept: NDArray[np.bool_], most: int) -> tuple[Finding, ...]:
    """List views a smaller part holds against most.

    Parameters
    ----------
    everybody, splits, cells, kept, most
        As in `dividing`.

    Returns
    -------
    tuple of Finding
        With groups: upheld views of a group against the majority of all. Without: sides that a tenth to two fifths take, with
        good confidence in the tenth.
    """
    major = everybody[:, 2] >= everybody[:, 0]
    if not splits.shape[0]:
        side = np.where(major, 0, 2)
        said, total = np.take_along_axis(everybody, side[:, None], axis=1)[:, 0], everybody.sum(axis=1)
        low = wilson(said, total)[0]
        fit = kept & (low > 0.1) & (said <= 0.4 * total) & (said >= _LEAST)  # noqa: PLR2004  # a tenth to two fifths
        return tuple(
            finding("minority", j, bool(~major[j]), everybody[j], score=float(low[j])) for j in _leading(fit, low, most)
        )
    found = [
        finding("minority", int(j), bool(cells.agree[g, j]), splits[g, j], group=int(g), q=float(cells.q[g, j]))
        for g, j in zip(*np.nonzero(cells.upheld & kept & (cells.agree != major)), strict=True)
    ]
    return _best([one for one in found if one.share > _HALF], most)


def representing(group: int, split: Ints, cells: Cells, most: int) -> tuple[Finding, ...]:
    """List what holds for one group more than for the others; ``split`` is the (S, 3) table of that group."""
    agree, q, score = cells.agree[group], cells.q[group], cells.more_z[group]
    return tuple(
        finding("represents", j, bool(agree[j]), split[j], group=group, score=float(score[j]), q=float(q[j]))
        for j in _leading(cells.upheld[group], score, most)
    )


def finding(
    kind: Kind,
    statement: int,
    agree: bool,
    counts: Ints,
    *,
    group: int = -1,
    score: float | None = None,
    q: float = 0.0,
) -> Finding:
    """Write one finding with its share and interval; the lower bound is its score unless one is given."""
    said, total = int(counts[2 if agree else 0]), int(counts.sum())
    low, high = wilson(said, total)
    share = said / total if total else 0.0
    return Finding(
        kind,
        statement,
        agree,
        group,
        said,
        total,
        share,
        float(low),
        float(high),
        float(low) if score is None else score,
        q,
    )


def _leading(fit: NDArray[np.bool_], score: Floats, most: int) -> list[int]:
    """Return the indices of the best fitting statements, best first, the lower index of equals first."""
    places = np.flatnonzero(fit)
    return [int(j) for j in places[np.argsort(-score[places], kind="stable")][:most]]


def _best(found: list[Finding], most: int) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda one: (-one.score, one.statement, one.group))[:most])
