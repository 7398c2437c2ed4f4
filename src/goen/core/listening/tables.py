"""A file of comments as people have it: read, its columns guessed, its rows made texts."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from goen.core.errors import BadInputError, TooMuchError
from goen.core.listening.texts import Text
from goen.core.text.encoding import BROKEN, decode
from goen.core.text.era import parse_date
from goen.core.text.normalise import has_words, plain_form

MAX_ROWS = 1_000_000
N_LOOKED_AT = 500
MOST_VALUES = 40
"""A column with more distinct values is not offered as an attribute."""
_LETTERS_NEEDED = 0.1
_NAMES = {
    "text": ("本文", "意見", "コメント", "自由記述", "自由回答", "内容", "感想", "回答", "text", "comment", "body", "opinion", "note"),
    "id": ("id", "番号", "no", "no.", "№", "通番", "受付番号", "comment-id", "comment_id"),
    "author": ("氏名", "名前", "投稿者", "回答者", "author", "name", "user", "ユーザー"),
    "when": ("日付", "日時", "投稿日", "回答日", "受付日", "作成日", "date", "created", "timestamp", "タイムスタンプ", "時刻"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text cells, each row as long as the header; ``notes`` say what was repaired in reading."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what; empty for none. ``attributes`` are columns to compare topics by."""

    text: str
    id: str = ""
    author: str = ""
    when: str = ""
    attributes: tuple[str, ...] = ()


def read_table(data: bytes, *, encoding: str = "", most_rows: int = MAX_ROWS) -> Table:
    """Read a CSV (or tab-separated) file or the first sheet of a workbook.

    Parameters
    ----------
    data : bytes
        The whole file; its kind follows from the content.
    encoding : str
        Of a text file, when a person chose it; else BOM, strict UTF-8, CP932.
    most_rows : int
        Rows below the header that are taken at most.

    Returns
    -------
    Table
        Empty rows are left out. Columns without a name are called 列1, 列2 …; a name used twice gets a number.

    Raises
    ------
    BadInputError
        ``listening.empty_file``; ``listening.no_rows`` (header) when nothing stands below the first row; ``listening.broken_workbook``; ``listening.broken_file`` (line) when a quotation mark is never closed: the file was
        probably cut in the middle.
    TooMuchError
        ``listening.too_many_rows`` (rows, limit).
    """
    if not data.strip():
        raise BadInputError("listening.empty_file")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        cells, notes = _workbook_cells(data), tuple[str, ...]()
    else:
        decoded = decode(data, encoding)
        cells = _text_cells(decoded.text)
        notes = tuple(f"unreadable_line:{line}" for line in decoded.broken_lines)
        n_lines = decoded.text.count("\n") + 1
        if decoded.broken_lines[-1:] == (n_lines,) and decoded.text.endswith(BROKEN):
            notes = (*notes[:-1], f"cut_short:{n_lines}")  # the last character was not written to its end
    filled = [row for row in cells if any(cell.strip() for cell in row)]
    if not filled:
        raise BadInputError("listening.empty_file")
    n_rows = len(filled) - 1
    if n_rows == 0:
        raise BadInputError("listening.no_rows", header="、".join(filled[0])[:80])
    if n_rows > most_rows:
        raise TooMuchError("listening.too_many_rows", rows=n_rows, limit=most_rows)
    header = _header(filled[0], max(len(row) for row in filled))
    rows = tuple((*row, *[""] * (len(header) - len(row))) for row in filled[1:])
    return Table(header, rows, notes)


def _text_cells(text: str) -> list[tuple[str, ...]]:
    first = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = max(",\t;", key=first.count)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    try:
        rows.extend(tuple(row) for row in reader)
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise BadInputError("listening.broken_file", line=reader.line_num) from error
        return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    return rows


