"""Periods and numbers are read as the offices print them."""

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.core.indicators import parse_period, read_number, step_bounds, step_of


@pytest.mark.parametrize("name", ["fukushima", "numbers", "periods", "steps", "tables"])
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(f"goen.core.indicators.{name}")).failed == 0


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2024", "2024年"),
        ("２０２４年", "2024年"),
        ("令和元年度", "2019年度"),
        ("H30年度", "2018年度"),
        ("2024/4", "2024年4月"),
        ("2024-04", "2024年4月"),
        ("令和6年4月分", "2024年4月"),
        ("R6.4.1現在", "2024年4月1日"),
        ("2024年10月1日", "2024年10月1日"),
        ("2024年第2四半期", "2024年第2四半期"),
        ("2024年4～6月期", "2024年第2四半期"),
        ("2024CY00", "2024年"),
        ("2024FY00", "2024年度"),
        ("20240400", "2024年4月"),
        ("20242Q00", "2024年第2四半期"),
        ("2024000000", "2024年"),
        ("2024100000", "2024年度"),
        ("2024000404", "2024年4月"),
    ],
)
def test_a_period_is_understood_however_it_is_written(text, label):
    assert parse_period(text).label == label


@pytest.mark.parametrize("text", ["", "福島市", "12", "20244", "9999", "2024年13月", "2024/02/31", "総数", "第1回"])
def test_what_is_no_period_is_none(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234", 1234), ("１２．３", 12.3), ("△0.5", -0.5), ("−3", -3), ("48.0%", 48), ("33 位", 33), ("+2", 2)],
)
def test_a_number_is_read_however_it_is_written(text, value):
    assert read_number(text) == read_number(str(value))
    assert read_number(text).value == value


@pytest.mark.parametrize("text", ["", "-", "…", "***", "X", "不詳", "－"])
def test_a_missing_figure_is_not_zero(text):
    assert read_number(text).is_read
    assert read_number(text).value is None


@pytest.mark.parametrize("text", ["約3", "1,23", "1.2.3", "(5)", "12人くらい", "9" * 400])
def test_no_number_is_guessed(text):
    assert not read_number(text).is_read


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_every_number_survives_being_printed_with_commas(value):
    assert read_number(f"{value:,.3f}").value == pytest.approx(value, abs=0.001)


@given(st.lists(st.floats(min_value=-1e9, max_value=1e9), min_size=1, max_size=30))
def test_every_value_has_a_step_and_larger_values_no_smaller_one(values):
    bounds = step_bounds(values)
    steps = [step_of(value, bounds) for value in sorted(values)]

    assert all(1 <= step <= max(len(bounds) - 1, 1) for step in steps)
    assert steps == sorted(steps)
