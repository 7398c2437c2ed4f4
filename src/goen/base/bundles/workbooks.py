"""A bundle in another envelope: one Excel workbook of plain text, which a 無害化 lets through and may save again.

Every value is its JSON text in a text cell; what is longer than a cell goes on in the rows below as ``|piece|``, so that
no piece begins like a formula or ends in a blank. Each row carries its own hash: a loss is named by sheet and row.
"""

import base64
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goen.core.errors import BadInputError, TooMuchError

MANIFEST = "manifest.json"
_MARK = "Goen"
_FILES = "files/"
_PIECE = 15_000  # letters; Excel counts UTF-16 units and ends at 32,767
_MOST_ROWS = 1_048_576
_MOST_BLANK = 1_000
_MOST_COLUMNS = 300
_MOST_LETTERS = 600 * 1024 * 1024
_TAB_LIMIT = 31
_HEAD = 2  # rows above the first value: the mark, the columns
# What XML cannot hold, what Excel writes its own way, and what offices' software likes to tidy.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|_(?=x)")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class _Table:
    """One sheet: which part of the bundle it is, its columns, its values."""

    part: str
    tab: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def is_workbook(file: zipfile.ZipFile) -> bool:
    """Tell whether a ZIP is an Excel workbook."""
    return "xl/workbook.xml" in file.namelist()


def write_bundle_workbook(content: bytes) -> bytes:
    """Return the workbook of a bundle's ZIP; ``base.workbook_too_long`` when a table has more rows than a sheet."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with zipfile.ZipFile(io.BytesIO(content)) as file, xlsxwriter.Workbook(target, options) as book:
        manifest = json.loads(file.read(MANIFEST))
        # Text that stays text when somebody edits the cell.
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        _write_cover(book, manifest)
        for table in _tables(file, manifest):
            _write_table(book.add_worksheet(table.tab), table, text)
    return target.getvalue()


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a bundle by name from its workbook; ``base.workbook_row`` and ``_sheet`` name what was lost."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    parts: dict[str, bytes] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # programs are known to write wrong ones
        lines: Iterator[Row] = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)
        mark: Row = next(lines, ())
        if len(mark) > 1 and mark[0] == _MARK:
            parts.update(_parts(str(mark[1]), sheet.title, lines))
    if not parts:
        raise BadInputError("base.workbook_foreign")
    _look_for_losses(parts)
    return parts


def _look_for_losses(parts: Mapping[str, bytes]) -> None:
    if MANIFEST not in parts:
        raise BadInputError("base.workbook_sheet", sheet=_("目録"))
    hashes = json.loads(parts[MANIFEST])["hashes"]
    tabs = _tabs(hashes)
    for name, wanted in hashes.items():
        if name not in parts or hashlib.sha256(parts[name]).hexdigest() != wanted:
            raise BadInputError("base.workbook_sheet", sheet=tabs.get(name, _("ファイル")))


def _tabs(names: Iterable[str]) -> dict[str, str]:
    """Return the tab of each table; the number keeps names apart that Excel cuts off."""
    tables = [name for name in names if not name.startswith(_FILES)]
    return {name: f"{number:02}_{_table_name(name)}"[:_TAB_LIMIT] for number, name in enumerate(tables, start=1)}


def _table_name(part: str) -> str:
    return part.removeprefix("tables/").removesuffix(".jsonl")


def _tables(file: zipfile.ZipFile, manifest: Mapping[str, Any]) -> Iterator[_Table]:
    yield _Table(MANIFEST, _("目録"), ["manifest"], [[file.read(MANIFEST).decode()]])
    for name, tab in _tabs(manifest["hashes"]).items():
        columns, *rows = [json.loads(line) for line in file.read(name).split(b"\n") if line]
        yield _Table(name, tab, columns, rows)
    files = [name for name in manifest["hashes"] if name.startswith(_FILES)]
    yield _Table(
        _FILES,
        _("ファイル"),
        ["name", "content"],
        ([name, base64.b64encode(file.read(name)).decode()] for name in files),
    )


def _write_cover(book: Any, manifest: Mapping[str, Any]) -> None:
    page = book.add_worksheet(_("はじめに"))
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#E9EEF6"})
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 10)
    page.set_column(2, 2, 70)
    page.write_string(0, 0, _("Goen 交流会の持ち運びブック"), title)
    lines = (
        _("このブックは、交流会一つのすべて（名簿・グループ・付箋・提言・声・写真など）を別の Goen へ移すためのものです。"),
        _("マクロ、数式、外部リンクは含みません。すべてのセルは文字列です。インターネット側と LGWAN 側のどちらへも運べます。"),
        _("取り込み方：移す先の Goen の「交流会を取り込む」で、このブックを選びます。"),
        _("個人情報を含みます。セルを書き換えないでください。一か所でも変わると、取り込みのときにシート名と行番号で知らせます。"),
        _("作成日時：{made_at}　Goen {version}").format(made_at=manifest["made_at"], version=manifest["version"]),
    )  # fmt: skip
    for number, line in enumerate(lines, start=2):
        page.write_string(number, 0, line)
    first = len(lines) + 3
    for column, word in enumerate((_("シート"), _("行数"), "SHA-256")):
        page.write_string(first, column, word, head)
    for number, (name, tab) in enumerate(_tabs(manifest["hashes"]).items(), start=first + 1):
        rows = manifest["tables"].get(_table_name(name), "")
        for column, value in enumerate((tab, str(rows), manifest["hashes"][name])):
            page.write_string(number, column, value)


def _write_table(page: Any, table: _Table, text: Any) -> None:
    page.write_row(0, 0, [_MARK, table.part], text)
    page.write_row(1, 0, ["#", "check", *table.columns], text)
    page.freeze_panes(_HEAD, 0)
    page.set_column(0, 1, 10)
    page.set_column(2, len(table.columns) + 1, 20)
    at = _HEAD
    for number, values in enumerate(table.rows, start=1):
        cells = [_pieces(value) for value in values]
        height = max(map(len, cells), default=1)
        if at + height > _MOST_ROWS:
            raise TooMuchError("base.workbook_too_long", sheet=table.tab, limit=_MOST_ROWS)
        for line in range(height):
            page.write_string(at, 0, str(number), text)
            page.write_string(at, 1, _check(number, values), text)
            for column, pieces in enumerate(cells, start=2):
                if line < len(pieces):
                    page.write_string(at, column, pieces[line], text)
            at += 1


def _pieces(value: Any) -> list[str]:
    """Return a value's text in pieces that fit a cell; nothing for None."""
    if value is None:
        return []
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", plain)
    if len(text) <= _PIECE:
        return [text]
    return [f"|{text[start : start + _PIECE]}|" for start in range(0, len(text), _PIECE)]


