"""Boards are opened, written, frozen and projected; nothing is doubled and nothing slips in after the bell."""

import pytest
from tests.boards.conftest import guest, make_plan

from goen.boards import queries, services
from goen.boards.access import get_board_to_moderate, get_board_to_see
from goen.boards.models import Board, BoardUpdate
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.events.models import Event
from goen.grouping.signals import plan_published


def test_publishing_opens_a_board_at_every_table(event):
    plan, _people = make_plan(event, n_groups=3)
    plan_published.send(sender=None, plan=plan)
    boards = list(queries.boards_of(event))
    assert [board.group.label for board in boards] == ["A", "B", "C"]
    assert [column["key"] for column in boards[0].columns] == ["as_is", "to_be", "gap", "solution"]


def test_publishing_again_keeps_boards_and_their_notes(event, table, writer_at):
    board, _people = table
    services.write_note(at=writer_at, column="gap", text="発信がばらばら")
    again, _people = make_plan(event, number=2)
    services.open_boards(plan=again)
    kept = Board.objects.get(pk=board.pk)
    assert kept.group.plan == again
    assert [note.text for note in queries.notes_of(kept)] == ["発信がばらばら"]
    assert Board.objects.filter(event=event).count() == 2


def test_a_note_is_in_its_column_with_its_author(table, writer_at):
    board, people = table
    services.write_note(at=writer_at, column="as_is", text="  若手の発言が少ない ")
    columns = queries.notes_by_column(board)
    assert [(column.key, [note.text for note in column.notes]) for column in columns] == [
        ("as_is", ["若手の発言が少ない"]),
        ("to_be", []),
        ("gap", []),
        ("solution", []),
    ]
    assert columns[0].notes[0].author == people[0]


def test_an_anonymous_board_keeps_no_author_in_any_byte(anonymous_event):
    plan, people = make_plan(anonymous_event)
    board = services.open_boards(plan=plan)[0]
    at = get_board_to_see(guest(people[0]), "hidden", board.pk)
    services.write_note(at=at, column="gap", text="言いにくいこと")
    assert queries.notes_of(board).get().author is None
    stored = bytes(BoardUpdate.objects.get().update)
    assert at.author_key.encode() not in stored
    assert b"author" not in stored
    assert queries.people_of(board) == {}


def test_the_same_message_twice_is_one_note(table, writer_at):
    first = services.write_note(at=writer_at, column="gap", text="二重送信", message_id="m1")
    second = services.write_note(at=writer_at, column="gap", text="二重送信", message_id="m1")
    assert first == second
    assert queries.notes_of(table[0]).count() == 1


@pytest.mark.parametrize(
    ("column", "text", "code", "kind"),
    [
        ("gap", "   ", "boards.empty_note", BadInputError),
        ("nowhere", "文", "boards.empty_note", BadInputError),
        ("gap", "あ" * 1001, "boards.text_too_long", TooMuchError),
    ],
)
def test_a_bad_note_is_refused_with_its_reason(writer_at, column, text, code, kind):
    with pytest.raises(kind) as refused:
        services.write_note(at=writer_at, column=column, text=text)
    assert refused.value.code == code


def test_a_frozen_board_refuses_and_a_thawed_one_takes(event, table, organiser, writer_at):
    board, _people = table
    moderator = get_board_to_moderate(organiser, "hall", board.pk)
    services.freeze_board(at=moderator)
    with pytest.raises(RefusedError) as refused:
        services.write_note(at=writer_at, column="gap", text="締切後")
    assert refused.value.code == "boards.frozen"
    services.unfreeze_board(at=moderator)
    assert services.write_note(at=writer_at, column="gap", text="再開後") == 1


def test_a_closed_phase_refuses(event, table, writer_at):
    Event.objects.filter(pk=event.pk).update(status=Event.Status.CLOSED)
    with pytest.raises(RefusedError) as refused:
        services.write_note(at=writer_at, column="gap", text="閉会後")
    assert refused.value.code == "boards.not_open"


def test_a_guest_sees_their_own_table_only(event, table):
    board, people = table
    other = Board.objects.exclude(pk=board.pk).get()
    assert get_board_to_see(guest(people[0]), "hall", board.pk).may_write
    with pytest.raises(RefusedError):
        get_board_to_see(guest(people[0]), "hall", other.pk)
    with pytest.raises(RefusedError):
        get_board_to_moderate(guest(people[0]), "hall", board.pk)


def test_notes_are_read_with_one_query(table, writer_at, django_assert_num_queries):
    for number in range(3):
        services.write_note(at=writer_at, column="gap", text=f"付箋{number}")
    with django_assert_num_queries(1):
        assert [note.author.name for note in queries.notes_of(table[0])]
    with django_assert_num_queries(1):
        queries.notes_by_column(table[0])
