"""`goen group` makes and mends groups from files alone."""

import json

import pytest
from openpyxl import load_workbook  # noqa: TID253 - tests read what the product wrote

from goen.cli import main

ROSTER = """令和7年度 若手交流会 名簿
氏名,団体,部署,第1希望,第2希望
山田 太郎,県,企画,魅力,DX
佐藤 花子,県,文化,DX,魅力
鈴木 一郎,FCC,開発,魅力,DX
高橋 愛,FCC,営業,DX,魅力
田中 実,NEC,開発,魅力,DX
伊藤 恵,NEC,営業,DX,魅力
"""


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "名簿.csv"
    path.write_bytes(ROSTER.encode("cp932"))
    return path


def made(tmp_path, *words):
    out = tmp_path / "plan.json"
    status = main(["group", *map(str, words), "--json", str(out)])
    return status, json.loads(out.read_text(encoding="utf-8"))


def test_an_office_roster_becomes_mixed_groups_with_everybodys_first_wish(roster, tmp_path, capsys):
    status, plan = made(tmp_path, roster, "--groups", "2", "--iterations", "5000")
    assert status == 0
    assert sorted(len(names) for names in plan["rounds"][0]) == [3, 3]
    assert plan["score"]["theme"] == 0
    assert {frozenset(names) for names in plan["rounds"][0]} == {
        frozenset({"山田 太郎", "鈴木 一郎", "田中 実"}),
        frozenset({"佐藤 花子", "高橋 愛", "伊藤 恵"}),
    }
    assert "グループ1" in capsys.readouterr().out


def test_rules_by_name_and_past_meetings_are_kept(roster, tmp_path):
    past = tmp_path / "past.csv"
    past.write_text("a,b,times\n山田 太郎,鈴木 一郎,1\n", encoding="utf-8")
    status, plan = made(
        tmp_path, roster, "--groups", "2", "--past", past, "--apart", "田中 実,伊藤 恵", "--together", "山田 太郎,佐藤 花子",
        "--lock", "高橋 愛=2", "--facilitators", "山田 太郎,高橋 愛", "--iterations", "5000", "--mix", "",
    )  # fmt: skip
    first, second = plan["rounds"][0]
    assert status == 0
    assert {"山田 太郎", "佐藤 花子"} <= set(first)
    assert "高橋 愛" in second
    assert plan["score"]["past"] == 0
    assert len({"田中 実", "伊藤 恵"} & set(first)) == 1


def test_a_published_plan_is_mended_for_those_who_stay_away(roster, tmp_path):
    made(tmp_path, roster, "--groups", "2", "--iterations", "2000")
    published = tmp_path / "plan.json"
    kept = tmp_path / "kept.json"
    published.rename(kept)
    status, plan = made(
        tmp_path, roster, "--groups", "2", "--published", kept, "--absent", "田中 実", "--iterations", "500"
    )
    assert status == 0
    assert plan["curve"][0]["changes"] == 0
    assert sorted(len(names) for names in plan["rounds"][0]) == [2, 3]


def test_past_rows_of_people_no_longer_there_are_counted_and_a_wrong_number_is_named(roster, tmp_path, capsys):
    past = tmp_path / "past.csv"
    past.write_text("a,b,times\n山田 太郎,鈴木 一郎,2\n山田 太郎,去年の 人,1\n", encoding="utf-8")
    status, _plan = made(tmp_path, roster, "--groups", "2", "--past", past, "--iterations", "5000")
    assert status == 0
    assert "past.csv: 1 行" in capsys.readouterr().err

    past.write_text("a,b,times\n山田 太郎,鈴木 一郎,二回\n", encoding="utf-8")
    assert main(["group", str(roster), "--groups", "2", "--past", str(past)]) == 1
    told = capsys.readouterr().err
    assert "2 行目" in told
    assert "二回" in told


@pytest.mark.parametrize("text", [None, "not json", '{"rounds": 3}', "[]", '{"rounds": [[[]], [[]]]}'])
def test_a_plan_that_cannot_be_mended_is_refused_in_a_sentence(roster, tmp_path, capsys, text):
    plan = tmp_path / "old.json"
    if text is not None:
        plan.write_text(text, encoding="utf-8")
    assert main(["group", str(roster), "--groups", "2", "--published", str(plan)]) == 1
    told = capsys.readouterr().err
    assert "old.json" in told
    assert "Traceback" not in told


def test_an_unknown_name_is_refused(roster, tmp_path, capsys):
    assert main(["group", str(roster), "--apart", "山田 太郎,誰か"]) == 1
    assert "誰か" in capsys.readouterr().err


def test_a_plan_is_proven_when_that_is_asked_for(roster, tmp_path, capsys):
    status, plan = made(tmp_path, roster, "--groups", "2", "--iterations", "5000", "--prove", "20")
    assert status == 0
    assert plan["is_proven"] is True
    assert plan["bound"]["total"] == plan["score"]["total"]
    assert "証明済み" in capsys.readouterr().out


def test_rotation_cards_are_a_start_and_a_step_that_give_the_rounds(roster, tmp_path, capsys):
    book = tmp_path / "cards.xlsx"
    status, plan = made(tmp_path, roster, "--groups", "3", "--rounds", "3", "--cards", "--mix", "団体", "--xlsx", book)
    assert (status, plan["is_repeat_free"], plan["score"]["repeat"]) == (0, True, 0)
    for card in plan["cards"]:
        for number, groups in enumerate(plan["rounds"]):
            assert card["name"] in groups[(card["start"] - 1 + number * card["step"]) % 3]
    assert "回転カード" in load_workbook(book).sheetnames
    assert "最初の卓" in capsys.readouterr().out


def test_rules_that_clash_are_named_with_the_people_they_concern(roster, tmp_path, capsys):
    status, plan = made(
        tmp_path, roster, "--groups", "2", "--iterations", "2000", "--apart", "山田 太郎,佐藤 花子",
        "--apart", "佐藤 花子,鈴木 一郎", "--apart", "山田 太郎,鈴木 一郎", "--apart", "高橋 愛,伊藤 恵",
    )  # fmt: skip
    assert status == 1
    assert {"高橋 愛", "伊藤 恵"}.isdisjoint(name for rule in plan["clash"] for name in rule["people"])
    assert [rule["kind"] for rule in plan["clash"]] == ["apart"] * 3
    assert "別のグループ: 山田 太郎、鈴木 一郎" in capsys.readouterr().out
