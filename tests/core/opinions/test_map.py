"""The map: the axes of the imputed matrix without ever building it; positions that do not follow how much one votes."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.core.opinions.conversations import NAMES, camps, matrices, real

from goen.core.opinions.canonical import canonical
from goen.core.opinions.pca import principal_axes
from goen.core.opinions.project import place
from goen.core.opinions.votes import votes_from_matrix


def imputed(votes):
    dense = votes.matrix()
    means = np.nanmean(dense, axis=0)
    return np.where(np.isnan(dense), 0.0, dense - means)


def loadings_of(votes, table, axes):
    loadings = np.zeros((2, votes.n_statements))
    loadings[:, table.columns] = axes.loadings * table.flips
    return loadings


@given(matrices())
@settings(deadline=None)
def test_variances_are_the_eigenvalues_of_the_imputed_matrix(matrix):
    votes = votes_from_matrix(matrix)
    table = canonical(votes)
    axes = principal_axes(table)

    if votes.n_votes:
        singular = np.linalg.svd(imputed(votes), compute_uv=False)
        expected = np.zeros(2)
        expected[: min(2, singular.size)] = singular[:2] ** 2
        # Equal eigenvalues may show up once only: the second is then any of them.
        assert axes.variances[0] == pytest.approx(expected[0], abs=1e-6)
        assert axes.variances[1] <= expected[1] + 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_axes_are_those_of_a_dense_analysis_on_real_votes(name):
    votes = real(name)[0]
    table = canonical(votes)
    axes = principal_axes(table)

    dense = np.linalg.svd(imputed(votes), full_matrices=False)[2][:2]

    cosines = np.abs(np.sum(loadings_of(votes, table, axes) * dense, axis=1))
    assert cosines.min() >= 1 - 1e-8


def test_positions_solve_the_ridge_equations():
    votes = votes_from_matrix(camps()[0])
    table = canonical(votes)
    axes = principal_axes(table)
    places = place(table, axes, ridge=2.0)

    dense = votes.matrix()[table.rows][:, table.columns] * table.flips
    for line in range(votes.n_participants):
        seen = ~np.isnan(dense[line])
        weights = axes.loadings[:, seen]
        normal = weights @ weights.T + 2.0 / table.n_columns * np.eye(2)
        expected = np.linalg.solve(normal, weights @ (dense[line, seen] - table.means[seen]))
        assert places.points[line] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_distance_from_the_centre_does_not_follow_how_much_one_votes(name):
    votes, hidden, _ = real(name)
    table = canonical(votes, hidden)
    places = place(table, principal_axes(table), ridge=1.5)
    enough = table.per_line() >= 7
    ranks = [np.argsort(np.argsort(x[enough])) for x in (table.per_line(), np.hypot(*places.points.T))]
    assert abs(np.corrcoef(*ranks)[0, 1]) <= 0.2
