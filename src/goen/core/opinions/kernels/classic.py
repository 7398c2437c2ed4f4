"""Compiled walks of the classic recipe.."""

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled


@compiled
def best_agree(
    open_to: NDArray[np.int64],
    na: NDArray[np.int64],
    nd: NDArray[np.int64],
    pa: NDArray[np.float64],
    pat: NDArray[np.float64],
    ra: NDArray[np.float64],
    rat: NDArray[np.float64],
    confidence_z: float,
) -> int:
    """Walk the statements in order and return the group's best agreed one; −1 if there is none."""
    best = -1
    for place in range(open_to.size):
        j = open_to[place]
        if na[j] == 0 and nd[j] == 0:
            continue
        if best < 0:
            if pat[j] > confidence_z or (ra[j] > 1.0 and pa[j] > 0.5):  # noqa: PLR2004  # more than half
                best = j
        elif ra[best] > 1.0:
            if ra[j] * rat[j] * pa[j] * pat[j] > ra[best] * rat[best] * pa[best] * pat[best]:
                best = j
        elif pa[j] * pat[j] > pa[best] * pat[best]:
            best = j
    return best
