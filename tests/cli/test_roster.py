"""`goen roster check` says how a file would be read."""

import json

from tests.roster import files

from goen.cli import main


def test_a_good_file_is_described(tmp_path, capsys):
    path = tmp_path / "名簿.xlsx"
    path.write_bytes(files.xlsx())
    assert main(["roster", "check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "people: 3" in said
    assert "4 行目" in said


def test_rows_that_cannot_be_taken_are_named(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes("氏名,所属,第1希望\n髙橋,県,7\n,県,1\n".encode("cp932"))
    assert main(["roster", "check", str(path), "--themes", "4"]) == 1
    said = capsys.readouterr().out
    assert "3 行目 : 氏名がありません" in said
    assert "2 行目 髙橋: 第1希望「7」に当たるテーマがありません" in said


def test_people_come_out_as_json(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes(files.csv())
    main(["roster", "check", str(path), "--json"])
    people = json.loads(capsys.readouterr().out)
    assert people[0]["name"] == "髙橋　花子"


def test_what_is_no_roster_is_answered_in_words(tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert main(["roster", "check", str(path)]) == 1
    assert "PDF ファイルは名簿として読めません" in capsys.readouterr().err
    assert main(["roster", "check", str(tmp_path / "none")]) == 1
    assert "開けません" in capsys.readouterr().err
