"""What every plan promises, whatever the problem."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.grouping.strategies import problems

from goen.core.errors import BadInputError
from goen.core.grouping.problem import Attribute, Quota, Weights, make_problem
from goen.core.grouping.score import group_sizes, score_plan
from goen.core.grouping.solve import cooling, solve
from goen.core.grouping.transport import transport_cost


@given(problems(), st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_everyone_present_sits_once_per_round_in_a_group_of_allowed_size(problem, seed):
    plan = solve(problem, seed=seed, iterations=3000)
    sizes = group_sizes(plan.seats, problem.n_groups)
    assert ((plan.seats >= 0) == problem.present).all()
    assert (sizes <= problem.highs).all()
    assert (sizes >= problem.lows).all() or plan.score.violations.total
    assert plan.score == score_plan(problem, plan.seats)


@given(problems(), st.integers(0, 99))
@settings(max_examples=10, deadline=None)
def test_the_same_seed_gives_the_same_plan(problem, seed):
    first, second = (solve(problem, seed=seed, iterations=2000) for _ in range(2))
    assert first.seats.tobytes() == second.seats.tobytes()
    assert first.digest == second.digest


@given(st.integers(0, 30))
@settings(max_examples=5, deadline=None)
def test_hard_rules_that_can_be_kept_are_kept(seed):
    problem = make_problem(
        24,
        groups=4,
        rounds=3,
        attributes=(Attribute.of("side", ["a", "b", "c"] * 8),),
        apart=[(0, 3), (3, 6), (6, 9), (1, 2)],
        together=((10, 11, 12), (20, 21)),
        locks=[(0, 5, 3), (1, 5, 2), (2, 10, 0)],
        quotas=(Quota("guide", (0, 7, 14, 21, 23)),),
    )
    plan = solve(problem, seed=seed, iterations=60_000)
    assert plan.score.violations.total == 0


@pytest.mark.parametrize(("rounds", "repeats"), [(2, 14), (3, 42), (4, 84)])
def test_thirty_people_at_four_tables_meet_again_as_rarely_as_is_possible(rounds, repeats):
    plan = solve(make_problem(30, groups=4, rounds=rounds, weights=Weights(repeat=1)))
    assert plan.score.repeat == repeats
    assert plan.is_proven


def test_a_person_who_wants_a_theme_gets_it_when_nothing_speaks_against_it():
    wishes = np.array([[0, 2], [2, 0]] * 4)
    plan = solve(make_problem(8, groups=2, themes=[0, 1], rank_costs=wishes), iterations=5000)
    assert plan.seats[0].tolist() == [0, 1] * 4
    assert plan.is_proven


def test_the_search_tells_how_far_it_is():
    heard = []

    class Ear:
        def update(self, done, total, note=""):
            heard.append((done, total, float(note)))

    names = Attribute.of("side", list("aabbccddaabbcc"))
    solve(make_problem(14, groups=3, rounds=3, attributes=(names,)), iterations=6400, progress=Ear())
    assert heard[-1][1] == 6400
    assert [done for done, _, _ in heard] == sorted(done for done, _, _ in heard)
    assert [best for _, _, best in heard] == sorted((best for _, _, best in heard), reverse=True)


def test_impossible_sizes_are_refused_with_the_numbers():
    with pytest.raises(BadInputError) as caught:
        make_problem(10, sizes=([3, 3], [4, 4]))
    assert caught.value.code == "grouping.sizes_do_not_fit"
    assert caught.value.params == {"round": 1, "people": 10, "least": 6, "most": 8}


def test_cooling_never_rises_and_never_reaches_zero():
    heats = cooling(5000, 0, 100)
    assert (np.diff(heats) <= 0).all()
    assert heats[-1] == 1


@given(st.integers(2, 6), st.integers(1, 3), st.data())
@settings(max_examples=40, deadline=None)
def test_the_theme_bound_is_the_cheapest_assignment_there_is(rows, columns, data):
    costs = np.array(data.draw(st.lists(st.integers(0, 5), min_size=rows * columns, max_size=rows * columns)))
    costs = costs.reshape(rows, columns)
    lows = np.full(columns, rows // columns)
    highs = lows + data.draw(st.integers(1, 2))
    allowed = [
        sum(costs[row, column] for row, column in enumerate(choice))
        for choice in product(range(columns), repeat=rows)
        if (np.bincount(choice, minlength=columns) >= lows).all()
        and (np.bincount(choice, minlength=columns) <= highs).all()
    ]
    assert transport_cost(costs, lows, highs) == min(allowed)
