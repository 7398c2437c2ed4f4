"""The time a figure stands for, as statistics write it: 令和6年度, 2024年4月, 2024年第1四半期, or a code of e-Stat."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from goen.core.text.era import parse_date, parse_year

_LONG = range(1868, 2200)
_MONTH = re.compile(r"(?P<year>.+?年|\d{4}\s*[/.\-])\s*(?P<month>\d{1,2})\s*月?(分|末|時点|現在)?")
_QUARTER = re.compile(
    r"(?P<year>.+?年|\d{4})\s*(?:第?\s*(?P<n>[1-4一二三四])\s*四半期|Q(?P<q>[1-4])|(?P<code>[1-4])Q00|(?P<first>1|4|7|10)\s*[~～\-]\s*\d{1,2}\s*月期?)"
)
# Time codes of e-Stat's database (2024000000, 2024100000, 2024000404) and of its dashboard (2024CY00, 20240400, 20241Q00).
_CODES = (
    (re.compile(r"(\d{4})CY00|(\d{4})000000"), "year"),
    (re.compile(r"(\d{4})FY00|(\d{4})100000"), "fiscal"),
    (re.compile(r"(\d{4})(0[1-9]|1[0-2])00|(\d{4})00(0[1-9]|1[0-2])\d\d|(\d{4})(0[1-9]|1[0-2])"), "month"),
)
_FIRST_MONTH = {"year": 1, "fiscal": 4}
_TAIL = re.compile(r"\s*(時点|現在|調査|分|末|値)$")
_YEAR = re.compile(r"\d{4}|[^月]*年度?|[A-Za-z]\s*\d{1,2}")
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, order=True)
class Period:
    """A span of time by its first day and its grain: ``"year"``, ``"fiscal"``, ``"quarter"``, ``"month"`` or ``"day"``."""

    start: date
    grain: str

    @property
    def label(self) -> str:
        """The period as a chart writes it."""
        year, month = self.start.year, self.start.month
        return {
            "year": f"{year}年",
            "fiscal": f"{year}年度",
            "quarter": f"{year}年第{(month - 1) // 3 + 1}四半期",
            "month": f"{year}年{month}月",
        }.get(self.grain, f"{year}年{month}月{self.start.day}日")


def parse_period(text: str) -> Period | None:
    """Return the period a cell names, or None for any other text.

    Parameters
    ----------
    text : str
        ``"2024"``, ``"令和６年度"``, ``"2024年4月"``, ``"2024/04"``, ``"R6.4.1現在"``, ``"2024年第1四半期"``, ``"2024100000"``.

    Returns
    -------
    Period or None
        A bare number counts only as a year from 1868 to 2199.

    Notes
    -----
    O(length), deterministic. A quarter is one of the calendar year.

    Examples
    --------
    >>> [parse_period(text).label for text in ("令和6年度", "２０２４年４月", "2024Q2", "20240400")]
    ['2024年度', '2024年4月', '2024年第2四半期', '2024年4月']
    >>> parse_period("12") is None
    True
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or not any(letter.isdigit() or letter == "元" for letter in plain):
        return None
    plain = _TAIL.sub("", plain)
    return _from_code(plain) or _from_quarter(plain) or _from_day(plain) or _from_month(plain) or _from_year(plain)


def _from_code(text: str) -> Period | None:
    for pattern, grain in _CODES:
        found = pattern.fullmatch(text)
        if found:
            year, *rest = [int(part) for part in found.groups() if part]
            return _made(year, _FIRST_MONTH.get(grain, rest[0] if rest else 1), grain)
    return None


def _from_quarter(text: str) -> Period | None:
    found = _QUARTER.fullmatch(text)
    if not found:
        return None
    if found["first"]:
        month = int(found["first"])
    else:
        number = found["n"] or found["q"] or found["code"]
        month = (_KANJI.get(number) or int(number)) * 3 - 2
    return _made(parse_year(found["year"]), month, "quarter")


def _from_day(text: str) -> Period | None:
    day = parse_date(text)
    return Period(day, "day") if day and day.year in _LONG else None


def _from_month(text: str) -> Period | None:
    found = _MONTH.fullmatch(text)
    return _made(parse_year(found["year"].rstrip(" /.-")), int(found["month"]), "month") if found else None


def _from_year(text: str) -> Period | None:
    if not _YEAR.fullmatch(text):
        return None
    is_fiscal = text.endswith("年度")
    return _made(parse_year(text), 4 if is_fiscal else 1, "fiscal" if is_fiscal else "year")


def _made(year: int | None, month: int, grain: str) -> Period | None:
    if year is None or year not in _LONG or not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    return Period(date(year, month, 1), grain)
