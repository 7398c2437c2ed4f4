"""Many consultations and draws of their people give the same on two Dask workers and right here."""

import json
import math

import numpy as np
import pytest
from tests.core.opinions.conversations import camps

from goen.cli import main
from goen.cli.opinions_many import landscapes, source_of
from goen.cli.opinions_parts import on_dask
from goen.core.opinions.analyse import analyse
from goen.core.opinions.bootstrap import redraw, summed
from goen.core.opinions.formats import write_votes
from goen.core.opinions.votes import votes_from_matrix


@pytest.fixture
def files(tmp_path):
    found = []
    for seed, groups in enumerate((2, 3, 1)):
        matrix = camps(people=60, statements=20, groups=groups, seed=seed, answered=0.8)[0]
        found.append(tmp_path / f"talk-{seed}.csv")
        found[-1].write_bytes(write_votes(votes_from_matrix(matrix)))
    return found


def same(first, second):
    """Hold plain results to a billionth, everything but decimals exactly."""
    if isinstance(first, dict):
        assert first.keys() == second.keys()
        for key in first:
            same(first[key], second[key])
    elif isinstance(first, list):
        assert len(first) == len(second)
        for one, other in zip(first, second, strict=True):
            same(one, other)
    elif isinstance(first, float):
        assert math.isclose(first, second, rel_tol=0, abs_tol=1e-9)
    else:
        assert first == second


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_two_dask_workers_draw_the_same_people_and_find_the_same(files):
    distributed = pytest.importorskip("distributed", reason="Dask is in the scale extra")
    sources = [source_of(path, None, "goen") for path in files]
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="inproc"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        there = landscapes(sources, 12, run_on=on_dask(client)[0])

    same(there, landscapes(sources, 12))
    assert [one["bootstraps"]["n"] for one in there] == [12, 12, 12]


def test_clear_groups_come_back_in_draws_and_a_crowd_without_any_stays_one():
    clear = votes_from_matrix(camps(people=80, statements=24, groups=2, seed=1, answered=0.9)[0])
    whole = analyse(clear)
    told = summed(whole, [redraw(clear, whole, index) for index in range(10)])
    assert told["n_groups"] == {"2": 10}
    assert told["agreement"] > 0.9
    shares = whole.statements.counts[:, 2] / whole.statements.counts.sum(axis=1)
    ranges = np.array(list(told["agree_ranges"].values()))
    assert np.mean((ranges[:, 0] <= shares) & (shares <= ranges[:, 1])) >= 0.9

    alike = votes_from_matrix(np.where(np.random.default_rng(3).random((60, 20)) < 0.7, 1, -1))
    whole = analyse(alike)
    told = summed(whole, [redraw(alike, whole, index) for index in range(10)])
    assert told["same_verdict"] >= 0.9


def test_in_public_the_range_of_a_statement_few_people_answered_is_left_out():
    matrix = camps(people=60, statements=20, groups=2, seed=4, answered=1.0)[0].astype(float)
    matrix[2:, 0] = np.nan
    votes = votes_from_matrix(matrix)
    whole = analyse(votes)
    draws = [redraw(votes, whole, index) for index in range(5)]

    told = summed(whole, draws, least=3)["agree_ranges"]

    assert [number for number, one in told.items() if one is None] == ["0"]
    assert summed(whole, draws)["agree_ranges"]["0"] is not None


def test_a_bad_file_is_named_and_the_others_are_analysed(files, tmp_path, capsys):
    bad = tmp_path / "bad.csv"
    bad.write_text("comment-id,voter-id,vote\n1,1,7\n", encoding="utf-8")
    out = tmp_path / "out.json"

    assert (
        main(["opinions", str(files[0]), str(bad), str(tmp_path / "none.csv"), "--bootstraps", "3", "--json", str(out)])
        == 1
    )

    good, refused, missing = json.loads(out.read_text(encoding="utf-8"))
    assert good["bootstraps"]["n"] == 3
    assert "7" in refused["problem"]
    assert "none.csv" in missing["problem"]
    assert "bad.csv" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--bootstraps", "-1"], ["--bootstraps", "2", "--html", "x.html"]])
def test_what_cannot_be_done_for_many_is_refused_in_a_sentence(files, words, capsys):
    assert main(["opinions", str(files[0]), *words]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_polis_folder_brings_its_statements(files, tmp_path):
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / "votes.csv").write_bytes(files[0].read_bytes())
    (folder / "comments.csv").write_text(
        "comment-id,moderated,comment-body\n0,1,桃を給食に\n1,-1,だめ\n", encoding="utf-8"
    )
    out = tmp_path / "out.json"

    assert main(["opinions", str(folder), "--json", str(out)]) == 0

    assert "桃を給食に" in out.read_text(encoding="utf-8")
