"""`goen listen` on files: done with a sum, or refused with a sentence."""

import json

from goen.cli import main

CSV = "番号,日付,団体,意見\n" + "".join(
    f"{n},2025-{1 + n % 6:02d}-10,{['県', 'FCC'][n % 2]},{text}\n"
    for n, text in enumerate(
        ["桃の県産品を売りたい", "県産品の桃をPRする", "会議の資料が多い", "会議と資料を減らす", "", "👍"]
    )
)


def test_a_file_becomes_json_a_page_and_a_workbook(tmp_path, capsys):
    source = tmp_path / "意見.csv"
    source.write_bytes(CSV.encode("cp932", "replace"))
    outs = {kind: tmp_path / f"out.{kind}" for kind in ("json", "html", "xlsx")}

    status = main(
        ["listen", str(source), "--text-column", "意見", *(f"--{kind}={path}" for kind, path in outs.items())]
    )

    assert status == 0
    assert "合計 6" in capsys.readouterr().out
    data = json.loads(outs["json"].read_bytes())
    assert data["method"]["input"]["name"] == "意見.csv"
    assert [share["value"] for share in data["topics"][0]["shares"]["団体"]]
    assert data["topics"][0]["trend"]["periods"]
    assert outs["html"].read_bytes().startswith(b"<!doctype html>")
    assert outs["xlsx"].read_bytes().startswith(b"PK")


def test_the_same_file_twice_gives_the_same_topics(tmp_path):
    source = tmp_path / "opinions.csv"
    source.write_text(CSV, encoding="utf-8")
    answers = []
    for n in range(2):
        main(["listen", str(source), "--json", str(tmp_path / f"{n}.json")])
        answers.append(json.loads((tmp_path / f"{n}.json").read_bytes()))
    assert answers[0]["topics"] == answers[1]["topics"]
    assert answers[0]["texts"] == answers[1]["texts"]


def test_a_wrong_column_is_refused_with_the_columns_there_are(tmp_path, capsys):
    source = tmp_path / "opinions.csv"
    source.write_text(CSV, encoding="utf-8")
    assert main(["listen", str(source), "--text-column", "感想"]) == 1
    assert "番号、日付、団体、意見" in capsys.readouterr().err


def test_a_missing_file_is_refused(tmp_path, capsys):
    assert main(["listen", str(tmp_path / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err


def test_personal_data_is_masked_on_request(tmp_path):
    source = tmp_path / "opinions.csv"
    source.write_text("番号,意見\n1,桃の相談は024-521-1111へ\n2,会議が多い\n", encoding="utf-8")
    main(["listen", str(source), "--mask", "--json", str(tmp_path / "out.json")])
    data = json.loads((tmp_path / "out.json").read_bytes())
    assert data["texts"][0]["text"] == "桃の相談は〔電話番号〕へ"
    assert data["method"]["masked"] == {"phone": 1}
