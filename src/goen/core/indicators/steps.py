"""Colour steps of a map: at most five, of equal width from the smallest to the largest value."""

from collections.abc import Sequence

N_STEPS = 5


def step_bounds(values: Sequence[float]) -> tuple[float, ...]:
    """Return the bounds of the steps, ascending: one more than there are steps; empty without values.

    Notes
    -----
    O(n). Equal widths keep "twice as far apart" visible, which quantiles hide. Equal values make one step.

    Examples
    --------
    >>> step_bounds([0, 10, 4])
    (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)
    >>> step_bounds([3, 3])
    (3.0, 3.0)
    """
    if not values:
        return ()
    low, high = float(min(values)), float(max(values))
    if low == high:
        return (low, high)
    inner = tuple(low + (high - low) * number / N_STEPS for number in range(1, N_STEPS))
    return (low, *inner, high)


def step_of(value: float, bounds: Sequence[float]) -> int:
    """Return the step a value falls into, from 1; a value on a bound belongs to the step above, the largest to the last.

    Examples
    --------
    >>> [step_of(value, step_bounds([0, 10])) for value in (0, 2, 9.9, 10)]
    [1, 2, 5, 5]
    """
    n_steps = max(len(bounds) - 1, 1)
    return min(n_steps, 1 + sum(value >= bound for bound in bounds[1:-1]))
