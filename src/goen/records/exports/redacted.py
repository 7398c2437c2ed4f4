"""黒塗り: the record of an event for disclosure, with what must not be disclosed truly gone, not covered."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from goen.base.documents.pdf import compile_pdf
from goen.boards.models import Note
from goen.core.text.concealing import name_pattern
from goen.core.text.era import format_date
from goen.events.models import Event
from goen.events.queries import run_sheet
from goen.proposals.queries import parts_of, proposals_of
from goen.roster.models import Participation
from goen.roster.queries import roster
from goen.voices.queries import voices_of

BLACK = "■■■"
_SHEET = Path(__file__).resolve().parent.parent / "templates" / "records" / "sheet.typ"
_Hide = Callable[[str], str]


@dataclass(frozen=True)
class Redaction:
    """What is hidden besides names and ways to reach somebody: departments, what people said, further words."""

    ground: str
    hides_departments: bool = True
    hides_voices: bool = True
    words: Sequence[str] = ()


def redacted_pdf(event: Event, redaction: Redaction) -> bytes:
    """Return the record as PDF/A; hidden words are not in the file. ≤ 12 queries."""
    people = roster(event)
    hide = hider(people, redaction.words)
    tables = [
        _table(
            "次第",
            ["時刻", "内容"],
            ([f"{timezone.localtime(line.start):%H:%M}", hide(line.segment.title)] for line in run_sheet(event).lines),
        ),
        _table("参加者", ["団体", "部署・役職", "氏名"], (_person(row, redaction, hide) for row in people)),
        _table("付箋", ["グループ", "欄", "付箋"], _notes(event, hide)),
        _table("提言", ["グループ", "欄", "文"], _proposals(event, hide)),
        _table("参加者の声", ["団体", "声"], _voices(event, redaction, hide)),
    ]
    data = {
        "title": f"{hide(event.title)}　記録（一部不開示）",
        "sender": event.host,
        "lead": f"{format_date(timezone.localdate())}作成。■■■は不開示とした部分です。\n不開示の根拠：{redaction.ground}",
        "facts": [
            ["開催日", format_date(timezone.localdate(event.starts_at), with_weekday=True)],
            ["会場", hide(event.venue)],
            ["主催", event.host],
        ],
        "tables": [table for table in tables if table["rows"]],
        "foot": "",
    }
    return compile_pdf(_SHEET, data)


def hider(people: Iterable[Participation], words: Iterable[str]) -> _Hide:
    """Return what replaces every name, part of a full name and further word by ■■■."""
    names = [part for row in people for name in (row.name, row.kana, row.person.name) for part in (name, *_parts(name))]
    patterns = [name_pattern([*names, *words])]
    singles = [re.escape(word.strip()) for word in words if len(word.strip()) == 1]
    patterns += [re.compile("|".join(singles))] if singles else []

    def hide(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(BLACK, text) if pattern else text
        return text

    return hide


def _parts(name: str) -> list[str]:
    """Return family and given name where they are written apart: texts say 佐藤さん."""
    parts = name.split()
    return parts if len(parts) > 1 else []


def _person(row: Participation, redaction: Redaction, hide: _Hide) -> list[str]:
    post = " ".join(part for part in (row.department, row.title) if part)
    return [hide(row.organisation.name), BLACK if post and redaction.hides_departments else hide(post), BLACK]


def _notes(event: Event, hide: _Hide) -> Iterable[list[str]]:
    rows = Note.objects.filter(board__event=event).exclude(text="").select_related("board__group")
    for note in rows.order_by("board_id", "column", "position", "note_id"):
        titles = {str(column["key"]): str(column["title"]) for column in note.board.columns}
        group = note.board.group.label if note.board.group else note.board.title
        yield [hide(group), titles.get(note.column, note.column), hide(note.text)]


def _proposals(event: Event, hide: _Hide) -> Iterable[list[str]]:
    for proposal in proposals_of(event):
        label = hide(proposal.group.label) if proposal.group else ""
        for words in (proposal.title, proposal.summary):
            if words:
                yield [label, "名称", hide(words)]
        for part in parts_of(proposal):
            for item in part.items:
                yield [label, part.label, hide(item.text)]


def _voices(event: Event, redaction: Redaction, hide: _Hide) -> Iterable[list[str]]:
    for voice in voices_of(event):
        for quote in voice.quotes.all():
            yield [hide(voice.participation.organisation.name), BLACK if redaction.hides_voices else hide(quote.text)]


def _table(heading: str, header: list[str], rows: Iterable[list[str]]) -> dict[str, object]:
    return {"heading": heading, "header": header, "rows": list(rows)}
