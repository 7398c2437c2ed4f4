"""Boards themselves: opened when groups are published, frozen and thawed, their votes opened and closed."""

from django.db import transaction
from django.utils.translation import gettext as _

from goen.base import audit, live
from goen.boards.access import BoardMember
from goen.boards.models import Board
from goen.boards.phases import COLUMNS
from goen.events.models import Event
from goen.grouping.models import Group, Plan


@transaction.atomic
def open_boards(*, plan: Plan) -> list[Board]:
    """Give every group of a plan its board; a board of an earlier plan goes on with all its notes at the same table."""
    earlier = {
        (board.group.round_number, board.group.number): board
        for board in Board.objects.filter(event=plan.event_id, group__isnull=False).select_related("group")
        if board.group is not None
    }
    boards = [
        _seat_board(plan.event, group, earlier.get((group.round_number, group.number)))
        for group in plan.groups.select_related("theme")
    ]
    live.publish(plan.event.topic, "boards.opened", boards=[board.pk for board in boards])
    return boards


def _seat_board(event: Event, group: Group, board: Board | None) -> Board:
    if board is None:
        board = Board(event=event, columns=[{"key": key, "title": str(title)} for key, title in COLUMNS])
        board.is_anonymous = event.naming == Event.Naming.ANONYMOUS
    board.group = group
    board.title = _title(group)
    board.save()
    return board


def _title(group: Group) -> str:
    return f"{group.label} {group.theme.title}"[:120] if group.theme else _("{label}グループ").format(label=group.label)


def freeze_board(*, at: BoardMember) -> Board:
    """Close a board for writing; what is written stays, unsent notes wait on the phones."""
    return _set(at, "boards.frozen", is_frozen=True)


def unfreeze_board(*, at: BoardMember) -> Board:
    """Open a frozen board again."""
    return _set(at, "boards.unfrozen", is_frozen=False)


def open_voting(*, at: BoardMember) -> Board:
    """Open (or reopen) the dot vote of a board."""
    return _set(at, "boards.voting_opened", voting=Board.Voting.OPEN)


def close_voting(*, at: BoardMember) -> Board:
    """Close the dot vote; the counts are there for all to see."""
    return _set(at, "boards.voting_closed", voting=Board.Voting.CLOSED)


@transaction.atomic
def _set(at: BoardMember, kind: str, **fields: object) -> Board:
    Board.objects.filter(pk=at.board.pk).update(**fields)
    at.board.refresh_from_db()
    audit.record(at.member.key, kind, f"board:{at.board.pk}")
    live.publish(at.member.event.topic, kind, board=at.board.pk)
    return at.board
