"""The landscape: one answer whatever the order, groups only where there are any, a clear answer to every odd input."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.core.opinions.conversations import camps, chance, matrices, real

from goen.core.opinions.analyse import analyse
from goen.core.opinions.canonical import canonical
from goen.core.opinions.gate import gate
from goen.core.opinions.votes import votes_from_matrix, votes_from_triples


@given(matrices())
@settings(max_examples=60, deadline=None)
def test_any_table_gets_an_answer(matrix):
    found = analyse(votes_from_matrix(matrix))

    assert found.verdict in {"no_votes", "too_few", "one_group", "groups"}
    assert found.splits.shape[0] == len(found.groups)
    for one in (*found.unites, *found.divides, *found.minority):
        assert 0 <= one.low <= one.share <= one.high <= 1
        assert one.said <= one.total


@pytest.mark.parametrize("mode", ["goen", "polis"])
@pytest.mark.parametrize("n_groups", [2, 3])
def test_clear_camps_are_found_in_any_order(n_groups, mode):
    matrix, camp = camps(people=60, statements=24, groups=n_groups, seed=n_groups)
    rng = np.random.default_rng(5)
    order, columns = rng.permutation(60), rng.permutation(24)
    signs = rng.choice([1.0, -1.0], 24)

    straight = analyse(votes_from_matrix(matrix), mode=mode)
    turned = analyse(votes_from_matrix((matrix * signs)[order][:, columns]), mode=mode)

    assert straight.verdict == "groups"
    assert np.array_equal(straight.people.groups[order], turned.people.groups)
    if mode == "goen":
        assert all(len(set(straight.people.groups[camp == k])) == 1 for k in range(n_groups))


def test_votes_by_chance_are_one_group():
    verdicts = [analyse(votes_from_matrix(chance(30, 30, seed))).verdict for seed in range(20)]
    assert verdicts.count("groups") <= 1


def test_people_who_only_differ_in_how_readily_they_agree_are_one_group():
    verdicts = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        logit = rng.normal(0.5, 1, 40) + rng.normal(0, 0.8, (60, 1))
        votes = np.where(rng.random((60, 40)) < 1 / (1 + np.exp(-logit)), 1.0, -1.0)
        verdicts.append(analyse(votes_from_matrix(votes)).verdict)
    assert verdicts.count("groups") <= 1


def test_two_camps_are_found_even_if_one_agrees_and_the_other_disagrees_with_everything():
    rng = np.random.default_rng(0)
    votes = np.where(np.arange(40)[:, None] < 25, 1, -1) * rng.choice([1, 1, 1, 1, 1, -1], (40, 20))
    assert analyse(votes_from_matrix(votes)).verdict == "groups"


def test_a_conversation_without_votes_says_so():
    found = analyse(votes_from_triples([], [], []))
    assert found.verdict == "no_votes"
    assert found.unites == found.divides == found.minority == ()


def test_one_voter_is_too_few_for_a_map():
    assert analyse(votes_from_triples([1] * 9, range(9), [1] * 9)).verdict == "too_few"


def test_everybody_passing_is_too_few_for_a_map():
    assert analyse(votes_from_matrix(np.zeros((20, 10)))).verdict == "too_few"


def test_everybody_moderated_away_is_too_few_for_a_map():
    votes = votes_from_matrix(camps()[0])
    assert analyse(votes, dropped=np.ones(votes.n_statements, bool)).verdict == "too_few"


def test_a_moderated_statement_is_found_nowhere_but_still_counted():
    matrix = camps()[0]
    matrix[:, 3] = 1.0
    votes = votes_from_matrix(matrix)
    out = np.arange(votes.n_statements) == 3

    found = analyse(votes, dropped=out)

    everywhere = (*found.unites, *found.divides, *found.minority, *(f for g in found.groups for f in g.represents))
    assert 3 not in {one.statement for one in everywhere}
    assert found.statements.counts[3].tolist() == [0, 0, 40]
    assert 3 in {one.statement for one in analyse(votes).unites}


def test_small_cells_are_blank_on_public_pages():
    found = analyse(votes_from_matrix(camps(people=30, answered=0.6)[0]))
    shown = found.suppressed_splits(least=12)
    assert np.isnan(shown[found.splits.sum(axis=2) < 12]).all()
    assert not np.isnan(shown[found.splits.sum(axis=2) >= 12]).any()


def test_people_with_too_few_votes_are_neither_placed_nor_grouped():
    matrix = camps()[0]
    matrix[0] = np.nan
    matrix[0, :2] = 1.0
    found = analyse(votes_from_matrix(matrix))
    assert np.isnan(found.people.positions[0]).all()
    assert found.people.groups[0] == -1


def test_the_gate_is_open_for_camps_and_shut_for_chance():
    assert gate(canonical(votes_from_matrix(camps()[0]))).p < 0.01
    assert gate(canonical(votes_from_matrix(chance(40, 20, 1)))).p > 0.01


@pytest.mark.parametrize("name", ["vtaiwan.uberx", "scoop-hivemind.taxes"])
def test_real_conversations_divide_and_the_second_look_upholds_much(name):
    votes, hidden, _ = real(name)
    found = analyse(votes, dropped=hidden)
    assert found.verdict == "groups"
    assert all(group.represents for group in found.groups)
    assert found.certainty.p < 0.01
