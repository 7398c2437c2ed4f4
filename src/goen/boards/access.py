"""The door to boards: guests see the boards of their own groups, those who run the event see all."""

from dataclasses import dataclass

from goen.accounts.models import Role, User
from goen.base.actors import Actor
from goen.boards.models import Board, Photo
from goen.boards.queries import author_key, own_board_ids
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.events.phases import is_allowed
from goen.roster.models import Participation


@dataclass(frozen=True)
class BoardMember:
    """Somebody at a board.

    Parameters
    ----------
    member : Member
        Who they are in the event.
    board : Board
        The board, with its group and theme.
    author_key, name : str
        How their notes are signed where the board is named.
    """

    member: Member
    board: Board
    author_key: str
    name: str

    @property
    def is_writer(self) -> bool:
        """Whether their role may ever write here; whether it is open now is asked at every write."""
        return is_allowed(self.member.role, "boards.write")

    @property
    def may_write(self) -> bool:
        """Whether they may write at this moment."""
        return self.is_writer and not self.board.is_frozen and self.member.may("boards.write")

    @property
    def is_moderator(self) -> bool:
        """Whether they may freeze, open votes and see every table."""
        return is_allowed(self.member.role, "boards.moderate")


def get_board_to_see(actor: Actor, slug: str, board_id: int) -> BoardMember:
    """Return a board and who asks; the same refusal for "no such board" and "not your table"; ≤ 7 queries."""
    member = get_event_to("boards.see", actor, slug)
    board = Board.objects.select_related("group__theme").filter(event=member.event, pk=board_id).first()
    person = _participation(member)
    is_own_only = member.role == Role.PARTICIPANT
    if board is None or (is_own_only and (person is None or board.pk not in own_board_ids(member.event, person))):
        raise RefusedError("base.refused")
    key = author_key(participation_id=person.pk if person else None, user_id=member.user_id)
    return BoardMember(member, board, key, person.name if person else _account_name(member))


def get_board_to_moderate(actor: Actor, slug: str, board_id: int) -> BoardMember:
    """Return a board for those who run it; ≤ 7 queries."""
    found = get_board_to_see(actor, slug, board_id)
    if not found.is_moderator:
        raise RefusedError("base.refused")
    return found


def get_boards_to_list(actor: Actor, slug: str) -> tuple[Member, list[int] | None]:
    """Return the member and the ids of the boards they may see, None for all; ≤ 5 queries."""
    member = get_event_to("boards.see", actor, slug)
    return member, own_boards(member)


def own_boards(member: Member) -> list[int] | None:
    """Return the ids of the boards a participant may see, None for those who see all; ≤ 2 queries."""
    if member.role != Role.PARTICIPANT:
        return None
    person = _participation(member)
    return own_board_ids(member.event, person) if person else []


def get_photo_to_see(actor: Actor, slug: str, board_id: int, photo_id: int) -> tuple[BoardMember, Photo]:
    """Return a photo of a board one may see; ≤ 8 queries."""
    at = get_board_to_see(actor, slug, board_id)
    photo = Photo.objects.filter(board=at.board, pk=photo_id).first()
    if photo is None:
        raise RefusedError("base.refused")
    return at, photo


def get_event_to_moderate(actor: Actor, slug: str) -> Member:
    """Return the member who keeps all boards of an event in order; ≤ 3 queries."""
    return get_event_to("boards.moderate", actor, slug)


def _participation(member: Member) -> Participation | None:
    if member.pass_id is None:
        return None
    return Participation.objects.filter(guest_pass_id=member.pass_id).first()


def _account_name(member: Member) -> str:
    user = User.objects.filter(pk=member.user_id).first() if member.user_id else None
    return str(user) if user else str(Role(member.role).label)
