"""Annealing for maximally diverse groups: every change priced in O(1) from sums per person and group."""

from goen.core.grouping.kernels.compiled import compiled, inlined
from goen.core.grouping.kernels.dice import Dice, roll, roll_below
from goen.core.grouping.kernels.frame import Int64


@inlined
def warm_enough(dice: Dice, patience: Int64, loss: int, heat: int) -> bool:
    """Metropolis' rule in whole numbers."""
    return loss <= 0 or loss <= (heat * patience[roll(dice) & 1023]) >> 16


@compiled
def carry(distance: Int64, sums: Int64, person: int, old: int, new: int) -> None:
    """Take a person's distances out of one group's sums and add them to another's."""
    for k in range(distance.shape[0]):
        sums[old, k] -= distance[person, k]
        sums[new, k] += distance[person, k]


@compiled
def carry_both(distance: Int64, sums: Int64, i: int, a: int, j: int, b: int) -> None:
    """Bring the sums up to date after ``i`` of group ``a`` and ``j`` of group ``b`` changed places."""
    for k in range(distance.shape[0]):
        step = distance[j, k] - distance[i, k]
        sums[a, k] += step
        sums[b, k] -= step


@compiled
def disperse(
    distance: Int64, sums: Int64, group: Int64, sizes: Int64, limits: Int64, heats: Int64, steps: int, move_share: int,
    patience: Int64, best: Int64, gains: Int64, dice: Dice,
) -> None:  # fmt: skip
    """Run one cooling; ``gains`` holds the total now and the best, ``best`` the groups of the best.

    Parameters
    ----------
    distance : int array, shape (n, n)
        Symmetric, zero diagonal.
    sums : int array, shape (T, n)
        Distance of every person to all members of every group; kept up to date.
    group, best : int array, shape (n,)
        Present and best grouping.
    sizes : int array, shape (T,)
        Present sizes.
    limits : int array, shape (2, T)
        Lowest and highest sizes.
    heats : int array
        Falling temperatures.
    steps, move_share : int
        Proposals per temperature; of 1,024, how many move one person into a group with room.
    patience : int array, shape (1024,)
        Waiting times of the acceptance rule.
    gains : int array, shape (2,)
        Total distance inside groups: now, best.
    dice : uint64 array
        Random numbers.
    """
    n, n_groups = distance.shape[0], sums.shape[0]
    for heat in heats:
        for _ in range(steps):
            i = roll_below(dice, n)
            a = group[i]
            if move_share > 0 and (roll(dice) & 1023) < move_share:
                b = roll_below(dice, n_groups)
                if b == a or sizes[a] <= limits[0, a] or sizes[b] >= limits[1, b]:
                    continue
                gain = sums[b, i] - sums[a, i]
                if warm_enough(dice, patience, -gain, heat):
                    carry(distance, sums, i, a, b)
                    group[i] = b
                    sizes[a] -= 1
                    sizes[b] += 1
                    gains[0] += gain
            else:
                j = roll_below(dice, n)
                b = group[j]
                if a == b:
                    continue
                gain = sums[b, i] + sums[a, j] - sums[a, i] - sums[b, j] - 2 * distance[i, j]
                if warm_enough(dice, patience, -gain, heat):
                    carry_both(distance, sums, i, a, j, b)
                    group[i], group[j] = b, a
                    gains[0] += gain
            if gains[0] > gains[1]:
                gains[1] = gains[0]
                for k in range(n):
                    best[k] = group[k]


@compiled
def sample_gains(distance: Int64, sums: Int64, group: Int64, found: Int64, dice: Dice) -> None:
    """Fill ``found`` with the gains of random swaps; zero where two people share a group."""
    for number in range(len(found)):
        i, j = roll_below(dice, len(group)), roll_below(dice, len(group))
        a, b = group[i], group[j]
        found[number] = 0
        if a != b:
            found[number] = sums[b, i] + sums[a, j] - sums[a, i] - sums[b, j] - 2 * distance[i, j]
