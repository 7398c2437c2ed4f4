"""What people change in the topics: written beside the result, never into it."""

from collections.abc import Collection, Sequence

from django.db import transaction

from goen.base import audit
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.listening.models import Listening, TopicEdit

LABEL_LIMIT = 80


@transaction.atomic
def change_topics(
    *,
    member: Member,
    listening: Listening,
    kind: str,
    anchors: Sequence[Collection[str]],
    label: str = "",
    moved: Collection[str] = (),
    about: str = "",
) -> TopicEdit:
    """Write a change down; ``anchors`` and ``moved`` are ids of texts (see ``goen.core.listening.edits``)."""
    label = label.strip()
    if kind not in TopicEdit.Kind.values or not anchors or not all(anchors):
        raise BadInputError("listening.bad_edit")
    if kind == TopicEdit.Kind.RENAME and not label:
        raise BadInputError("listening.no_label")
    if len(label) > LABEL_LIMIT:
        raise BadInputError("listening.label_too_long", length=len(label), limit=LABEL_LIMIT)
    if kind == TopicEdit.Kind.MERGE and len(anchors) < 2:  # noqa: PLR2004 - two make one
        raise BadInputError("listening.merge_what")
    if kind in (TopicEdit.Kind.SPLIT, TopicEdit.Kind.MOVE) and not moved:
        raise BadInputError("listening.move_what")
    edit = TopicEdit.objects.create(
        listening=listening,
        kind=kind,
        anchors=[sorted(anchor) for anchor in anchors],
        moved=sorted(moved),
        label=label,
        about=about[:200],
        made_by=member.key,
    )
    audit.record(member.key, "listening.edit", f"listening:{listening.pk}", edit=edit.pk, kind=kind, label=label)
    return edit


@transaction.atomic
def take_back(*, member: Member, edit: TopicEdit) -> None:
    """Take a change back; twice is once."""
    TopicEdit.objects.filter(pk=edit.pk).update(is_taken_back=True)
    audit.record(member.key, "listening.take_back", f"listening:{edit.listening_id}", edit=edit.pk)


@transaction.atomic
def set_granularity(*, member: Member, listening: Listening, n_topics: int) -> None:
    """Keep a number of topics as the one shown first and written to files."""
    if n_topics < 1:
        raise BadInputError("listening.n_topics", n_topics=n_topics, most=40)
    Listening.objects.filter(pk=listening.pk).update(n_topics=n_topics)
    audit.record(member.key, "listening.granularity", f"listening:{listening.pk}", n_topics=n_topics)
