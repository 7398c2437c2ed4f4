"""The classic recipe, figure by figure against an independent implementation, and without its dependence on order."""

import warnings

import numpy as np
import pytest
from tests.core.opinions.conversations import NAMES, camps, real

from goen.core.opinions.classic import consensus, representative
from goen.core.opinions.polis import classic
from goen.core.opinions.statistics import group_counts, priority, statistics, wilson
from goen.core.opinions.votes import votes_from_matrix

FIGURES = ("na", "nd", "ns", "pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")


@pytest.fixture(scope="module", params=NAMES)
def side_by_side(request):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = pytest.importorskip("reddwarf.implementations.polis", reason="red-dwarf==0.4.0 is in the bench extra")
        votes, hidden, _ = real(request.param)
        people = np.repeat(votes.participant_ids, votes.votes_per_participant)
        rows = zip(people.tolist(), votes.statement_ids[votes.columns].tolist(), votes.values.tolist(), strict=True)
        cast = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in rows]
        theirs = oracle.run_pipeline(votes=cast, mod_out_statement_ids=votes.statement_ids[hidden].tolist())
    labels = theirs.participants_df["cluster_id"].fillna(-1).to_numpy(np.int32)
    return votes, hidden, labels, theirs


def test_every_figure_equals_the_oracles(side_by_side):
    votes, _, labels, theirs = side_by_side
    n_groups = int(labels.max()) + 1

    ours = statistics(group_counts(votes, labels, n_groups))

    for name in FIGURES:
        expected = theirs.group_comment_stats[name].to_numpy().reshape(n_groups, -1)
        assert np.abs(getattr(ours, name) - expected).max() <= 1e-12, name
    agreed = np.array(list(theirs.group_aware_consensus["agree"].values()))
    rejected = np.array(list(theirs.group_aware_consensus["disagree"].values()))
    assert np.abs(ours.consensus_agree - agreed).max() <= 1e-12
    assert np.abs(ours.consensus_disagree - rejected).max() <= 1e-12


def test_the_same_statements_are_picked(side_by_side):
    votes, hidden, labels, theirs = side_by_side
    n_groups = int(labels.max()) + 1

    ours = representative(statistics(group_counts(votes, labels, n_groups)), hidden=hidden)
    agreed, rejected = consensus(statistics(votes.counts[None]), hidden=hidden)

    def ids(picks):
        return [(int(votes.statement_ids[pick.statement]), "agree" if pick.agree else "disagree") for pick in picks]

    for group in range(n_groups):
        assert ids(ours[group]) == [(pick["tid"], pick["repful-for"]) for pick in theirs.repness[group]]
    assert [s for s, _ in ids(agreed)] == [pick["tid"] for pick in theirs.consensus["agree"]]
    assert [s for s, _ in ids(rejected)] == [pick["tid"] for pick in theirs.consensus["disagree"]]


def test_routing_weights_equal_the_oracles(side_by_side):
    votes, _, labels, theirs = side_by_side
    frame = theirs.statements_df
    inside = group_counts(votes, (labels >= 0).astype(np.int32) - 1, 1)[0]

    ours = priority(inside, frame["extremity"].to_numpy(), frame["is_meta"].to_numpy(bool))

    assert np.abs(ours - frame["priority"].to_numpy(float)).max() <= 1e-9


@pytest.mark.parametrize("name", NAMES[2:])
def test_groups_are_close_to_the_published_ones(name):
    votes, hidden, published = real(name)
    labels = classic(votes, hidden=hidden).labels
    theirs = np.array([published.get(int(person), -1) for person in votes.participant_ids])
    both = (labels >= 0) & (theirs >= 0)
    assert agreement(labels[both], theirs[both]) >= 0.8


def agreement(first, second):
    """Return the adjusted Rand index of two labellings."""
    table = np.zeros((first.max() + 1, second.max() + 1))
    np.add.at(table, (first, second), 1)
    pairs = [float((x * (x - 1) / 2).sum()) for x in (table, table.sum(1), table.sum(0), table.sum())]
    expected = pairs[1] * pairs[2] / pairs[3]
    return (pairs[0] - expected) / ((pairs[1] + pairs[2]) / 2 - expected)


def test_the_same_people_in_another_order_fall_into_the_same_groups():
    matrix = camps(people=50, statements=20, groups=3)[0]
    order = np.random.default_rng(3).permutation(50)
    first = classic(votes_from_matrix(matrix)).labels
    second = classic(votes_from_matrix(matrix[order])).labels
    assert np.array_equal(first[order], second)


def test_nobody_with_enough_votes_means_no_groups():
    found = classic(votes_from_matrix([[1, -1, *[np.nan] * 8], [np.nan] * 2 + [1] * 8][:1]))
    assert found.labels.max() == -1 or found.counts.shape[0] <= 1


def test_wilson_is_wide_for_few_and_narrow_for_many():
    low, high = wilson([0, 1, 50, 500], [0, 1, 100, 1000])
    assert (low[0], high[0]) == (0.0, 1.0)
    assert np.all(np.diff(high - low) < 0)
