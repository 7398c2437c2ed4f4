"""The door to pitches: organisers run them, everybody but the presenting group scores them."""

from goen.base.actors import Actor
from goen.core.errors import BadInputError, RefusedError
from goen.events.access import Member, get_event_to
from goen.pitches import queries
from goen.pitches.models import Pitch


def get_pitches_to_see(actor: Actor, slug: str) -> Member:
    """Return the member who may see the order; ≤ 3 queries."""
    return get_event_to("events.see", actor, slug)


def get_pitches_to_manage(actor: Actor, slug: str) -> Member:
    """Return the member who may arrange, run, close and reveal; ≤ 3 queries."""
    return get_event_to("pitches.manage", actor, slug)


def get_pitches_to_score(actor: Actor, slug: str) -> Member:
    """Return the member who may score some pitch of the event now; ≤ 3 queries."""
    return get_event_to("pitches.score", actor, slug)


def get_pitch_to_score(actor: Actor, slug: str, pitch_id: int) -> tuple[Member, Pitch]:
    """Return the member and a pitch they may score now; never one of their own group's; ≤ 6 queries."""
    member = get_pitches_to_score(actor, slug)
    pitch = Pitch.objects.select_related("group__theme").filter(event=member.event, pk=pitch_id).first()
    if pitch is None:
        raise RefusedError("base.refused")
    if pitch.group_id in queries.own_group_ids(member):
        raise RefusedError("pitches.own_group")
    if pitch.state == Pitch.State.WAITING:
        raise BadInputError("pitches.not_started")
    if queries.scoring_of(member.event).closed_at is not None:
        raise BadInputError("pitches.closed")
    return member, pitch


def get_results_to_see(actor: Actor, slug: str) -> Member:
    """Return the member who may see the results: organisers always, others once revealed; ≤ 4 queries."""
    member = get_event_to("events.see", actor, slug)
    if not member.may("pitches.manage") and queries.scoring_of(member.event).revealed_at is None:
        raise RefusedError("pitches.not_revealed")
    return member
