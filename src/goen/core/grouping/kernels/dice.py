"""The search's own random numbers, the same on every machine."""

import numpy as np
import numpy.typing as npt

from goen.core.grouping.kernels.compiled import compiled, inlined

Dice = npt.NDArray[np.uint64]


def new_dice(seed: int, stream: int = 0) -> Dice:
    """Start a generator; the same seed and stream always give the same numbers.

    Notes
    -----
    The state is scrambled with splitmix64 so that neighbouring seeds do not resemble each other.
    """
    mask = 2**64 - 1
    state = (seed * 0x9E3779B97F4A7C15 + stream * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) & mask
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        state = ((state ^ (state >> shift)) * factor) & mask
    return np.array([(state ^ (state >> 31)) or 1], dtype=np.uint64)


@inlined
def roll(dice: Dice) -> int:
    """Return the next 31 random bits (xorshift64*, Vigna 2016)."""
    state = dice[0]
    state ^= state >> np.uint64(12)
    state ^= state << np.uint64(25)
    state ^= state >> np.uint64(27)
    dice[0] = state
    return np.int64((state * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(33))  # type: ignore[return-value]


@inlined
def roll_below(dice: Dice, limit: int) -> int:
    """Return a number in ``0 … limit - 1``; ``limit`` below 2**31."""
    return (roll(dice) * limit) >> 31


@compiled
def shuffle(dice: Dice, items: npt.NDArray[np.int32]) -> None:
    """Put ``items`` in random order, in place."""
    for last in range(len(items) - 1, 0, -1):
        other = roll_below(dice, last + 1)
        items[last], items[other] = items[other], items[last]
