"""Rows follow the log: what was kept in mind of an earlier turn gives the same rows as reading everything anew."""

import random

import pytest
from pycrdt import Doc, Map
from tests.factories import make_board, make_event, make_groups, make_participation, run_segment

from goen.base.durable import writer
from goen.boards.models import Board, Note
from goen.boards.services import notes as projection
from goen.boards.services.log import NewUpdate, append_updates
from goen.core.notes.board import new_note, notes_of_updates

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = ("as_is", "to_be", "gap")


@pytest.fixture
def board():
    projection.written.clear()
    event = run_segment(make_event(slug="exchange"))
    return make_board(event, make_groups(event, [[make_participation(event)]])[0])


def rows():
    return list(Note.objects.order_by("note_id").values_list("note_id", "column", "text", "position", "author_id"))


def write(board, number, update):
    writer.write(append_updates, NewUpdate(board.pk, f"m{number:08}", update))


def some_update(draw, log, number, person):
    """Return a new note, or a note moved or taken away."""
    doc = Doc()
    for update in log:
        doc.apply_update(update)
    notes = doc.get("notes", type=Map)
    known = [state.note_id for state in notes_of_updates(log)]
    if not known or draw.random() < 0.6:
        column, place = draw.choice(COLUMNS), float(number)
        return new_note(f"n{number}", column, f"文 {number}", author_key=f"p{person}", position=place, created_ms=1e12)
    before, note = doc.get_state(), notes[draw.choice(known)]
    if draw.random() < 0.5:
        note["column"], note["position"] = draw.choice(COLUMNS), draw.random()
    else:
        note["gone"] = True
    return bytes(doc.get_update(before))


@pytest.mark.parametrize("seed", range(4))
def test_rows_written_turn_by_turn_are_those_of_the_whole_log(board, seed):
    draw = random.Random(seed)  # noqa: S311 - a test, not a secret
    person = board.event.participations.first().pk
    log: list[bytes] = []
    for number in range(40):
        update = some_update(draw, log, number, person)
        log.append(update)
        write(board, number, update)
        if draw.random() < 0.4:
            projection.project_board(board_id=board.pk)
    projection.project_board(board_id=board.pk)
    by_turns = rows()

    projection.written.clear()
    Note.objects.all().delete()
    Board.objects.update(projected_sequence=0)
    projection.project_board(board_id=board.pk)

    assert by_turns == rows() != []


def test_what_another_process_projected_meanwhile_is_not_taken_for_ones_own(board):
    person = board.event.participations.first().pk
    for number in (1, 2):
        write(board, number, new_note(f"n{number}", "as_is", "文", author_key=f"p{person}"))
        projection.project_board(board_id=board.pk)
    kept = dict(projection.written)
    write(board, 3, new_note("n3", "gap", "三", author_key=f"p{person}"))
    projection.written.clear()  # the other process has its own
    projection.project_board(board_id=board.pk)
    projection.written.update(kept)

    write(board, 4, new_note("n4", "gap", "四", author_key=f"p{person}"))
    projection.project_board(board_id=board.pk)

    assert [row[0] for row in rows()] == ["n1", "n2", "n3", "n4"]
