"""Seating lists as offices keep them are read as they stand."""

from goen.core.rosters.reading import Sheet
from goen.core.rosters.seatings import pair_lines, seat_lines


def test_the_header_may_stand_below_a_title_and_groups_may_be_named_in_any_way():
    rows = (("令和6年度 若手交流会", ""), ("氏　名", "班"), ("安積 花子", "Ａグループ"), ("", ""), ("磐梯 太郎", "3班"))
    lines = seat_lines([Sheet("名簿", rows)])

    assert [(line.row, line.name, line.group) for line in lines] == [(3, "安積 花子", "A"), (5, "磐梯 太郎", "3")]


def test_the_sheets_name_tells_the_round_unless_a_column_does():
    head = ("氏名", "グループ")
    sheets = [Sheet("ラウンド1", (head, ("安積 花子", "1"))), Sheet("第2ラウンド", (head, ("安積 花子", "2")))]
    listed = [Sheet("一覧", (("ラウンド", *head), ("3", "安積 花子", "1")))]

    assert [line.round for line in seat_lines(sheets)] == [1, 2]
    assert [line.round for line in seat_lines(listed)] == [3]


def test_a_name_without_a_group_is_kept_so_that_somebody_can_be_told():
    assert [line.group for line in seat_lines([Sheet("", (("氏名", "班"), ("安積 花子", "")))])] == [""]


def test_a_sheet_without_both_columns_is_no_seating_list():
    assert seat_lines([Sheet("", (("氏名", "部署"), ("安積 花子", "企画課")))]) == ()


def test_pairs_are_read_with_times_and_year_in_any_column():
    rows = (("氏名1", "氏名2", "年度", "回数"), ("安積 花子", "磐梯 太郎", "2023年", "2"), ("安積 花子", "", "", ""))
    lines = pair_lines([Sheet("", rows)])

    assert [(line.first, line.second, line.times, line.year) for line in lines] == [("安積 花子", "磐梯 太郎", 2, 2023)]


def test_pairs_without_a_header_met_once():
    assert [line.times for line in pair_lines([Sheet("", (("安積 花子", "磐梯 太郎"),))])] == [1]
