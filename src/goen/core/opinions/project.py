"""Where each person stands on the map, and how surely."""

from dataclasses import dataclass

import numpy as np

from goen.core.opinions.canonical import Canonical
from goen.core.opinions.pca import Axes
from goen.core.opinions.votes import Floats, Ints


@dataclass(frozen=True, eq=False)
class Places:
    """Positions of the canonical lines.

    Attributes
    ----------
    points : (P, 2) float64
        Ridge least-squares position; the unit is one vote on every statement.
    spread : (P, 3) float64
        Covariance of each position as (xx, xy, yy): the ellipse to draw.
    noise : float
        Variance of a vote around what the map predicts.
    """

    points: Floats
    spread: Floats
    noise: float

    def roots(self, lines: Ints) -> Floats:
        """Return (n, 3): lower triangles (xx, yx, yy) of the roots of the covariances of some lines."""
        spread = self.spread[lines]
        xx = np.sqrt(np.maximum(spread[:, 0], 0.0))
        yx = np.divide(spread[:, 1], xx, out=np.zeros_like(xx), where=xx > 0)
        return np.stack([xx, yx, np.sqrt(np.maximum(spread[:, 2] - yx * yx, 0.0))], axis=1)


def place(table: Canonical, axes: Axes, *, ridge: float = 1.0) -> Places:
    """Place every participant by least squares on the statements this person answered.

    Parameters
    ----------
    table, axes
        Left unchanged.
    ridge : float
        Pull to the centre, as strong as this many answers of average weight.

    Returns
    -------
    Places
        In canonical order of lines.

    Notes
    -----
    The classic scaling √(S / votes) ties the distance from the centre to how much a person votes; solving the 2 × 2
    normal equations of the person's own statements does not. Covariance: noise · (L'L + r·I)⁻¹. O(V).

    Examples
    --------
    >>> from goen.core.opinions.canonical import canonical
    >>> from goen.core.opinions.pca import principal_axes
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> table = canonical(votes_from_matrix([[1, 1], [-1, -1], [1, 1], [-1, -1]]))
    >>> place(table, principal_axes(table)).points[:, 1].tolist()
    [0.0, 0.0, 0.0, 0.0]
    """
    from goen.core.opinions.kernels import geometry as loops

    if table.n_columns == 0:
        return Places(np.zeros((table.n_lines, 2)), np.zeros((table.n_lines, 3)), 0.0)
    pull = ridge / table.n_columns
    points, inverse, residual = loops.project(table.starts, table.codes, table.means, axes.loadings, pull)
    # Two numbers are spent on each person and one on each statement.
    free = max(table.codes.size - 2 * int(np.count_nonzero(table.per_line())) - table.n_columns, 1)
    noise = float(residual.sum()) / free
    return Places(points, inverse * noise, noise)
