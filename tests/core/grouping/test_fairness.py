"""How a plan treats people: figures by lot equal the mean of all lots, and what is said to be best is never beaten."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.grouping.strategies import problems, renamed

from goen.core.grouping.fairness import MEASURES, fairness
from goen.core.grouping.lots import lot_points
from goen.core.grouping.problem import Attribute, Problem, Weights, make_problem
from goen.core.grouping.score import score_plan
from goen.core.grouping.solve import solve
from goen.core.grouping.starts import random_seats

SIDES = Attribute.of("side", [("a", "b", "c")[person % 3] for person in range(30)])


def all_lots(seats):
    """Every way to deal the people of every round onto its tables, equally likely."""
    rounds = [set(permutations(row[row >= 0].tolist())) for row in seats]
    for dealt in product(*rounds):
        drawn = np.full_like(seats, -1)
        for line, row, given_ in zip(drawn, seats, dealt, strict=True):
            line[row >= 0] = given_
        yield drawn


@st.composite
def small_plans(draw):
    """Draw a problem of at most five people with every kind of wish, and a plan for it."""
    problem = draw(problems(most_people=5).filter(lambda problem: problem.n_rounds <= 2))
    seats = random_seats(problem, draw(st.integers(0, 9)))
    seats[~problem.present] = -1
    return problem, seats, np.array(draw(st.lists(st.integers(-1, 1), min_size=5, max_size=5)))[: problem.n_people]


@given(small_plans())
@settings(max_examples=40, deadline=None)
def test_what_lots_give_is_the_mean_over_all_lots(drawn):
    problem, seats, values = drawn
    fair = fairness(problem, seats, values)
    plans = list(all_lots(seats))

    costs = [score_plan(problem, plan) for plan in plans]
    moved = problem.weights.moved * np.mean([cost.moved for cost in costs])
    assert fair.lot_points == pytest.approx(np.mean([cost.points for cost in costs]) - moved)
    each = [fairness(problem, plan, values).by_person for plan in plans]
    for person, fares in enumerate(fair.by_person):
        for name, fare in fares.items():
            if fare is not None:
                assert fare.lot == pytest.approx(np.mean([of[person][name].plan for of in each]))


@given(problems(), st.integers(0, 99), st.data())
@settings(max_examples=80, deadline=None)
def test_no_plan_beats_what_is_called_best_for_a_person_a_group_or_all(problem, seed, data):
    seats = random_seats(problem, seed)
    values = st.lists(st.integers(-1, 2), min_size=problem.n_people, max_size=problem.n_people)
    fair = fairness(problem, seats, np.array(data.draw(values)))

    for fares in (fair.everyone, *fair.by_value, *fair.by_person):
        assert tuple(fares) == MEASURES
        for name, fare in fares.items():
            if fare is not None and name == "first":
                assert max(fare.plan, fare.lot) <= fare.best + 1e-9
            elif fare is not None:
                assert min(fare.plan, fare.lot) >= fare.best - 1e-9


@given(problems(), st.integers(0, 99), st.data())
@settings(max_examples=30, deadline=None)
def test_other_names_change_nobodys_figures(problem, seed, data):
    order = np.array(data.draw(st.permutations(range(problem.n_people))))
    seats, values = random_seats(problem, seed), np.arange(problem.n_people) % 2
    fair = fairness(problem, seats, values)
    again = fairness(renamed(problem, order), seats[:, order], values[order])

    for old, new in enumerate(np.argsort(order)):
        for name, fare in fair.by_person[old].items():
            other = again.by_person[new][name]
            assert (fare is None) == (other is None)
            if fare is not None:
                assert (other.plan, other.lot, other.best) == pytest.approx((fare.plan, fare.lot, fare.best))


def test_a_round_table_by_hand():
    # Two tables of two, two rounds with the same neighbours; a and b knew each other; person 3 wants the other theme.
    problem = make_problem(
        4, groups=2, rounds=2, past=[(0, 1, 1)], themes=[0, 1], rank_costs=[[0, 1], [0, 0], [0, 0], [0, 2]]
    )
    fair = fairness(problem, np.array([[0, 0, 1, 1], [0, 0, 1, 1]]), np.array([0, 0, 1, 1]))

    first, again, alike, rank = (fair.by_person[3][name] for name in MEASURES)
    assert (first.plan, first.lot, first.best) == (1, pytest.approx(3 * (1 - 4 / 9)), 2)
    assert (again.plan, again.lot, again.best) == (1, pytest.approx(2 - 3 * (1 - 4 / 9)), 0)
    assert (alike.plan, alike.lot, alike.best) == (1, pytest.approx(1 / 3), 0)
    assert (rank.plan, rank.lot, rank.best) == (3, 2, 1)
    assert (again.is_worse, alike.is_worse, rank.is_worse, first.is_worse) == (True, True, True, False)
    assert fair.by_person[1]["rank"] is None
    # All together: every table of the first round must break up, so nobody need meet again.
    assert (fair.everyone["again"].plan, fair.everyone["again"].best) == (1.5, 0)
    assert (fair.by_value[1]["alike"].plan, fair.by_value[1]["alike"].best) == (1, 0)


def test_a_plan_that_was_searched_stands_between_lots_and_the_best():
    problem = make_problem(30, groups=5, rounds=3, attributes=(SIDES,))
    fair = fairness(problem, solve(problem, iterations=100_000).seats, np.asarray(SIDES.values))

    assert fair.bound.points <= fair.score.points < fair.lot_points
    again, alike = fair.everyone["again"], fair.everyone["alike"]
    assert again.best <= again.plan < again.lot
    assert alike.plan == alike.best == 1 < alike.lot
    assert not any(fare and fare.is_worse for fares in (fair.everyone, *fair.by_value) for fare in fares.values())


def test_the_points_of_lots_need_no_luck():
    problem = make_problem(
        300, groups=30, rounds=3, attributes=(Attribute("side", np.arange(300) % 20, ("x",) * 20, 1, 2, (0, 1)),),
        weights=Weights(repeat=2),
    )  # fmt: skip
    seats = random_seats(problem, 1)
    drawn = [score_plan(problem, random_seats(problem, 2, k)).points for k in range(60)]
    assert lot_points(problem, seats) == pytest.approx(np.mean(drawn), rel=0.02)


def test_nobody_at_all_is_treated_fairly():
    problem: Problem = make_problem(2, groups=1, present=[[True, False]])
    fair = fairness(problem, np.array([[0, -1]]), np.array([-1, 0]))
    assert fair.by_person[0]["first"].plan == 0
    assert fair.by_person[1] == dict.fromkeys(MEASURES)
