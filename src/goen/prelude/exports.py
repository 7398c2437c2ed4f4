"""Answers as a file, for the organiser's own use."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goen.base.documents.delimited import write_csv
from goen.prelude.models import Answer


def answers_csv(answers: Iterable[Answer]) -> bytes:
    """Return who answered what, one a row."""
    header = [_("団体"), _("氏名"), _("答え"), _("ボードに載せた")]
    rows = [
        [
            one.participation.organisation.name,
            one.participation.name,
            one.text,
            _("はい") if one.noted_at else _("いいえ"),
        ]
        for one in answers
    ]
    return write_csv(header, rows).content
