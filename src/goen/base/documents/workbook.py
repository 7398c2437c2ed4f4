"""Excel workbooks as offices print them: A4 landscape, one page wide, header repeated, text never run as a formula."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from unicodedata import east_asian_width

from django.utils import timezone

from goen.base.documents.guards import clean, is_formula_like

Cell = str | int | float | bool | date | datetime | None
_FONT = "游ゴシック"
_CELL_LIMIT = 32_767
_NAME_LIMIT = 31
_WIDEST = 48
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading line, a header row, rows.

    Parameters
    ----------
    name : str
        Name of the tab; characters Excel refuses are replaced.
    header : sequence of str
        Names of the columns.
    rows : sequence of sequence
        Cells; a bool is written as はい／いいえ (``yes_no``), None as an empty cell.
    note : str
        A line above the header, for example the date it was made; empty: the header is the first row.
    yes_no : tuple of str
        Words for True and False.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    yes_no: tuple[str, str] = ("はい", "いいえ")


@dataclass
class _Formats:
    book: Any
    made: dict[str, Any] = field(default_factory=dict)
    kinds: Mapping[str, Mapping[str, object]] = field(
        default_factory=lambda: {
            "text": {},
            # quote_prefix keeps text as text even after somebody edits the cell; the text itself is not altered.
            "guarded": {"quote_prefix": True},
            "header": {"bold": True, "bg_color": "#E9EEF6", "align": "center"},
            "note": {"border": 0, "text_wrap": False, "font_color": "#555555"},
            "date": {"num_format": "yyyy/mm/dd"},
            "moment": {"num_format": "yyyy/mm/dd hh:mm"},
        }
    )

    def __getitem__(self, kind: str) -> Any:
        if kind not in self.made:
            plain = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
            self.made[kind] = self.book.add_format({**plain, **self.kinds[kind]})
        return self.made[kind]


def write_workbook(sheets: Sequence[Sheet], *, title: str = "", author: str = "Goen") -> bytes:
    """Return the bytes of an .xlsx without macros, links or formulas."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": clean(title), "author": clean(author)})
        formats = _Formats(book)
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_tab_name(sheet.name, taken)), sheet, formats)
    return target.getvalue()


def _tab_name(name: str, taken: set[str]) -> str:
    plain = _FORBIDDEN.sub("_", clean(name)).strip()[:_NAME_LIMIT] or "Sheet"
    number, tab = 1, plain
    while tab.casefold() in taken:
        number += 1
        tab = f"{plain[: _NAME_LIMIT - 3]}_{number}"
    taken.add(tab.casefold())
    return tab


def _write_sheet(page: Any, sheet: Sheet, formats: _Formats) -> None:
    first = 0
    if sheet.note:
        page.write_string(0, 0, clean(sheet.note), formats["note"])
        first = 1
    for column, name in enumerate(sheet.header):
        page.write_string(first, column, clean(name), formats["header"])
        page.set_column(column, column, _width(sheet, column))
    for number, row in enumerate(sheet.rows, start=first + 1):
        for column, value in enumerate(row):
            _write_cell(page, (number, column), value, sheet, formats)
    page.freeze_panes(first + 1, 0)
    if sheet.rows:
        page.autofilter(first, 0, first + len(sheet.rows), len(sheet.header) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(first)
    page.set_footer("&C&P / &N")


def _write_cell(page: Any, at: tuple[int, int], value: Cell, sheet: Sheet, formats: _Formats) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, formats["text"])
    elif isinstance(value, bool):
        page.write_string(*at, sheet.yes_no[0 if value else 1], formats["text"])
    elif isinstance(value, int | float):
        page.write_number(*at, value, formats["text"])
    elif isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        page.write_datetime(*at, local, formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(*at, datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001 - a cell has no zone
    else:
        text = clean(str(value).replace("\r\n", "\n").replace("\r", "\n"))[
            :_CELL_LIMIT
        ]  # one kind of line end: Excel shows others as signs
        page.write_string(*at, text, formats["guarded" if is_formula_like(text) else "text"])


def _width(sheet: Sheet, column: int) -> float:
    texts = [str(sheet.header[column]), *(str(row[column]) for row in sheet.rows[:200] if row[column] is not None)]
    return min(_WIDEST, max(6, *(_columns(text) for text in texts)) + 2)


def _columns(text: str) -> int:
    longest = max(text.splitlines() or [""], key=len)
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in longest[:60])
