"""The ideal-point model predicts masked votes, and routing asks what tells most without starving newcomers."""

import dataclasses

import numpy as np
import pytest
from tests.core.opinions.conversations import camps

from goen.core.opinions.ideal import fit_ideal
from goen.core.opinions.route import agreeing_at, information, locate, next_statement
from goen.core.opinions.settings import Settings
from goen.core.opinions.votes import votes_from_matrix


@pytest.fixture(scope="module")
def fitted():
    matrix = camps(people=60, statements=24, seed=4)[0]
    return matrix, fit_ideal(votes_from_matrix(matrix))


def test_masked_votes_are_predicted_better_than_by_the_statements_share():
    matrix = camps(people=60, statements=24, seed=4)[0]
    rng = np.random.default_rng(0)
    masked = (rng.random(matrix.shape) < 0.2) & ~np.isnan(matrix)
    rows, columns = np.nonzero(masked)
    train = np.where(masked, np.nan, matrix)

    model = fit_ideal(votes_from_matrix(train))

    agreed = matrix[rows, columns] > 0
    ours = np.where(agreed, model.agreeing(rows, columns), 1 - model.agreeing(rows, columns))
    share = (np.nansum(train > 0, axis=0) + 1) / ((~np.isnan(train)).sum(axis=0) + 2)
    theirs = np.where(agreed, share[columns], 1 - share[columns])
    assert -np.log(ours).mean() < 0.8 * -np.log(theirs).mean()


def test_the_fit_does_not_depend_on_the_order_of_people_or_statements(fitted):
    matrix, model = fitted
    rng = np.random.default_rng(1)
    people, statements = rng.permutation(60), rng.permutation(24)
    again = fit_ideal(votes_from_matrix(matrix[people][:, statements]))
    rows, columns = np.repeat(np.arange(60), 24), np.tile(np.arange(24), 60)
    assert again.agreeing(rows, columns) == pytest.approx(model.agreeing(people[rows], statements[columns]), abs=1e-9)


def test_few_answers_leave_a_person_unsure_and_more_answers_less_so(fitted):
    matrix, model = fitted
    answered = np.flatnonzero(~np.isnan(matrix[0]))
    spreads = [np.trace(locate(model, answered[:n], matrix[0, answered[:n]]).covariance) for n in (0, 3, answered.size)]
    assert spreads[0] > spreads[1] > spreads[2]


def test_locating_a_known_person_agrees_with_the_fit(fitted):
    matrix, model = fitted
    answered = np.flatnonzero(~np.isnan(matrix[5]))
    chance = agreeing_at(model, locate(model, answered, matrix[5, answered]))
    assert chance == pytest.approx(model.agreeing(np.full(24, 5), np.arange(24)), abs=0.05)


def test_information_is_nothing_for_unknown_statements(fitted):
    matrix, _ = fitted
    model = fit_ideal(votes_from_matrix(matrix), dropped=np.arange(24) == 7)
    told = information(model, locate(model, [], []))
    assert told[7] == 0.0
    assert np.all(told[np.arange(24) != 7] > 0)


def test_the_next_statement_is_one_that_may_be_shown(fitted):
    _, model = fitted
    open_to = np.zeros(24, bool)
    open_to[[3, 11]] = True
    chosen = {next_statement(model, [], [], np.full(24, 50), open_to=open_to, seed=seed) for seed in range(10)}
    assert chosen <= {3, 11}
    assert next_statement(model, [], [], np.full(24, 50), open_to=np.zeros(24, bool)) is None


def test_newcomers_get_their_share_of_the_turns(fitted):
    _, model = fitted
    exposure = np.full(24, 50)
    exposure[20] = 0
    settings = dataclasses.replace(Settings(), route_newcomers=0.3)
    chosen = [
        next_statement(model, [0, 1], [1, -1], exposure, open_to=np.arange(24) > 1, settings=settings, seed=seed)
        for seed in range(300)
    ]
    assert 0.2 < np.mean(np.array(chosen) == 20) < 0.45


def test_before_any_votes_the_least_answered_statement_comes_first():
    exposure = np.array([4, 0, 2])
    assert next_statement(None, [], [], exposure, open_to=np.ones(3, bool)) == 1


def test_a_person_is_placed_alike_by_the_fit_and_by_the_answers_alone(fitted):
    matrix, model = fitted
    every = np.arange(matrix.shape[1])

    for person in range(0, 60, 7):
        answered = np.flatnonzero(~np.isnan(matrix[person]))
        alone = agreeing_at(model, locate(model, answered, matrix[person, answered]))
        fit = model.agreeing(np.full(every.size, person), every)
        assert np.abs(alone - fit).max() < 0.08


def test_who_goes_with_the_general_view_is_told_from_who_goes_against_it():
    rng = np.random.default_rng(1)
    liked = rng.normal(0, 2, 30)
    follows = np.where(np.arange(60) < 50, 1.0, -1.0)
    chance = 1 / (1 + np.exp(-follows[:, None] * liked))
    model = fit_ideal(votes_from_matrix(np.where(rng.random((60, 30)) < chance, 1.0, -1.0)))

    people, columns = np.arange(60), np.argmax(liked)
    predicted = model.agreeing(people, np.full(60, columns))

    assert predicted[:50].mean() > 0.8
    assert predicted[50:].mean() < 0.5


def test_a_pass_pulls_towards_the_middle_of_its_statement(fitted):
    _matrix, model = fitted
    column = int(np.argmax(np.abs(model.statements.mean[:, 0])))
    before = agreeing_at(model, locate(model, [], []))[column]
    after = agreeing_at(model, locate(model, [column], [0]))[column]

    assert abs(after - 0.5) < abs(before - 0.5)
