"""One canonical order, whoever came first and whichever side is called agree."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.opinions.conversations import camps, matrices

from goen.core.opinions.canonical import canonical
from goen.core.opinions.votes import votes_from_matrix


@given(matrices(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_codes_do_not_depend_on_order_or_wording(matrix, dice):
    rng = np.random.default_rng(dice.randrange(2**32))
    turned = matrix[rng.permutation(len(matrix))][:, rng.permutation(matrix.shape[1])]
    turned = turned * rng.choice([1.0, -1.0], matrix.shape[1])

    first, second = canonical(votes_from_matrix(matrix)), canonical(votes_from_matrix(turned))

    assert np.array_equal(np.sort(first.counts.sum(axis=1)), np.sort(second.counts.sum(axis=1)))
    assert np.array_equal(np.sort(first.per_line()), np.sort(second.per_line()))
    assert np.all(first.counts[:, 2] >= first.counts[:, 0])


def test_a_lively_table_gets_the_same_bits_in_any_order():
    matrix = camps(people=60, statements=20)[0]
    rng = np.random.default_rng(1)
    turned = matrix[rng.permutation(60)][:, rng.permutation(20)] * rng.choice([1.0, -1.0], 20)

    first, second = canonical(votes_from_matrix(matrix)), canonical(votes_from_matrix(turned))

    assert np.array_equal(first.starts, second.starts)
    for low, high in zip(first.starts[:-1], first.starts[1:], strict=True):
        assert set(first.codes[low:high]) == set(second.codes[low:high])


@given(matrices())
@settings(deadline=None)
def test_decoding_gives_the_votes_back(matrix):
    votes = votes_from_matrix(matrix)
    table = canonical(votes)
    back = np.full((votes.n_participants, votes.n_statements), np.nan)
    for line in range(table.n_lines):
        for code in table.codes[table.starts[line] : table.starts[line + 1]]:
            back[table.rows[line], table.columns[code // 3]] = (code % 3 - 1) * table.flips[code // 3]
    assert np.array_equal(back, votes.matrix(), equal_nan=True)


def test_dropped_statements_leave_no_code():
    votes = votes_from_matrix([[1, -1, 0], [1, 1, 1]])
    table = canonical(votes, np.array([False, True, False]))
    assert sorted(table.columns.tolist()) == [0, 2]
    assert table.codes.size == 4
