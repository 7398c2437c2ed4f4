"""Dates in Japanese eras (和暦): read as offices write them, write as offices expect them."""

import re
import unicodedata
from datetime import date

# The first day of each era, newest first; an era's first year is 元年.
_ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 1, 25)),
)
_BASE = {name: start.year - 1 for name, _letter, start in _ERAS} | {
    letter: start.year - 1 for _name, letter, start in _ERAS
}
_WEEKDAYS = "月火水木金土日"
_YEAR = r"(?:(?P<era>令和|平成|昭和|大正|明治|[RHSTM])\s*(?P<n>元|\d{1,2})|(?P<western>[12]\d{3}))"
_DATE = re.compile(
    rf"(?<![A-Z0-9]){_YEAR}\s*(?:年|[./\-])\s*(?P<month>\d{{1,2}})\s*(?:月|[./\-])\s*(?P<day>\d{{1,2}})\s*日?(?!\d)",
    re.IGNORECASE,
)
_YEAR_ONLY = re.compile(rf"{_YEAR}\s*(?:年度?)?(?:\s*\d{{1,2}}\s*月)?", re.IGNORECASE)


def find_date(text: str) -> date | None:
    """Return the first date written in a text, or None.

    Parameters
    ----------
    text : str
        Any text: ``"令和7年1月30日現在"``, ``"㋿7年1月30日"``, ``"Ｒ７．１．３０"``, ``"2025/1/30"``, ``"平成元年1月8日"``.

    Returns
    -------
    datetime.date or None
        None when no date is written or the day does not exist (31 February). A year past the end of its era
        (平成35年) is read as it was meant.

    Notes
    -----
    O(length); width and the era ligatures are folded by NFKC first; deterministic.

    Examples
    --------
    >>> find_date("参加者名簿（Ｒ７．１．３０現在）")
    datetime.date(2025, 1, 30)
    """
    found = _DATE.search(_folded(text))
    if not found:
        return None
    try:
        return date(_year_of(found), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """Return the date a text consists of, or None when it is anything more or less than a date.

    Examples
    --------
    >>> parse_date("令和元年5月1日"), parse_date("5月1日ごろ")
    (datetime.date(2019, 5, 1), None)
    """
    folded = _folded(text).strip()
    return find_date(folded) if _DATE.fullmatch(folded) else None


def parse_year(text: str) -> int | None:
    """Return the western year of ``"令和3年"``, ``"Ｈ３０年度"``, ``"2021年4月"`` or a whole date; None for other texts.

    Examples
    --------
    >>> parse_year("平成31年度"), parse_year("三年目")
    (2019, None)
    """
    folded = _folded(text).strip()
    found = _DATE.fullmatch(folded) or _YEAR_ONLY.fullmatch(folded)
    return _year_of(found) if found else None


def era_year(year: int, month: int = 12, day: int = 31) -> str:
    """Return the era and year in force on a day, ``"令和7年"``; before 明治 the western year.

    Examples
    --------
    >>> era_year(2019, 4, 30), era_year(2019, 5, 1)
    ('平成31年', '令和元年')
    """
    moment = date(year, month, day)
    for name, _letter, start in _ERAS:
        if moment >= start:
            number = year - start.year + 1
            return f"{name}{'元' if number == 1 else number}年"
    return f"{year}年"


def format_date(moment: date, *, with_weekday: bool = False) -> str:
    """Return a date as an official document writes it.

    Examples
    --------
    >>> format_date(date(2025, 1, 30), with_weekday=True)
    '令和7年1月30日（木）'
    """
    weekday = f"（{_WEEKDAYS[moment.weekday()]}）" if with_weekday else ""
    return f"{era_year(moment.year, moment.month, moment.day)}{moment.month}月{moment.day}日{weekday}"


def fiscal_year(moment: date) -> int:
    """Return the Japanese fiscal year (from 1 April) a day belongs to.

    Examples
    --------
    >>> fiscal_year(date(2025, 1, 30))
    2024
    """
    return moment.year if moment.month >= 4 else moment.year - 1  # noqa: PLR2004 - April


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _year_of(found: re.Match[str]) -> int:
    if found["western"]:
        return int(found["western"])
    number = 1 if found["n"] == "元" else int(found["n"])
    return _BASE[found["era"].upper()] + number
