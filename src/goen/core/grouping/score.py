"""What a plan costs, term by term, in whole numbers and from scratch."""

from dataclasses import dataclass
from itertools import pairwise
from math import lcm

import numpy as np

from goen.core.grouping.problem import Attribute, IntArray, Problem

UNIT_LIMIT = 2**36
"""Above this the common unit of all rounds is rounded instead of exact, to stay inside 64 bits."""


@dataclass(frozen=True)
class Violations:
    """Hard rules broken, counted; a plan may be published when all are zero.

    Parameters
    ----------
    size : int
        Missing and surplus people over all groups.
    apart : int
        Forbidden pairs that share a group.
    together : int
        Pairs of a block that are separated.
    quota : int
        People missing for or surplus to a quota, over all groups.
    lock : int
        People not on their locked seat.
    seat : int
        Present people without a seat, and absent people with one.
    """

    size: int = 0
    apart: int = 0
    together: int = 0
    quota: int = 0
    lock: int = 0
    seat: int = 0

    @property
    def total(self) -> int:
        """All violations together."""
        return self.size + self.apart + self.together + self.quota + self.lock + self.seat


@dataclass(frozen=True)
class Score:
    """A plan's cost. Lower is better; compare ``(violations.total, total)``.

    Parameters
    ----------
    unit : int
        Everything soft is counted in ``1 / unit`` points, so that all arithmetic is exact.
    total : int
        Weighted sum of the soft terms, in ``1 / unit`` points.
    repeat : int
        ``Σ C(m, 2)`` over pairs that meet ``m`` times in this event.
    past : int
        ``Σ m h`` over pairs with past weight ``h``.
    theme, theme_again : int
        Sum of rank costs; ``Σ C(visits, 2)`` over person and theme.
    moved : int
        Seats that differ from the published plan.
    imbalance : tuple of int
        Per attribute, ``Σ (count - fair share)²`` in ``1 / unit``.
    alone : tuple of int
        Per attribute, groups in which somebody is alone against the rule.
    violations : Violations
        Hard rules broken.
    """

    unit: int
    total: int
    repeat: int
    past: int
    theme: int
    theme_again: int
    moved: int
    imbalance: tuple[int, ...]
    alone: tuple[int, ...]
    violations: Violations

    @property
    def points(self) -> float:
        """The soft total in points, for people."""
        return self.total / self.unit

    @property
    def key(self) -> tuple[int, int]:
        """Order of plans: hard rules first."""
        return self.violations.total, self.total


def common_unit(problem: Problem) -> tuple[int, IntArray]:
    """Return the common denominator of the score and what each round's own fractions are multiplied with.

    Notes
    -----
    With ``n`` people present, the fair share of a group of size ``s`` in a value held by ``t`` is ``s t / n``; squared
    deviations are whole numbers in units of ``1 / n²``. Rounds with different attendance are brought to one
    denominator; where that would pass ``UNIT_LIMIT`` the factor is rounded (relative error below 1 %).
    """
    counts = [max(int(count), 1) for count in problem.present.sum(axis=1)]
    unit = lcm(*counts) ** 2
    if unit > UNIT_LIMIT:
        unit = max(counts) ** 2 * (1 if len(set(counts)) == 1 else 64)
    return unit, np.array([max(1, round(unit / count**2)) for count in counts], dtype=np.int64)


def meeting_counts(seats: IntArray, n_groups: int) -> tuple[IntArray, IntArray, IntArray]:
    """Count how often every pair shares a group.

    Parameters
    ----------
    seats : int array, shape (n_rounds, n_people)
        Group of every person in every round, ``-1`` for none.
    n_groups : int
        Number of groups.

    Returns
    -------
    a, b, times : int arrays of equal length
        Pairs ``a < b`` that meet at least once, in order, and how often.

    Examples
    --------
    >>> [part.tolist() for part in meeting_counts(np.array([[0, 0, 1], [0, 0, -1]]), 2)]
    [[0], [1], [2]]
    """
    n_people = seats.shape[1]
    keys = [np.zeros(0, dtype=np.int64)]
    for row in seats:
        order = np.argsort(row, kind="stable")
        ends = np.searchsorted(row[order], np.arange(n_groups + 1))
        for start, end in pairwise(ends):
            members = order[start:end]
            first, second = np.triu_indices(len(members), 1)
            keys.append(members[first] * n_people + members[second])
    pairs, times = np.unique(np.concatenate(keys), return_counts=True)
    return pairs // n_people, pairs % n_people, times


