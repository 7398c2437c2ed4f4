"""Tournaments in which nobody meets twice."""

import pytest

from goen.core.grouping.golfer import built_rounds, golfer_rounds, is_golfer_schedule


@pytest.mark.parametrize(
    ("groups", "size", "rounds"), [(8, 8, 9), (8, 4, 10), (9, 3, 13), (7, 7, 8), (9, 9, 10), (5, 5, 6)]
)
def test_constructions_reach_the_known_number_of_rounds(groups, size, rounds):
    built = built_rounds(groups, size)
    assert len(built) == rounds
    assert is_golfer_schedule(built, groups, size)


def test_the_search_finds_what_no_construction_gives():
    found = golfer_rounds(4, 3, 4, iterations=2_000_000)
    assert is_golfer_schedule(found, 4, 3)


def test_more_rounds_than_counting_allows_are_refused():
    assert golfer_rounds(4, 4, 6) is None
