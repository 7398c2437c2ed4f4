"""Consultations as files: the three Polis tables, an Excel workbook, JSON; no name, no rejected text."""

import json
from collections.abc import Callable

from django.utils.translation import gettext as _

from goen.base.documents.delimited import UTF8
from goen.base.documents.guards import guard_cell
from goen.base.documents.workbook import Cell, Sheet, write_workbook
from goen.core.opinions.formats import Comment, write_comments, write_participants_votes, write_votes
from goen.opinions.queries import ExportTables, Page
from goen.opinions.queries.landscape import Bar, Line

# Kind in the address → file name and content type.
KINDS = {
    "votes": ("votes.csv", "text/csv; charset=utf-8"),
    "comments": ("comments.csv", "text/csv; charset=utf-8"),
    "participants": ("participants-votes.csv", "text/csv; charset=utf-8"),
    "workbook": ("opinions.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("opinions.json", "application/json"),
}


def votes_csv(tables: ExportTables) -> bytes:
    """Return ``votes.csv``."""
    return write_votes(tables.votes)


def comments_csv(tables: ExportTables) -> bytes:
    """Return ``comments.csv``: with a mark for Excel, and no text a spreadsheet would run."""
    safe = [Comment(**{**vars(one), "text": guard_cell(one.text)}) for one in tables.comments]
    return write_comments(safe, tables.votes).decode().encode(UTF8)


def participants_csv(tables: ExportTables) -> bytes:
    """Return ``participants-votes.csv`` with everybody's group."""
    return write_participants_votes(tables.votes, tables.groups)


def workbook(page: Page) -> bytes:
    """Return findings, all statements and how sure the picture is, as Excel sheets."""
    findings = [
        *((_("一致点"), line) for line in page.unites),
        *((_("分かれる点"), line) for line in page.divides),
        *((_("少数の声"), line) for line in page.minority),
        *(
            (_("グループ{letter}の特徴").format(letter=group.letter), line)
            for group in page.groups
            for line in group.lines
        ),
    ]
    found: list[list[Cell]] = [[kind, line.number, line.text, line.figure, line.interval] for kind, line in findings]
    sides = [_("賛成"), _("パス"), _("反対")]
    header = [_("番号"), _("意見"), _("回答"), *sides, _("賛成の割合（％）")]
    for group in page.groups:
        header += [f"{_('グループ')}{group.letter} {side}" for side in sides]
    note = _("{people} 人・{votes} 票。{headline}").format(
        people=page.n_people, votes=page.n_votes, headline=page.headline
    )
    sheets = [
        Sheet(_("見つかったこと"), [_("種類"), _("番号"), _("意見"), _("数"), _("区間")], found, note=note),
        Sheet(_("すべての意見"), header, [_statement(line, len(page.groups)) for line in page.statements]),
        Sheet(_("確からしさ"), [_("説明")], [[line] for line in page.sure]),
    ]
    return write_workbook(sheets, title=_("意見の地図"))


def landscape_json(title: str, page: Page) -> bytes:
    """Return the landscape as JSON, as public pages show it."""
    plain = {
        "title": title,
        "verdict": page.verdict,
        "headline": page.headline,
        "n_people": page.n_people,
        "n_votes": page.n_votes,
        "groups": [
            {"letter": group.letter, "size": group.size, "stands_for": [_finding(line) for line in group.lines]}
            for group in page.groups
        ],
        "unites": [_finding(line) for line in page.unites],
        "divides": [_finding(line) for line in page.divides],
        "minority": [_finding(line) for line in page.minority],
        "statements": [_finding(line) for line in page.statements],
        "certainty": list(page.sure),
    }
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


TABLES: dict[str, Callable[[ExportTables], bytes]] = {
    "votes": votes_csv,
    "comments": comments_csv,
    "participants": participants_csv,
}


def _statement(line: Line, n_groups: int) -> list[Cell]:
    row: list[Cell] = [line.number, line.text, *_cells(line.bar)[:1], *_cells(line.bar)[1:]]
    row.append(line.bar.agree_percent if line.bar and line.bar.total else None)
    for split in line.splits or ():
        row += _cells(split.bar)[1:]
    return row + [None] * (3 * (n_groups - len(line.splits)))


def _cells(bar: Bar | None) -> list[Cell]:
    return [None] * 4 if bar is None else [bar.total, bar.agree, bar.passed, bar.disagree]


def _finding(line: Line) -> dict[str, object]:
    return {
        "id": line.number,
        "text": line.text,
        "figure": line.figure,
        "interval": line.interval,
        "counts": _counts(line.bar),
        "groups": {split.letter: _counts(split.bar) for split in line.splits},
    }


def _counts(bar: Bar | None) -> dict[str, int] | None:
    return None if bar is None else {"agree": bar.agree, "pass": bar.passed, "disagree": bar.disagree}
