"""CSV that Excel in Japan opens rightly: UTF-8 with a mark, or CP932 on request; text never run as a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from goen.base.documents.guards import guard_cell

UTF8 = "utf-8-sig"
CP932 = "cp932"


@dataclass(frozen=True)
class Delimited:
    """A made CSV and the characters its encoding could not hold (each once, in order of appearance)."""

    content: bytes
    lost: tuple[str, ...] = ()


def write_csv(header: Sequence[str], rows: Sequence[Sequence[object]], *, encoding: str = UTF8) -> Delimited:
    """Return CSV bytes with CRLF ends; a character CP932 lacks becomes 〓 and is listed, never an error.

    >>> write_csv(["氏名"], [["𠮷田"]], encoding=CP932).lost
    ('𠮷',)
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([guard_cell(str(name)) for name in header])
    for row in rows:
        writer.writerow(["" if cell is None else guard_cell(cell) if isinstance(cell, str) else cell for cell in row])
    text = target.getvalue()
    if encoding == UTF8:
        return Delimited(text.encode(UTF8))
    lost = tuple(dict.fromkeys(letter for letter in text if not _fits(letter, encoding)))
    for letter in lost:
        text = text.replace(letter, "〓")
    return Delimited(text.encode(encoding), lost)


def _fits(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
