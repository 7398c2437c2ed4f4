"""Fair means of pitches when every rater is strict in their own way and nobody rates everything."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LOWEST, HIGHEST = 1.0, 5.0
_CONFIDENCE = 0.95
# Ratios of rater variance to residual variance that are tried; 0 means that raters do not differ.
_RATIOS = np.concatenate([[0.0], np.geomspace(0.01, 100.0, 161)])
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rating:
    """One rater's value for one pitch."""

    pitch: int
    rater: str
    value: float


@dataclass(frozen=True)
class PitchResult:
    """What a pitch earned.

    Parameters
    ----------
    pitch : int
        The pitch.
    rank : int
        1 for the first; means that are the same to two places share a rank.
    n_ratings : int
        How many raters gave it a value.
    raw_mean : float
        Plain mean of the values, 1 to 5.
    mean : float
        Mean corrected for strictness: what an average rater would give.
    low, high : float or None
        95 % interval of ``mean``, cut at 1 and 5; None where the values cannot tell (a single rating, or no spread to
        measure).
    is_close_to_first : bool
        Whether the difference to the first place is within what chance explains (95 %); the first itself: True.
    """

    pitch: int
    rank: int
    n_ratings: int
    raw_mean: float
    mean: float
    low: float | None
    high: float | None
    is_close_to_first: bool


def correct_for_raters(ratings: Sequence[Rating]) -> list[PitchResult]:
    """Return every rated pitch with its corrected mean, best first.

    Parameters
    ----------
    ratings : sequence of Rating
        At most one per pitch and rater, in any order; left unchanged.

    Returns
    -------
    list of PitchResult
        By corrected mean, descending, then by pitch; empty without ratings.

    Notes
    -----
    Model: value = pitch + rater + error, pitches fixed, raters random with variance ratio λ to the error; λ maximises the
    restricted likelihood on a grid. Because each group leaves out its own pitch, the plain means of pitches come from
    different raters; this undoes the difference, shrinking raters who gave few values. O(ratings · pitches + grid · pitches³);
    deterministic, independent of the order of ratings.

    References
    ----------
    D. A. Harville (1977), Maximum likelihood approaches to variance component estimation, JASA 72, 320–338.

    Examples
    --------
    >>> strict = [Rating(1, "a", 2.0), Rating(2, "a", 1.0)]
    >>> kind = [Rating(2, "b", 4.0), Rating(3, "b", 5.0)]
    >>> [result.pitch for result in correct_for_raters(strict + kind)]
    [3, 2, 1]
    """
    if not ratings:
        return []
    pitches = sorted({rating.pitch for rating in ratings})
    ordered = sorted(ratings, key=lambda rating: (rating.pitch, rating.rater))
    raters = sorted({rating.rater for rating in ordered})
    column = np.array([pitches.index(rating.pitch) for rating in ordered])
    place = {rater: number for number, rater in enumerate(raters)}
    block = np.array([place[rating.rater] for rating in ordered])
    values = np.array([rating.value for rating in ordered], dtype=np.float64)
    counts = np.zeros((len(raters), len(pitches)))
    np.add.at(counts, (block, column), 1.0)
    fit = _best_fit(counts, column, block, values)
    return _results(pitches, column, values, fit)


@dataclass(frozen=True)
class _Fit:
    means: _Floats
    covariance: _Floats | None
    n_spare: int


def _best_fit(counts: _Floats, column: NDArray[np.intp], block: NDArray[np.intp], values: _Floats) -> _Fit:
    """Fit the model for the ratio with the greatest restricted likelihood; ``counts`` is raters × pitches."""
    n_raters, n_pitches = counts.shape
    sums = np.bincount(block, weights=values, minlength=n_raters).reshape(-1, 1)
    per_pitch = np.bincount(column, weights=values, minlength=n_pitches)
    n_spare = len(values) - n_pitches
    best: tuple[float, _Floats, _Floats, float] | None = None
    for ratio in _RATIOS:
        n_given = counts.sum(axis=1, keepdims=True)
        weight = ratio / (1.0 + ratio * n_given)
        normal = np.diag(counts.sum(axis=0)) - counts.T @ (weight * counts)
        right = per_pitch - (counts.T @ (weight * sums)).ravel()
        means = np.linalg.solve(normal, right)
        rest = float(values @ values - (weight * sums * sums).sum() - right @ means)
        spread = max(rest, 0.0) / n_spare if n_spare else 0.0
        if n_spare == 0 or spread < 1e-12:  # noqa: PLR2004 - nothing left to measure a spread with
            likelihood = -float(ratio)
        else:
            shape = float(np.log1p(ratio * n_given).sum() + np.linalg.slogdet(normal)[1])
            likelihood = -0.5 * (n_spare * float(np.log(spread)) + shape)
        if best is None or likelihood > best[0] + 1e-9:
            best = (likelihood, means, normal, spread)
    assert best is not None  # noqa: S101 - the grid is not empty
    _likelihood, means, normal, spread = best
    covariance: _Floats | None = None
    if n_spare > 0 and spread > 1e-12:  # noqa: PLR2004 - as above
        covariance = np.asarray(np.linalg.inv(normal) * spread, dtype=np.float64)
    return _Fit(means, covariance, n_spare)


def _results(pitches: list[int], column: NDArray[np.intp], values: _Floats, fit: _Fit) -> list[PitchResult]:
    # Nine decimals: what only rounding noise tells apart is equal, in the order and in the figures.
    means = [round(float(mean), 9) for mean in fit.means]
    order = sorted(range(len(pitches)), key=lambda number: (-means[number], pitches[number]))
    first = order[0]
    reach = _reach(fit.n_spare) if fit.covariance is not None else 0.0
    shown = [round(float(mean), 2) for mean in fit.means]
    results = []
    for number in order:
        rank = 1 + sum(other > shown[number] for other in shown)
        own = values[column == number]
        mean = min(max(means[number], LOWEST), HIGHEST)
        low = high = None
        if fit.covariance is not None:
            half = reach * float(np.sqrt(fit.covariance[number, number]))
            low, high = max(LOWEST, mean - half), min(HIGHEST, mean + half)
        results.append(
            PitchResult(
                pitches[number],
                rank,
                len(own),
                float(own.mean()),
                mean,
                low,
                high,
                _is_close(fit, reach, first, number),
            )
        )
    return results


def _is_close(fit: _Fit, reach: float, first: int, number: int) -> bool:
    gap = float(fit.means[first] - fit.means[number])
    if fit.n_spare == 0:
        return True  # no value is left over to measure chance with
    if fit.covariance is None:
        return gap < 1e-9  # noqa: PLR2004 - equal but for rounding
    spread = fit.covariance[first, first] + fit.covariance[number, number] - 2 * fit.covariance[first, number]
    return gap <= reach * float(np.sqrt(max(spread, 0.0))) + 1e-9


def _reach(n_spare: int) -> float:
    """Return the two-sided quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(n_spare, (1 + _CONFIDENCE) / 2))
