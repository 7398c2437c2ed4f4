"""A workbook as plain JSON values: how it is stored, and how it crosses a process."""

from typing import Any

from goen.core.rosters.reading import Sheet, Workbook

_MOST_LINES = 50


def to_plain(book: Workbook) -> dict[str, Any]:
    """Return a workbook as dictionaries, lists, texts and numbers.

    Examples
    --------
    >>> from goen.core.rosters.reading import read_workbook
    >>> to_plain(read_workbook("氏名,所属".encode()))["sheets"][0]["rows"]
    [['氏名', '所属']]
    """
    sheets = [
        {"name": sheet.name, "rows": [list(row) for row in sheet.rows], "formulas": sorted(map(list, sheet.formulas))}
        for sheet in book.sheets
    ]
    lines = list(book.broken_lines[:_MOST_LINES])
    return {"kind": book.kind, "encoding": book.encoding, "broken_lines": lines, "sheets": sheets}


def sheet_of(table: dict[str, Any], number: int) -> Sheet:
    """Return one sheet of a plain workbook, by its place from 0; raises IndexError beyond the last."""
    stored = table["sheets"][number]
    formulas = frozenset((row, column) for row, column in stored["formulas"])
    return Sheet(stored["name"], tuple(tuple(row) for row in stored["rows"]), formulas)
