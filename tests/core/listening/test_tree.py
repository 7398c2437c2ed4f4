"""One tree: every cut of it is nested in the coarser ones; many texts and few give the same shape of answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.errors import BadInputError
from goen.core.listening import neighbours
from goen.core.listening.layout import spread_out, warm_up
from goen.core.listening.neighbours import fuzzy_graph, nearest
from goen.core.listening.tree import graph_ward_tree, ward_tree
from goen.core.listening.vectors import unit


def _clouds(n_clouds, size, seed=0):
    lots = np.random.default_rng(seed)
    centres = lots.normal(0, 20, (n_clouds, 5))
    points = np.concatenate([centre + lots.normal(0, 0.5, (size, 5)) for centre in centres])
    return points.astype(np.float32), np.repeat(np.arange(n_clouds), size)


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 40), st.integers(0, 1000))
def test_every_cut_has_as_many_topics_as_asked_and_splits_the_coarser_one(n, seed):
    tree = ward_tree(np.random.default_rng(seed).normal(size=(n, 3)).astype(np.float32))
    for n_topics in range(1, n):
        coarse, fine = tree.cut(n_topics), tree.cut(n_topics + 1)
        assert len(set(fine.tolist())) == n_topics + 1
        assert all(len(set(coarse[fine == topic].tolist())) == 1 for topic in range(n_topics + 1))
        assert (np.diff(np.bincount(fine)) <= 0).all()


def test_neighbours_that_fall_into_parts_are_joined_last_and_without_complaint():
    points, truth = _clouds(6, 40)
    near = np.argsort(((points[:, None] - points[None]) ** 2).sum(-1), axis=1)[:, 1:6].astype(np.int32)

    labels = graph_ward_tree(points, near).cut(6)

    assert all(len(set(labels[truth == cloud].tolist())) == 1 for cloud in range(6))
    assert len(set(labels.tolist())) == 6


@pytest.mark.parametrize("n_topics", [0, 4, -1])
def test_a_cut_that_cannot_be_is_refused(n_topics):
    with pytest.raises(BadInputError) as caught:
        ward_tree(np.eye(3, dtype=np.float32)).cut(n_topics)
    assert caught.value.params == {"n_topics": n_topics, "most": 3}


def test_exact_neighbours_never_hold_the_text_itself_and_come_nearest_first():
    vectors = unit(np.random.default_rng(0).normal(size=(60, 8)))
    indices, distances = nearest(vectors, 7)
    assert not (indices == np.arange(60)[:, None]).any()
    assert (np.diff(distances, axis=1) >= 0).all()


def test_many_texts_find_nearly_all_their_neighbours_among_the_groups_nearby(monkeypatch):
    monkeypatch.setattr(neighbours, "EVERY_PAIR_UP_TO", 3_000)
    monkeypatch.setattr(neighbours, "TEXTS_OF_GROUP", 40)
    monkeypatch.setattr(neighbours, "LEAST_LOOKED_AT", 1_000)
    lots = np.random.default_rng(3)
    vectors = unit(lots.normal(size=(90, 24))[lots.integers(90, size=3_600)] + 0.5 * lots.normal(size=(3_600, 24)))

    indices, distances = nearest(vectors, 10)

    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    tenth = np.sort(alike, axis=1)[:, -10]
    assert np.mean(np.take_along_axis(alike, indices, 1) >= tenth[:, None] - 1e-6) > 0.95
    assert not (indices == np.arange(3_600)[:, None]).any()
    np.testing.assert_allclose(1 - np.take_along_axis(alike, indices, 1), distances, atol=1e-5)
    np.testing.assert_array_equal(nearest(vectors, 10)[0], indices)


def test_neighbours_among_groups_stand_texts_that_are_all_alike(monkeypatch):
    monkeypatch.setattr(neighbours, "EVERY_PAIR_UP_TO", 3_000)

    indices, distances = nearest(np.ones((3_200, 1), np.float32), 5)

    assert not (indices == np.arange(3_200)[:, None]).any()
    assert (distances == 0).all()
    assert all(len(set(row)) == 5 for row in indices.tolist())


def test_the_layout_is_the_same_on_one_core_and_on_many(monkeypatch):
    points, _truth = _clouds(4, 30)
    graph = fuzzy_graph(*nearest(unit(points), 9))
    start = points[:, :2]
    on_one = spread_out(graph, start, n_rounds=20)
    monkeypatch.setattr("goen.core.listening.layout.FEW_ON_ONE_CORE", 0)
    on_many = spread_out(graph, start, n_rounds=20)
    np.testing.assert_array_equal(on_one, on_many)


def test_equal_texts_have_a_graph_too():
    graph = fuzzy_graph(*nearest(unit(np.ones((12, 3), np.float32)), 5))
    assert np.isfinite(graph.data).all()
    assert (abs(graph - graph.T)).nnz == 0


def test_the_kernels_can_be_compiled_ahead():
    warm_up()
