"""An exact proof agrees with the score, never promises too much, and can be called off."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from tests.core.grouping.strategies import problems

from goen.core.grouping.problem import Attribute, Weights, make_problem
from goen.core.grouping.prove import is_small_enough, prove
from goen.core.grouping.score import score_plan
from goen.core.grouping.solve import solve
from goen.core.grouping.starts import random_seats


def best_by_trying_all(problem):
    """Score every assignment of a tiny problem of one round."""
    choices = itertools.product(range(problem.n_groups), repeat=problem.n_people)
    scores = (score_plan(problem, np.array([seats])) for seats in choices)
    return min(score.total for score in scores if score.violations.total == 0)


def test_a_tiny_problem_is_proven_at_the_value_that_trying_all_finds():
    problem = make_problem(
        7, groups=2, attributes=(Attribute.of("side", list("aabbbcc"), 2, 3, (2,)),), past=[(0, 2, 2), (1, 3, 1), (4, 5, 3)],
        themes=[0, 1], rank_costs=[[0, 1], [1, 0], [0, 3], [2, 0], [0, 0], [1, 0], [0, 2]], apart=[(0, 6)],
    )  # fmt: skip
    proof = prove(problem, solve(problem, iterations=20_000).seats, seconds=20)

    assert proof.is_closed
    assert proof.bound == score_plan(problem, proof.seats).total == best_by_trying_all(problem)


def test_a_poor_plan_is_replaced_by_a_proven_one():
    problem = make_problem(8, groups=2, rounds=2, weights=Weights(repeat=1))
    proof = prove(problem, np.array([[0, 0, 0, 0, 1, 1, 1, 1]] * 2), seconds=20)

    assert proof.is_closed
    assert score_plan(problem, proof.seats).repeat == 4


@settings(max_examples=15)
@given(problems(most_people=7))
def test_no_plan_lies_below_a_bound(problem):
    proof = prove(problem, random_seats(problem, 1), seconds=5)
    found = solve(problem, seed=3, iterations=3000).score

    assert found.violations.total > 0 or found.total >= proof.bound


def test_a_proof_stops_when_its_listener_has_had_enough():
    class Impatient:
        def update(self, *_heard):
            raise InterruptedError

    people = [f"v{k % 5}" for k in range(24)]
    problem = make_problem(24, groups=4, rounds=3, attributes=(Attribute.of("side", people),), past=[(0, 1, 1)])
    with pytest.raises(InterruptedError):
        prove(problem, random_seats(problem, 1), seconds=60, progress=Impatient())


def test_a_hall_is_too_large_to_prove():
    assert not is_small_enough(make_problem(300, groups=30))
    assert is_small_enough(make_problem(30, groups=4, rounds=3))
