"""Small rings with a large set of elements whose differences are invertible: finite fields and their products."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from goen.core.grouping.problem import IntArray


@dataclass(frozen=True, eq=False)
class Ring:
    """A finite commutative ring as two tables.

    Parameters
    ----------
    plus, times : int array, shape (q, q)
        Addition and multiplication of the elements ``0 … q - 1``.
    spread : tuple of int
        Elements of which every two differ by an invertible element, 0 first.
    """

    plus: IntArray
    times: IntArray
    spread: tuple[int, ...]

    @property
    def order(self) -> int:
        """Number of elements."""
        return len(self.plus)


def prime_power(number: int) -> tuple[int, int] | None:
    """Return ``(p, k)`` with ``p**k == number``, or nothing.

    Examples
    --------
    >>> prime_power(27), prime_power(12)
    ((3, 3), None)
    """
    powers = prime_powers(number)
    return powers[0] if len(powers) == 1 else None


def prime_powers(number: int) -> list[tuple[int, int]]:
    """Factor a number above one into ``(prime, exponent)``."""
    found = []
    prime = 2
    while number > 1:
        exponent = 0
        while number % prime == 0:
            number //= prime
            exponent += 1
        if exponent:
            found.append((prime, exponent))
        prime += 1
    return found


@lru_cache(maxsize=64)
def field(prime: int, exponent: int) -> Ring:
    """Build the field of ``prime ** exponent`` elements: polynomials modulo an irreducible one.

    Notes
    -----
    An element is the number whose digits to the base ``prime`` are its coefficients. The first monic polynomial
    without which multiplication would have zero divisors is taken.
    """
    order = prime**exponent
    digits = np.array([[(number // prime**place) % prime for place in range(exponent)] for number in range(order)])
    weights = prime ** np.arange(exponent)
    plus = ((digits[:, None, :] + digits[None, :, :]) % prime) @ weights
    for low in range(order):
        times = _multiply(digits, digits[low], prime) @ weights
        if (np.sort(times[1:, 1:], axis=1) == np.arange(1, order)).all():
            return Ring(plus, times, tuple(range(order)))
    raise AssertionError  # an irreducible polynomial of every degree exists


def _multiply(digits: IntArray, low: IntArray, prime: int) -> IntArray:
    """Multiply all pairs of polynomials modulo ``x**k + low``."""
    order, degree = digits.shape
    product = np.zeros((order, order, 2 * degree - 1), dtype=np.int64)
    for place in range(degree):
        product[:, :, place : place + degree] += digits[:, None, place, None] * digits[None, :, :]
    for place in range(2 * degree - 2, degree - 1, -1):
        product[:, :, place - degree : place] -= product[:, :, place, None] * low
    return product[:, :, :degree] % prime


@lru_cache(maxsize=64)
def product_ring(order: int) -> Ring:
    """Build the product of the fields whose orders are the prime powers of ``order``.

    Notes
    -----
    Differences within ``spread`` are invertible in every factor, so it has as many elements as the smallest factor.
    """
    rings = [field(*power) for power in prime_powers(order)]
    ring = rings[0]
    for other in rings[1:]:
        ring = _pair(ring, other)
    return ring


def _pair(first: Ring, second: Ring) -> Ring:
    a, b = np.divmod(np.arange(first.order * second.order), second.order)
    plus = first.plus[np.ix_(a, a)] * second.order + second.plus[np.ix_(b, b)]
    times = first.times[np.ix_(a, a)] * second.order + second.times[np.ix_(b, b)]
    spread = tuple(x * second.order + y for x, y in zip(first.spread, second.spread, strict=False))
    return Ring(plus, times, spread)


@lru_cache(maxsize=64)
def clock_ring(order: int) -> Ring:
    """Build the whole numbers modulo ``order``: the ring of rotation cards."""
    numbers = np.arange(order)
    plus = (numbers[:, None] + numbers[None, :]) % order
    smallest = prime_powers(order)[0][0] if order > 1 else 1
    return Ring(plus, numbers[:, None] * numbers[None, :] % order, tuple(range(smallest)))
