"""Going back: a note or the whole board as it stood, written as a new entry of the log, so that this too can be taken back."""

import secrets

from django.db import transaction

from goen.base import audit, live
from goen.base.durable import writer
from goen.boards import queries
from goen.boards.access import BoardMember
from goen.boards.services.log import NewUpdate, append_updates
from goen.boards.services.notes import project_board
from goen.core.errors import BadInputError, RefusedError
from goen.core.notes.history import states_at, taking_back


def restore_note(*, at: BoardMember, note_id: str, sequence: int) -> int:
    """Let one note stand as it stood after an entry of the log; returns the new entry's number."""
    _check_open(at)
    log = queries.updates_after(at.board.pk, 0)
    wanted = [state for state in states_at(log, sequence) if state.note_id == note_id]
    if not wanted:
        raise BadInputError("boards.no_such_moment")
    return _write(at, taking_back(log, wanted, [note_id]), "boards.restore_note", note=note_id, to=sequence)


def restore_board(*, at: BoardMember, sequence: int) -> int:
    """Let the whole board stand as it stood; what was written since stays in the history; returns the new entry's number."""
    if not at.is_moderator:
        raise RefusedError("base.refused")
    _check_open(at)
    log = queries.updates_after(at.board.pk, 0)
    if not log or not log[0][0] <= sequence <= log[-1][0]:
        raise BadInputError("boards.no_such_moment")
    return _write(at, taking_back(log, states_at(log, sequence)), "boards.restore_board", to=sequence)


def _check_open(at: BoardMember) -> None:
    if not at.is_writer:
        raise RefusedError("base.refused")
    if not at.may_write:
        raise RefusedError("boards.frozen" if at.board.is_frozen else "boards.not_open")


def _write(at: BoardMember, update: bytes, verb: str, **details: object) -> int:
    new = NewUpdate(at.board.pk, f"restore-{secrets.token_hex(12)}", update)
    sequence = int(writer.write(append_updates, new))
    with transaction.atomic():
        # On an anonymous board nobody's acts are kept beside notes; what a moderator does to all of it is.
        actor = "guest" if at.board.is_anonymous and not at.is_moderator else at.member.key
        audit.record(actor, verb, f"board:{at.board.pk}", sequence=sequence, **details)
        live.publish(f"board:{at.board.pk}", "boards.updated", board=at.board.pk, sequence=sequence)
    project_board(board_id=at.board.pk)
    return sequence
