"""Voices as tables for the organiser's own use."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goen.base.documents.delimited import write_csv
from goen.base.documents.workbook import Cell, Sheet, write_workbook
from goen.voices.models import Quote, Voice


def voices_table(voices: Sequence[Voice]) -> tuple[list[str], list[list[Cell]]]:
    """Return header and one row per voice: who, ratings, each answer and its consent."""
    header = [_("団体"), _("氏名"), _("満足度"), _("また参加したい")]
    for question in Quote.Question:
        header += [str(question.label), _("公開")]
    return header, [_row(voice) for voice in voices]


def voices_csv(voices: Sequence[Voice]) -> bytes:
    """Return the table as CSV with a UTF-8 mark."""
    return write_csv(*_texts(voices)).content


def voices_workbook(voices: Sequence[Voice]) -> bytes:
    """Return the table as an Excel workbook."""
    header, rows = voices_table(voices)
    return write_workbook([Sheet(_("参加者の声"), header, rows)], title=_("参加者の声"))


def _texts(voices: Sequence[Voice]) -> tuple[list[str], list[list[Cell]]]:
    header, rows = voices_table(voices)
    words = {True: _("はい"), False: _("いいえ")}
    return header, [[words[cell] if isinstance(cell, bool) else cell for cell in row] for row in rows]


def _row(voice: Voice) -> list[Cell]:
    said = {quote.question: quote for quote in voice.quotes.all()}
    person = voice.participation
    row: list[Cell] = [person.organisation.name, person.name, voice.satisfaction, voice.wants_again]
    for question in Quote.Question:
        quote = said.get(question.value)
        row += [quote.text, quote.get_publication_display()] if quote else ["", ""]
    return row
