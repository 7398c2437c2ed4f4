"""How a plan treats everybody: what it gives, what drawing lots would give, and what nothing can beat."""

from dataclasses import dataclass

import numpy as np

from goen.core.grouping.bounds import Bound, flattest_sizes, lower_bound, split_pairs
from goen.core.grouping.lots import (
    FloatArray,
    Lots,
    known_pairs,
    lot_alike,
    lot_meetings,
    lot_points,
    lot_themes,
    lots_of,
)
from goen.core.grouping.problem import BoolArray, IntArray, Problem
from goen.core.grouping.score import Score, meeting_counts, score_plan
from goen.core.grouping.transport import transport_cost

MEASURES = ("first", "again", "alike", "rank")
"""People met for the first time; meetings with somebody met before or in an earlier round; people of one's own kind at
the table; rank of the theme, 1 for the first choice. The first two per person, the others per seat."""

WORSE_BY = {"first": 1.0, "again": 0.5, "alike": 0.5, "rank": 0.5}
"""From which difference to the average lot somebody counts as worse off. A table of seven instead of eight already
costs half a first meeting, which is nobody's bad luck; of the others half of one is the nearest whole number."""

_TINY = 1e-9


@dataclass(frozen=True)
class Fare:
    """One figure of one person or of several people together.

    Parameters
    ----------
    plan, lot, best : float
        What the plan gives, what lots would give on average, and what no plan with tables of these sizes can beat for
        them; everybody may not reach theirs at once.
    is_worse : bool
        Whether the plan is worse than the average lot by ``WORSE_BY`` at least.
    """

    plan: float
    lot: float
    best: float
    is_worse: bool


Fares = dict[str, Fare | None]
"""Figures by measure; None where there is nothing to count."""


@dataclass(frozen=True, eq=False)
class Fairness:
    """How a plan treats people, beside lots and what is possible.

    Parameters
    ----------
    score : Score
        Of the plan.
    lot_points : float
        Mean points of plans drawn by lot.
    bound : Bound
        What no plan can beat.
    everyone : dict of str to Fare
        Of all people together.
    by_value : tuple of dict of str to Fare
        Of the people of every value.
    by_person : tuple of dict of str to Fare
        Of every person.
    """

    score: Score
    lot_points: float
    bound: Bound
    everyone: Fares
    by_value: tuple[Fares, ...]
    by_person: tuple[Fares, ...]


@dataclass(frozen=True, eq=False)
class _Figures:
    """Sums of one measure over a person's rounds; ``share`` is what they are divided by, 0 where nothing is counted."""

    name: str
    share: FloatArray
    plan: FloatArray
    lot: FloatArray
    best: FloatArray

    def of(self, people: IntArray, best: float | None = None) -> Fare | None:
        share = float(self.share[people].sum())
        if share == 0:
            return None
        plan, lot = float(self.plan[people].sum()) / share, float(self.lot[people].sum()) / share
        worse = lot - plan if self.name == "first" else plan - lot
        known = float(self.best[people].sum()) if best is None else best
        return Fare(plan, lot, known / share, worse >= WORSE_BY[self.name] - _TINY)


def fairness(problem: Problem, seats: IntArray, values: IntArray) -> Fairness:
    """Set what people get from a plan beside lots and beside what is possible.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        Left unchanged. Who has no seat in a round does not take part in it.
    values : int array, shape (n_people,)
        Whose figures are put together and who counts as alike, ``0 …``; ``-1`` where unknown.

    Notes
    -----
    Nothing is random. A person without any wish has no rank.
    """
    lots = lots_of(problem, seats)
    first, again = _meetings(problem, seats, lots)
    figures = {row.name: row for row in (first, again, _alike(seats, values, lots), _ranks(problem, seats, lots))}
    alike_best = [_fewest_alike(values == value, lots) for value in range(int(values.max(initial=-1)) + 1)]
    everyone = np.arange(problem.n_people)
    limits = _limits_of_all(problem, lots, figures) | {"alike": float(sum(alike_best))}
    return Fairness(
        score=score_plan(problem, seats),
        lot_points=lot_points(problem, seats),
        bound=lower_bound(problem),
        everyone={name: row.of(everyone, limits[name]) for name, row in figures.items()},
        by_value=tuple(
            {
                name: row.of(np.flatnonzero(values == value), best if name == "alike" else None)
                for name, row in figures.items()
            }
            for value, best in enumerate(alike_best)
        ),
        by_person=tuple(
            {name: row.of(everyone[person : person + 1]) for name, row in figures.items()}
            for person in range(problem.n_people)
        ),
    )


def _meetings(problem: Problem, seats: IntArray, lots: Lots) -> tuple[_Figures, _Figures]:
    n, known = problem.n_people, known_pairs(problem)
    a, b, times = meeting_counts(seats, problem.n_groups)
    is_new = ~np.isin(a * n + b, known[:, 0] * n + known[:, 1])
    ends = np.concatenate([a, b])
    first: FloatArray = np.bincount(ends, np.concatenate([is_new, is_new]), minlength=n).astype(np.float64)
    again: FloatArray = np.bincount(ends, np.concatenate([times, times]), minlength=n) - first
    lot_first, lot_total = lot_meetings(problem, lots)
    share: FloatArray = (lots.seated.sum(axis=0) > 0).astype(np.float64)
    most, fewest, free = _room_to_meet(known, lots)
    return (
        _Figures("first", share, first, lot_first, np.minimum(most, free)),
        _Figures("again", share, again, lot_total - lot_first, np.maximum(fewest - free, 0.0)),
    )


