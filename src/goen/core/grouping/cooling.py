"""How warm the search begins and ends, and the steps between."""

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from goen.core.grouping.problem import IntArray

if TYPE_CHECKING:
    from goen.core.grouping.kernels.frame import Frame, State

SAMPLES = 4096
"""Swaps priced to find the range of temperatures."""


def cooling(hot: int, cold: int, steps: int) -> IntArray:
    """Fall geometrically from ``hot`` to ``cold``, in whole numbers, alike on every machine.

    Examples
    --------
    >>> cooling(1000, 10, 3).tolist()
    [1000, 100, 10]
    """
    ratio = (Decimal(max(cold, 1)) / Decimal(max(hot, 1))) ** (Decimal(1) / Decimal(max(steps - 1, 1)))
    return np.array([max(int((max(hot, 1) * ratio**k).to_integral_value()), 1) for k in range(steps)], dtype=np.int64)


def temperatures(frame: "Frame", state: "State", mode: str) -> tuple[int, int]:
    """Choose where cooling starts and ends from the prices of random changes to the plan at hand.

    Parameters
    ----------
    frame, state : Frame, State
        Left unchanged, but for the random numbers.
    mode : str
        ``"hot"`` from a random plan, ``"warm"`` from a good one, ``"built"`` and ``"cards"`` for exchanges of whole days
        in a tight tournament and in a wide hall.

    Returns
    -------
    hot, cold : int
        In score units.

    Notes
    -----
    The fractions were fitted on the development cases: a good plan freezes near a seventh of the cheapest hundredth of
    all swaps, a tournament of whole days between two fifths and a sixth of the middle exchange; colder is time lost.
    """
    from goen.core.grouping.kernels.anneal import sample_deltas, sample_exchanges  # noqa: PLC0415

    found = np.zeros(SAMPLES, dtype=np.int64)
    if mode in {"built", "cards"}:
        sample_exchanges(frame, state, found)
    else:
        sample_deltas(frame, state, found)
    # a violated rule is no measure of warmth
    changes = np.sort(np.abs(found[(found != 0) & (np.abs(found) < frame.hard * frame.unit // 2)]))
    if not len(changes):
        return frame.unit, max(frame.unit // 100, 1)
    middle = int(changes[len(changes) // 2])
    if mode == "built":
        return max(middle * 2 // 5, 1), max(middle * 4 // 25, 1)
    if mode == "cards":
        return max(middle // 10, 1), max(middle * 3 // 100, 1)
    cheap = int(changes[len(changes) // 100])
    if mode == "warm":
        return max(cheap * 7 // 50, 1), max(cheap * 13 // 100, 1)
    return max(int(changes[len(changes) // 4]) // 8, 1), max(cheap // 13, 1)