def score_plan(problem: Problem, seats: IntArray) -> Score:
    """Score a plan from scratch; the search's running total must equal this.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        Group of every person in every round, ``-1`` for absent. Left unchanged.

    Returns
    -------
    Score

    Notes
    -----
    O(R · n · (A + s)) for groups of size s.

    Examples
    --------
    >>> from goen.core.grouping.problem import make_problem
    >>> score_plan(make_problem(4, groups=2, rounds=2), np.array([[0, 0, 1, 1], [0, 0, 1, 1]])).repeat
    2
    """
    unit, factors = common_unit(problem)
    a, b, times = meeting_counts(seats, problem.n_groups)
    repeat = int((times * (times - 1) // 2).sum())
    past = _past_cost(problem, a, b, times)
    theme, again = _theme_costs(problem, seats)
    moved = int(((problem.published >= 0) & (seats >= 0) & (problem.published != seats)).sum())
    imbalance = tuple(_imbalance(problem, seats, attribute, factors) for attribute in problem.attributes)
    alone = tuple(_alone(problem, seats, attribute) for attribute in problem.attributes)
    weights = problem.weights
    total = unit * (
        weights.repeat * repeat
        + weights.past * past
        + weights.theme * theme
        + weights.theme_again * again
        + weights.moved * moved
        + sum(attribute.alone_weight * count for attribute, count in zip(problem.attributes, alone, strict=True))
    )
    total += sum(attribute.weight * value for attribute, value in zip(problem.attributes, imbalance, strict=True))
    broken = violations(problem, seats)
    return Score(unit, total, repeat, past, theme, again, moved, imbalance, alone, broken)


def counts_per_group(seats: IntArray, values: IntArray, n_groups: int, n_values: int) -> IntArray:
    """Count values per group in one round.

    Parameters
    ----------
    seats, values : int array, shape (n_people,)
        Group and value of every person; a negative entry counts nowhere.
    n_groups, n_values : int
        Extent of the result.

    Returns
    -------
    int array, shape (n_groups, n_values)
    """
    known = (seats >= 0) & (values >= 0)
    flat = np.bincount(seats[known] * n_values + values[known], minlength=n_groups * n_values)
    return flat.reshape(n_groups, n_values).astype(np.int64)


def group_sizes(seats: IntArray, n_groups: int) -> IntArray:
    """Count people per group and round: int array, shape (n_rounds, n_groups)."""
    return np.stack([np.bincount(row[row >= 0], minlength=n_groups) for row in seats]).astype(np.int64)


def violations(problem: Problem, seats: IntArray) -> Violations:
    """Count the hard rules a plan breaks."""
    sizes = group_sizes(seats, problem.n_groups)
    wrong = np.maximum(problem.lows - sizes, 0) + np.maximum(sizes - problem.highs, 0)
    apart = seats[:, problem.apart[:, 0]]
    together = 0
    for block in problem.together:
        times = meeting_counts(seats[:, list(block)], problem.n_groups)[2]
        together += _pairs_present(problem.present[:, list(block)]) - int(times.sum())
    locks = problem.locks
    return Violations(
        size=int(wrong.sum()),
        apart=int(((apart >= 0) & (apart == seats[:, problem.apart[:, 1]])).sum()),
        together=together,
        quota=_quota_misses(problem, seats, sizes),
        lock=int((seats[locks[:, 0], locks[:, 1]] != locks[:, 2]).sum()),
        seat=int(((seats >= 0) != problem.present).sum()),
    )


def _pairs_present(present: IntArray) -> int:
    counts = present.sum(axis=1)
    return int((counts * (counts - 1) // 2).sum())


def _quota_misses(problem: Problem, seats: IntArray, sizes: IntArray) -> int:
    missing = 0
    for quota in problem.quotas:
        chosen = group_sizes(seats[:, list(quota.people)], problem.n_groups)
        short = np.maximum(quota.at_least - chosen, 0) * (sizes > 0)
        missing += int(short.sum() + np.maximum(chosen - quota.at_most, 0).sum())
    return missing


def _past_cost(problem: Problem, a: IntArray, b: IntArray, times: IntArray) -> int:
    past = problem.past
    if not len(past) or not len(a):
        return 0
    low, high = np.minimum(past[:, 0], past[:, 1]), np.maximum(past[:, 0], past[:, 1])
    keys = a * problem.n_people + b
    wanted = low * problem.n_people + high
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return int((np.where(keys[place] == wanted, times[place], 0) * past[:, 2]).sum())


def _theme_costs(problem: Problem, seats: IntArray) -> tuple[int, int]:
    n_themes = int(problem.themes.max()) + 1
    if n_themes == 0:
        return 0, 0
    rows = np.arange(problem.n_rounds)[:, None]
    got = np.where(seats >= 0, problem.themes[rows, np.maximum(seats, 0)], -1)
    rank = 0
    if problem.rank_costs.shape[1]:
        people = np.broadcast_to(np.arange(problem.n_people), got.shape)
        rank = int(problem.rank_costs[people[got >= 0], got[got >= 0]].sum())
    visits = np.stack([(got == theme).sum(axis=0) for theme in range(n_themes)])
    return rank, int((visits * (visits - 1) // 2).sum())


def _imbalance(problem: Problem, seats: IntArray, attribute: Attribute, factors: IntArray) -> int:
    total = 0
    values = np.asarray(attribute.values)
    for row, factor in zip(seats, factors.tolist(), strict=True):
        counts = counts_per_group(row, values, problem.n_groups, len(attribute.labels))
        sizes = np.bincount(row[row >= 0], minlength=problem.n_groups)
        off = int(sizes.sum()) * counts - sizes[:, None] * counts.sum(axis=0)[None, :]
        total += factor * int((off * off).sum())
    return total


def _alone(problem: Problem, seats: IntArray, attribute: Attribute) -> int:
    if not attribute.never_alone:
        return 0
    values = np.asarray(attribute.values)
    lonely = 0
    for row in seats:
        counts = counts_per_group(row, values, problem.n_groups, len(attribute.labels))
        lonely += int((counts[:, list(attribute.never_alone)] == 1).sum())
    return lonely
