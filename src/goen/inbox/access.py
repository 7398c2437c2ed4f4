"""The door to somebody's own news: an account reads its own and its person's, a guest that of the pass they hold."""

from dataclasses import dataclass

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member
from goen.inbox import queries
from goen.inbox.models import Identity, Message
from goen.roster.access import get_own_participation, member_of
from goen.roster.models import Participation


@dataclass(frozen=True)
class Reader:
    """Whose news is read.

    Parameters
    ----------
    user_id, person_id : int or None
        The account, the person on rosters, or both when they are linked.
    participation : Participation or None
        What the pass stands for, when the reader came with one.
    """

    user_id: int | None = None
    person_id: int | None = None
    participation: Participation | None = None

    @property
    def key(self) -> str:
        """Name of the reader in the audit log."""
        return f"user:{self.user_id}" if self.user_id else f"person:{self.person_id}"

    @property
    def member(self) -> Member | None:
        """The guest as their event knows them, for the tabs at the phone's foot."""
        row = self.participation
        return member_of(row) if row else None


def get_reader(actor: Actor, slug: str = "") -> Reader:
    """Return whose news the actor may read: with an event's slug the holder of its pass, else the account; ≤ 2 queries."""
    if slug:
        row = get_own_participation(actor, slug)
        linked = Identity.objects.filter(person_id=row.person_id, user_id=actor.user_id or 0).exists()
        return Reader(actor.user_id if linked else None, row.person_id, row)
    if actor.user_id is None:
        raise RefusedError("base.refused")
    return Reader(actor.user_id, queries.person_id_of(actor.user_id))


def get_message_to_open(reader: Reader, message_id: int) -> Message:
    """Return one of the reader's own messages; 1 query."""
    message = queries.messages_for(reader.user_id, reader.person_id).filter(pk=message_id).first()
    if message is None:
        raise RefusedError("base.refused")
    return message
