"""Maximally diverse groups keep their sizes and find the optimum where it can be counted out."""

from itertools import permutations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.grouping.mdgp import diversify, fullest_sizes, total_distance


@given(st.integers(0, 10_000), st.integers(0, 1))
@settings(max_examples=15, deadline=None)
def test_six_people_in_two_groups_are_as_diverse_as_can_be(number, slack):
    raw = np.random.default_rng(number).integers(0, 50, (6, 6))
    distance = np.triu(raw, 1) + np.triu(raw, 1).T
    found = diversify(distance, np.array([3 - slack] * 2), np.array([3 + slack] * 2), iterations=20_000)
    splits = [3] if slack == 0 else [2, 3, 4]
    best = max(total_distance(distance, _groups(order, k)) for order in permutations(range(6)) for k in splits)
    assert found.total == best == total_distance(distance, found.group)
    assert set(np.bincount(found.group)) <= {3 - slack, 3, 3 + slack}


def _groups(order, first):
    group = np.ones(6, dtype=int)
    group[list(order[:first])] = 0
    return group


def test_the_same_seed_gives_the_same_diverse_groups():
    distance = np.abs(np.subtract.outer(np.arange(20), np.arange(20))) % 7
    first, second = (diversify(distance, np.full(4, 4), np.full(4, 6), seed=5, iterations=5000) for _ in range(2))
    assert first.group.tolist() == second.group.tolist()


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), min_size=1, max_size=4), st.data())
@settings(max_examples=25, deadline=None)
def test_the_fullest_sizes_hold_most_pairs(ranges, data):
    lows, highs = np.array([low for low, _ in ranges]), np.array([low + more for low, more in ranges])
    n_people = data.draw(st.integers(int(lows.sum()), int(highs.sum())))
    sizes = fullest_sizes(lows, highs, n_people)
    every = product(*(range(low, high + 1) for low, high in zip(lows, highs, strict=True)))
    most = max(sum(size * (size - 1) for size in some) for some in every if sum(some) == n_people)

    assert int(sizes.sum()) == n_people
    assert ((sizes >= lows) & (sizes <= highs)).all()
    assert int((sizes * (sizes - 1)).sum()) == most
