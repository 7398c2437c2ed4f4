"""Tournaments that are designs: from two orthogonal squares, from the lines of a space, from two rounds and a clock."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from goen.core.grouping.problem import IntArray

_Q = 3
_LINES = _Q**2 + 1
"""Lines of a spread of PG(3, 3): ten that cover its forty points."""

_CLOCK = 5
_STARTERS = (
    ((0, 16, 19, 26), (5, 11, 14, 29), (1, 9, 20, 30), (2, 3, 10, 23), (7, 8, 15, 22), (4, 6, 27, 28), (12, 18, 21, 24),
     (13, 17, 25, 31)),
    ((0, 5, 10, 15), (1, 3, 12, 28), (7, 9, 18, 27), (2, 8, 20, 31), (4, 16, 17, 21), (6, 13, 14, 24), (11, 19, 25, 30),
     (22, 23, 26, 29)),
)  # fmt: skip
"""Two rounds of eight groups of four: people 5c to 5c + 4 stand on clock c of six, 30 and 31 in the middle."""


def starter_rounds() -> IntArray:
    """Build ten rounds of eight groups of four: everybody meets thirty of the thirty-one others, nobody twice.

    Returns
    -------
    int array, shape (10, 32)
        Group of every person.

    Notes
    -----
    A resolvable group-divisible design of block size four and type 2^16; that ten rounds exist is known since A. Aguado,
    "A 10 days solution to the social golfer problem", 2004. These starters are another answer, found as an exact cover
    by assuming a symmetry: a turn by one hour carries each into its four further rounds, and the mirror h → -h, which
    swaps clocks 0 with 1 and 2 with 3, leaves both as they are. With a clock of ten hours and a mirror there is none.

    Examples
    --------
    >>> starter_rounds().shape
    (10, 32)
    """
    seats = np.zeros((len(_STARTERS) * _CLOCK, 32), dtype=np.int64)
    for number, hour in product(range(len(_STARTERS)), range(_CLOCK)):
        for group, people in enumerate(_STARTERS[number]):
            seats[number * _CLOCK + hour, [_later(person, hour) for person in people]] = group
    return seats


def _later(person: int, hours: int) -> int:
    clock, hour = divmod(person, _CLOCK)
    return person if person >= 30 else clock * _CLOCK + (hour + hours) % _CLOCK  # noqa: PLR2004 - the two in the middle


def squares_rounds(groups: int) -> IntArray | None:
    """Build four rounds of ``groups`` groups of ``groups`` from two orthogonal Latin squares of order 3m + 1.

    Returns
    -------
    int array, shape (4, groups ** 2), or None
        None for other orders, and where no such squares of order m are built in. Ten, which no field reaches, is 3·3 + 1.

    Notes
    -----
    Quasi-difference columns (0, i, -i, ∞i), each in four orders, over the integers modulo 2m + 1 with m points at infinity,
    and a small array on those. R. C. Bose, S. S. Shrikhande, E. T. Parker, "Further results on the construction of
    mutually orthogonal Latin squares and the falsity of Euler's conjecture", Canad. J. Math. 12, 1960.

    Examples
    --------
    >>> squares_rounds(10).shape, squares_rounds(9)
    ((4, 100), None)
    """
    m, rest = divmod(groups - 1, 3)
    inner = _array(m) if rest == 0 and m > 1 else None
    if inner is None:
        return None
    clock = 2 * m + 1
    starters = [(0, i, clock - i, clock + i - 1) for i in range(1, m + 1)]
    turned = [
        way for a, b, c, far in starters for way in ((a, b, c, far), (b, a, far, c), (c, far, a, b), (far, c, b, a))
    ]
    moved = [[x if x >= clock else (x + by) % clock for x in column] for column in turned for by in range(clock)]
    columns = moved + [[x] * 4 for x in range(clock)] + [[clock + x for x in column] for column in inner]
    return np.array(columns, dtype=np.int64).T


def _array(order: int) -> list[tuple[int, int, int, int]] | None:
    """Return the columns of an orthogonal array of four rows over a prime order above two, or None."""
    if order < 3 or any(order % small == 0 for small in range(2, order)):  # noqa: PLR2004 - two has no such squares
        return None
    return [(x, y, (x + y) % order, (x + 2 * y) % order) for x in range(order) for y in range(order)]


@lru_cache(maxsize=1)
def space_rounds() -> IntArray:
    """Build thirteen rounds of ten groups of four: every two of forty people meet exactly once.

    Returns
    -------
    int array, shape (13, 40)
        Group of every person; about a second the first time.

    Notes
    -----
    People are the points of PG(3, 3), groups its lines, rounds a parallelism: thirteen spreads that share no line. One is
    sought that a turn of order five carries into itself: three of its spreads stay, two run through five places each.
    A. Prince, "Parallelisms of PG(3, 3) invariant under a collineation of order 5", 1997.
    """
    lines, turn = _space()
    orbit_of = _orbits(turn)
    staying = _staying(lines, orbit_of)
    moving: dict[int, tuple[int, ...]] = {}
    for spread in _spreads(lines, orbit_of):
        moving.setdefault(sum(1 << orbit_of[line] for line in spread), spread)
    everything = (1 << (max(orbit_of) + 1)) - 1
    for kept in combinations(sorted(staying), 3):
        if kept[0] & kept[1] or (kept[0] | kept[1]) & kept[2]:
            continue
        left = everything & ~sum(kept)
        first = next((mask for mask in moving if mask & ~left == 0 and left & ~mask in moving), None)
        if first is not None:
            spreads = [staying[mask] for mask in kept]
            for base in (moving[first], moving[left & ~first]):
                spreads.append(base)
                spreads.extend(tuple(_turned(turn, line, passed) for line in base) for passed in range(1, 5))
            return _seats(lines, spreads)
    raise AssertionError  # there is one: the search is the same every time


def _space() -> tuple[list[frozenset[int]], list[int]]:
    """Return the 130 lines of PG(3, 3) as sets of points, and where a turn of order five takes each."""
    vectors = [v for v in product(range(_Q), repeat=4) if any(v) and next(x for x in v if x) == 1]
    place = {v: number for number, v in enumerate(vectors)}

    def point(v: tuple[int, ...]) -> int:
        scale = next(x for x in v if x)  # 1 or 2, its own inverse modulo three
        return place[tuple(x * scale % _Q for x in v)]

    lines = {
        frozenset(
            {place[a], place[b], *(point(tuple((x + k * y) % _Q for x, y in zip(a, b, strict=True))) for k in (1, 2))}
        )
        for a, b in combinations(vectors, 2)
    }
    ordered = sorted(lines, key=sorted)
    number = {line: at for at, line in enumerate(ordered)}
    moved = [point(_times_x(v, 8)) for v in vectors]  # x has order 40 on points, its eighth power order five
    return ordered, [number[frozenset(moved[p] for p in line)] for line in ordered]


def _times_x(v: tuple[int, ...], times: int) -> tuple[int, ...]:
    """Multiply a polynomial over GF(3), lowest power first, by x again and again, modulo x⁴ + x + 2."""
    for _time in range(times):
        top = v[3]
        v = (top, (v[0] - top) % _Q, v[1], v[2])
    return v


def _orbits(turn: list[int]) -> list[int]:
    """Return the number of the orbit of every line."""
    orbit = [-1] * len(turn)
    for start in range(len(turn)):
        line, number = start, max(orbit) + 1
        while orbit[line] == -1:
            orbit[line] = number
            line = turn[line]
    return orbit


def _turned(turn: list[int], line: int, times: int) -> int:
    for _time in range(times):
        line = turn[line]
    return line


def _staying(lines: list[frozenset[int]], orbit_of: list[int]) -> dict[int, tuple[int, ...]]:
    """Return the spreads made of whole orbits, by the set of orbits they take."""
    members: dict[int, list[int]] = defaultdict(list)
    for line, orbit in enumerate(orbit_of):
        members[orbit].append(line)
    points = {orbit: frozenset().union(*(lines[line] for line in own)) for orbit, own in members.items()}
    whole = [orbit for orbit, own in members.items() if len(points[orbit]) == 4 * len(own)]
    return {
        1 << a | 1 << b: (*members[a], *members[b])
        for a, b in combinations(whole, 2)
        if len(points[a] | points[b]) == 4 * _LINES and len(members[a]) + len(members[b]) == _LINES
    }


def _spreads(lines: list[frozenset[int]], orbit_of: list[int]) -> Iterator[tuple[int, ...]]:
    """List the spreads whose ten lines are of ten orbits."""
    through = [[number for number, line in enumerate(lines) if p in line] for p in range(4 * _LINES)]
    masks = [sum(1 << p for p in line) for line in lines]
    full = (1 << (4 * _LINES)) - 1

    def grow(covered: int, orbits: int, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if covered == full:
            yield chosen
            return
        free = (~covered & (covered + 1)).bit_length() - 1
        for line in through[free]:
            bit = 1 << orbit_of[line]
            if not masks[line] & covered and not orbits & bit:
                yield from grow(covered | masks[line], orbits | bit, (*chosen, line))

    yield from grow(0, 0, ())


def _seats(lines: list[frozenset[int]], spreads: list[tuple[int, ...]]) -> IntArray:
    seats = np.zeros((len(spreads), 4 * _LINES), dtype=np.int64)
    for number, spread in enumerate(spreads):
        for group, line in enumerate(spread):
            seats[number, list(lines[line])] = group
    return seats
