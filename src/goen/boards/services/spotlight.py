"""One note, large on the projector."""

from django.db import transaction
from django.utils import timezone

from goen.base import audit, live
from goen.boards.access import BoardMember
from goen.boards.models import Note, Spotlight
from goen.boards.services.notes import project_board
from goen.core.errors import BadInputError, RefusedError
from goen.events.models import Event


def spotlight_note(*, at: BoardMember, note_id: str) -> None:
    """Put a note on the projector; only who runs the event may."""
    if not at.member.may("events.run"):
        raise RefusedError("base.refused")
    project_board(board_id=at.board.pk)
    if not Note.objects.filter(board=at.board, note_id=note_id).exists():
        raise BadInputError("boards.no_such_note")
    with transaction.atomic():
        shown = {"board": at.board, "note_id": note_id, "shown_at": timezone.now()}
        Spotlight.objects.update_or_create(event=at.member.event, defaults=shown)
        audit.record(at.member.key, "boards.spotlight", f"board:{at.board.pk}", note=note_id)
        live.publish(at.member.event.topic, "boards.spotlit", board=at.board.pk)


@transaction.atomic
def clear_spotlight(*, event: Event) -> None:
    """Take the note from the projector."""
    if Spotlight.objects.filter(event=event).delete()[0]:
        live.publish(event.topic, "boards.spotlit", board=None)
