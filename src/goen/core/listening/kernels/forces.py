"""The compiled kernel of the layout. Importing this module loads numba: import it inside the function that needs it."""

import numba
import numpy as np

_MOST = np.float32(4.0)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_STEP_1, _STEP_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
_S27, _S30, _S31, _S40 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(40)
_TO_UNIT = 1.0 / 16777216.0


@numba.njit(cache=True)
def _mixed(number):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Hash 64 bits (splitmix64's finaliser)."""
    number = (number ^ (number >> _S30)) * _MIX_1
    number = (number ^ (number >> _S27)) * _MIX_2
    return number ^ (number >> _S31)


@numba.njit(cache=True)
def _distance(here, i, j, apart):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Squared distance of two texts; their difference is left in ``apart``."""
    total = np.float32(0)
    for d in range(here.shape[1]):
        apart[d] = here[i, d] - here[j, d]
        total += apart[d] * apart[d]
    return total


@numba.njit(cache=True)
def _push(force, apart, strength):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Add a force along ``apart``, no component stronger than 4."""
    for d in range(len(apart)):
        force[d] += min(_MOST, max(-_MOST, strength * apart[d]))


@numba.njit(cache=True)
def _pushed_away(here, i, lot, n_away, a, b, force, apart):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Push text ``i`` away from texts drawn by lot."""
    for _ in range(n_away):
        lot = _mixed(lot + _STEP_1)
        j = int(lot % np.uint64(here.shape[0]))
        distance = _distance(here, i, j, apart)
        if j != i and distance > 0:
            _push(force, apart, np.float32(2 * b / ((np.float32(0.001) + distance) * (1 + a * distance**b))))


def _move(starts, links, weights, here, there, a, b, pace, seed, n_away):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Move every text one step: ``there`` from ``here``. A link acts in a round with the probability of its weight."""
    for i in numba.prange(here.shape[0]):
        force = np.zeros(here.shape[1], np.float32)
        apart = np.zeros(here.shape[1], np.float32)
        base = _mixed(np.uint64(seed) * _STEP_1 + np.uint64(i))
        for link in range(starts[i], starts[i + 1]):
            lot = _mixed(base + np.uint64(link - starts[i]) * _STEP_2)
            if (lot >> _S40) * _TO_UNIT >= weights[link]:
                continue
            distance = _distance(here, i, links[link], apart)
            if distance > 0:
                power = distance**b
                # Twice: in the sequential form both ends of a link move, each on the other's turn too.
                _push(force, apart, np.float32(-4 * a * b * power / (distance * (1 + a * power))))
            _pushed_away(here, i, lot, n_away, a, b, force, apart)
        for d in range(here.shape[1]):
            there[i, d] = here[i, d] + pace * force[d]


move_few = numba.njit(cache=True)(_move)
"""On one core: for few texts, where waiting for the other cores would cost more than it gains."""

move_many = numba.njit(cache=True, parallel=True)(_move)
"""On all cores, with the same answer."""
