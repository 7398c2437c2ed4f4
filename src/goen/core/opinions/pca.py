"""The principal axes of the votes, from the sparse table alone."""

from dataclasses import dataclass

import numpy as np

from goen.core.opinions.canonical import Canonical
from goen.core.opinions.votes import Floats

_CHUNK = 12


@dataclass(frozen=True, eq=False)
class Axes:
    """Principal axes of the mean-imputed, centred votes.

    Attributes
    ----------
    loadings : (2, S') float64
        Unit vectors in canonical columns; largest absolute loading positive; zero where the votes have no further axis.
    variances : (2,) float64
        Eigenvalues of X'X, descending.
    steps : int
        Sweeps over the votes that were needed.
    """

    loadings: Floats
    variances: Floats
    steps: int


def principal_axes(
    table: Canonical, *, tolerance: float = 1e-6, free: Floats | None = None, start: Floats | None = None
) -> Axes:
    """Find the two leading principal axes.

    Parameters
    ----------
    table : Canonical
        Left unchanged.
    tolerance : float
        Largest angle (radians) allowed between an axis found and the true one.
    free : (S',) float, optional
        1 for statements that take part, 0 for those held out.
    start : (S',) float, optional
        Where to start from, for instance the sum of the axes of a sample; a fixed vector by default.

    Returns
    -------
    Axes
        Signs are canonical, the order is by variance.

    Notes
    -----
    Filling a gap with the mean of its statement and centring leaves zero, so the imputed matrix is never built [1]_.
    Lanczos iteration with full reorthogonalisation on X'X; a sweep costs O(V), there are 10–60. Single thread, fixed
    order of sums: the same table gives the same bits.

    References
    ----------
    .. [1] Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", 2021.

    Examples
    --------
    >>> from goen.core.opinions.canonical import canonical
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> axes = principal_axes(canonical(votes_from_matrix([[1, 1], [-1, -1], [1, 1], [-1, -1]])))
    >>> [round(float(v), 6) for v in axes.variances]
    [8.0, 0.0]
    """
    size = table.n_columns
    taking_part = np.ones(size) if free is None else free
    first = start_vector(size) if start is None else start
    first = first * taking_part
    norm = float(np.linalg.norm(first))
    if size == 0 or norm == 0.0:
        return Axes(np.zeros((2, size)), np.zeros(2), 0)
    chunk = _CHUNK if start is None else _CHUNK // 2
    values, vectors, steps = _iterate(table, first / norm, taking_part, tolerance, chunk)
    loadings, variances = np.zeros((2, size)), np.zeros(2)
    found = min(2, values.size)
    loadings[:found], variances[:found] = vectors, np.maximum(values[:found], 0.0)
    loadings[variances <= 1e-12 * max(variances[0], 1e-300)] = 0.0
    return Axes(signed(loadings), variances, steps)


def signed(loadings: Floats) -> Floats:
    """Turn each axis so that its largest absolute loading is positive (near-ties go to the first column)."""
    turned = loadings.copy()
    for axis in range(len(turned)):
        size = np.abs(turned[axis])
        if size.size and size.max() > 0.0:
            lead = int(np.argmax(size >= size.max() * (1 - 1e-9)))
            if turned[axis, lead] < 0:
                turned[axis] *= -1.0
    return turned


def start_vector(size: int) -> Floats:
    """Return the fixed vector iterations start from."""
    # Any fixed vector that no statement pattern is likely to be orthogonal to.
    vector: Floats = 1.0 + 0.5 * np.cos(np.arange(size) * 2.399963229728653)
    return vector


def _iterate(table: Canonical, first: Floats, free: Floats, tolerance: float, chunk: int) -> tuple[Floats, Floats, int]:
    from goen.core.opinions.kernels import geometry as loops

    size = table.n_columns
    limit = min(size, 300)
    basis, alpha, beta = np.zeros((min(limit, 4 * _CHUNK) + 1, size)), np.zeros(limit), np.zeros(limit)
    basis[0] = first
    done = 0
    while True:
        target = min(limit, done + chunk)
        if target >= basis.shape[0]:
            basis = np.concatenate([basis, np.zeros((limit + 1 - basis.shape[0], size))])
        held = loops.lanczos(table.starts, table.codes, table.means, free, basis, alpha, beta, done, target)
        ended = held < target or held == limit or beta[held - 1] == 0.0
        values, ritz = np.linalg.eigh(
            np.diag(alpha[:held]) + np.diag(beta[: held - 1], 1) + np.diag(beta[: held - 1], -1)
        )
        values, ritz = values[::-1], ritz[:, ::-1]
        if ended or _settled(values, ritz, beta[held - 1], tolerance):
            return values, ritz[:, :2].T @ basis[:held], held
        done = held


def _settled(values: Floats, ritz: Floats, beta: float, tolerance: float) -> bool:
    # Angle to the true axis is at most residual / gap; a gap below 1e-9 of the spread cannot be told apart by any method.
    for axis in range(2):
        gap = max(min(abs(values[axis] - other) for other in np.delete(values[:4], axis)), 1e-9 * values[0])
        if beta * abs(ritz[-1, axis]) > tolerance * gap:
            return False
    return True
