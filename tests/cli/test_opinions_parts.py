"""Votes in Parquet parts give the same on two Dask workers, in parts here, and in one piece."""

import json

import numpy as np
import polars as pl
import pytest
from tests.core.opinions.conversations import camps

from goen.cli import main
from goen.cli.opinions_parts import analyse_folder, hold_here, on_dask, read_part
from goen.core.opinions.partitions import analyse_parts, cut, in_process
from goen.core.opinions.votes import votes_from_matrix

N_STATEMENTS = 30


def write(folder, n_parts, matrix, shift=0):
    """Write a table as parts, people dealt in turn, statements numbered with gaps."""
    people, asked = np.nonzero(~np.isnan(matrix))
    table = pl.DataFrame(
        {"participant": 1000 + people + shift, "statement": 7 * asked + 3, "vote": matrix[people, asked].astype(int)}
    )
    for part in range(n_parts):
        table.filter(pl.col("participant") % n_parts == part).write_parquet(folder / f"part-{part}.parquet")
    return sorted(folder.glob("*.parquet"))


@pytest.fixture
def matrix():
    return camps(people=240, statements=N_STATEMENTS, groups=3, seed=5, answered=0.6)[0]


def close(first, second):
    """Hold two results to a billionth."""
    assert np.array_equal(first.counts, second.counts)
    assert np.array_equal(first.splits, second.splits)
    for one, other in (
        (first.loadings, second.loadings),
        (first.variances / second.variances, 1.0),
        (first.centres, second.centres),
        (first.figures.rat, second.figures.rat),
    ):
        assert np.abs(one - other).max() <= 1e-9


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_two_dask_workers_give_what_one_process_gives_to_a_billionth(tmp_path, matrix):
    distributed = pytest.importorskip("distributed", reason="Dask is in the scale extra")
    files = write(tmp_path, 4, matrix)
    statements = [7 * j + 3 for j in range(N_STATEMENTS)]
    whole = votes_from_matrix(matrix)
    here = analyse_parts(hold_here(files, statements), 3, n_statements=N_STATEMENTS)
    one_piece = analyse_parts(cut(whole.starts, whole.codes, N_STATEMENTS, 1), 3, n_statements=N_STATEMENTS)

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="inproc"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        run_on, hold = on_dask(client)
        parts = hold(files, statements)
        distributed.wait(parts)
        held_by = {worker for workers in client.who_has(parts).values() for worker in workers}
        there = analyse_parts(parts, 3, n_statements=N_STATEMENTS, run=run_on)
        plain = analyse_folder(files, n_groups=3, run_on=run_on, hold=hold)

    close(there, here)
    close(there, one_piece)
    assert len(held_by) == 2
    assert plain == analyse_folder(files, n_groups=3)
    assert plain["n_votes"] == whole.n_votes


def test_the_command_writes_groups_with_ids_as_given(tmp_path, matrix):
    write(tmp_path, 3, matrix)
    out = tmp_path / "out.json"

    assert main(["opinions", str(tmp_path), "--json", str(out)]) == 0

    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["n_participants"] == 240
    assert sum(group["size"] for group in found["groups"]) == 240
    assert [row["id"] for row in found["statements"]] == [7 * j + 3 for j in range(N_STATEMENTS)]
    split = found["statements"][0]["splits"]
    assert sum(one["agree"] for one in split) == found["statements"][0]["agree"]


def test_statements_missing_from_a_part_keep_their_number(tmp_path, matrix):
    matrix[::2, :5] = np.nan
    files = write(tmp_path, 2, matrix)
    statements = [7 * j + 3 for j in range(N_STATEMENTS)]

    counts = sum(np.bincount(read_part(file, statements).codes, minlength=3 * N_STATEMENTS) for file in files)

    assert np.array_equal(counts.reshape(-1, 3), votes_from_matrix(matrix).counts)
    assert in_process(len, [[1], [2, 3]]) == [1, 2]


def test_a_person_in_two_parts_is_refused_by_name(tmp_path, matrix, capsys):
    write(tmp_path, 1, matrix)
    (tmp_path / "part-0.parquet").rename(tmp_path / "a.parquet")
    write(tmp_path, 1, matrix[:3])

    assert main(["opinions", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "a.parquet" in said
    assert "1000" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Parquet"),
        ({"who": [1], "statement": [1], "vote": [1]}, "participant"),
        ({"participant": [1], "statement": [1], "vote": [4]}, "4"),
        ({"participant": ["x"], "statement": [1], "vote": [1]}, "participant"),
        (b"broken", "part.parquet"),
    ],
)
def test_bad_parts_have_their_sentence(tmp_path, capsys, content, words):
    if isinstance(content, bytes):
        (tmp_path / "part.parquet").write_bytes(content)
    elif content is not None:
        pl.DataFrame(content).write_parquet(tmp_path / "part.parquet")

    assert main(["opinions", str(tmp_path)]) == 1
    assert words in capsys.readouterr().err


def test_empty_parts_are_an_answer(tmp_path, capsys):
    pl.DataFrame({"participant": [], "statement": [], "vote": []}, schema=dict.fromkeys(
        ("participant", "statement", "vote"), pl.Int64
    )).write_parquet(tmp_path / "part.parquet")  # fmt: skip

    assert main(["opinions", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "no_votes"
