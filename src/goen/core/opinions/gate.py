"""Is there any structure at all? The test that comes before any talk of groups."""

from dataclasses import dataclass

import numpy as np

from goen.core.opinions.canonical import Canonical
from goen.core.opinions.pca import start_vector
from goen.core.opinions.votes import Floats

_BATCHES, _STEPS, _HOPELESS = (5, 15, 20), 10, 10
_CLEAR, _FAR = 8.0, 1.4


@dataclass(frozen=True)
class Gate:
    """Result of the test of structure.

    Attributes
    ----------
    p : float
        Share of shuffled conversations (with this one among them) at least as structured.
    ratio : float
        Variance of the first axis over its mean when only chance is at work.
    shuffles : int
        How many shuffled conversations were looked at.
    """

    p: float
    ratio: float
    shuffles: int


def gate(
    table: Canonical,
    shuffles: int = 199,
    most_votes: int = 40_000,
    seed: int = 1,
    *,
    is_beyond_agreeing: bool = False,
) -> Gate:
    """Test whether answers to different statements hang together more than by chance.

    Parameters
    ----------
    table : Canonical
        Left unchanged.
    shuffles : int
        Most shuffled conversations.
    most_votes : int
        Larger conversations are sampled by person.
    seed : int
        Of the shuffles.
    is_beyond_agreeing : bool
        Take away first how readily each person agrees with anything: is there structure beyond that trait?

    Returns
    -------
    Gate
        ``p = 1`` for a table too small to tell.

    Notes
    -----
    Every statement's votes are dealt anew among its voters, which keeps who answered what and every statement's result, and
    breaks every tie between statements; the statistic is the largest Ritz value after a fixed number of Lanczos steps, the
    same for the real and the shuffled tables, so the test is exact. It stops early when ten shuffles have beaten the
    real one, or when the real one stands eight standard deviations above twenty of them, or above five and two fifths
    above the largest (tops of shuffled tables differ by a few per cent). O(shuffles · V).

    Examples
    --------
    >>> import numpy as np
    >>> from goen.core.opinions.canonical import canonical
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> camps = np.where(np.arange(20)[:, None] < 10, 1, -1) * np.ones((1, 8))
    >>> gate(canonical(votes_from_matrix(camps))).p < 0.05
    True
    """
    from goen.core.opinions.kernels import gate as loops

    part = table
    if table.codes.size > most_votes:
        part = table.head(int(np.searchsorted(table.starts, most_votes)))
    if part.n_columns < 2 or part.n_lines < 3:  # noqa: PLR2004  # nothing can hang together
        return Gate(1.0, 1.0, 0)
    first = start_vector(part.n_columns)
    first /= np.linalg.norm(first)
    slopes = _agreeing_slopes(part) if is_beyond_agreeing else np.zeros(part.n_columns)
    arguments = (part.means, slopes, first, min(_STEPS, part.n_columns))
    real = loops.leading(part.starts, part.codes, *arguments)
    if real <= 0.0:
        return Gate(1.0, 1.0, 0)
    state = np.array([seed], np.uint64)
    tops, beaten, is_clear = np.zeros(0), 0, False
    while tops.size < shuffles and beaten < _HOPELESS and not is_clear:
        batch = _BATCHES[min(int(np.count_nonzero([tops.size >= 5, tops.size >= 20])), 2)]  # noqa: PLR2004  # 5, 20, 40 …
        more = loops.null_tops(part.starts, part.codes, *arguments, min(batch, shuffles - tops.size), state)
        tops = np.concatenate([tops, more])
        beaten = int(np.count_nonzero(tops >= real * (1 - 1e-9)))
        is_clear = _is_clear(real, tops)
    p = 1e-6 if is_clear else (1 + beaten) / (1 + tops.size)
    return Gate(p, float(real / max(tops.mean(), 1e-300)), tops.size)


def _is_clear(real: float, tops: Floats) -> bool:
    """Say whether more shuffles could not change the answer: far above few of them, or eight deviations above many."""
    is_far = real > _FAR * tops.max()
    return bool(is_far or tops.size >= 20) and bool(real > tops.mean() + _CLEAR * tops.std())  # noqa: PLR2004


def _agreeing_slopes(table: Canonical) -> Floats:
    """Return how far the mean vote on each statement moves when a person agrees a little more readily (oriented)."""
    sides = table.counts[:, 0] + table.counts[:, 2]
    total = np.maximum(table.counts.sum(axis=1), 1)
    share = (table.counts[:, 2] + 1) / (sides + 2)
    slope: Floats = table.flips * share * (1.0 - share) * sides / total
    return slope
