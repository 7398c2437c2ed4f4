"""A tournament turned by a clock is a tournament: sizes right, nobody meets twice."""

import numpy as np
import pytest

from goen.core.grouping.golfer import golfer_rounds, is_golfer_schedule
from goen.core.grouping.turning import meeting_kinds, symmetries, turned_rounds


@pytest.mark.parametrize(("groups", "size", "rounds"), [(5, 3, 7), (6, 4, 7), (7, 4, 9), (8, 3, 11), (10, 5, 9)])
def test_best_known_tournaments_are_found(groups, size, rounds):
    found = golfer_rounds(groups, size, rounds)

    assert found is not None
    assert found.shape == (rounds, groups * size)
    assert is_golfer_schedule(found, groups, size)


def test_the_same_seed_gives_the_same_tournament():
    first, again = (turned_rounds(8, 3, 11, hours=11, fixed=2, seed=4) for _time in range(2))

    assert first is not None
    assert np.array_equal(first, again)


@pytest.mark.parametrize(("n_people", "hours", "fixed"), [(14, 6, 2), (15, 7, 1), (12, 4, 0)])
def test_two_meetings_are_of_one_kind_exactly_when_the_clock_carries_one_to_the_other(n_people, hours, fixed):
    kinds, count = meeting_kinds(n_people, hours, fixed)

    def later(person, passed):
        on_clock = person < n_people - fixed
        return person // hours * hours + (person % hours + passed) % hours if on_clock else person

    pairs = [(a, b) for a in range(n_people) for b in range(a)]
    for a, b in pairs:
        carried = {frozenset((later(a, k), later(b, k))) for k in range(hours)}
        if count[kinds[a, b]]:
            assert len(carried) < hours
        else:
            assert len(carried) == hours
            assert {frozenset(pair) for pair in pairs if kinds[pair] == kinds[a, b]} == carried


def test_clocks_that_fit_leave_no_more_in_the_middle_than_there_are_groups():
    assert list(symmetries(24, 8, 11)) == [(11, 2)]
    assert all(fixed <= 7 and (28 - fixed) % hours == 0 for hours, fixed in symmetries(28, 7, 9))
