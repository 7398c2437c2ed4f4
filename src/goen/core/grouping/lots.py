"""What drawing lots gives on average: everybody present in a round is dealt at random onto the tables of a plan.

All of it in closed form, so the figures are exact and the same every time. Lots know no rules and no wishes; they keep
the sizes of the tables and who is there in which round.
"""

from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

from goen.core.grouping.problem import Attribute, BoolArray, IntArray, Problem
from goen.core.grouping.score import common_unit, group_sizes

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lots:
    """The lottery that belongs to a plan.

    Parameters
    ----------
    sizes : int array, shape (n_rounds, n_groups)
        People at every table.
    seated : bool array, shape (n_rounds, n_people)
        Who draws in which round.
    pair_chance : float array, shape (n_rounds,)
        Chance that two given people of a round share a table: ``Σ s (s - 1) / (n (n - 1))``.
    """

    sizes: IntArray
    seated: BoolArray
    pair_chance: FloatArray

    @property
    def n_seated(self) -> IntArray:
        """People who draw, per round."""
        return self.seated.sum(axis=1).astype(np.int64)


def lots_of(problem: Problem, seats: IntArray) -> Lots:
    """Return the lottery over the tables of a plan.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        Left unchanged.

    Examples
    --------
    >>> from goen.core.grouping.problem import make_problem
    >>> lots_of(make_problem(4, groups=2), np.array([[0, 0, 1, 1]])).pair_chance.round(3).tolist()
    [0.333]
    """
    sizes = group_sizes(seats, problem.n_groups)
    here = sizes.sum(axis=1)
    chance = (sizes * (sizes - 1)).sum(axis=1) / np.maximum(here * (here - 1), 1)
    return Lots(sizes, seats >= 0, chance)


def known_pairs(problem: Problem) -> IntArray:
    """Return pairs ``a < b`` who met before the event, each once, in order: int array, shape (n_pairs, 2)."""
    pairs = np.unique(np.sort(problem.past[:, :2], axis=1), axis=0)
    return pairs[pairs[:, 0] != pairs[:, 1]]


def lot_meetings(problem: Problem, lots: Lots) -> tuple[FloatArray, FloatArray]:
    """Count the meetings everybody may expect.

    Returns
    -------
    first : float array, shape (n_people,)
        Different people met who were not known before the event.
    total : float array, shape (n_people,)
        People at the table, summed over rounds.

    Notes
    -----
    People who are there in the same rounds are alike but for whom they know, so the cost is O(K² R + n + pairs) for K
    patterns of attendance.
    """
    patterns, kind, holders = np.unique(lots.seated.T, axis=0, return_inverse=True, return_counts=True)
    kind = kind.reshape(-1)
    both = patterns[:, None, :] & patterns[None, :, :]
    ever = 1 - np.prod(1 - lots.pair_chance * both, axis=2)
    total = (lots.pair_chance * both).sum(axis=2)
    first = (ever @ holders - np.diagonal(ever))[kind]
    a, b = known_pairs(problem).T
    lost = ever[kind[a], kind[b]]
    first = first - np.bincount(np.concatenate([a, b]), np.concatenate([lost, lost]), minlength=problem.n_people)
    return first, (total @ holders - np.diagonal(total))[kind]


def lot_alike(values: IntArray, lots: Lots) -> FloatArray:
    """Count the people one may expect of one's own value at the table, summed over rounds: float array, shape (n_people,)."""
    known = values >= 0
    found = np.zeros(len(values))
    for row, chance in zip(lots.seated, lots.pair_chance, strict=True):
        held = np.bincount(values[row & known], minlength=int(values.max(initial=0)) + 1)
        found += np.where(row & known, chance * (held[values] - 1), 0.0)
    return found


def lot_themes(problem: Problem, lots: Lots) -> FloatArray:
    """Return the expected rank cost of everybody's theme in every round: float array, shape (n_rounds, n_people)."""
    if not problem.rank_costs.shape[1]:
        return np.zeros(lots.seated.shape)
    chances = _theme_chances(problem, lots)
    return np.where(lots.seated, chances @ problem.rank_costs[:, : chances.shape[1]].T, 0.0)


def _theme_chances(problem: Problem, lots: Lots) -> FloatArray:
    """Chance of every theme in every round: shape (n_rounds, n_themes)."""
    n_themes = int(problem.themes.max(initial=-1)) + 1
    rows = []
    for themes, sizes in zip(problem.themes, lots.sizes, strict=True):
        given = themes >= 0
        people = np.bincount(themes[given], weights=sizes[given], minlength=n_themes)
        rows.append(people / max(int(sizes.sum()), 1))
    return np.array(rows)


def lot_points(problem: Problem, seats: IntArray) -> float:
    """Return the points a plan by lot may expect, term by term as :func:`goen.core.grouping.score.score_plan` counts them.

    Parameters
    ----------
    problem : Problem
        Left unchanged. Hard rules are not counted, nor seats that differ from a published plan.
    seats : int array, shape (n_rounds, n_people)
        Whose tables are drawn for. Left unchanged.

    Notes
    -----
    Counts at a table are hypergeometric. Where the score's unit is rounded (``UNIT_LIMIT``), so is its imbalance; the
    same factors are used here.

    Examples
    --------
    >>> from goen.core.grouping.problem import make_problem
    >>> lot_points(make_problem(4, groups=2, rounds=2), np.array([[0, 0, 1, 1], [0, 1, 0, 1]])) * 3
    4.0
    """
    lots, weights = lots_of(problem, seats), problem.weights
    points = weights.repeat * _repeats(lots) + weights.past * _past(problem, lots)
    points += weights.theme * float(lot_themes(problem, lots).sum()) + weights.theme_again * _same_theme(problem, lots)
    return points + sum(_attribute(problem, attribute, lots) for attribute in problem.attributes)


def _repeats(lots: Lots) -> float:
    found = 0.0
    for r in range(len(lots.seated)):
        for s in range(r):
            both = int((lots.seated[r] & lots.seated[s]).sum())
            found += both * (both - 1) / 2 * lots.pair_chance[r] * lots.pair_chance[s]
    return float(found)


def _past(problem: Problem, lots: Lots) -> float:
    a, b, weight = problem.past.T
    return float((weight * (lots.pair_chance[:, None] * (lots.seated[:, a] & lots.seated[:, b])).sum(axis=0)).sum())


def _same_theme(problem: Problem, lots: Lots) -> float:
    chances, found = _theme_chances(problem, lots), 0.0
    for r in range(len(lots.seated)):
        for s in range(r):
            found += int((lots.seated[r] & lots.seated[s]).sum()) * float(chances[r] @ chances[s])
    return found


def _attribute(problem: Problem, attribute: Attribute, lots: Lots) -> float:
    unit, factors = common_unit(problem)
    values, found = np.asarray(attribute.values), 0.0
    for row, sizes, factor in zip(lots.seated, lots.sizes, factors.tolist(), strict=True):
        n = int(row.sum())
        held = np.bincount(values[row & (values >= 0)], minlength=len(attribute.labels))
        spread = float((sizes * (n - sizes)).sum()) / max(n - 1, 1)
        found += attribute.weight * factor / unit * spread * float((held * (n - held)).sum())
        lonely = sum(_alone(n, int(held[value]), size) for value in attribute.never_alone for size in sizes.tolist())
        found += attribute.alone_weight * lonely
    return found


def _alone(n: int, held: int, size: int) -> float:
    """Chance that exactly one of ``held`` sits at a table of ``size`` when ``n`` draw."""
    return held * comb(n - held, size - 1) / comb(n, size) if held and size else 0.0
