"""Who sat where and who met whom, read from the sheets people keep: seating lists and lists of pairs."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from goen.core.rosters.reading import Sheet

_NAMES = frozenset(("氏名", "名前", "お名前", "参加者", "参加者名", "参加者氏名", "出席者", "name"))
_BODIES = frozenset(("団体", "団体名", "所属", "所属団体", "組織", "会社", "会社名", "organisation", "organization"))
_GROUPS = frozenset(
    ("グループ", "グループ名", "グループ番号", "班", "班番号", "テーブル", "テーブル番号", "卓", "席", "group", "table")
)
_ROUNDS = frozenset(("ラウンド", "ラウンド番号", "回", "round"))
_TIMES = frozenset(("回数", "同席回数", "重み", "times"))
_YEARS = frozenset(("年", "年度", "開催年", "開催年度", "year"))
_ROUND_IN_NAME = re.compile(r"(?:ラウンド|round)\s*(\d)|第?(\d)\s*(?:ラウンド|回)", re.IGNORECASE)
_LOOK_AT = 20


@dataclass(frozen=True)
class SeatLine:
    """One person at one table.

    Parameters
    ----------
    row : int
        Row of the sheet, from 1, for messages.
    sheet, name, organisation, group : str
        As written; ``organisation`` may be empty.
    round : int
        From 1.
    year : int or None
        When a column says it.
    """

    row: int
    sheet: str
    name: str
    organisation: str
    group: str
    round: int
    year: int | None = None


@dataclass(frozen=True)
class PairLine:
    """Two people who met, how often, and when, if the list says it."""

    row: int
    first: str
    second: str
    times: int
    year: int | None = None


def seat_lines(sheets: Sequence[Sheet]) -> tuple[SeatLine, ...]:
    """Read every sheet that has a column of names and one of groups.

    Notes
    -----
    A sheet without a column for rounds is the round its name says ("ラウンド2"), else the first. Rows without a name
    are left out; a name without a group is kept with an empty one, so that somebody can be told.

    Examples
    --------
    >>> sheet = Sheet("一覧", (("氏名", "班"), ("安積 花子", "A")))
    >>> [(line.name, line.group, line.round) for line in seat_lines([sheet])]
    [('安積 花子', 'A', 1)]
    """
    found: list[SeatLine] = []
    for sheet in sheets:
        at = _header(sheet.rows)
        if at is None:
            continue
        start, columns = at
        named = _ROUND_IN_NAME.search(sheet.name)
        usual = int(next(filter(None, named.groups()))) if named else 1
        for number, cells in enumerate(sheet.rows[start + 1 :], start=start + 2):
            text = {key: cells[place].strip() if place < len(cells) else "" for key, place in columns.items()}
            if not text["name"]:
                continue
            found.append(
                SeatLine(
                    row=number,
                    sheet=sheet.name,
                    name=text["name"],
                    organisation=text.get("organisation", ""),
                    group=_plain(text["group"]),
                    round=_number(text.get("round", "")) or usual,
                    year=_number(text.get("year", "")),
                )
            )
    return tuple(found)


def pair_lines(sheets: Sequence[Sheet]) -> tuple[PairLine, ...]:
    """Read rows of two names and, if given, how often they met and in which year; the first row may be a header.

    Examples
    --------
    >>> pair_lines([Sheet("", (("氏名1", "氏名2", "回数"), ("安積 花子", "磐梯 太郎", "2")))])
    (PairLine(row=2, first='安積 花子', second='磐梯 太郎', times=2, year=None),)
    """
    found = []
    for sheet in sheets:
        head = [_key(cell) for cell in sheet.rows[0]] if sheet.rows else []
        times = next((k for k, cell in enumerate(head) if cell in _TIMES), 2)
        year = next((k for k, cell in enumerate(head) if cell in _YEARS), None)
        is_headed = any(cell.rstrip("0123456789ab") in _NAMES for cell in head[:2])
        for number, row in enumerate(sheet.rows[is_headed:], start=1 + is_headed):
            cells = [cell.strip() for cell in row]
            if len(cells) > 1 and cells[0] and cells[1]:
                often = _number(cells[times]) if times < len(cells) else None
                when = _number(cells[year]) if year is not None and year < len(cells) else None
                found.append(PairLine(number, cells[0], cells[1], often or 1, when))
    return tuple(found)


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """Find the row that names a column of people and one of groups."""
    words = {"name": _NAMES, "organisation": _BODIES, "group": _GROUPS, "round": _ROUNDS, "year": _YEARS}
    for number, row in enumerate(rows[:_LOOK_AT]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            for field, meant in words.items():
                if _key(cell) in meant:
                    columns.setdefault(field, place)
        if "name" in columns and "group" in columns:
            return number, columns
    return None


def _key(cell: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)).casefold()


def _plain(group: str) -> str:
    """Return a group's label without the word for it: "Aグループ", "3班" and "テーブル 3" are A, 3 and 3."""
    text = unicodedata.normalize("NFKC", group).strip()
    bare = re.sub(r"^(?:グループ|テーブル|第)\s*|\s*(?:グループ|班|テーブル|番|卓)+$", "", text)
    return bare or text


def _number(text: str) -> int | None:
    digits = re.search(r"\d+", unicodedata.normalize("NFKC", text))
    return int(digits.group()[:6]) if digits else None
