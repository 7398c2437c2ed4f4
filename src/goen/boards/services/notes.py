"""Notes outside the live room: a form's note goes the same durable way; the log is projected into rows."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.db import transaction
from django.db.models import F

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
    """Bring the note rows of a board up to its log; returns how many notes it shows; nothing new costs 1 query."""
    return project_boards(board_ids=[board_id])


def project_boards(*, board_ids: Sequence[int]) -> int:
    """Bring the note rows of boards up to their logs; returns how many notes they show; one query when nothing is new.

    Logs are read and folded outside the transaction: nobody who writes waits for that. Where this process wrote a board's
    rows last, only what changed since is looked at; else all rows are compared.
    """
    behind = Board.objects.filter(pk__in=board_ids, projected_sequence__lt=F("last_sequence"))
    folded = [_fold(board) for board in behind.order_by("pk")]
    if not folded:
        return 0
    with transaction.atomic():
        for fold in folded:
            _keep(fold)
            live.publish(
                f"event:{fold.board.event_id}", "boards.projected", board=fold.board.pk, n_notes=len(fold.states)
            )
        transaction.on_commit(partial(_remember, folded))
    return sum(len(fold.states) for fold in folded)


@dataclass(frozen=True)
class _Fold:
    """What a board's log amounts to, and what its rows said when this process wrote them last (None: not known)."""

    board: Board
    sequence: int
    states: Mapping[str, NoteState]
    before: Mapping[str, NoteState] | None


# Board id → the sequence its rows stand at and what they say; the oldest goes first.
written: OrderedDict[int, tuple[int, Mapping[str, NoteState]]] = OrderedDict()
_MOST_WRITTEN = 256


def _fold(board: Board) -> _Fold:
    sequence, states = board_notes(board.pk)
    at, before = written.get(board.pk, (-1, {}))
    return _Fold(
        board, sequence, {state.note_id: state for state in states}, before if at == board.projected_sequence else None
    )


def _remember(folded: Sequence[_Fold]) -> None:
    for fold in folded:
        written[fold.board.pk] = (fold.sequence, fold.states)
        written.move_to_end(fold.board.pk)
    while len(written) > _MOST_WRITTEN:
        written.popitem(last=False)


def _keep(fold: _Fold) -> None:
    """Write what differs, unless somebody else has projected meanwhile."""
    here = Board.objects.filter(pk=fold.board.pk, projected_sequence=fold.board.projected_sequence)
    if not here.update(projected_sequence=fold.sequence):
        return
    before = fold.before
    if before is None:
        known = {note.note_id: note for note in Note.objects.filter(board=fold.board)}
        gone, looked_at = known.keys() - fold.states.keys(), list(fold.states.values())
    else:
        known, gone = {}, before.keys() - fold.states.keys()
        looked_at = [state for state in fold.states.values() if before.get(state.note_id) != state]
    if gone:
        Note.objects.filter(board=fold.board, note_id__in=gone).delete()
    rows = _rows(fold.board, looked_at)
    changed = [row for row in rows if not _is_same(known.get(row.note_id), row)]
    Note.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["board", "note_id"],
        update_fields=[*_FIELDS[:-2], "author", "created_at"],
    )


def _rows(board: Board, states: Sequence[NoteState]) -> list[Note]:
    keys = {state.author_key for state in states} - {""}
    authors = participations_by_key(keys, board.event_id) if keys else {}
    return [_row(board, state, authors) for state in states]


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
