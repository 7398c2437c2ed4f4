"""The same votes in one canonical order, so that no result can depend on who came first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.votes import Floats, Ints, Votes


@dataclass(frozen=True, eq=False)
class Canonical:
    """Votes on the kept statements, rows and columns ordered by content, statements turned so that agreeing leads.

    Attributes
    ----------
    rows : (P,) int64
        Canonical line to row of `Votes`.
    columns : (S',) int64
        Canonical column to column of `Votes`; only kept statements.
    flips : (S',) int8
        −1 where agree and disagree were exchanged.
    starts : (P + 1,) int64
        Where each line starts.
    codes : (V',) int32
        ``3·column + 1 + oriented vote``; within a line in any order, which nothing may depend on.
    counts : (S', 3) int64
        How often each code occurs.
    means : (S',) float64
        Mean oriented vote of every column.
    """

    rows: Ints
    columns: Ints
    flips: NDArray[np.int8]
    starts: Ints
    codes: NDArray[np.int32]
    counts: Ints
    means: Floats

    @property
    def n_lines(self) -> int:
        """How many participants there are."""
        return self.rows.size

    @property
    def n_columns(self) -> int:
        """How many statements were kept."""
        return self.columns.size

    def per_line(self) -> Ints:
        """(P,) votes on kept statements of every line."""
        return np.diff(self.starts)

    def head(self, n_lines: int) -> "Canonical":
        """Return the first lines only: a random sample, because lines are ordered by a hash of their content."""
        from goen.core.opinions.kernels import table as loops

        if n_lines >= self.n_lines:
            return self
        starts = self.starts[: n_lines + 1]
        codes = self.codes[: starts[-1]]
        counts = loops.count_codes(codes, self.n_columns)
        return Canonical(self.rows[:n_lines], self.columns, self.flips, starts, codes, counts, means_of(counts))


def canonical(votes: Votes, dropped: NDArray[np.bool_] | None = None) -> Canonical:
    """Order participants and statements by what was voted, not by id or arrival.

    Parameters
    ----------
    votes : Votes
        Left unchanged.
    dropped : (S,) bool, optional
        Statements that take no part in the geometry (moderated, meta).

    Returns
    -------
    Canonical
        The same for every renumbering of people and statements and for every exchange of agree and disagree on a
        statement (up to 64-bit hash collisions between rows with different votes).

    Notes
    -----
    Two rounds of Weisfeiler–Lehman colouring with wrap-around sums, which no order can change; O(V + P log P).

    Examples
    --------
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> table = canonical(votes_from_matrix([[1, -1], [1, 1], [0, 1]]))
    >>> table.counts.sum(axis=1).tolist()
    [3, 3]
    """
    from goen.core.opinions.kernels import geometry as loops

    kept = np.ones(votes.n_statements, np.bool_) if dropped is None else ~np.asarray(dropped, np.bool_)
    hashes, flips = loops.orient(votes.starts, votes.codes, kept, votes.counts)
    row_hash, column_hash = loops.content_hashes(votes.starts, votes.codes, kept, hashes, flips)
    rows = np.argsort(row_hash, kind="stable")
    columns = np.flatnonzero(kept)
    columns = columns[np.argsort(column_hash[columns], kind="stable")]
    rank = np.full(votes.n_statements, -1, np.int32)
    rank[columns] = np.arange(columns.size, dtype=np.int32)
    starts, codes = loops.encode(votes.starts, votes.codes, rows, rank, flips)
    counts = _turned(votes.counts, flips)[columns]
    return Canonical(rows, columns, flips[columns], starts, codes, counts, means_of(counts))


def means_of(counts: Ints) -> Floats:
    """Return the mean vote of every statement; 0 where nobody voted."""
    total = np.maximum(counts.sum(axis=1), 1)
    mean: Floats = (counts[:, 2] - counts[:, 0]) / total
    return mean


def _turned(counts: Ints, flips: NDArray[np.int8]) -> Ints:
    return np.where(flips[:, None] > 0, counts, counts[:, ::-1])
