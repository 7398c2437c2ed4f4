"""However participants are cut into parts, and wherever the parts are, the result is the same."""

import numpy as np
import pytest
from tests.core.opinions.conversations import camps, real

from goen.core.opinions.canonical import canonical
from goen.core.opinions.partitions import analyse_parts, cut, in_process
from goen.core.opinions.pca import principal_axes
from goen.core.opinions.votes import votes_from_matrix


def agree(first, second):
    assert np.array_equal(first.counts, second.counts)
    assert np.abs(first.loadings - second.loadings).max() <= 1e-9
    assert np.abs(first.variances / second.variances - 1).max() <= 1e-9
    assert np.abs(first.centres - second.centres).max() <= 1e-9
    assert np.array_equal(first.splits, second.splits)
    assert np.abs(first.figures.rat - second.figures.rat).max() <= 1e-9


@pytest.fixture(scope="module")
def votes():
    return votes_from_matrix(camps(people=300, statements=40, groups=3, seed=2, answered=0.5)[0])


@pytest.mark.parametrize("n_parts", [2, 7])
def test_any_cut_gives_the_same(votes, n_parts):
    whole = analyse_parts(cut(votes.starts, votes.codes, 40, 1), 3, n_statements=40)
    agree(analyse_parts(cut(votes.starts, votes.codes, 40, n_parts), 3, n_statements=40), whole)


def test_the_axes_are_those_of_the_analysis_in_one_piece(votes):
    table = canonical(votes)
    one = principal_axes(table, tolerance=1e-9)
    loadings = np.zeros((2, 40))
    loadings[:, table.columns] = one.loadings * table.flips
    many = analyse_parts(cut(votes.starts, votes.codes, 40, 4), 3, n_statements=40)
    assert np.abs(np.abs(np.sum(loadings * many.loadings, axis=1)) - 1).max() <= 1e-12
    assert np.abs(many.variances / one.variances - 1).max() <= 1e-9


def test_only_small_sums_come_back(votes):
    sizes = []

    def listening(work, parts, *common):
        replies = in_process(work, parts, *common)
        sizes.extend(np.asarray(reply).size for reply in replies)
        return replies

    analyse_parts(cut(votes.starts, votes.codes, 40, 3), 3, n_statements=40, run=listening)
    assert max(sizes) <= max(40 * 8, 48 * 48 * 3, 3 * 41 * 3)


def test_two_dask_workers_give_the_same_to_a_billionth():
    distributed = pytest.importorskip("distributed", reason="Dask is in the scale extra")
    votes = real("scoop-hivemind.biodiversity")[0]
    n = votes.n_statements
    parts = cut(votes.starts, votes.codes, n, 4)
    here = analyse_parts(parts, 2, n_statements=n)

    settings = {"distributed.scheduler.work-stealing": False}
    import dask

    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="inproc"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        held = client.scatter(parts)

        def on_cluster(work, there, *common):
            return client.gather(client.map(work, there, *([one] * len(there) for one in common), pure=False))

        agree(analyse_parts(held, 2, n_statements=n, run=on_cluster), here)
