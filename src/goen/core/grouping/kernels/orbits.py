"""Annealing of a few base rounds from which a turning symmetry makes all the others."""

from goen.core.grouping.kernels.compiled import compiled, inlined
from goen.core.grouping.kernels.dice import Dice, roll, roll_below
from goen.core.grouping.kernels.frame import Int32, Int64


@inlined
def take(count: Int64, kind: int) -> int:
    """Count one meeting of a kind less; return the change of ``Σ C(count, 2)``."""
    count[kind] -= 1
    return -count[kind]


@inlined
def add(count: Int64, kind: int) -> int:
    """Count one meeting of a kind more; return the change of ``Σ C(count, 2)``."""
    count[kind] += 1
    return count[kind] - 1


@inlined
def exchange(kinds: Int32, who: Int32, count: Int64, size: int, r: int, a: int, b: int) -> int:
    """Make two slots of one base round exchange their people; return the change of the energy."""
    i, j = who[r, a], who[r, b]
    delta = 0
    start = a // size * size
    for place in range(start, start + size):
        if place != a:
            delta += take(count, kinds[i, who[r, place]])
            delta += add(count, kinds[j, who[r, place]])
    start = b // size * size
    for place in range(start, start + size):
        if place != b:
            delta += take(count, kinds[j, who[r, place]])
            delta += add(count, kinds[i, who[r, place]])
    who[r, a], who[r, b] = j, i
    return delta


@compiled
def turn(
    kinds: Int32, who: Int32, count: Int64, size: int, heats: Int64, steps: int, patience: Int64, energy: Int64, dice: Dice
) -> None:  # fmt: skip
    """Cool base rounds until no kind of meeting is met twice, or the heats are used up.

    Parameters
    ----------
    kinds : int array, shape (n, n)
        Kind of meeting of every two people: equal exactly when the symmetry carries one pair to the other.
    who : int array, shape (rounds, n)
        Person in every slot; slots ``0 … size - 1`` are the first group. Changed in place.
    count : int array, shape (n_kinds,)
        How often each kind is met; kinds that would repeat by themselves begin at 1. Kept up to date.
    size : int
        People per group.
    heats : int array
        Falling temperatures, in 1/65536 of a meeting.
    steps : int
        Proposals per temperature.
    patience : int array, shape (1024,)
        Waiting times of the acceptance rule.
    energy : int array, shape (1,)
        ``Σ C(count, 2)``; 0 when done.
    dice : uint64 array
        Random numbers.
    """
    rounds, n = who.shape
    for heat in heats:
        for _ in range(steps):
            r = roll_below(dice, rounds) if rounds > 1 else 0
            a, b = roll_below(dice, n), roll_below(dice, n)
            if a // size == b // size:
                continue
            delta = exchange(kinds, who, count, size, r, a, b)
            if delta > 0 and delta << 16 > (heat * patience[roll(dice) & 1023]) >> 16:
                exchange(kinds, who, count, size, r, a, b)
                continue
            energy[0] += delta
            if energy[0] == 0:
                return
