"""Rows of a sheet to people, each with the problems of its cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from goen.core.rosters.headers import Header, field_of
from goen.core.rosters.reading import Sheet
from goen.core.text.encoding import BROKEN
from goen.core.text.era import fiscal_year, parse_date, parse_year
from goen.core.text.kana import is_kana
from goen.core.text.names import match_key

LIMITS = {
    "name": 80, "kana": 120, "organisation": 120, "department": 120, "title": 80, "mail": 254, "seniority": 40, "note": 300,
}  # fmt: skip
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_THEME_NUMBER = re.compile(r"(?:テーマ|theme|no\.?|番号|第)?\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "ー", "―", "なし", "特になし", "無し", "×", "x", "未定", "希望なし"})
_YES = frozenset({"○", "〇", "◯", "◎", "●", "レ", "✓", "✔", "1", "true", "yes", "y", "有", "あり", "はい", "可"})
_ABSENT = frozenset({"欠", "欠席", "不参加", "×", "不可", "否"})
_CAREER_MAX = 60


@dataclass(frozen=True)
class Problem:
    """Something about a cell a person should know.

    Parameters
    ----------
    code : str
        Stable name; its sentence is in ``goen.base.messages``.
    is_error : bool
        True: the row is left out. False: the row is taken without this cell, or as the sentence says.
    params : mapping of str to str or int
        Values the sentence names; ``column`` is a field.
    """

    code: str
    is_error: bool = False
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One person as a row of a file says; ``row`` counts from 1 as spreadsheets do; texts as written, ends trimmed.

    ``wishes`` are theme numbers, the first choice first.
    """

    row: int
    name: str
    kana: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    mail: str = ""
    seniority: str = ""
    note: str = ""
    is_facilitator: bool = False
    wishes: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether the row can be taken onto a roster."""
        return not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True)
class Setting:
    """What the event knows: theme number → title, and the day, from which years of service count."""

    themes: Mapping[int, str] = field(default_factory=dict)
    on: date | None = None


def read_entries(sheet: Sheet, header: Header, setting: Setting) -> tuple[Entry, ...]:
    """Return the people below the header, in order; blank rows and repeated headers are passed over.

    Notes
    -----
    O(cells × themes). Names are trimmed and otherwise untouched. Deterministic.

    Examples
    --------
    >>> sheet = Sheet("", (("氏名", "第1希望"), ("髙橋 花子", "②"), ("", "")))
    >>> from goen.core.rosters.headers import find_header
    >>> [(e.row, e.name, e.wishes) for e in read_entries(sheet, find_header(sheet.rows), Setting({2: "DX"}))]
    [(2, '髙橋 花子', (2,))]
    """
    people = []
    for number in range(header.row + 1, len(sheet.rows)):
        cells = sheet.rows[number]
        if any(cells) and not _is_header(cells):
            reader = _Row(sheet, number, header.columns, setting)
            if reader.holds_something:
                people.append(reader.entry())
    return tuple(people)


def _is_header(cells: Sequence[str]) -> bool:
    fields = [field_of(cell) for cell in cells if cell]
    return len(fields) > 1 and all(fields)


class _Row:
    """Reads one row; collects its problems on the way."""

    def __init__(self, sheet: Sheet, number: int, columns: Sequence[str], setting: Setting) -> None:
        self._setting = setting
        self._sheet = sheet
        self._number = number
        self._problems: list[Problem] = []
        self._cells: dict[str, list[str]] = {}
        for column, (meaning, text) in enumerate(zip(columns, sheet.rows[number], strict=False)):
            if meaning:
                self._check_formula(column, meaning, text)
                self._cells.setdefault(meaning, []).append(text)

    @property
    def holds_something(self) -> bool:
        """Whether any used column is filled, or held a formula."""
        return bool(self._problems) or any(text for texts in self._cells.values() for text in texts)

    def entry(self) -> Entry:
        """Return the person of this row."""
        name = self._text("name") or self._joined("family_name", "given_name")
        kana = self._kana()
        person = Entry(
            row=self._number + 1,
            name=self._fitting("name", self._readable("name", name)),
            kana=self._fitting("kana", kana),
            organisation=self._fitting("organisation", self._text("organisation")),
            department=self._fitting("department", self._text("department")),
            title=self._fitting("title", self._text("title")),
            mail=self._mail(),
            seniority=self._fitting("seniority", self._seniority()),
            note=self._fitting("note", self._text("note")),
            is_facilitator=self._text("facilitator").lower() in _YES,
            wishes=self._wishes(),
        )
        self._look_at_whole(person)
        return Entry(**{**vars(person), "problems": tuple(self._problems)})

    def _look_at_whole(self, person: Entry) -> None:
        if not person.name and not any(p.is_error for p in self._problems):
            self._problem("roster.row_without_name", is_error=True)
        elif not person.organisation and person.name:
            self._problem("roster.row_without_organisation")
        if self._text("attendance") in _ABSENT:
            self._problem("roster.row_absent", is_error=True, value=self._text("attendance"))

    def _problem(self, code: str, *, is_error: bool = False, **params: str | int) -> None:
        self._problems.append(Problem(code, is_error, params))

    def _check_formula(self, column: int, meaning: str, text: str) -> None:
        is_formula = (self._number, column) in self._sheet.formulas
        if is_formula and text:
            self._problem("roster.cell_formula", column=meaning, value=text)
        elif is_formula or text.startswith("="):
            self._problem("roster.cell_formula_empty", is_error=meaning == "name", column=meaning)

    def _text(self, meaning: str) -> str:
        filled = [text for text in self._cells.get(meaning, []) if text and not text.startswith("=")]
        return " ".join(filled)

    def _joined(self, family: str, given: str) -> str:
        return " ".join(part for part in (self._text(family), self._text(given)) if part)

    def _kana(self) -> str:
        text = self._text("kana") or self._joined("family_kana", "given_kana")
        if text.isdecimal():  # what a program that computes nothing leaves for =PHONETIC()
            return ""
        if text and not is_kana(text):
            self._problem("roster.cell_not_kana", value=text[:40])
        return text

    def _readable(self, meaning: str, text: str) -> str:
        if BROKEN in text:
            self._problem("roster.cell_unreadable", is_error=True, column=meaning, value=text)
        return text

    def _fitting(self, meaning: str, text: str) -> str:
        if len(text) <= LIMITS[meaning]:
            return text
        self._problem("roster.cell_too_long", is_error=True, column=meaning, length=len(text), limit=LIMITS[meaning])
        return text[: LIMITS[meaning]]

    def _mail(self) -> str:
        text = unicodedata.normalize("NFKC", self._text("mail")).strip()
        if text and not (_MAIL.fullmatch(text) and len(text) <= LIMITS["mail"]):
            self._problem("roster.cell_bad_mail", value=self._text("mail")[:80])
            return ""
        return text

    def _seniority(self) -> str:
        joined, on = self._text("joined_on"), self._setting.on
        if self._text("seniority") or not joined:
            return self._text("seniority")
        day = parse_date(joined)
        year = fiscal_year(day) if day else parse_year(joined)
        n_years = fiscal_year(on) - year + 1 if on and year else 0
        return f"{n_years}年目" if 0 < n_years <= _CAREER_MAX else joined

    def _wishes(self) -> tuple[int, ...]:
        ranked = sorted(key for key in self._cells if key.startswith("wish") and key != "wishes")
        texts = [(key, self._text(key)) for key in ranked]
        texts += [("wishes", part) for part in re.split(r"[,、，;；→>\s]+", self._text("wishes"))]
        chosen: list[int] = []
        for key, text in texts:
            number = self._theme(key, text)
            if number in chosen:
                self._problem("roster.cell_theme_twice", column=key, value=text)
            elif number is not None:
                chosen.append(number)
        return tuple(chosen)

    def _theme(self, key: str, text: str) -> int | None:
        folded = unicodedata.normalize("NFKC", text).strip()
        if folded.lower() in _NOTHING:
            return None
        number = _THEME_NUMBER.match(folded)
        if number and int(number[1]) in self._setting.themes:
            return int(number[1])
        wanted = match_key(text)
        for theme, title in self._setting.themes.items():
            if match_key(title).startswith(wanted):
                return theme
        choice = "・".join(str(theme) for theme in sorted(self._setting.themes))
        self._problem("roster.cell_unknown_theme", column=key, value=text[:60], choice=choice or "―")
        return None