def _room_to_meet(known: IntArray, lots: Lots) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Per person: most and fewest meetings the tables allow, and how many strangers are there at the same time."""
    largest = lots.sizes.max(axis=1)
    smallest = np.where(lots.sizes > 0, lots.sizes, lots.sizes.max()).min(axis=1)
    most = ((largest - 1)[:, None] * lots.seated).sum(axis=0).astype(np.float64)
    fewest = ((smallest - 1)[:, None] * lots.seated).sum(axis=0).astype(np.float64)
    patterns, kind, holders = np.unique(lots.seated.T, axis=0, return_inverse=True, return_counts=True)
    kind = kind.reshape(-1)
    overlap: BoolArray = np.any(patterns[:, None, :] & patterns[None, :, :], axis=2)
    free = (overlap @ holders - np.diagonal(overlap))[kind].astype(np.float64)
    met = known[overlap[kind[known[:, 0]], kind[known[:, 1]]]]
    return most, fewest, free - np.bincount(met.reshape(-1), minlength=len(kind))


def _alike(seats: IntArray, values: IntArray, lots: Lots) -> _Figures:
    counted = lots.seated & (values >= 0)
    plan, best = np.zeros(len(values)), np.zeros(len(values))
    for row, mine, sizes in zip(seats, counted, lots.sizes, strict=True):
        width = int(values.max(initial=0)) + 1
        at_table = np.bincount(row[mine] * width + values[mine], minlength=len(sizes) * width).reshape(-1, width)
        held = at_table.sum(axis=0)
        plan += np.where(mine, at_table[row, values] - 1, 0)
        # At the smallest table, with as many of the others as there are.
        best += np.where(mine, np.maximum(sizes[sizes > 0].min(initial=1) - 1 - (sizes.sum() - held[values]), 0), 0)
    return _Figures("alike", counted.sum(axis=0).astype(np.float64), plan, lot_alike(values, lots), best)


def _fewest_alike(members: BoolArray, lots: Lots) -> float:
    """Smallest sum, over members and rounds, of other members at the table: spread them as flat as the tables allow."""
    found = 0
    for row, sizes in zip(lots.seated, lots.sizes, strict=True):
        spread = flattest_sizes(np.zeros_like(sizes), sizes, int((row & members).sum()))
        found += int((spread * (spread - 1)).sum())
    return float(found)


def _ranks(problem: Problem, seats: IntArray, lots: Lots) -> _Figures:
    """Count rounds in which every table has a theme, and people who have a wish."""
    n, costs = problem.n_people, problem.rank_costs
    share, plan, lot, best = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    drawn = lot_themes(problem, lots)
    for r in _themed(problem, lots):
        mine, themes = lots.seated[r] & costs.any(axis=1), problem.themes[r]
        share += mine
        plan += np.where(mine, costs[np.arange(n), themes[seats[r]]], 0)
        lot += np.where(mine, drawn[r], 0)
        best += np.where(mine, costs[:, themes[lots.sizes[r] > 0]].min(axis=1), 0)
    return _Figures("rank", share, plan + share, lot + share, best + share)


def _themed(problem: Problem, lots: Lots) -> list[int]:
    """Return the rounds in which every table with people has a theme."""
    has_theme = ((problem.themes >= 0) | (lots.sizes == 0)).all(axis=1) & lots.seated.any(axis=1)
    return np.flatnonzero(has_theme).tolist() if problem.rank_costs.shape[1] else []


def _cheapest_ranks(problem: Problem, lots: Lots) -> float:
    """Smallest sum of rank costs when all get a seat at tables of these sizes."""
    found = 0
    for r in _themed(problem, lots):
        open_ = lots.sizes[r] > 0
        themes, place = np.unique(problem.themes[r][open_], return_inverse=True)
        room = np.bincount(place, weights=lots.sizes[r][open_]).astype(np.int64)
        found += transport_cost(problem.rank_costs[lots.seated[r]][:, themes], room, room)
    return float(found)


def _limits_of_all(problem: Problem, lots: Lots, figures: dict[str, _Figures]) -> dict[str, float]:
    """Return what nothing can beat for all together, where that is more than everybody's own limit."""
    again = max(float(figures["again"].best.sum()), 2.0 * _repeated_pairs(lots))
    total = float((lots.sizes * (lots.sizes - 1)).sum())
    return {
        "first": min(float(figures["first"].best.sum()), total - again),
        "again": again,
        "rank": float(figures["rank"].share.sum()) + _cheapest_ranks(problem, lots),
    }


def _repeated_pairs(lots: Lots) -> int:
    """Fewest meetings of a pair that met the round before: every table of one round spread over those of the next."""
    found = 0
    for before, after in zip(range(len(lots.sizes)), range(1, len(lots.sizes)), strict=False):
        if (lots.seated[before] == lots.seated[after]).all():
            old, new = lots.sizes[before], lots.sizes[after]
            ways = ((old, int((new > 0).sum())), (new, int((old > 0).sum())))
            found += max(sum(split_pairs(int(size), parts) for size in rows if size) for rows, parts in ways)
    return found
