"""Built schedules keep their promise: nobody meets twice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.grouping.fields import field, prime_power
from goen.core.grouping.problem import Attribute, Weights, make_problem
from goen.core.grouping.score import meeting_counts
from goen.core.grouping.skeletons import skeleton_seats, transversal
from goen.core.grouping.solve import solve


@given(st.integers(2, 16), st.integers(2, 10), st.integers(2, 10))
@settings(max_examples=60, deadline=None)
def test_nobody_meets_twice_in_a_transversal_schedule(groups, size, rounds):
    schedule = transversal(groups, size, rounds)
    if schedule is None:
        return
    assert schedule.shape == (rounds, groups * size)
    assert all((np.bincount(row) == size).all() for row in schedule)
    assert meeting_counts(schedule, groups)[2].max() == 1


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_every_field_element_but_zero_has_one_inverse(order):
    ring = field(*prime_power(order))
    assert (np.sort(ring.times[1:, 1:], axis=1) == np.arange(1, order)).all()
    assert ((ring.times == 1).sum(axis=1)[1:] == 1).all()


def test_empty_seats_of_a_schedule_never_share_a_table():
    problem = make_problem(45, groups=8, rounds=6, weights=Weights(repeat=1))
    seats = skeleton_seats(problem, seed=3)[0]
    assert {int(size) for row in seats for size in np.bincount(row)} == {5, 6}


def test_forty_eight_people_at_eight_tables_meet_nobody_twice_in_six_rounds():
    sides = Attribute.of("side", [str(person % 6) for person in range(48)], weight=0)
    plan = solve(make_problem(48, groups=8, rounds=6, attributes=(sides,)), iterations=400_000)
    assert plan.score.repeat == 0
    assert plan.is_proven
