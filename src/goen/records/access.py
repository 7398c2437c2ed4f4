"""The door to records: organisers keep them, an organiser alone disposes, everybody sees their own."""

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.records.models import Archive, Retention
from goen.roster.models import Participation


def get_records_to_see(actor: Actor, slug: str) -> Member:
    """Return the organiser who may read the audit log, freeze and export; ≤ 3 queries."""
    return get_event_to("records.see", actor, slug)


def get_records_to_dispose(actor: Actor, slug: str) -> Member:
    """Return the organiser who may decide on keeping and disposing; ≤ 3 queries."""
    return get_event_to("records.dispose", actor, slug)


def get_person_to_see(member: Member, participation_id: int) -> Participation:
    """Return one row of the member's event with all that is known; 1 query."""
    rows = Participation.objects.select_related("person", "organisation", "guest_pass", "event")
    row = rows.filter(event=member.event, pk=participation_id).first()
    if row is None:
        raise RefusedError("base.refused")
    return row


def get_archive_to_take(member: Member, number: int) -> Archive:
    """Return a frozen state of the member's event; 1 query."""
    archive = Archive.objects.filter(event=member.event, number=number).first()
    if archive is None:
        raise RefusedError("base.refused")
    return archive


def get_certificate_to_take(member: Member) -> Retention:
    """Return the disposal of the member's event, once there is one; 1 query."""
    retention = Retention.objects.filter(event=member.event).exclude(disposed_at=None).first()
    if retention is None or not retention.certificate:
        raise RefusedError("base.refused")
    return retention
