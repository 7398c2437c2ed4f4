"""The table of votes keeps exactly what was cast, however untidily it arrives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.opinions.conversations import matrices

from goen.core.errors import BadInputError
from goen.core.opinions.votes import votes_from_matrix, votes_from_triples

CAST = st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 900), st.sampled_from([-1, 0, 1])), max_size=120)


@given(CAST)
@settings(deadline=None)
def test_the_last_vote_of_a_person_on_a_statement_wins(cast):
    people, asked, values = zip(*cast, strict=True) if cast else ((), (), ())

    table = votes_from_triples(people, asked, values)

    kept = {
        (int(table.participant_ids[row]), int(table.statement_ids[table.columns[vote]])): int(table.values[vote])
        for row in range(table.n_participants)
        for vote in range(table.starts[row], table.starts[row + 1])
    }
    assert kept == {(person, statement): value for person, statement, value in cast}


@given(matrices(most_people=70, most_statements=70))
@settings(deadline=None)
def test_a_matrix_survives_the_way_there_and_back(matrix):
    table = votes_from_matrix(matrix)

    rows, columns = ~np.isnan(matrix).all(axis=1), ~np.isnan(matrix).all(axis=0)
    assert np.array_equal(table.matrix(), matrix[rows][:, columns], equal_nan=True)


def test_with_times_the_latest_vote_wins_whatever_the_order_of_rows():
    table = votes_from_triples([1, 1, 1], [5, 5, 5], [1, -1, 0], times=[30, 10, 20])
    assert table.values.tolist() == [1]


def test_ids_may_be_far_apart():
    table = votes_from_triples([10**15, 3], [7, 10**12], [1, -1])
    assert table.participant_ids.tolist() == [3, 10**15]
    assert table.statement_ids.tolist() == [7, 10**12]


def test_an_empty_conversation_is_an_empty_table():
    table = votes_from_triples([], [], [])
    assert (table.n_participants, table.n_statements, table.n_votes) == (0, 0, 0)
    assert table.counts.shape == (0, 3)


@pytest.mark.parametrize("value", [2, -7, 100])
def test_an_unknown_vote_is_named_with_its_row(value):
    with pytest.raises(BadInputError) as refusal:
        votes_from_triples([1, 2, 3], [1, 1, 1], [1, 0, value], times=[3, 2, 1])
    assert refusal.value.code == "opinions.unknown-vote"
    assert refusal.value.params == {"row": 3, "value": value}


def test_columns_of_different_length_are_refused():
    with pytest.raises(BadInputError, match="lengths"):
        votes_from_triples([1, 2], [1], [1, 1])


@pytest.mark.parametrize("ids", [["a", "b"], [1.5, 2.0], [float("nan"), 1.0]])
def test_ids_that_are_no_whole_numbers_are_refused(ids):
    with pytest.raises(BadInputError, match="not-a-number"):
        votes_from_triples(ids, [1, 2], [1, 1])


def test_counts_say_disagree_pass_agree():
    table = votes_from_matrix([[1, 0], [1, -1], [-1, float("nan")]])
    assert table.counts.tolist() == [[1, 0, 2], [1, 1, 0]]
