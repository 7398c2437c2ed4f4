"""Sheets of statistics as they really come: titles above, notes below, years across or down."""

import pytest

from goen.core.indicators import Period, guess, melt, parse_period

DOWN = [
    ["魅力度の推移（例）"],
    ["出典：架空の調査（例）", "", ""],
    ["（単位：点）", "", ""],
    [],
    ["調査年", "福島県", "全国平均"],
    ["2022年", "15.4", "24.9"],
    ["2023年", "１６．０", "25.2"],
    ["2024年", "…", "約26"],
    ["注：2024年は速報"],
]
ACROSS = [
    ["市町村コード", "市町村名", "令和4年度", "令和5年度"],
    ["7201", "福島市", "1,200", "1,300"],
    ["07202", "会津若松市", "▲5", "X"],
]
LONG = [
    ["時間軸コード", "時点", "地域コード", "地域", "系列名", "単位", "値"],
    ["2023CY00", "2023年", "07201", "福島市", "総人口", "人", "270744"],
    ["2023CY00", "2023年", "07202", "会津若松市", "総人口", "人", "111609"],
    ["2024CY00", "2024年", "07201", "福島市", "総人口", "人", "267915"],
]


def test_years_going_down_give_a_series_per_column():
    found = guess(DOWN)
    read = melt(DOWN, found.columns)

    assert found.columns.header == 4
    assert found.notes["source"] == "架空の調査（例）"
    assert found.notes["unit"] == "点"
    assert found.notes["name"] == "魅力度の推移（例）"
    assert [(one.period.label, one.series, one.value) for one in read.observations] == [
        ("2022年", "福島県", 15.4),
        ("2022年", "全国平均", 24.9),
        ("2023年", "福島県", 16.0),
        ("2023年", "全国平均", 25.2),
        ("2024年", "福島県", None),
    ]
    assert [(one.row, one.column, one.text, one.reason) for one in read.troubles] == [(8, 3, "約26", "number")]


def test_years_going_across_give_a_period_per_column():
    read = melt(ACROSS, guess(ACROSS).columns)

    assert guess(ACROSS).columns.is_wide
    assert [(one.code, one.area, one.period.label, one.value) for one in read.observations] == [
        ("07201", "福島市", "2022年度", 1200),
        ("07201", "福島市", "2023年度", 1300),
        ("07202", "会津若松市", "2022年度", -5),
        ("07202", "会津若松市", "2023年度", None),
    ]


def test_one_figure_per_row_as_the_national_databases_give_it():
    found = guess(LONG)
    read = melt(LONG, found.columns)

    assert (found.columns.period, found.columns.area, found.columns.code) == (1, 3, 2)
    assert (found.columns.series, found.columns.unit, found.columns.values) == (4, 5, (6,))
    assert [one.value for one in read.observations] == [270744, 111609, 267915]
    assert {one.unit for one in read.observations} == {"人"}


def test_a_sheet_without_periods_takes_the_one_it_is_given():
    rows = [["市町村", "件数"], ["福島市", "3"], ["白河市", "4"]]

    read = melt(rows, guess(rows).columns, default=parse_period("2024年"))

    assert {one.period for one in read.observations} == {Period(parse_period("2024").start, "year")}
    assert [trouble.reason for trouble in melt(rows, guess(rows).columns).troubles] == ["period", "period"]


def test_a_figure_that_stands_twice_counts_once_and_is_named():
    rows = [*LONG, [*LONG[1][:-1], "1"]]

    read = melt(rows, guess(rows).columns)

    assert len(read.observations) == 3
    assert [(one.row, one.reason) for one in read.troubles] == [(5, "twice")]


@pytest.mark.parametrize("rows", [[], [[]], [["あ"]], [["", ""], ["x", "y"]], [["1", "2"], ["3", "4"]]])
def test_what_is_no_table_yields_a_guess_all_the_same(rows):
    found = guess(rows)

    melt(rows, found.columns)
    assert found.columns.header <= max(len(rows) - 1, 0)


