"""How often people must meet again: what no grouping can beat, given who sat together before."""

from collections.abc import Sequence


def fewest_repeats(before: Sequence[int], sizes: Sequence[int]) -> int:
    """Return a lower bound on pairs that sit together again when people who sat together are spread over new groups.

    Parameters
    ----------
    before : sequence of int
        For each earlier group, how many of its people come again.
    sizes : sequence of int
        Sizes of the new groups; together at least as many seats as people who come again.

    Returns
    -------
    int
        The larger of two: every earlier group split evenly over the new groups; and every new group filled evenly from the
        earlier ones, with as many seats as possible left to people who are new.

    Notes
    -----
    Proven: both ways count each repeated pair once, and an even split has the fewest pairs because C(n, 2) is convex.
    O(people · groups).

    Examples
    --------
    >>> fewest_repeats([8, 8, 7, 7], [8, 8, 7, 7]), fewest_repeats([4, 4, 4, 4], [4, 4, 4, 4])
    (14, 0)
    """
    if not sizes:
        return 0
    split = sum(_even(people, len(sizes)) for people in before)
    groups = [people for people in before if people]
    seats = _level(sum(before), sizes)
    filled = sum(_even(taken, len(groups)) for taken in seats) if groups else 0
    return max(split, filled)


def _even(people: int, groups: int) -> int:
    """Return the pairs left together when people are spread evenly."""
    each, more = divmod(people, groups)
    return more * (each + 1) * each // 2 + (groups - more) * each * (each - 1) // 2


def _level(people: int, sizes: Sequence[int]) -> list[int]:
    """Return how many of the returning people each group takes when they are spread as evenly as the sizes allow."""
    taken = [0] * len(sizes)
    for _person in range(min(people, sum(sizes))):
        free = [place for place, size in enumerate(sizes) if taken[place] < size]
        taken[min(free, key=lambda place: taken[place])] += 1
    return taken
