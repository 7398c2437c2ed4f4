"""`goen listen FILE`: topics of a file of comments, as JSON, a page that needs no network, and a workbook."""

import argparse
import hashlib
import sys
import time
from pathlib import Path

import django

from goen.cli.progress import Bar
from goen.core.errors import BadInputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, its columns and what to write."""
    parser.add_argument("file", type=Path, help="CSV・Excel ファイル / CSV or Excel file")
    parser.add_argument("--text-column", default="", help="本文の列（省くと推定）/ column of the texts (guessed)")
    parser.add_argument("--id-column", default="", help="番号の列 / column of ids")
    parser.add_argument(
        "--author-column", default="", help="書いた人の列（人数を数える）/ column of authors, to count people"
    )
    parser.add_argument("--date-column", default="", help="日付の列 / column of dates")
    parser.add_argument(
        "--attribute", action="append", default=None, help="比べる列（何度でも）/ column to compare by, repeatable"
    )
    parser.add_argument("--encoding", default="", help="文字コード（省くと判定）/ encoding (found out)")
    parser.add_argument("--topics", type=int, default=None, help="話題の数（省くと自動）/ number of topics")
    parser.add_argument("--seed", type=int, default=0, help="乱数の種 / seed")
    parser.add_argument("--mask", action="store_true", help="電話番号などの個人情報を伏せる / mask personal data")
    parser.add_argument("--title", default="", help="表題 / title")
    parser.add_argument("--json", type=Path, help="JSON を書く先 / where to write JSON")
    parser.add_argument("--html", type=Path, help="HTML を書く先 / where to write the page")
    parser.add_argument("--xlsx", type=Path, help="Excel を書く先 / where to write the workbook")
    parser.add_argument("--quiet", action="store_true", help="進み具合を出さない / no progress")


def run(arguments: argparse.Namespace) -> int:
    """Read, listen, write; print the sum of where every text went."""
    django.setup()
    from goen.base.wordvectors import load_word_vectors
    from goen.core.listening import Settings, listen
    from goen.core.listening.masking import mask
    from goen.core.listening.tables import read_table, texts_of
    from goen.core.progress import SILENT
    from goen.listening.exports import Source, figures

    data = _read(arguments.file)
    table = read_table(data, encoding=arguments.encoding)
    columns = _columns(arguments, table)
    texts = texts_of(table, columns)
    masked = mask(texts) if arguments.mask else None
    progress = SILENT if arguments.quiet else Bar("話題 / topics")
    found = listen(
        masked.texts if masked else texts,
        words=load_word_vectors(),
        settings=Settings(seed=arguments.seed),
        progress=progress,
    )
    source = Source(
        title=arguments.title or arguments.file.stem,
        made=time.strftime("%Y-%m-%d %H:%M"),
        name=arguments.file.name,
        sha256=hashlib.sha256(data).hexdigest(),
        attributes=columns.attributes,
        notes=table.notes,
        masked=masked.counts if masked else {},
    )
    result = figures(found, source, n_topics=arguments.topics)
    _write_all(arguments, result)
    _say(result, columns.text, table.notes)
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInputError("listening.no_such_file", path=str(path)) from error


def _columns(arguments: argparse.Namespace, table):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - loaded late
    """Take the columns named, and guess the others."""
    from dataclasses import replace

    from goen.core.listening.tables import guess_columns

    guessed = guess_columns(table)
    named = {
        "text": arguments.text_column,
        "id": arguments.id_column,
        "author": arguments.author_column,
        "when": arguments.date_column,
    }
    chosen = replace(guessed, **{key: value for key, value in named.items() if value})
    taken = {chosen.text, chosen.id, chosen.author, chosen.when}
    attributes = arguments.attribute if arguments.attribute is not None else guessed.attributes
    return replace(chosen, attributes=tuple(name for name in attributes if name not in taken))


def _write_all(arguments: argparse.Namespace, result) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    from goen.listening.exports import write_json, write_page, write_topics_workbook

    for path, write in (
        (arguments.json, write_json),
        (arguments.html, write_page),
        (arguments.xlsx, write_topics_workbook),
    ):
        if path is None:
            continue
        try:
            path.write_bytes(write(result))
        except OSError as error:
            raise BadInputError("listening.no_such_file", path=str(path)) from error


def _say(result, column: str, notes: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    from goen.listening.exports.method import note_text
    from goen.listening.exports.workbook import account_rows

    print(f"本文の列: {column}")
    for topic in result.cut.topics:
        print(f"{topic.n_posts:6d}  {topic.label}")
    print("、".join(f"{name} {number}" for name, number in account_rows(result)))
    for note in notes:
        print(f"! {note_text(note)}", file=sys.stderr)
    if "no_word_vectors" in result.found.notes:
        print("単語の意味のデータがないため、同じ言葉を使う文だけがまとまっています（goen vectors）。", file=sys.stderr)
