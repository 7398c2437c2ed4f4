"""Boards themselves: opened when groups are published, frozen and thawed, their votes opened and closed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from goen.base import audit, live
from goen.boards.access import BoardMember
from goen.boards.models import Board
from goen.boards.phases import COLUMN_SETS, COLUMNS, MAX_COLUMN_TITLE, MAX_COLUMNS
from goen.boards.queries import board_doc
from goen.core.errors import BadInputError, RefusedError
from goen.events.access import Member
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


@transaction.atomic
def make_board(*, member: Member, title: str, column_set: str, is_anonymous: bool) -> Board:
    """Open one more board, for everybody in the event: a harvest, a car park for ideas."""
    columns = columns_of_set(column_set)
    board = Board.objects.create(
        event=member.event, title=title.strip()[:120], columns=columns, is_anonymous=is_anonymous, is_for_all=True
    )
    audit.record(member.key, "boards.make", f"board:{board.pk}", column_set=column_set)
    live.publish(member.event.topic, "boards.opened", boards=[board.pk])
    return board


@dataclass(frozen=True)
class Wish:
    """How boards shall be from now on.

    Parameters
    ----------
    titles : sequence of str
        Column titles in order; a title that stands already keeps its notes.
    column_set : str
        A set to take the columns from instead; empty keeps ``titles``.
    """

    titles: Sequence[str]
    column_set: str
    is_anonymous: bool
    dots_per_person: int
    shows_running_dots: bool


@transaction.atomic
def change_board(*, at: BoardMember, wish: Wish, title: str = "", for_all_tables: bool = False) -> int:
    """Change columns, votes and naming of a board, or of every table's board; returns how many were changed.

    A column with notes cannot go, and nobody is unmasked or masked once something is written.
    """
    boards = Board.objects.select_for_update().filter(event=at.member.event).order_by("pk")
    boards = boards.filter(group__isnull=False) if for_all_tables else boards.filter(pk=at.board.pk)
    changed = list(boards)
    for board in changed:
        _change(board, wish)
        if title.strip() and board.pk == at.board.pk:
            board.title = title.strip()[:120]
        board.save()
    audit.record(at.member.key, "boards.change", f"board:{at.board.pk}", boards=[board.pk for board in changed])
    live.publish(at.member.event.topic, "boards.changed", boards=[board.pk for board in changed])
    at.board.refresh_from_db()
    return len(changed)


@transaction.atomic
def act_on_all(*, member: Member, verb: str) -> int:
    """Freeze, thaw or open and close the votes of every board of an event at once; returns how many."""
    kind, fields = _FOR_ALL[verb]
    boards = Board.objects.filter(event=member.event)
    n = boards.update(**fields)
    audit.record(member.key, kind, f"event:{member.event.pk}", boards=n)
    live.publish(member.event.topic, kind, board=None)
    return n


_FOR_ALL: dict[str, tuple[str, dict[str, object]]] = {
    "freeze": ("boards.frozen", {"is_frozen": True}),
    "unfreeze": ("boards.unfrozen", {"is_frozen": False}),
    "open-voting": ("boards.voting_opened", {"voting": Board.Voting.OPEN}),
    "close-voting": ("boards.voting_closed", {"voting": Board.Voting.CLOSED}),
}


def columns_of_set(key: str) -> list[dict[str, str]]:
    """Return the columns of a known set."""
    if key not in COLUMN_SETS:
        raise BadInputError("boards.no_such_columns")
    return [{"key": name, "title": str(title)} for name, title in COLUMN_SETS[key][1]]


def _change(board: Board, wish: Wish) -> None:
    if wish.is_anonymous != board.is_anonymous and board.last_sequence:
        raise RefusedError("boards.naming_is_fixed", title=board.title)
    columns = columns_of_set(wish.column_set) if wish.column_set else _renamed(board, wish.titles)
    gone = {str(column["key"]) for column in board.columns} - {column["key"] for column in columns}
    if gone and (gone & {state.column for state in board_doc(board.pk)[1].notes()}):
        raise RefusedError("boards.column_in_use", title=board.title)
    board.columns, board.is_anonymous = columns, wish.is_anonymous
    board.dots_per_person, board.shows_running_dots = wish.dots_per_person, wish.shows_running_dots


def _renamed(board: Board, titles: Sequence[str]) -> list[dict[str, str]]:
    """Match titles to the columns there are: by title first, then by place; the rest are new."""
    wanted = [" ".join(title.split())[:MAX_COLUMN_TITLE] for title in titles if title.strip()]
    if not 1 <= len(wanted) <= MAX_COLUMNS or len(set(wanted)) < len(wanted):
        raise BadInputError("boards.bad_columns", limit=MAX_COLUMNS)
    known = {str(column["title"]): str(column["key"]) for column in board.columns}
    by_place = [str(column["key"]) for column in board.columns]
    taken = {known[title] for title in wanted if title in known}
    columns = []
    for place, title in enumerate(wanted):
        key = known.get(title) or (by_place[place] if place < len(by_place) and by_place[place] not in taken else "")
        key = key or f"c{secrets.token_hex(4)}"
        taken.add(key)
        columns.append({"key": key, "title": title})
    return columns


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
