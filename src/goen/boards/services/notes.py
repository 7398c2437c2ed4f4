"""Notes outside the live room: a form's note goes the same durable way; the log is projected into rows."""

import secrets
import time
from datetime import UTC, datetime

from django.db import transaction

from goen.base import jobs, live
from goen.base.durable import writer
from goen.boards.access import BoardMember
from goen.boards.models import Board, Note
from goen.boards.queries import board_notes, lagging_boards, participations_by_key
from goen.boards.services.log import NewUpdate, append_updates
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.core.notes.board import MAX_TEXT, NoteState, new_note


def write_note(*, at: BoardMember, column: str, text: str, message_id: str = "") -> int:
    """Add a note without the live room (a page without scripts); returns its sequence in the log.

    With the same ``message_id`` a form sent twice adds one note.
    """
    text = text.strip()
    if not at.is_writer:
        raise RefusedError("base.refused")
    if not text or column not in {item["key"] for item in at.board.columns}:
        raise BadInputError("boards.empty_note")
    if len(text) > MAX_TEXT:
        raise TooMuchError("boards.text_too_long", limit=MAX_TEXT)
    now_ms = time.time_ns() / 1_000_000
    key = "" if at.board.is_anonymous else at.author_key
    note_id = message_id or secrets.token_hex(8)
    update = new_note(note_id, column, text, author_key=key, position=now_ms, created_ms=now_ms)
    sequence = int(writer.write(append_updates, NewUpdate(at.board.pk, note_id, update)))
    with transaction.atomic():
        live.publish(f"board:{at.board.pk}", "boards.updated", board=at.board.pk, sequence=sequence)
    project_board(board_id=at.board.pk)
    return sequence


def ask_projection(board_ids: list[int]) -> None:
    """Have the note rows of boards brought up to their logs soon."""
    with transaction.atomic():
        jobs.enqueue("boards.project", board_ids=board_ids)


def project_lagging() -> None:
    """Have every board projected whose rows are behind its log, as after a crash."""
    if board_ids := lagging_boards():
        ask_projection(board_ids)


def project_board(*, board_id: int) -> int:
    """Bring the note rows of a board up to its log; returns how many notes it shows; nothing new costs 1 query.

    The log is read and folded outside the transaction: nobody who writes waits for that.
    """
    board = Board.objects.filter(pk=board_id).first()
    if board is None or board.projected_sequence >= board.last_sequence:
        return 0
    sequence, states = board_notes(board_id)
    authors = participations_by_key({state.author_key for state in states}, board.event_id)
    rows = [_row(board, state, authors) for state in states]
    with transaction.atomic():
        _keep_rows(board_id, sequence, rows)
        live.publish(f"event:{board.event_id}", "boards.projected", board=board_id, n_notes=len(rows))
    return len(rows)


def _keep_rows(board_id: int, sequence: int, rows: list[Note]) -> None:
    """Write what differs, unless somebody else has projected further meanwhile."""
    moved = Board.objects.filter(pk=board_id, projected_sequence__lt=sequence).update(projected_sequence=sequence)
    if not moved:
        return
    known = {note.note_id: note for note in Note.objects.filter(board_id=board_id)}
    gone = known.keys() - {row.note_id for row in rows}
    if gone:
        Note.objects.filter(board_id=board_id, note_id__in=gone).delete()
    changed = [row for row in rows if not _is_same(known.get(row.note_id), row)]
    Note.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["board", "note_id"],
        update_fields=[*_FIELDS[:-2], "author", "created_at"],
    )


_FIELDS = ("column", "text", "kind", "position", "heading_id", "links", "author_id", "created_at")


def _is_same(known: Note | None, row: Note) -> bool:
    return known is not None and all(getattr(known, field) == getattr(row, field) for field in _FIELDS)


def _row(board: Board, state: NoteState, authors: dict[str, int]) -> Note:
    created = datetime.fromtimestamp(state.created_ms / 1000, tz=UTC) if 0 < state.created_ms < _LAST_MS else None
    return Note(
        board=board,
        note_id=state.note_id,
        column=state.column,
        text=state.text,
        kind=state.kind,
        position=state.position,
        heading_id=state.heading_id,
        links=list(state.links),
        author_id=authors.get(state.author_key),
        created_at=created,
    )


_LAST_MS = 4_102_444_800_000.0  # the year 2100: a phone's clock may say anything
