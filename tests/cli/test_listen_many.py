"""Very many texts: learnt from a sample, placed part by part, the same on workers as here; every text is accounted for."""

import json
import sys

import pytest

from goen.cli import main

PEACHES = [f"県産の桃を{place}で売りたい" for place in ("東京", "大阪", "駅前", "空港", "道の駅", "ネット")]
MEETINGS = [f"会議の資料を{how}にする" for how in ("電子", "一枚", "事前の配布", "要点だけ", "短い文", "動画")]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "声.csv"
    path.write_text("番号,ご意見\n" + "".join(f"{n},{text}\n" for n, text in enumerate([*PEACHES, *MEETINGS, "👍"])))
    return path


def placed(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_two_workers_place_texts_as_one_process_does(file, tmp_path, monkeypatch):
    monkeypatch.setattr("goen.cli.listen_many.PART", 4)
    here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"

    assert main(["listen_many", str(file), "--topics", "2", "--out", str(here)]) == 0
    assert main(["listen_many", str(file), "--topics", "2", "--workers", "2", "--out", str(there)]) == 0

    assert placed(there) == placed(here)
    assert [row["excluded"] for row in placed(here)] == [None] * 12 + ["no_words"]
    assert len({row["topic"] for row in placed(here)[:12]}) == 2


def test_the_sum_names_every_text(file, capsys):
    assert main(["listen_many", str(file), "--sample", "8", "--topics", "2"]) == 0
    assert "合計 13" in capsys.readouterr().out


def test_a_file_without_a_word_is_a_sentence(tmp_path, capsys):
    path = tmp_path / "空.csv"
    path.write_text("ご意見\nの\n")
    assert main(["listen_many", str(path), "--text-column", "ご意見"]) == 1
    assert "文が 1 件もありません" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["listen_many"], ["opinions"]])
def test_workers_without_dask_are_one_sentence(command, file, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)  # what Python keeps of a package that cannot be imported
    (tmp_path / "votes.parquet").write_bytes(b"")
    given = file if command == ["listen_many"] else tmp_path

    assert main([*command, str(given), "--workers", "2"]) == 1

    assert "Dask が入っていません" in capsys.readouterr().err