def _check(number: int, values: Sequence[Any]) -> str:
    """Return the row's hash; the sign before it keeps programs from reading a number."""
    return "#" + hashlib.sha256(f"{number} ".encode() + _line(values)).hexdigest()[:16]


def _line(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _parts(part: str, tab: str, lines: Iterator[Row]) -> Iterator[tuple[str, bytes]]:
    head: Row = next(lines, ())
    columns = [str(word) for word in head[2:] if word is not None]
    found = list(_values(tab, len(columns), lines))
    if part == _FILES:
        for name, content in found:
            yield str(name), base64.b64decode(str(content), validate=True)
    elif part == MANIFEST:
        yield from ((MANIFEST, str(value).encode()) for (value,) in found)
    else:
        yield part, b"".join(map(_line, [columns, *found]))


def _values(tab: str, width: int, lines: Iterator[Row]) -> Iterator[list[Any]]:
    """Yield the values of each row, looking at its number and its hash."""
    for wanted, (at, group) in enumerate(_groups(tab, width, lines), start=1):
        number, check = _text(group[0][0]), _text(group[0][1])
        try:
            values = [_value([row[column] for row in group]) for column in range(2, width + 2)]
        except ValueError as error:
            raise _lost(tab, at) from error
        if number != str(wanted) or check != _check(wanted, values):
            raise _lost(tab, at)
        yield values


def _groups(tab: str, width: int, lines: Iterator[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Yield the rows of one number together, with the place of the first."""
    group: list[Row] = []
    first = blank = letters = 0
    for at, line in enumerate(lines, start=_HEAD + 1):
        row = (*line, *[None] * (width + 2 - len(line)))[: width + 2]
        letters += sum(len(cell) for cell in row if isinstance(cell, str))
        blank = blank + 1 if not any(cell is not None for cell in row) else 0
        if letters > _MOST_LETTERS or blank > _MOST_BLANK:
            raise _lost(tab, at)
        if blank:
            continue
        if group and row[0] != group[0][0]:
            yield first, group
            group = []
        first = first if group else at
        group.append(row)
    if group:
        yield first, group


def _value(cells: Sequence[Any]) -> Any:
    texts = [_text(cell) for cell in cells if cell is not None]
    if not texts:
        return None
    if not texts[0].startswith("|"):
        return json.loads("".join(texts))
    if any(text[0] != "|" or text[-1] != "|" for text in map(str.strip, texts)):
        raise ValueError(texts[0][:1])
    return json.loads("".join(text.strip()[1:-1] for text in texts))


def _text(cell: Any) -> str:
    """Return a cell as it was written, even where a program made a number or a truth of the text."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _lost(tab: str, row: int) -> BadInputError:
    return BadInputError("base.workbook_row", sheet=tab, row=row)
