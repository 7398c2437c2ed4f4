"""Shares with their uncertainty, and topics that grow or fade."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, log, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from goen.core.listening.texts import Text

Z_95 = 1.959964
PeriodLength = Literal["day", "month", "quarter", "year"]
FALSE_DISCOVERY = 0.05


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole`` texts, with the 95 % interval of the share (0–1)."""

    value: str
    part: int
    whole: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """``part / whole``, 0 for an empty whole."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def percent(self) -> float:
        """The share in percent, one decimal, as printed."""
        return round(100 * self.share, 1)

    @property
    def low_percent(self) -> float:
        """Lower end of the interval in percent."""
        return round(100 * self.low, 1)

    @property
    def high_percent(self) -> float:
        """Upper end of the interval in percent."""
        return round(100 * self.high, 1)


@dataclass(frozen=True, slots=True)
class Trend:
    """How a topic's share of all dated texts changes.

    ``periods`` in order; ``change`` is the yearly factor of the odds of the topic (1 = steady); ``p_value`` of no change;
    ``direction`` is ``"growing"`` or ``"fading"`` only when it holds after correction for the number of topics looked at.
    """

    periods: tuple[Share, ...]
    change: float
    p_value: float
    direction: Literal["growing", "fading", "steady", "too_few"]


def interval(part: int, whole: int) -> tuple[float, float]:
    """95 % interval of a share, by Wilson's score.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.

    Examples
    --------
    >>> tuple(round(bound, 3) for bound in interval(0, 10))
    (0.0, 0.278)
    """
    if not whole:
        return 0.0, 1.0
    share, z2 = part / whole, Z_95**2
    centre = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z_95 / (1 + z2 / whole) * sqrt(share * (1 - share) / whole + z2 / (4 * whole**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def share_of(value: str, part: int, whole: int) -> Share:
    """Pair a share with its interval."""
    return Share(value, part, whole, *interval(part, whole))


def shares_by(texts: Sequence[Text], in_topic: Sequence[int], attribute: str) -> tuple[Share, ...]:
    """For each value of an attribute, how many of its texts are in the topic.

    Parameters
    ----------
    texts : sequence of Text
        All texts counted (one that is excluded from topics is not given here).
    in_topic : sequence of int
        Places of the topic's texts.
    attribute : str
        Name of the attribute; texts without a value are counted under ``""``.

    Returns
    -------
    tuple of Share
        By size of the value, largest first, ties by name.
    """
    wholes = Counter(text.attributes.get(attribute, "") for text in texts)
    parts = Counter(texts[place].attributes.get(attribute, "") for place in in_topic)
    ranked = sorted(wholes, key=lambda value: (-wholes[value], value))
    return tuple(share_of(value, parts[value], wholes[value]) for value in ranked)


def period_of(day: dt.date, length: PeriodLength) -> str:
    """Name of the period of a day, sorting as it reads.

    Examples
    --------
    >>> period_of(dt.date(2025, 1, 30), "month"), period_of(dt.date(2025, 1, 30), "quarter")
    ('2025-01', '2025-Q1')
    """
    if length == "day":
        return day.isoformat()
    if length == "month":
        return f"{day.year:04d}-{day.month:02d}"
    return f"{day.year:04d}" if length == "year" else f"{day.year:04d}-Q{(day.month + 2) // 3}"


def best_period(days: Sequence[dt.date]) -> PeriodLength:
    """Choose the length that gives at least three and at most about forty periods."""
    span = (max(days) - min(days)).days if days else 0
    steps: tuple[tuple[int, PeriodLength], ...] = ((40, "day"), (1200, "month"), (3600, "quarter"))
    return next((length for most, length in steps if span <= most), "year")


def trends_of(days: Sequence[dt.date], home: npt.NDArray[np.int64], n_topics: int, length: PeriodLength) -> list[Trend]:
    """Shares by period and the slope of the odds over time (Cochran–Armitage) of every topic, before correction for many.

    Parameters
    ----------
    days : sequence of date
        Day of every dated text.
    home : int array (n_dated,)
        Topic each is in, 0 … n_topics - 1; below 0 for none.
    n_topics : int
    length : PeriodLength
        How long a period is.

    Returns
    -------
    list of Trend
        In the order of the topics. O(texts + topics × periods).
    """
    ordinals, day_of = np.unique([day.toordinal() for day in days], return_inverse=True)
    names = [period_of(dt.date.fromordinal(int(day)), length) for day in ordinals]
    periods, period_of_day = (
        np.unique(names, return_inverse=True) if names else (np.zeros(0, str), np.zeros(0, np.int64))
    )
    inside = home >= 0
    parts = np.zeros((n_topics, len(periods)), np.int64)
    wholes = np.bincount(period_of_day[day_of], minlength=len(periods)) if len(days) else np.zeros(0, np.int64)
    np.add.at(parts, (home[inside], period_of_day[day_of[inside]]), 1)
    times = ordinals[day_of] / 365.25 if len(days) else np.zeros(0)
    away = times - times.mean() if len(days) else times
    scores = np.bincount(home[inside], weights=away[inside], minlength=n_topics)
    spread = float((away**2).sum())
    found = []
    for topic in range(n_topics):
        shares = tuple(
            share_of(str(name), int(part), int(whole))
            for name, part, whole in zip(periods, parts[topic], wholes, strict=True)
        )
        change, p_value = _slope(float(scores[topic]), int(parts[topic].sum()), len(days), spread)
        found.append(Trend(shares, change, p_value, "too_few" if len(periods) < 2 else "steady"))  # noqa: PLR2004
    return found


def _slope(score: float, n_inside: int, n: int, spread: float) -> tuple[float, float]:
    if not 0 < n_inside < n or spread == 0:
        return 1.0, 1.0
    share = n_inside / n
    z = score / sqrt(share * (1 - share) * spread * n / max(n - 1, 1))
    slope = score / (share * (1 - share) * spread)
    return 2.718281828459045 ** max(-50.0, min(50.0, slope)), erfc(abs(z) / sqrt(2))


def judge_trends(trends: Mapping[str, Trend]) -> dict[str, Trend]:
    """Say which topics grow or fade, holding the share of false findings at 5 % (Benjamini–Hochberg).

    References
    ----------
    Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995.
    """
    tested = sorted((trend.p_value, key) for key, trend in trends.items() if trend.direction != "too_few")
    held = max(
        (rank for rank, (p_value, _key) in enumerate(tested, 1) if p_value <= FALSE_DISCOVERY * rank / len(tested)),
        default=0,
    )
    moving = {key for _p_value, key in tested[:held]}
    return {key: _directed(trend) if key in moving else trend for key, trend in trends.items()}


def _directed(trend: Trend) -> Trend:
    direction: Literal["growing", "fading"] = "growing" if log(trend.change) > 0 else "fading"
    return Trend(trend.periods, trend.change, trend.p_value, direction)
