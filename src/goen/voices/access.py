"""The door to voices: everybody at a table says their own, organisers read all."""

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to, get_member
from goen.events.phases import is_allowed
from goen.roster.models import Participation
from goen.roster.queries import participation_of


def get_voice_to_write(actor: Actor, slug: str) -> tuple[Member, Participation]:
    """Return the member and whose voice this is, while it is open; ≤ 4 queries."""
    member = get_event_to("voices.write", actor, slug)
    return member, _own(member)


def get_voice_to_withdraw(actor: Actor, slug: str) -> tuple[Member, Participation]:
    """Return the member and whose voice this is, at any time: what was given may always be taken back; ≤ 4 queries."""
    member = get_member(actor, slug)
    if not is_allowed(member.role, "voices.write"):
        raise RefusedError("base.refused")
    return member, _own(member)


def get_voices_to_read(actor: Actor, slug: str) -> Member:
    """Return the organiser who may read all voices; ≤ 3 queries."""
    return get_event_to("voices.manage", actor, slug)


def _own(member: Member) -> Participation:
    participation = participation_of(member)
    if participation is None:
        raise RefusedError("voices.not_on_the_list")
    return participation
