"""The classic statistics of statements by group: shares, tests, representativeness, consensus."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goen.core.opinions.votes import Floats, Ints, Votes


@dataclass(frozen=True, eq=False)
class GroupStatistics:
    """Figures of every (group, statement), each of shape (G, S); first letters as in the Polis papers.

    Attributes
    ----------
    na, nd, ns : int64
        Agree, disagree, all votes.
    pa, pd : float64
        Smoothed shares (n + 1) / (ns + 2).
    pat, pdt : float64
        One-proportion z: is the share above one half?
    ra, rd : float64
        Share inside divided by share outside.
    rat, rdt : float64
        Two-proportion z: is the share above that of everyone else?
    """

    na: Ints
    nd: Ints
    ns: Ints
    pa: Floats
    pd: Floats
    pat: Floats
    pdt: Floats
    ra: Floats
    rd: Floats
    rat: Floats
    rdt: Floats

    @property
    def consensus_agree(self) -> Floats:
        """(S,) group-informed consensus: product over groups of the smoothed share that agrees."""
        product: Floats = np.prod(self.pa, axis=0)
        return product

    @property
    def consensus_disagree(self) -> Floats:
        """(S,) the same for disagreeing."""
        product: Floats = np.prod(self.pd, axis=0)
        return product


def group_counts(votes: Votes, labels: NDArray[np.int32], n_groups: int) -> Ints:
    """Count disagree, pass and agree of every statement in every group.

    Parameters
    ----------
    votes : Votes
        Left unchanged.
    labels : (P,) int
        Group of every participant; −1 leaves a person out.
    n_groups : int
        Number of groups G.

    Returns
    -------
    (G, S, 3) int64
        In the order disagree, pass, agree.

    Examples
    --------
    >>> import numpy as np
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> group_counts(votes_from_matrix([[1, -1], [1, 0]]), np.array([0, 1], np.int32), 2)[1].tolist()
    [[0, 0, 1], [0, 1, 0]]
    """
    from goen.core.opinions.kernels import table as loops

    groups = np.ascontiguousarray(labels, np.int32)
    return loops.count_by_group(votes.starts, votes.codes, groups, n_groups, votes.n_statements)


def statistics(counts: Ints) -> GroupStatistics:
    """Compute the classic figures from counts by group.

    Parameters
    ----------
    counts : (G, S, 3) int
        As `group_counts` gives them; "everyone else" means the other groups.

    Returns
    -------
    GroupStatistics
        Arrays (G, S).

    Notes
    -----
    Formulas of Polis [1]_: p = (n + 1) / (N + 2); one-proportion z = 2·√(N + 1)·((n + 1)/(N + 1) − ½); two-proportion z
    with one added to all four counts, 0 where the pooled share is 1. O(G·S).

    References
    ----------
    .. [1] Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", 2021.

    Examples
    --------
    >>> import numpy as np
    >>> figures = statistics(np.array([[[0, 0, 3]], [[2, 1, 0]]]))
    >>> figures.pa.round(2).ravel().tolist(), figures.rat.round(2).ravel().tolist()
    ([0.8, 0.2], [2.19, -2.19])
    """
    against, total, agreed = counts[..., 0], counts.sum(axis=2), counts[..., 2]
    agree = _one_side(agreed, total)
    disagree = _one_side(against, total)
    return GroupStatistics(
        na=agreed, nd=against, ns=total,
        pa=agree[0], pat=agree[1], ra=agree[2], rat=agree[3],
        pd=disagree[0], pdt=disagree[1], rd=disagree[2], rdt=disagree[3],
    )  # fmt: skip


def _one_side(said: Ints, total: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    said_out, total_out = said.sum(axis=0) - said, total.sum(axis=0) - total
    share, share_out = (1 + said) / (2 + total), (1 + said_out) / (2 + total_out)
    return share, one_proportion(said, total), share / share_out, two_proportions(said, said_out, total, total_out)


def one_proportion(said: ArrayLike, total: ArrayLike) -> Floats:
    """Return z of "more than half say so", with one vote of each kind added as Polis does."""
    n = np.asarray(total) + 1
    z: Floats = 2 * np.sqrt(n) * ((np.asarray(said) + 1) / n - 0.5)
    return z


def two_proportions(said: ArrayLike, said_out: ArrayLike, total: ArrayLike, total_out: ArrayLike) -> Floats:
    """Return z of "more here than elsewhere", one added to all four counts; 0 where the pooled share is 1."""
    s1, s2 = np.asarray(said) + 1, np.asarray(said_out) + 1
    n1, n2 = np.asarray(total) + 1, np.asarray(total_out) + 1
    pooled = (s1 + s2) / (n1 + n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (s1 / n1 - s2 / n2) / np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return np.where(pooled == 1, 0.0, z)


def priority(counts: Ints, extremity: Floats, meta: NDArray[np.bool_]) -> Floats:
    """Return the classic routing weight of every statement.

    Parameters
    ----------
    counts : (S, 3) int
        Disagree, pass, agree.
    extremity : (S,) float
        How far a lone vote on the statement stands from the centre of the map.
    meta : (S,) bool
        Statements about the people, not the matter; they get the fixed weight 49.

    Returns
    -------
    (S,) float64
        Weights to draw the next statement by.

    Notes
    -----
    ((1 − p_pass)·(1 + extremity)·p_agree·(1 + 8·2^(−N/5)))².
    """
    total = counts.sum(axis=1)
    agree, passed = (1 + counts[:, 2]) / (2 + total), (1 + counts[:, 1]) / (2 + total)
    weight = agree * (1 - passed) * (1 + extremity) * (1 + 8 * np.power(2.0, -(total / 5)))
    return np.square(np.where(meta, 7.0, weight))


def wilson(said: ArrayLike, total: ArrayLike, z: float = 1.645) -> tuple[Floats, Floats]:
    """Return the lower and upper end of Wilson's interval of a share; (0, 1) where nobody answered.

    Parameters
    ----------
    said, total : int arrays
        How many of how many.
    z : float
        1.645 for 90 %.

    Returns
    -------
    low, high : float arrays
        Within [0, 1].

    References
    ----------
    .. [1] E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.

    Examples
    --------
    >>> [round(float(end), 3) for end in wilson(8, 10)]
    [0.541, 0.931]
    """
    n = np.asarray(total, np.float64)
    safe = np.maximum(n, 1.0)
    share = np.asarray(said) / safe
    centre = (share + z * z / (2 * safe)) / (1 + z * z / safe)
    half = z * np.sqrt(share * (1 - share) / safe + z * z / (4 * safe * safe)) / (1 + z * z / safe)
    # Rounding must not push the share itself out of its interval.
    low, high = np.clip(centre - half, 0.0, share), np.clip(centre + half, share, 1.0)
    return np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0)
