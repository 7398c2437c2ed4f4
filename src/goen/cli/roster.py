"""`goen roster check FILE`: say how a roster file would be read, row by row, without a database."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import django

from goen.core.errors import BadInputError
from goen.core.rosters.changes import NEW, Change, plan_changes
from goen.core.rosters.entries import Setting, read_entries
from goen.core.rosters.headers import Header, find_header
from goen.core.rosters.reading import Sheet, Workbook, read_workbook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file and what the event knows of themes."""
    parser.add_argument("deed", choices=["check"], help="読み取れるか調べる / see how it would be read")
    parser.add_argument("file", type=Path, help="名簿のファイル / roster file (.xlsx .xls .csv .tsv)")
    parser.add_argument("--themes", type=int, default=9, help="テーマの数 / number of themes (9)")
    parser.add_argument("--json", action="store_true", help="JSON で出力 / print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Read, plan and tell; 0 when every row can be taken, 1 when one cannot."""
    django.setup()
    book = read_workbook(read_file(arguments.file))
    sheet, header = best_sheet(book)
    themes = {number: str(number) for number in range(1, arguments.themes + 1)}
    changes = plan_changes(read_entries(sheet, header, Setting(themes)), [])
    if arguments.json:
        print(json.dumps([asdict(change.entry) for change in changes], ensure_ascii=False, indent=1))
    else:
        print("\n".join(report(arguments.file.name, book, sheet, header, changes)))
    return 0 if changes and all(change.kind == NEW for change in changes) else 1


def read_file(path: Path) -> bytes:
    """Return a file's bytes, or say that it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInputError("roster.no_such_file", name=str(path)) from error


def best_sheet(book: Workbook) -> tuple[Sheet, Header]:
    """Return the sheet whose header names the most, and its header."""
    found = [(sheet, find_header(sheet.rows)) for sheet in book.sheets]
    return max(found, key=lambda pair: (pair[1].has_name, sum(map(bool, pair[1].columns))))


def report(name: str, book: Workbook, sheet: Sheet, header: Header, changes: Sequence[Change]) -> list[str]:
    """Return the lines a person reads."""
    from goen.roster.forms import field_label, problem_text

    kind = book.encoding or book.kind
    lines = [f"{name}（{kind}{f'、{sheet.name}' if sheet.name else ''}）"]
    if not header.has_name:
        return [*lines, "「氏名」の列がわかりません。/ The column of names is not clear."]
    columns = [field_label(column) for column in header.columns if column]
    lines.append(f"見出し / header: {header.row + 1} 行目　{'、'.join(columns)}")
    if book.broken_lines:
        lines.append(f"読めない文字 / unreadable characters: {'、'.join(map(str, book.broken_lines))} 行目")
    taken = sum(change.kind == NEW for change in changes)
    lines.append(f"読み取れた人 / people: {taken}　取り込めない行 / rows left out: {len(changes) - taken}")
    entries = [change.entry for change in changes]
    return lines + [f"  {one.row} 行目 {one.name}: {problem_text(said)}" for one in entries for said in one.problems]