# The layouts in which e-Stat gives its files, with every word as code and name and remarks between the figures.
MUNICIPAL = [
    ["統計名：", "社会・人口統計体系"],
    ["表題：", "Ａ　人口・世帯"],
    ["***", "該当数値なし"],
    [
        "調査年 コード",
        "調査年",
        "地域 コード",
        "地域",
        "/項目",
        "A1101_総人口【人】",
        "注釈",
        "A7101_世帯数【世帯】",
        "注釈",
    ],
    ["2020100000", "2020年度", "07201", "福島県 福島市", "", "282,693", "", "122,143", ""],
    ["2020100000", "2020年度", "07545", "福島県 大熊町", "", "847", "不", "***", ""],
]
CENSUS = [
    ["統計名：", "国勢調査"],
    [
        "地域_時系列 コード",
        "地域_時系列",
        "表章項目 コード",
        "表章項目",
        "男女 コード",
        "男女",
        "/時間軸（調査年）",
        "2015年",
        "2020年",
    ],
    ["07000", "福島県", "020", "15歳以上人口", "100", "総数", "", "1,620,000", "1,590,000"],
    ["07000", "福島県", "020", "15歳以上人口", "110", "男", "", "790,000", "770,000"],
]
DATABASE = [
    ["表章項目 コード", "表章項目", "男女別 コード", "男女別", "世帯人員 コード", "世帯人員", "全国・都道府県 コード",
     "全国・都道府県", "時間軸(年次) コード", "時間軸(年次)", "単位", "value", "annotation"],
    ["1", "人口", "1", "男", "1", "1人", "07000", "福島県", "2020000000", "2020年", "千人", "903", ""],
    ["1", "人口", "1", "男", "2", "2人", "07000", "福島県", "2020000000", "2020年", "千人", "904", "速報"],
    ["1", "人口", "2", "女", "1", "1人", "07000", "福島県", "2020000000", "2020年", "千人", "930", ""],
]  # fmt: skip
DASHBOARD = [
    ["indicatorCd", "indicatorNm", "unitCd", "unitNm", "regionCd", "regionNm", "timeCd", "timeNm", "value"],
    ["0201010000000010000", "総人口", "020", "人", "07000", "福島県", "2020CY00", "2020年", "1833152"],
]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            MUNICIPAL,
            [
                ("2020年度", "07201", "A1101_総人口【人】", 282693),
                ("2020年度", "07201", "A7101_世帯数【世帯】", 122143),
                ("2020年度", "07545", "A1101_総人口【人】", 847),
                ("2020年度", "07545", "A7101_世帯数【世帯】", None),
            ],
        ),
        (
            CENSUS,
            [
                ("2015年", "07000", "総数", 1620000),
                ("2020年", "07000", "総数", 1590000),
                ("2015年", "07000", "男", 790000),
                ("2020年", "07000", "男", 770000),
            ],
        ),
        (
            DATABASE,
            [
                ("2020年", "07000", "男 / 1人", 903),
                ("2020年", "07000", "男 / 2人", 904),
                ("2020年", "07000", "女 / 1人", 930),
            ],
        ),
        (DASHBOARD, [("2020年", "07000", "総人口", 1833152)]),
    ],
)
def test_the_layouts_of_the_national_statistics_yield_figures_and_never_their_codes(rows, found):
    read = melt(rows, guess(rows).columns)

    assert not read.troubles
    assert [(one.period.label, one.code, one.series, one.value) for one in read.observations] == found


def test_words_that_tell_no_figures_apart_are_no_series():
    rows = [
        ["市町村", "よみ", "2024年", "備考"],
        ["福島市", "ふくしまし", "3", "速報"],
        ["白河市", "しらかわし", "4", ""],
    ]

    assert {one.series for one in melt(rows, guess(rows).columns).observations} == {""}


def test_the_unit_in_brackets_is_told_where_all_figures_share_it():
    one = [["時点", "地域", "人口総数[人]"], ["2020年", "福島県", "1833152"]]

    assert guess(one).notes["unit"] == "人"
    assert "unit" not in guess(MUNICIPAL).notes
