"""Which row of a sheet is the header, and what each column holds: by the words offices use."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goen.core.text.era import find_date

# Field → the words that mean it, after folding (NFKC, no gaps, no remarks in brackets, lower case).
_WORDS: dict[str, str] = {
    "name": "氏名 名前 お名前 御氏名 ご氏名 参加者 参加者名 参加者氏名 出席者 出席者名 出席者氏名 氏名漢字 名前漢字 name fullname",
    "family_name": "姓 苗字 名字 lastname familyname",
    "given_name": "名 firstname givenname",
    "kana": "フリガナ ふりがな カナ かな カナ氏名 氏名カナ 氏名フリガナ 氏名ふりがな お名前カナ 名前カナ 名前フリガナ ヨミガナ よみがな "
    "読みがな 読み仮名 読み ヨミ よみ 氏名かな シメイ kana",
    "family_kana": "セイ せい 姓カナ 姓フリガナ 姓かな",
    "given_kana": "メイ めい 名カナ 名フリガナ 名かな",
    "organisation": "団体 団体名 所属団体 所属団体名 組織 組織名 所属組織 機関 機関名 所属機関 会社 会社名 企業 企業名 勤務先 自治体 自治体名 "
    "団体企業名 会社団体名 法人名 所属先 県市町村名 市町村 市町村名 organization organisation company",
    "affiliation": "所属 ご所属 所属名",
    "department": "部署 部署名 所属部署 所属部署名 所属課 部 課 係 室 局 部局 部局名 課名 係名 課室 課室名 課係 課係名 班 部課 部課名 部課係 担当課 "
    "部門 事業部 グループ名 部局課 department section",
    "title": "役職 役職名 職名 職 職位 肩書 肩書き 職階 title position",
    "mail": "メール メールアドレス eメール eメールアドレス email emailアドレス e-mail e-mailアドレス mail mailアドレス 電子メール 連絡先メール",
    "joined_on": "入庁年 入庁年月 入庁年月日 入庁年度 入社年 入社年月 入社年月日 入社年度 採用年 採用年月 採用年月日 採用年度",
    "seniority": "経験年数 年次 勤続年数 勤続 入庁年次 入社年次 職歴年数 経験",
    "note": "備考 備考欄 メモ 特記事項 連絡事項 摘要 note remarks",
    "facilitator": "進行役 ファシリテーター ファシリテータ 司会 facilitator",
    "attendance": "出欠 出席 出欠席 参加可否 参加有無 出席可否 参加の有無",
}
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split()}
_WISH = re.compile(
    r"(?:参加|討議|希望|テーマ|話題)*第?([1-9一二三四五六七八九])(?:希望|志望|候補)(?:テーマ|番号)?|(?:希望|テーマ|希望テーマ)([1-9])(?:位)?"
)
_WISHES = re.compile(r"(?:参加)?(?:希望テーマ|テーマ希望|テーマの希望|希望するテーマ|希望順位?|テーマ番号?|希望)")
_KANJI_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_REMARKS = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|[※*◆●○■□◎:：・／/]|必須|任意")
_GAPS = re.compile(r"\s+")
_LOOK_AT = 40
_MIN_FIELDS = 2
MAX_WISHES = 9
FIELDS = (
    "name", "family_name", "given_name", "kana", "family_kana", "given_kana", "organisation", "department", "title",
    "mail", "seniority", "joined_on", "facilitator", "attendance", "wishes",
    *(f"wish{rank}" for rank in range(1, MAX_WISHES + 1)), "note",
)  # fmt: skip


@dataclass(frozen=True)
class Header:
    """How a sheet is to be read.

    Parameters
    ----------
    row : int
        The header's row from 0; people follow below. -1 when the sheet has none.
    columns : tuple of str
        What each column holds, one of ``FIELDS`` or ``""`` (not used).
    as_of : datetime.date or None
        The day the title rows name (令和7年1月30日現在).
    """

    row: int
    columns: tuple[str, ...]
    as_of: date | None = None

    @property
    def has_name(self) -> bool:
        """Whether people's names can be read."""
        return "name" in self.columns or "family_name" in self.columns


def field_of(cell: str) -> str:
    """Return the field a header cell names, or ``""``.

    Examples
    --------
    >>> field_of("フリガナ（全角カナ）"), field_of("第１希望 テーマ"), field_of("電話")
    ('kana', 'wish1', '')
    """
    word = _word(cell)
    if word in _FIELD_OF:
        return _FIELD_OF[word]
    wish = _WISH.fullmatch(word)
    if wish:
        return f"wish{(wish[1] or wish[2]).translate(_KANJI_DIGITS)}"
    return "wishes" if _WISHES.fullmatch(word) else ""


def recognised(row: Sequence[str]) -> int:
    """Return how many different fields the cells of a row name."""
    return len({field for cell in row if (field := field_of(cell))})


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """Return where the header is and what its columns hold.

    Parameters
    ----------
    rows : sequence of sequence of str
        Cells of a sheet; left unchanged.

    Returns
    -------
    Header
        The row among the first 40 that names the most fields, people's names above all; row -1 and no columns known
        when no row names at least two, or a name.

    Notes
    -----
    O(cells looked at). ``所属`` means the organisation unless another column does, then the department. Each field but
    the department is taken by its first column. Deterministic.

    Examples
    --------
    >>> find_header([["名簿", ""], ["氏名", "所属"], ["髙橋", "福島県"]]).columns
    ('name', 'organisation')
    """
    best, best_row = (0, 0), -1
    for number, cells in enumerate(rows[:_LOOK_AT]):
        fields = {field_of(cell) for cell in cells} - {""}
        score = (len(fields & {"name", "family_name"}), len(fields))
        if score > best and (score[0] or score[1] >= _MIN_FIELDS):
            best, best_row = score, number
    width = max((len(cells) for cells in rows[: _LOOK_AT * 2]), default=0)
    as_of = next((day for row in rows[: max(best_row, 0)] for cell in row if (day := find_date(cell))), None)
    columns = columns_of(rows[best_row], width) if best_row >= 0 else ("",) * width
    return Header(best_row, columns, as_of)


def columns_of(cells: Sequence[str], width: int = 0) -> tuple[str, ...]:
    """Return what each column of a header row holds."""
    found = [field_of(cell) for cell in cells] + [""] * max(0, width - len(cells))
    stands_for = "department" if "organisation" in found else "organisation"
    columns: list[str] = []
    for field in found:
        meant = stands_for if field == "affiliation" else field
        columns.append("" if meant in columns and meant != "department" else meant)
    return tuple(columns)


def _word(cell: str) -> str:
    folded = unicodedata.normalize("NFKC", cell).lower()
    word = _GAPS.sub("", _REMARKS.sub("", _GAPS.sub("", folded)))
    # Hiragana and katakana headings are listed as they are written; half-width ones arrive folded.
    return word.rstrip("。.")
