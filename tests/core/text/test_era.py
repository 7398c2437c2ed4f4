"""Eras are read as offices write them and written as offices expect them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.core.text.era import era_year, find_date, fiscal_year, format_date, parse_date, parse_year

DAYS = st.dates(date(1868, 1, 25), date(2100, 12, 31))
FULL_WIDTH = str.maketrans("0123456789./RHS", "０１２３４５６７８９．／ＲＨＳ")


@given(DAYS, st.booleans())
def test_a_day_written_and_read_is_the_same_day(day, with_weekday):
    assert find_date(format_date(day, with_weekday=with_weekday)) == day


@given(DAYS)
def test_a_day_in_full_width_is_the_same_day(day):
    assert parse_date(format_date(day).translate(FULL_WIDTH)) == day


@given(st.text())
def test_any_text_is_read_without_a_stumble(text):
    find_date(text)
    parse_year(text)


@pytest.mark.parametrize(
    "text",
    [
        "令和7年1月30日", "令和７年１月３０日", "R7.1.30", "Ｒ７．１．３０", "㋿7年1月30日", "r07/01/30", "R7-1-30", "令和 7年 1月 30日",
        "2025/1/30", "2025-01-30", "2025年1月30日", "平成37年1月30日",
    ],
)  # fmt: skip
def test_the_ways_offices_write_a_day(text):
    assert parse_date(text) == date(2025, 1, 30)


@pytest.mark.parametrize("text", ["平成元年1月8日", "H1/1/8", "Ｈ１．１．８"])
def test_the_first_year_of_an_era(text):
    assert parse_date(text) == date(1989, 1, 8)


@pytest.mark.parametrize("text", ["", "1月30日", "令和7年", "令和7年2月30日", "令和7年1月30日現在", "TEL R7.1.300"])
def test_what_is_no_day_is_none(text):
    assert parse_date(text) is None


def test_a_day_is_found_in_a_title():
    assert find_date("若手交流会 参加者名簿（令和７年１月30日現在）") == date(2025, 1, 30)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和3年", 2021),
        ("平成31年度", 2019),
        ("2021年4月", 2021),
        ("R3.4.1", 2021),
        ("R3", 2021),
        ("3年目", None),
        ("", None),
    ],
)
def test_the_year_alone(text, year):
    assert parse_year(text) == year


def test_eras_change_on_their_day():
    days = [(2019, 4, 30), (2019, 5, 1), (1989, 1, 7), (1989, 1, 8), (1867, 1, 1)]
    assert [era_year(*day) for day in days] == ["平成31年", "令和元年", "昭和64年", "平成元年", "1867年"]


def test_the_fiscal_year_begins_in_april():
    assert (fiscal_year(date(2025, 3, 31)), fiscal_year(date(2025, 4, 1))) == (2024, 2025)
