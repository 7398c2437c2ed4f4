"""The door to participations: whose page is this, and may they do this now."""

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member
from goen.roster import queries
from goen.roster.models import Participation


def get_participation(member: Member) -> Participation:
    """Return the participation behind a member's pass; refuses members without one; 1 query."""
    row = queries.participation_of(member)
    if row is None:
        raise RefusedError("base.refused")
    return row


def get_own_participation(actor: Actor, slug: str) -> Participation:
    """Return what this browser's pass stands for in an event, also when an account is signed in beside it; 1 query."""
    rows = Participation.objects.select_related("event__clock__segment", "organisation", "person", "guest_pass")
    tokens = list(actor.passes.values())
    row = rows.filter(event__slug=slug, guest_pass__token__in=tokens, guest_pass__is_revoked=False).first()
    if row is None:
        raise RefusedError("base.refused")
    return row


def get_participation_to_manage(member: Member, participation_id: int) -> Participation:
    """Return one row of the member's event; refuses ids of other events; 1 query."""
    rows = Participation.objects.select_related("organisation", "person", "guest_pass")
    row = rows.filter(event=member.event, pk=participation_id).first()
    if row is None or not member.may("roster.check_in"):
        raise RefusedError("base.refused")
    return row
