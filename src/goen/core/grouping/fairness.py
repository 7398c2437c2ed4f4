"""How a plan treats every person, beside random mixing and the best anybody could have."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goen.core.grouping.bounds import Bound, lower_bound
from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.score import Score, meeting_counts, score_plan
from goen.core.grouping.starts import random_seats


@dataclass(frozen=True, eq=False)
class Share:
    """One measure for every person.

    Parameters
    ----------
    plan : int array, shape (n_people,)
        What the plan gives.
    random : float array, shape (n_people,)
        What random plans give on average.
    best : int array, shape (n_people,)
        What no plan can beat for this person alone; not everybody can have it at once.
    """

    plan: IntArray
    random: npt.NDArray[np.float64]
    best: IntArray


@dataclass(frozen=True, eq=False)
class Fairness:
    """How a plan treats people, beside random mixing and what is possible.

    Parameters
    ----------
    score : Score
        Of the plan.
    random_points : float
        Mean points of random plans.
    bound : Bound
        What no plan can beat.
    first : Share
        People met for the first time; more is better.
    again : Share
        Meetings with somebody met before, today or in earlier years; fewer is better.
    across : Share
        People met who differ in the first attribute, as a rule the organisation; more is better.
    theme : Share
        Sum of rank costs over the rounds; less is better.
    """

    score: Score
    random_points: float
    bound: Bound
    first: Share
    again: Share
    across: Share
    theme: Share


def fairness(problem: Problem, seats: IntArray, *, seed: int = 1, n_random: int = 40) -> Fairness:
    """Compare what people get from a plan with random plans of the given seed and with what is possible.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        Left unchanged.
    seed, n_random : int
        Of the random plans.

    Notes
    -----
    Deterministic: the same problem, seats and seed give the same figures.
    """
    randoms = [random_seats(problem, seed, 1000 + k) for k in range(n_random)]
    plan, best = _measures(problem, seats), _best(problem)
    means = np.mean([_measures(problem, one) for one in randoms], axis=0)
    points = float(np.mean([score_plan(problem, one).points for one in randoms]))
    shares = [Share(*one) for one in zip(plan, means, best, strict=True)]
    return Fairness(score_plan(problem, seats), points, lower_bound(problem), *shares)


def _measures(problem: Problem, seats: IntArray) -> IntArray:
    """Return what every person gets, shape (4, n_people): first meetings, meetings again, people across, theme costs."""
    n = problem.n_people
    a, b, times = meeting_counts(seats, problem.n_groups)
    is_known = _known(problem)[a, b]
    per_pair = (~is_known, times - 1 + is_known, _different(problem)[a, b])
    ends = np.concatenate([a, b])
    counted = [np.bincount(ends, weights=np.concatenate([one, one]), minlength=n) for one in per_pair]
    return np.array([*counted, _theme_costs(problem, seats)]).astype(np.int64)


def _best(problem: Problem) -> IntArray:
    """Return the best every person could have of the same four, were they alone in the world."""
    present = problem.present.astype(np.int64)
    is_open = problem.highs > 0
    most = np.where(is_open, problem.highs, 0).max(axis=1) - 1
    least = np.where(is_open, problem.lows, problem.n_people).min(axis=1) - 1
    beside_most, beside_least = np.maximum(most, 0) @ present, np.maximum(least, 0) @ present
    could_meet = (present.T @ present) > 0
    np.fill_diagonal(could_meet, val=False)
    strangers = (could_meet & ~_known(problem)).sum(axis=1)
    across = (could_meet & _different(problem)).sum(axis=1)
    first, again = np.minimum(beside_most, strangers), np.maximum(beside_least - strangers, 0)
    return np.array([first, again, np.minimum(beside_most, across), _best_theme(problem)])


def _known(problem: Problem) -> npt.NDArray[np.bool_]:
    known = np.zeros((problem.n_people, problem.n_people), dtype=bool)
    known[problem.past[:, 0], problem.past[:, 1]] = known[problem.past[:, 1], problem.past[:, 0]] = True
    return known


def _different(problem: Problem) -> npt.NDArray[np.bool_]:
    """Tell for every pair whether both values of the first attribute are known and differ."""
    if not problem.attributes:
        return np.zeros((problem.n_people, problem.n_people), dtype=bool)
    values = np.asarray(problem.attributes[0].values)
    return (values[:, None] != values) & (values[:, None] >= 0) & (values >= 0)


def _best_theme(problem: Problem) -> IntArray:
    best = np.zeros(problem.n_people, dtype=np.int64)
    if problem.rank_costs.shape[1]:
        # A group without a theme costs nothing.
        costs = np.concatenate([problem.rank_costs, np.zeros((problem.n_people, 1), dtype=np.int64)], axis=1)
        for themes, is_open, is_there in zip(problem.themes, problem.highs > 0, problem.present, strict=True):
            if is_open.any():
                best += np.where(is_there, costs[:, themes[is_open]].min(axis=1), 0)
    return best


def _theme_costs(problem: Problem, seats: IntArray) -> IntArray:
    costs = np.zeros(problem.n_people, dtype=np.int64)
    if problem.rank_costs.shape[1]:
        for themes, row in zip(problem.themes, seats, strict=True):
            got = np.where(row >= 0, themes[np.maximum(row, 0)], -1)
            people = np.flatnonzero(got >= 0)
            costs[people] += problem.rank_costs[people, got[people]]
    return costs
