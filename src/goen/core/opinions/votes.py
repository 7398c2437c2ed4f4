"""The table of votes: who answered which statement how, kept sparse."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goen.core.errors import BadInputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, eq=False)
class Votes:
    """Final votes in compressed rows, one row per participant.

    Attributes
    ----------
    participant_ids : (P,) int64
        Ascending; every participant with at least one vote.
    statement_ids : (S,) int64
        Ascending; every statement with at least one vote.
    starts : (P + 1,) int64
        ``codes[starts[i]:starts[i + 1]]`` are the votes of participant ``i``, each statement at most once, in any order.
    codes : (V,) int32
        ``3·statement + 1 + vote``: the index into ``statement_ids`` and the vote (1 agree, 0 pass, −1 disagree) in one.
    """

    participant_ids: Ints
    statement_ids: Ints
    starts: Ints
    codes: NDArray[np.int32]

    @property
    def n_participants(self) -> int:
        """How many people voted."""
        return self.participant_ids.size

    @property
    def n_statements(self) -> int:
        """How many statements were voted on."""
        return self.statement_ids.size

    @property
    def n_votes(self) -> int:
        """How many final votes there are."""
        return self.codes.size

    @property
    def columns(self) -> NDArray[np.int32]:
        """(V,) index of the statement of every vote."""
        return self.codes // 3

    @property
    def values(self) -> NDArray[np.int8]:
        """(V,) 1 agree, 0 pass, −1 disagree."""
        return (self.codes % 3 - 1).astype(np.int8)

    @cached_property
    def votes_per_participant(self) -> Ints:
        """(P,) final votes of every participant."""
        return np.diff(self.starts)

    @cached_property
    def counts(self) -> Ints:
        """(S, 3) disagree, pass, agree of every statement, over everybody."""
        from goen.core.opinions.kernels import table as loops

        return loops.count_codes(self.codes, self.n_statements)

    def matrix(self) -> Floats:
        """Return the dense (P, S) matrix with NaN where nobody answered; for small tables and tests."""
        dense = np.full((self.n_participants, self.n_statements), np.nan)
        dense[np.repeat(np.arange(self.n_participants), self.votes_per_participant), self.columns] = self.values
        return dense


def votes_from_triples(
    participants: ArrayLike, statements: ArrayLike, values: ArrayLike, *, times: ArrayLike | None = None
) -> Votes:
    """Build the table from one row per vote cast.

    Parameters
    ----------
    participants, statements : (N,) int
        Ids; gaps are allowed.
    values : (N,) int
        1 agree, 0 pass, −1 disagree.
    times : (N,) number, optional
        When each vote was cast. Of repeated votes the latest wins; without times, the last in order.

    Returns
    -------
    Votes
        Empty when there is no vote.

    Raises
    ------
    BadInputError
        ``opinions.lengths`` if the columns differ in length, ``opinions.not-a-number`` if an id is not a whole
        number, ``opinions.unknown-vote`` (``row`` from 1, ``value``) for a vote that is none of the three.

    Notes
    -----
    O(N) time and memory: a counting sort by participant. The order of votes matters only for repeated votes.

    Examples
    --------
    >>> table = votes_from_triples([7, 7, 9, 7], [1, 4, 1, 1], [1, 0, -1, -1])
    >>> table.participant_ids.tolist(), table.statement_ids.tolist(), table.values.tolist()
    ([7, 9], [1, 4], [-1, 0, -1])
    """
    people, asked, cast = _whole("participant", participants), _whole("statement", statements), _whole("vote", values)
    if not people.size == asked.size == cast.size:
        raise BadInputError("opinions.lengths", participants=people.size, statements=asked.size, votes=cast.size)
    if times is not None:
        moments = np.asarray(times)
        if moments.size != people.size:
            raise BadInputError("opinions.lengths", participants=people.size, statements=asked.size, votes=moments.size)
        if np.any(moments[1:] < moments[:-1]):
            order = np.argsort(moments, kind="stable")
            people, asked, cast = people[order], asked[order], cast[order]
            return _table(people, asked, _checked(cast, order))
    return _table(people, asked, _checked(cast, None))


def votes_from_matrix(
    matrix: ArrayLike, *, participant_ids: Sequence[int] | None = None, statement_ids: Sequence[int] | None = None
) -> Votes:
    """Build the table from a dense matrix with NaN where there is no vote.

    Parameters
    ----------
    matrix : (P, S) float
        1, 0, −1 or NaN.
    participant_ids, statement_ids : sequences of int, optional
        Ids of rows and columns; 0, 1, 2 … by default. Rows and columns without votes disappear.

    Returns
    -------
    Votes
        As `votes_from_triples` gives it.

    Raises
    ------
    BadInputError
        As `votes_from_triples`.

    Examples
    --------
    >>> votes_from_matrix([[1, float("nan")], [0, -1]]).n_votes
    3
    """
    dense = np.asarray(matrix, np.float64)
    rows, columns = np.nonzero(~np.isnan(dense))
    people = rows if participant_ids is None else np.asarray(participant_ids, np.int64)[rows]
    asked = columns if statement_ids is None else np.asarray(statement_ids, np.int64)[columns]
    return votes_from_triples(people, asked, dense[rows, columns])


def _whole(name: str, values: ArrayLike) -> NDArray[Any]:
    found = np.asarray(values)
    if found.size == 0:
        return np.zeros(0, np.int64)
    if found.dtype.kind == "f":
        if not np.all(np.isfinite(found)) or np.any(found != np.rint(found)):
            raise BadInputError("opinions.not-a-number", column=name)
    elif found.dtype.kind not in "iub":
        raise BadInputError("opinions.not-a-number", column=name)
    return np.ascontiguousarray(found.ravel(), dtype=np.int32 if found.dtype == np.int32 else np.int64)


def _checked(cast: NDArray[Any], order: Ints | None) -> NDArray[Any]:
    from goen.core.opinions.kernels import table as loops

    place = loops.first_unknown(cast)
    if place >= 0:
        row = place if order is None else int(order[place])
        raise BadInputError("opinions.unknown-vote", row=row + 1, value=int(cast[place]))
    return cast


def _table(people: NDArray[Any], asked: NDArray[Any], cast: NDArray[Any]) -> Votes:
    from goen.core.opinions.kernels import table as loops

    if people.size == 0:
        none = np.zeros(0, np.int64)
        return Votes(none, none, np.zeros(1, np.int64), np.zeros(0, np.int32))
    participant_ids, low_person, people, (person_rank, _, starts) = _ranks(people)
    statement_ids, low_statement, asked, (statement_rank, _, _) = _ranks(asked)
    # At most some 256 blocks, so that each block's next write stays in the cache.
    shift = max(0, int(participant_ids.size).bit_length() - 8)
    codes = loops.scatter_codes(
        people, low_person, person_rank, asked, low_statement, statement_rank, cast, starts, shift
    )
    left = loops.last_wins(starts, codes, statement_ids.size)
    return Votes(participant_ids, statement_ids, starts, codes if left == codes.size else codes[:left].copy())


def _ranks(ids: NDArray[Any]) -> tuple[Ints, int, NDArray[Any], tuple[NDArray[np.int32], Ints, Ints]]:
    """Return the distinct ids, the lowest, the ids, and their ranks; ids far apart are packed together first."""
    from goen.core.opinions.kernels import table as loops

    low, high = int(ids.min()), int(ids.max())
    if high - low >= 4 * ids.size + 4096:
        distinct, packed = np.unique(ids, return_inverse=True)
        packed = packed.astype(np.int64)
        return distinct.astype(np.int64), 0, packed, loops.ranks(loops.count_ids(packed, 0, distinct.size))
    found = loops.ranks(loops.count_ids(ids, low, high - low + 1))
    return found[1] + low, low, ids, found
