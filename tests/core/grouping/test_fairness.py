"""What a plan gives every person, beside chance and the best they could have."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.grouping.strategies import problems

from goen.core.grouping.fairness import fairness
from goen.core.grouping.problem import Attribute, make_problem
from goen.core.grouping.solve import solve
from goen.core.grouping.starts import random_seats

SIDES = Attribute("side", np.arange(30) % 3, ("a", "b", "c"), 1)


def test_a_plan_stands_between_chance_and_the_bound():
    problem = make_problem(30, groups=5, rounds=3, attributes=(SIDES,))
    fair = fairness(problem, solve(problem, iterations=100_000).seats)

    assert fair.bound.points <= fair.score.points < fair.random_points
    assert fair.first.plan.sum() > fair.first.random.sum()
    assert fair.again.plan.sum() < fair.again.random.sum()
    assert fair.first.best.tolist() == [15] * 30


def test_chance_is_the_mean_over_every_possible_table():
    # Four people at two tables of two: everybody meets each of the three others once in three plans.
    problem = make_problem(
        4, groups=2, past=[(0, 1, 1)], attributes=(Attribute("side", np.array([0, 0, 1, 1]), ("a", "b"), 1),)
    )
    fair = fairness(problem, np.array([[0, 0, 1, 1]]), n_random=3_000)

    assert fair.first.plan.tolist() == [0, 0, 1, 1]
    assert fair.again.plan.tolist() == [1, 1, 0, 0]
    assert fair.first.random == pytest.approx([2 / 3, 2 / 3, 1, 1], abs=0.04)
    assert fair.again.random == pytest.approx([1 / 3, 1 / 3, 0, 0], abs=0.04)
    assert fair.across.random == pytest.approx([2 / 3] * 4, abs=0.04)


@given(problems(), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_figures_are_those_counted_by_hand_and_never_beat_the_best(problem, seed):
    seats = random_seats(problem, seed)
    fair = fairness(problem, seats, n_random=2)
    known = {tuple(sorted(pair)) for pair in problem.past[:, :2].tolist()}
    first, again = np.zeros(problem.n_people, int), np.zeros(problem.n_people, int)
    for pair in combinations(range(problem.n_people), 2):
        times = int(((seats[:, pair[0]] == seats[:, pair[1]]) & (seats[:, pair[0]] >= 0)).sum())
        first[list(pair)] += times > 0 and pair not in known
        again[list(pair)] += times if pair in known else max(0, times - 1)

    assert fair.first.plan.tolist() == first.tolist()
    assert fair.again.plan.tolist() == again.tolist()
    if fair.score.violations.total == 0:  # a plan of other sizes may beat what sizes allow
        assert (fair.first.plan <= fair.first.best).all()
        assert (fair.again.plan >= fair.again.best).all()
        assert (fair.across.plan <= fair.across.best).all()
        assert (fair.theme.plan >= fair.theme.best).all()


def test_the_same_plan_gives_the_same_figures():
    problem = make_problem(30, groups=4, rounds=2, attributes=(SIDES,))
    seats = random_seats(problem, 5)

    one, other = fairness(problem, seats), fairness(problem, seats)
    assert one.first.random.tolist() == other.first.random.tolist()
