"""The tile map keeps every municipality once and roughly where it lies."""

from itertools import combinations

import pytest

from goen.core.indicators.fukushima import N_COLUMNS, N_ROWS, find, municipalities

# Town halls, degrees to two places: an independent witness for the hand-made grid.
PLACES = {
    "新地町": (140.92, 37.88), "国見町": (140.55, 37.88), "桑折町": (140.52, 37.85), "伊達市": (140.56, 37.82),
    "相馬市": (140.92, 37.80), "福島市": (140.47, 37.76), "飯舘村": (140.74, 37.68), "北塩原村": (139.94, 37.66),
    "川俣町": (140.60, 37.66), "喜多方市": (139.87, 37.65), "南相馬市": (140.96, 37.64), "西会津町": (139.65, 37.59),
    "二本松市": (140.43, 37.58), "湯川村": (139.89, 37.57), "会津坂下町": (139.82, 37.56), "磐梯町": (139.99, 37.56),
    "猪苗代町": (140.10, 37.56), "柳津町": (139.72, 37.53), "大玉村": (140.37, 37.53), "本宮市": (140.39, 37.51),
    "葛尾村": (140.76, 37.50), "会津若松市": (139.93, 37.49), "浪江町": (140.96, 37.49), "三島町": (139.64, 37.47),
    "会津美里町": (139.84, 37.46), "金山町": (139.52, 37.45), "双葉町": (141.01, 37.45), "三春町": (140.49, 37.44),
    "田村市": (140.57, 37.44), "郡山市": (140.36, 37.40), "大熊町": (140.98, 37.40), "只見町": (139.32, 37.35),
    "昭和村": (139.61, 37.34), "富岡町": (141.01, 37.34), "川内村": (140.81, 37.34), "小野町": (140.63, 37.29),
    "須賀川市": (140.37, 37.29), "楢葉町": (140.99, 37.28), "天栄村": (140.25, 37.26), "下郷町": (139.87, 37.26),
    "鏡石町": (140.34, 37.25), "平田村": (140.57, 37.22), "玉川村": (140.41, 37.21), "広野町": (140.99, 37.21),
    "南会津町": (139.77, 37.20), "矢吹町": (140.34, 37.20), "泉崎村": (140.30, 37.16), "石川町": (140.45, 37.16),
    "中島村": (140.35, 37.15), "西郷村": (140.16, 37.14), "白河市": (140.21, 37.13), "古殿町": (140.56, 37.09),
    "浅川町": (140.41, 37.08), "いわき市": (140.89, 37.05), "棚倉町": (140.38, 37.03), "鮫川村": (140.51, 37.03),
    "檜枝岐村": (139.39, 37.02), "塙町": (140.41, 36.96), "矢祭町": (140.42, 36.87),
}  # fmt: skip


def test_there_are_59_each_with_a_square_of_its_own():
    every = municipalities()

    assert len(every) == len({one.code for one in every}) == len({one.name for one in every}) == 59
    assert len({(one.column, one.row) for one in every}) == 59
    assert all(0 <= one.column < N_COLUMNS and 0 <= one.row < N_ROWS for one in every)
    assert {one.name for one in every} == set(PLACES)
    assert sum(one.name.endswith("市") for one in every) == 13


def test_who_lies_clearly_further_east_or_south_does_so_on_the_tiles():
    for one, other in combinations(municipalities(), 2):
        (x1, y1), (x2, y2) = PLACES[one.name], PLACES[other.name]
        if abs(x1 - x2) > 0.3:
            assert (one.column < other.column) == (x1 < x2), (one, other)
        if abs(y1 - y2) > 0.3:
            assert (one.row < other.row) == (y1 > y2), (one, other)


@pytest.mark.parametrize(
    ("name", "code", "found"),
    [("福島市", "", "07201"), ("福島県 郡山市", "", "07203"), ("飯舘", "", "07564"), ("", "07204", "07204"), ("", "072044", "07204")],
)  # fmt: skip
def test_a_place_is_found_by_name_or_code(name, code, found):
    assert find(name, code).code == found


@pytest.mark.parametrize(
    ("name", "code"), [("福島県", "07000"), ("福島", ""), ("仙台市", "04100"), ("", ""), ("総数", "")]
)
def test_other_places_are_not_on_the_map(name, code):
    assert find(name, code) is None
