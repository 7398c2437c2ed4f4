"""Bytes of an Excel or text file to sheets of text cells, whatever the file's name pretends to be."""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol, cast

import python_calamine as calamine

from goen.core.errors import BadInputError, TooMuchError
from goen.core.rosters.formulas import formula_cells
from goen.core.rosters.headers import recognised
from goen.core.text.encoding import decode

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_SHEETS = 30
_MAX_UNPACKED = 200 * 1024 * 1024
_DELIMITERS = ",\t;"
_OTHER_KINDS = ((b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"{\\rtf", "RTF"))
# What the zip library says about a damaged archive, an encrypted part or an unknown compression.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, KeyError, ValueError, EOFError, OSError)
# C0 controls: databases and spreadsheets refuse them; a tab or line break inside a cell is a gap.
_CONTROLS = dict.fromkeys(range(32)) | {9: " ", 10: " ", 13: None}

Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    Parameters
    ----------
    name : str
        Its name; ``""`` for a text file.
    rows : tuple of tuple of str
        Cells from the first row of the sheet on; rows may differ in length; numbers without needless decimals, days
        as ISO dates, ends trimmed. Cells merged downwards carry their value in every row.
    formulas : frozenset of (int, int)
        Row and column, from 0, of cells that hold a formula; their text is the value the file remembers, if any.
    """

    name: str
    rows: Cells
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Workbook:
    """A file read: its kind (``"xlsx"``, ``"xls"`` or ``"text"``), sheets, and for text the encoding and broken lines."""

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    broken_lines: tuple[int, ...] = ()


def read_workbook(data: bytes, *, encoding: str = "") -> Workbook:
    """Return the sheets of a roster file.

    Parameters
    ----------
    data : bytes
        The whole file: ``.xlsx``, ``.xlsm``, ``.xls``, or text separated by comma, tab or semicolon.
    encoding : str
        For text: what a person chose; ``""`` lets the ladder decide.

    Returns
    -------
    Workbook
        At least one sheet with at least one filled cell.

    Raises
    ------
    BadInputError
        ``roster.empty_file``, ``roster.other_kind`` (kind), ``roster.with_password``, ``roster.broken_file``,
        ``roster.not_a_table``.
    TooMuchError
        ``base.too_large`` (size_mb, limit_mb), ``roster.too_many_rows`` (rows, limit).

    Notes
    -----
    The kind follows from the content, never from the name. O(size); 3,000 rows × 8 columns of ``.xlsx`` take about
    0.1 s. Deterministic.
    """
    if not data.strip():
        raise BadInputError("roster.empty_file")
    if len(data) > MAX_BYTES:
        raise TooMuchError("base.too_large", size_mb=_mb(len(data)), limit_mb=_mb(MAX_BYTES))
    for mark, kind in _OTHER_KINDS:
        if data.startswith(mark):
            raise BadInputError("roster.other_kind", kind=kind)
    if data.startswith(b"PK"):
        return _checked(_read_xlsx(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _checked(Workbook("xls", _read_cells(data)))
    return _checked(_read_text(data, encoding))


def read_upload(chunks: Iterable[bytes]) -> bytes:
    """Return the bytes of an upload, refusing it before more than the limit is held in memory."""
    parts, size = [], 0
    for part in chunks:
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooMuchError("base.too_large", size_mb=_mb(size), limit_mb=_mb(MAX_BYTES))
    return b"".join(parts)


def _checked(book: Workbook) -> Workbook:
    if not any(cell for sheet in book.sheets for row in sheet.rows for cell in row):
        raise BadInputError("roster.empty_file")
    for sheet in book.sheets:
        if len(sheet.rows) > MAX_ROWS:
            raise TooMuchError("roster.too_many_rows", rows=len(sheet.rows), limit=MAX_ROWS)
    return book


def _read_xlsx(data: bytes) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise BadInputError("roster.other_kind", kind="ZIP")
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > _MAX_UNPACKED:
                raise TooMuchError("base.too_large", size_mb=_mb(unpacked), limit_mb=_mb(_MAX_UNPACKED))
            formulas = formula_cells(archive, max_rows=MAX_ROWS * 4, max_columns=MAX_COLUMNS * 10)
    except _DAMAGE as error:
        raise BadInputError("roster.broken_file") from error
    sheets = _read_cells(data)
    return Workbook("xlsx", tuple(Sheet(s.name, s.rows, formulas.get(s.name, frozenset())) for s in sheets))


class _CalamineSheet(Protocol):
    """The part of a calamine sheet used here."""

    name: str
    merged_cell_ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None

    def to_python(self, *, skip_empty_area: bool, nrows: int | None) -> list[list[Any]]:
        """Return the cells."""


def _read_cells(data: bytes) -> tuple[Sheet, ...]:
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        names = book.sheet_names[:MAX_SHEETS]
        return tuple(_sheet(cast("_CalamineSheet", book.get_sheet_by_name(name)), name) for name in names)
    except calamine.PasswordError as error:
        raise BadInputError("roster.with_password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise BadInputError("roster.broken_file") from error
    except BaseException as error:
        # A damaged .xls makes the Rust reader panic, which arrives as no ordinary exception.
        if type(error).__name__ == "PanicException":
            raise BadInputError("roster.broken_file") from error
        raise


def _sheet(source: _CalamineSheet, name: str) -> Sheet:
    cells = [[_text(cell) for cell in row[:MAX_COLUMNS]] for row in source.to_python(skip_empty_area=False, nrows=None)]
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        # Merged downwards means "the same for each of these people"; merged sideways is a heading and stays one cell.
        if left == right and top < bottom < len(cells) and left < len(cells[top]):
            for row in range(top + 1, bottom + 1):
                cells[row][left] = cells[top][left]
    return Sheet(name, _trimmed(cells))


def _read_text(data: bytes, encoding: str) -> Workbook:
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInputError("roster.broken_file")
    decoded = decode(data, encoding)
    if re.match(r"\s*<(!doctype|html|table|\?xml)", decoded.text[:200], re.IGNORECASE):
        raise BadInputError("roster.other_kind", kind="HTML/XML")
    try:
        readings = [_split(decoded.text, delimiter) for delimiter in _DELIMITERS]
    except csv.Error as error:
        raise BadInputError("roster.not_a_table") from error
    rows = max(readings, key=_tableness)
    return Workbook("text", (Sheet("", rows),), decoded.encoding, decoded.broken_lines)


def _split(text: str, delimiter: str) -> Cells:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return _trimmed([[_text(cell) for cell in row[:MAX_COLUMNS]] for row in reader])


def _tableness(rows: Cells) -> tuple[int, int]:
    head = rows[:50]
    return max((recognised(row) for row in head), default=0), sum(len(row) for row in head)


def _trimmed(cells: list[list[str]]) -> Cells:
    while cells and not any(cells[-1]):
        cells.pop()
    return tuple(tuple(row) for row in cells)


def _text(value: object) -> str:
    if isinstance(value, str):
        # Excel writes ="007" into a CSV to keep a number's zeros.
        quoted = re.fullmatch(r'="([^"]*)"', value.strip())
        text = (quoted[1] if quoted else value).translate(_CONTROLS).strip()
        # Our own CSV guards such cells with an apostrophe.
        return text[1:] if re.match(r"'[=+\-@]", text) else text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else ("" if value is None else str(value))


def _mb(size: int) -> int:
    return -(-size // (1024 * 1024))
