"""`goen group` makes and mends groups from files alone."""

import json

import pytest

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


def test_an_unknown_name_is_refused(roster, tmp_path, capsys):
    assert main(["group", str(roster), "--apart", "山田 太郎,誰か"]) == 1
    assert "誰か" in capsys.readouterr().err
