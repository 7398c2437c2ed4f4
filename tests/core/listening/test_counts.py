"""Shares carry their interval; a topic grows or fades only when chance is a poor explanation."""

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goen.core.listening import Text
from goen.core.listening.counts import best_period, interval, judge_trends, shares_by, trends_of


def trend_of(days, in_topic, length):
    return trends_of(days, np.where(in_topic, 0, -1), 1, length)[0]


DAYS = [dt.date(2024, month, day) for month in range(1, 13) for day in (1, 8, 15, 22)]


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share(part, more):
    low, high = interval(part, part + more)
    share = part / (part + more) if part + more else 0.5
    assert 0 <= low <= share + 1e-12 <= high + 2e-12 <= 1 + 3e-12


def test_shares_count_each_value_with_the_unnamed_ones_too():
    texts = [Text(str(n), "桃", attributes={"団体": name}) for n, name in enumerate(["県", "県", "会社", ""])]
    shares = shares_by(texts, [0, 2], "団体")
    assert [(share.value, share.part, share.whole) for share in shares] == [("県", 1, 2), ("", 0, 1), ("会社", 1, 1)]


def test_a_topic_that_moves_is_told_from_one_that_does_not():
    growing = [place % 4 < place // 12 for place in range(48)]
    steady = [place % 4 == 0 for place in range(48)]
    trends = judge_trends({
        "up": trend_of(DAYS, growing, "month"),
        "down": trend_of(DAYS, growing[::-1], "month"),
        "still": trend_of(DAYS, steady, "month"),
        "none": trend_of(DAYS, [False] * 48, "month"),
    })  # fmt: skip
    assert {key: trend.direction for key, trend in trends.items()} == {
        "up": "growing",
        "down": "fading",
        "still": "steady",
        "none": "steady",
    }
    assert len(trends["up"].periods) == 12


def test_one_day_has_no_trend():
    assert trend_of([DAYS[0]] * 3, [True, False, True], "day").direction == "too_few"


def test_the_period_fits_the_span():
    assert best_period(DAYS) == "month"
    assert best_period([]) == "day"
    assert best_period([dt.date(2011, 3, 11), dt.date(2025, 3, 11)]) == "year"
