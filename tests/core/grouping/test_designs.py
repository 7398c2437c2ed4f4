"""Known designs, checked from scratch: sizes right, nobody meets twice, nobody left out."""

import numpy as np
import pytest

from goen.core.grouping.designs import space_rounds, squares_rounds
from goen.core.grouping.golfer import golfer_rounds, is_golfer_schedule


@pytest.mark.parametrize("groups", [10, 16, 22])
def test_two_orthogonal_squares_are_four_rounds(groups):
    found = squares_rounds(groups)

    assert found is not None
    assert found.shape == (4, groups * groups)
    assert is_golfer_schedule(found, groups, groups)


@pytest.mark.parametrize("groups", [1, 2, 4, 6, 7, 9, 13, 14])
def test_other_orders_are_left_to_other_ways(groups):
    assert squares_rounds(groups) is None


def test_the_lines_of_a_space_let_every_two_of_forty_meet_once():
    found = space_rounds()

    assert found.shape == (13, 40)
    assert is_golfer_schedule(found, 10, 4)
    together = sum((row[:, None] == row[None, :]).astype(int) for row in found)
    assert (together[~np.eye(40, dtype=bool)] == 1).all()


@pytest.mark.parametrize(("groups", "size", "rounds"), [(10, 10, 4), (10, 4, 13), (10, 4, 6), (16, 16, 17)])
def test_the_tournament_asked_for_is_taken_from_the_longest_known(groups, size, rounds):
    found = golfer_rounds(groups, size, rounds)

    assert found is not None
    assert is_golfer_schedule(found, groups, size)
    assert len(found) == rounds
