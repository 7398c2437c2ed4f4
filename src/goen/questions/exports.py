"""Questions and polls as a table for the organiser's own use."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from goen.base.documents.delimited import write_csv
from goen.questions.models import Question
from goen.questions.queries import Result


def everything_csv(queue: Mapping[str, Iterable[Question]], results: Iterable[Result]) -> bytes:
    """Return every question with its votes, then every result."""
    head = [_("種類"), _("文"), _("数"), _("状態"), _("名前")]
    rows: list[list[object]] = []
    for question in (row for part in queue.values() for row in part):
        name = question.participation.name if question.participation else ""
        votes = question.n_votes  # type: ignore[attr-defined]
        rows.append([_("質問"), question.text, votes, question.get_state_display(), name])
    for result in results:
        rows.append([_("アンケート"), result.poll.prompt, result.n_people, result.poll.get_state_display(), ""])
        rows += [[_("選択肢"), bar.text, bar.n, "", ""] for bar in result.bars]
        rows += [[_("ことば"), word.text, word.n, "", ""] for word in result.words]
    return write_csv(head, rows).content
