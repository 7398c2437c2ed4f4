"""The door to the live day: who may run it, who may show it, who takes part."""

from dataclasses import dataclass

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.day.models import HelpCall
from goen.events.access import Member, get_event_to
from goen.roster import queries as roster
from goen.roster.models import Participation


@dataclass(frozen=True)
class Guest:
    """Somebody on the "now" page: a member, and who they are on the roster (nobody for an organiser looking in)."""

    member: Member
    participation: Participation | None


def get_guest(actor: Actor, slug: str) -> Guest:
    """Return who looks at "now"; the pass counts before an account signed in on the same phone; ≤ 4 queries."""
    if actor.passes:
        own = Actor(passes=actor.passes)
        try:
            member = get_event_to("events.see", own, slug)
        except RefusedError:
            member = get_event_to("events.see", actor, slug)
    else:
        member = get_event_to("events.see", actor, slug)
    return Guest(member, roster.participation_of(member))


def get_guest_to_call(actor: Actor, slug: str) -> Guest:
    """Return a guest who may call for help now; ≤ 4 queries."""
    guest = get_guest(actor, slug)
    if guest.participation is None or not guest.member.may("day.call"):
        raise RefusedError("base.refused")
    return guest


def get_call_to_answer(member: Member, call_id: int) -> HelpCall:
    """Return a call of the member's own event; 1 query."""
    call = HelpCall.objects.filter(event=member.event, pk=call_id).first()
    if call is None or not member.may("events.run"):
        raise RefusedError("base.refused")
    return call
