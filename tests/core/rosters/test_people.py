"""Rows become people; people become changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.core.rosters.changes import Known, plan_changes
from goen.core.rosters.entries import Entry, Setting, read_entries
from goen.core.rosters.headers import field_of, find_header
from goen.core.rosters.reading import Sheet

SETTING = Setting({1: "魅力度ランキング向上策", 2: "DXでできたらすごい", 3: "働き方"}, date(2025, 1, 30))


def people(*rows, formulas=frozenset()):
    sheet = Sheet("", rows, frozenset(formulas))
    return read_entries(sheet, find_header(sheet.rows), SETTING)


def codes(entry):
    return [problem.code for problem in entry.problems]


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("氏　名", "name"), ("お名前※必須", "name"), ("氏名（漢字）", "name"), ("ﾌﾘｶﾞﾅ", "kana"), ("ふりがな", "kana"), ("所属団体", "organisation"),
        ("部局・課名", ""), ("課・係", "department"), ("職名", "title"), ("E-mail", "mail"), ("メール アドレス", "mail"), ("第１希望", "wish1"),
        ("第一希望", "wish1"), ("希望テーマ2", "wish2"), ("希望テーマ", "wishes"), ("テーマ第３希望", "wish3"), ("採用年月日", "joined_on"), ("備考", "note"),
        ("電話番号", ""), ("", ""), ("No.", ""),
    ],
)  # fmt: skip
def test_headings_offices_use(cell, field):
    assert field_of(cell) == field


def test_affiliation_is_the_department_where_an_organisation_stands_beside_it():
    assert find_header([["団体名", "所属", "氏名"]]).columns == ("organisation", "department", "name")
    assert find_header([["所属", "部署", "氏名"]]).columns == ("organisation", "department", "name")


def test_the_header_is_found_below_titles_with_the_day_they_name():
    header = find_header([["参加者名簿"], ["令和７年１月30日現在"], [], ["No", "氏名", "所属"], ["1", "髙橋", "県"]])
    assert (header.row, header.as_of) == (3, date(2025, 1, 30))


def test_without_known_words_there_is_no_header():
    assert find_header([["だれ", "どこ"]]).row == -1


def test_family_and_given_names_in_two_columns():
    (entry,) = people(("姓", "名", "セイ", "メイ"), ("髙橋", "花子", "タカハシ", "ハナコ"))
    assert (entry.name, entry.kana) == ("髙橋 花子", "タカハシ ハナコ")


def test_bureau_section_and_team_make_one_department():
    (entry,) = people(("氏名", "部", "課", "係"), ("髙橋", "企画調整部", "", "第３係"))
    assert entry.department == "企画調整部 第３係"


def test_blank_rows_and_repeated_headings_are_passed_over():
    entries = people(("氏名", "所属"), ("髙橋", "県"), ("", ""), ("氏名", "所属"), ("伊藤", "県"))
    assert [(entry.row, entry.name) for entry in entries] == [(2, "髙橋"), (5, "伊藤")]


@pytest.mark.parametrize(
    ("cells", "wishes"),
    [
        (("1", "2"), (1, 2)), (("２", "③"), (2, 3)), (("テーマ1", "第2"), (1, 2)), (("DXで", "働き方"), (2, 3)), (("", "3"), (3,)),
        (("なし", "-"), ()), (("1　魅力度ランキング", "1"), (1,)), (("9", "1"), (1,)),
    ],
)  # fmt: skip
def test_wishes_as_people_write_them(cells, wishes):
    (entry,) = people(("氏名", "所属", "第1希望", "第2希望"), ("髙橋", "県", *cells))
    assert entry.wishes == wishes


def test_wishes_in_one_cell_are_in_order():
    (entry,) = people(("氏名", "所属", "希望テーマ"), ("髙橋", "県", "3、1→２"))
    assert entry.wishes == (3, 1, 2)


@pytest.mark.parametrize(
    ("joined", "seniority"),
    [("令和3年4月1日", "4年目"), ("2024-04-01", "1年目"), ("H31", "6年目"), ("2030年", "2030年"), ("不明", "不明")],
)
def test_the_year_of_joining_becomes_years_of_service(joined, seniority):
    (entry,) = people(("氏名", "所属", "入庁年月日"), ("髙橋", "県", joined))
    assert entry.seniority == seniority


@pytest.mark.parametrize(
    ("row", "code", "is_usable"),
    [
        (("", "県", "", "", ""), "roster.row_without_name", False),
        (("髙橋", "", "", "", ""), "roster.row_without_organisation", True),
        (("髙橋", "県", "ab@c", "", ""), "roster.cell_bad_mail", True),
        (("髙橋", "県", "", "8", ""), "roster.cell_unknown_theme", True),
        (("髙\ufffd", "県", "", "", ""), "roster.cell_unreadable", False),
        (("髙" * 81, "県", "", "", ""), "roster.cell_too_long", False),
        (("=HYPERLINK(1)", "県", "", "", ""), "roster.cell_formula_empty", False),
        (("髙橋", "県", "", "", "欠席"), "roster.row_absent", False),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row, code, is_usable):
    (entry,) = people(("氏名", "所属", "メール", "第1希望", "出欠"), row)
    assert codes(entry) == [code]
    assert entry.is_usable == is_usable


def test_a_formula_cell_keeps_the_value_it_showed_and_says_so():
    (entry,) = people(("氏名", "所属"), ("髙橋", "県"), formulas={(1, 0)})
    assert (entry.name, codes(entry)) == ("髙橋", ["roster.cell_formula"])


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=30))
def test_a_name_is_never_altered(name):
    entries = people(("氏名", "所属", "第1希望"), (name, "県", ""))
    if entries and not name.startswith("="):
        assert entries[0].name == name


def kinds(entries, known=(), **options):
    return [change.kind for change in plan_changes(entries, known, **options)]


def entry(row, name="髙橋 花子", organisation="県", **fields):
    return Entry(row, name, organisation=organisation, **fields)


def test_the_same_person_twice_in_a_file_is_taken_once():
    changes = plan_changes([entry(2), entry(3, "高橋花子")], [])
    assert [change.kind for change in changes] == ["new", "skipped"]
    assert changes[1].entry.problems[0].params == {"other": 2}


def test_namesakes_of_two_departments_are_two_people():
    changes = plan_changes([entry(2, department="総務課"), entry(3, department="土木課")], [])
    assert [change.kind for change in changes] == ["new", "new"]
    assert codes(changes[1].entry) == ["roster.row_namesake"]


def test_somebody_moved_to_another_department_is_updated():
    (change,) = plan_changes(
        [entry(2, department="新課")], [Known(7, "高橋花子", organisation="県", department="旧課")]
    )
    assert (change.kind, change.known_id, change.fields) == ("updated", 7, ("department",))


def test_the_way_a_name_is_written_on_the_roster_is_kept():
    (change,) = plan_changes([entry(2, "高橋 花子")], [Known(7, "髙橋花子", organisation="県")])
    assert (change.kind, codes(change.entry)) == ("same", ["roster.row_other_form"])


def test_another_reading_or_mail_is_another_person():
    known = [Known(7, "髙橋 花子", kana="タカハシ ハナコ", organisation="県", mail="a@example.jp")]
    assert kinds([entry(2, kana="コウキョウ カコ")], known) == ["new"]
    assert kinds([entry(2, mail="b@example.jp")], known) == ["new"]
    assert kinds([entry(2, kana="たかはしはなこ")], known) == ["updated"]


def test_empty_cells_erase_nothing():
    assert kinds([entry(2)], [Known(7, "髙橋 花子", organisation="県", title="主事", wishes=(1,))]) == ["same"]


def test_a_short_name_is_another_word_for_the_organisation():
    known = [Known(7, "髙橋 花子", organisation="福島県中央計算センター")]
    assert kinds([entry(2, organisation="FCC")], known, aliases={"fcc": "福島県中央計算センター"}) == ["same"]


def test_a_cancelled_person_stays_cancelled():
    assert kinds([entry(2)], [Known(7, "髙橋 花子", organisation="県", is_cancelled=True)]) == ["skipped"]


FEW = st.sampled_from(["", "総務課", "土木課"])
ENTRIES = st.lists(st.builds(Entry, st.integers(2, 99), st.sampled_from(["髙橋", "高橋", "伊藤"]), organisation=st.sampled_from(["県", "市"]),
                             department=FEW, mail=st.sampled_from(["", "a@example.jp", "b@example.jp"])), max_size=8)  # fmt: skip


@given(ENTRIES)
def test_taking_a_file_twice_adds_nobody_the_second_time(entries):
    first = plan_changes(entries, [])
    known = [
        Known(number, c.entry.name, c.entry.kana, c.entry.organisation, c.entry.department, mail=c.entry.mail)
        for number, c in enumerate(first)
        if c.kind == "new"
    ]
    assert "new" not in kinds(entries, known)