def _workbook_cells(data: bytes) -> list[tuple[str, ...]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python()
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        raise BadInputError("listening.broken_workbook") from error
    return [tuple(_cell(value) for value in row) for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    return str(value)


def _header(first: Sequence[str], width: int) -> tuple[str, ...]:
    names: list[str] = []
    for place in range(width):
        name = plain_form(first[place]) if place < len(first) else ""
        name = name or f"列{place + 1}"
        names.append(name if name not in names else f"{name} ({names.count(name) + 1}・{place + 1}列)")
    return tuple(names)


def guess_columns(table: Table) -> Columns:
    """Guess which column is what, from its name and from what is in it; to be confirmed by a person.

    Examples
    --------
    >>> guess_columns(Table(("番号", "団体", "ご意見"), (("1", "県", "桃を売りたい"), ("2", "県", "会議が多い"))))
    Columns(text='ご意見', id='番号', author='', when='', attributes=('団体',))
    """
    sample = table.rows[:N_LOOKED_AT]
    values = {name: [row[place] for row in sample] for place, name in enumerate(table.header)}
    lengths = {name: sum(map(len, cells)) / max(len(cells), 1) for name, cells in values.items()}
    dated = {name: _share_of_dates(cells) for name, cells in values.items()}
    named = [name for name in table.header if _is_named(name, "text")]
    wordy = [name for name in table.header if dated[name] < 0.5]  # noqa: PLR2004
    text = max(named or wordy or table.header, key=lambda name: lengths[name])
    rest = [name for name in table.header if name != text]
    when = next((name for name in rest if dated[name] > 0.5), "")  # noqa: PLR2004
    identity = next(
        (name for name in rest if _is_named(name, "id") and len(set(values[name])) == len(values[name])), ""
    )
    author = next((name for name in rest if name not in {when, identity} and _is_named(name, "author")), "")
    attributes = [
        name for name in rest
        if name not in {when, identity, author} and 1 < len(set(values[name])) <= min(MOST_VALUES, max(len(sample) // 2, 2))
    ]  # fmt: skip
    if not identity and not attributes:
        attributes = [
            name for name in rest if name not in {when, author} and 1 <= len(set(values[name])) < len(values[name])
        ]
    return Columns(text, identity, author, when, tuple(attributes))


def _is_named(name: str, kind: str) -> bool:
    folded = name.casefold()
    if kind == "id":
        return folded in _NAMES["id"]
    return any(word in folded for word in _NAMES[kind])


def _share_of_dates(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell.strip()]
    return sum(_day(cell) is not None for cell in filled) / len(filled) if filled else 0.0


def _day(cell: str) -> dt.date | None:
    """Day of a cell; a time after it is left out."""
    return parse_date(cell) or parse_date(cell.replace("T", " ").split(" ")[0])


def texts_of(table: Table, columns: Columns) -> tuple[Text, ...]:
    """Make a text of every row.

    Raises
    ------
    BadInputError
        ``listening.no_column`` (column, columns) for a name that is not in the header; ``listening.column_not_text``
        (column) when hardly any cell holds a letter.
    """
    for name in (columns.text, columns.id, columns.author, columns.when, *columns.attributes):
        if name and name not in table.header:
            raise BadInputError("listening.no_column", column=name, columns="、".join(table.header))
    place = {name: number for number, name in enumerate(table.header)}
    written = [row[place[columns.text]] for row in table.rows]
    letters = sum(has_words("".join(sign for sign in cell if not sign.isnumeric())) for cell in written)
    if written and letters < _LETTERS_NEEDED * sum(bool(cell.strip()) for cell in written):
        raise BadInputError("listening.column_not_text", column=columns.text)
    ids = _ids([row[place[columns.id]] for row in table.rows] if columns.id else [""] * len(table.rows))
    return tuple(
        Text(
            text_id, cell,
            author=row[place[columns.author]].strip() if columns.author else "",
            when=_day(row[place[columns.when]]) if columns.when else None,
            attributes={name: row[place[name]].strip() for name in columns.attributes},
        )
        for text_id, cell, row in zip(ids, written, table.rows, strict=True)
    )  # fmt: skip


def _ids(given: Sequence[str]) -> list[str]:
    """Ids as given; a missing one is the row's number, and one given twice gets it too."""
    seen: set[str] = set()
    ids = []
    for number, cell in enumerate(given, 1):
        text_id = cell.strip() or str(number)
        while text_id in seen:
            text_id = f"{text_id}#{number}"
        seen.add(text_id)
        ids.append(text_id)
    return ids
