"""What is wrong with a problem as it was written down, before any search."""

from collections.abc import Iterable

import numpy as np

from goen.core.errors import BadInputError
from goen.core.grouping.problem import IntArray, Problem

MAX_ROUNDS = 200
MAX_PEOPLE = 100_000


def check_problem(problem: Problem) -> None:
    """Raise when a number is out of range or the input contradicts itself on its face.

    Raises
    ------
    BadInputError
        With the code and the numbers concerned. Rules that clash with each other are found by
        :mod:`goen.core.grouping.feasibility`.
    """
    _check_counts(problem)
    _check_sizes(problem)
    _check_attributes(problem)
    _check_people(problem)
    _check_locks(problem)
    _check_themes(problem)


def _check_counts(problem: Problem) -> None:
    if not 1 <= problem.n_people <= MAX_PEOPLE:
        raise BadInputError("grouping.people_out_of_range", people=problem.n_people, most=MAX_PEOPLE)
    if not 1 <= problem.n_rounds <= MAX_ROUNDS:
        raise BadInputError("grouping.rounds_out_of_range", rounds=problem.n_rounds, most=MAX_ROUNDS)
    if not 1 <= problem.n_groups <= problem.n_people:
        raise BadInputError("grouping.groups_out_of_range", groups=problem.n_groups, people=problem.n_people)
    weights = problem.weights
    if min(weights.repeat, weights.past, weights.theme, weights.theme_again, weights.moved) < 0:
        raise BadInputError("grouping.weight_negative")


def _check_sizes(problem: Problem) -> None:
    if (problem.lows < 0).any() or (problem.lows > problem.highs).any():
        raise BadInputError("grouping.size_range_wrong")
    for number in range(problem.n_rounds):
        here = int(problem.present[number].sum())
        low, high = int(problem.lows[number].sum()), int(problem.highs[number].sum())
        if not low <= here <= high:
            raise BadInputError("grouping.sizes_do_not_fit", round=number + 1, people=here, least=low, most=high)


def _check_attributes(problem: Problem) -> None:
    for attribute in problem.attributes:
        values = np.asarray(attribute.values)
        if values.shape != (problem.n_people,):
            raise BadInputError("grouping.attribute_length", name=attribute.name, people=problem.n_people)
        if values.min() < -1 or values.max() >= len(attribute.labels):
            raise BadInputError("grouping.attribute_value_out_of_range", name=attribute.name)
        if attribute.weight < 0 or attribute.alone_weight < 0:
            raise BadInputError("grouping.weight_negative")


def _check_people(problem: Problem) -> None:
    named: list[Iterable[int]] = [problem.past[:, 0], problem.past[:, 1], problem.apart.ravel(), problem.locks[:, 1]]
    named += [*problem.together, *(quota.people for quota in problem.quotas)]
    for people in named:
        for person in people:
            if not 0 <= person < problem.n_people:
                raise BadInputError("grouping.person_unknown", person=int(person) + 1)
    for pairs in (problem.past, problem.apart):
        if (pairs[:, 0] == pairs[:, 1]).any():
            person = int(pairs[pairs[:, 0] == pairs[:, 1]][0, 0])
            raise BadInputError("grouping.pair_with_oneself", person=person + 1)
    if len(problem.past) and problem.past[:, 2].min() < 0:
        raise BadInputError("grouping.weight_negative")
    _check_blocks(problem)


def _check_blocks(problem: Problem) -> None:
    seen: set[int] = set()
    for block in problem.together:
        for person in block:
            if person in seen:
                raise BadInputError("grouping.person_in_two_blocks", person=person + 1)
            seen.add(person)


def _check_locks(problem: Problem) -> None:
    seats: dict[tuple[int, int], int] = {}
    for number, person, group in problem.locks.tolist():
        if not (0 <= number < problem.n_rounds and 0 <= group < problem.n_groups):
            raise BadInputError("grouping.lock_out_of_range", person=person + 1, round=number + 1, group=group + 1)
        if seats.setdefault((number, person), group) != group:
            raise BadInputError("grouping.lock_twice", person=person + 1, round=number + 1)
        if not problem.present[number, person]:
            raise BadInputError("grouping.lock_of_absent", person=person + 1, round=number + 1)
    _check_lock_room(problem, np.array([[r, g] for (r, _), g in seats.items()], dtype=np.int64).reshape(-1, 2))


def _check_lock_room(problem: Problem, seats: IntArray) -> None:
    taken = np.zeros_like(problem.highs)
    np.add.at(taken, (seats[:, 0], seats[:, 1]), 1)
    for number, group in np.argwhere(taken > problem.highs).tolist():
        most = int(problem.highs[number, group])
        raise BadInputError("grouping.locks_over_capacity", round=number + 1, group=group + 1, most=most)


def _check_themes(problem: Problem) -> None:
    if problem.rank_costs.shape[0] != problem.n_people:
        raise BadInputError("grouping.rank_costs_length", people=problem.n_people)
    if problem.rank_costs.size and problem.rank_costs.min() < 0:
        raise BadInputError("grouping.weight_negative")
    if problem.themes.min() < -1:
        raise BadInputError("grouping.theme_unknown")
    if problem.rank_costs.shape[1] and problem.themes.max() >= problem.rank_costs.shape[1]:
        raise BadInputError("grouping.theme_unknown")
    if problem.published.min() < -1 or problem.published.max() >= problem.n_groups:
        raise BadInputError("grouping.published_out_of_range")
