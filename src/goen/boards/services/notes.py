"""Notes outside the live room: a form's note goes the same durable way; the log is projected into rows."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.db import transaction
from django.db.models import F

from goen.base import jobs, live
from goen.base.durable import writer
from goen.boards.access import BoardMember
from goen.boards.models import Board, Note
from goen.boards.queries import lagging_boards, participations_by_key, updates_after
from goen.boards.services.log import NewUpdate, append_updates
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.core.notes.board import MAX_TEXT, NoteState, new_note
from goen.core.notes.fold import Fold


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
    rows last, only what was written since is read and looked at; else the whole log, and all rows are compared.
    """
    behind = Board.objects.filter(pk__in=board_ids, projected_sequence__lt=F("last_sequence"))
    turns = [_turn(board) for board in behind.order_by("pk")]
    if not turns:
        return 0
    with transaction.atomic():
        for turn in turns:
            _keep(turn)
            live.publish(
                f"event:{turn.board.event_id}", "boards.projected", board=turn.board.pk, n_notes=len(turn.fold.states)
            )
        transaction.on_commit(partial(_remember, turns))
    return sum(len(turn.fold.states) for turn in turns)


@dataclass(frozen=True)
class _Turn:
    """A board whose rows are to follow its log: where the log stands, the notes it amounts to, and which of them differ."""

    board: Board
    sequence: int
    fold: Fold
    changed: Sequence[NoteState]
    # Notes the rows showed before; None: what they show is not known.
    before: AbstractSet[str] | None


# Board id → the sequence its rows stand at and the notes they show; the oldest goes first.
written: OrderedDict[int, tuple[int, Fold]] = OrderedDict()
_MOST_WRITTEN = 256


def _turn(board: Board) -> _Turn:
    # Taken out until its rows are written: a fold that went on alone would miss what a failed turn did not write.
    at, fold = written.pop(board.pk, (-1, Fold()))
    before: AbstractSet[str] | None = fold.states.keys()
    if at != board.projected_sequence:
        at, fold, before = 0, Fold(), None
    rows = updates_after(board.pk, at)
    changed = fold.add(update for _number, update in rows)
    return _Turn(board, rows[-1][0] if rows else at, fold, changed, before)


def _remember(turns: Sequence[_Turn]) -> None:
    for turn in turns:
        written[turn.board.pk] = (turn.sequence, turn.fold)
    while len(written) > _MOST_WRITTEN:
        written.popitem(last=False)


def _keep(turn: _Turn) -> None:
    """Write what differs, unless somebody else has projected meanwhile."""
    here = Board.objects.filter(pk=turn.board.pk, projected_sequence=turn.board.projected_sequence)
    if not here.update(projected_sequence=turn.sequence):
        return
    known: dict[str, Note] = {}
    if turn.before is None:
        known = {note.note_id: note for note in Note.objects.filter(board=turn.board)}
    if gone := (known.keys() if turn.before is None else turn.before) - turn.fold.states.keys():
        Note.objects.filter(board=turn.board, note_id__in=gone).delete()
    changed = [row for row in _rows(turn.board, turn.changed) if not _is_same(known.get(row.note_id), row)]
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
