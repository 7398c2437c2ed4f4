"""Rotation cards: "start table + step", two numbers on a name card, for large halls without lists or phones."""

from dataclasses import dataclass

import numpy as np

from goen.core.errors import BadInputError
from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.score import Score, score_plan
from goen.core.grouping.solve import place_days


@dataclass(frozen=True, eq=False)
class Cards:
    """Who carries which card, and what follows from it.

    Parameters
    ----------
    start, step : int array, shape (n_people,)
        In round ``r`` (from 0) a person goes to table ``(start + r * step) mod n_tables``.
    seats : int array, shape (n_rounds, n_people)
        The plan the cards produce.
    score : Score
        Of that plan.
    is_repeat_free : bool
        Whether arithmetic alone guarantees that nobody meets twice.
    """

    start: IntArray
    step: IntArray
    seats: IntArray
    score: Score
    is_repeat_free: bool


def never_meets_twice(n_tables: int, n_steps: int, n_rounds: int) -> bool:
    """Tell whether cards with steps ``0 … n_steps - 1`` keep everybody from meeting twice.

    Notes
    -----
    Two people with steps ``d`` apart who meet once meet again ``k`` rounds later exactly if ``k d`` is a multiple of the
    number of tables; so none may be for ``0 < k < n_rounds`` and ``0 < d < n_steps``.

    Examples
    --------
    >>> never_meets_twice(30, 10, 3), never_meets_twice(8, 6, 3), never_meets_twice(7, 6, 6)
    (True, False, True)
    """
    return all(k * d % n_tables for k in range(1, n_rounds) for d in range(1, n_steps))


def tables_without_repeats(n_people: int, n_tables: int, n_rounds: int, within: int = 3) -> tuple[int, ...]:
    """List numbers of tables near ``n_tables`` for which rotation cards never repeat a meeting, nearest first.

    Examples
    --------
    >>> tables_without_repeats(48, 8, 3)
    (7, 9, 10, 11)
    """
    candidates = sorted(range(max(2, n_tables - within), n_tables + within + 1), key=lambda t: (abs(t - n_tables), t))
    return tuple(t for t in candidates if t <= n_people and never_meets_twice(t, -(-n_people // t), n_rounds))


def rotation_cards(problem: Problem, *, seed: int = 1, iterations: int | None = None) -> Cards:
    """Hand out cards so that groups are as even as the rotation allows.

    Parameters
    ----------
    problem : Problem
        The same number of tables in every round and everybody present in all of them; locks are not possible. Left
        unchanged.
    seed, iterations : int
        Same problem, seed and iterations: same cards.

    Returns
    -------
    Cards

    Raises
    ------
    BadInputError
        ``grouping.cards_need_everyone`` when somebody is absent in a round or a seat is locked.
    """
    if not problem.present.all() or len(problem.locks):
        raise BadInputError("grouping.cards_need_everyone")
    n_tables, n_people = problem.n_groups, problem.n_people
    n_steps = -(-n_people // n_tables)
    start, step = np.arange(n_people) % n_tables, np.arange(n_people) // n_tables
    rounds = np.arange(problem.n_rounds)[:, None]
    owner = place_days(problem, (start + rounds * step) % n_tables, seed=seed, iterations=iterations)
    seats = (start[owner] + rounds * step[owner]) % n_tables
    is_free = never_meets_twice(n_tables, n_steps, problem.n_rounds)
    return Cards(start[owner], step[owner], seats, score_plan(problem, seats), is_free)
