"""The life of an event: plan, registration, the day, the end."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from goen.base import audit
from goen.core.errors import BadInputError
from goen.events import signals
from goen.events.access import Member
from goen.events.models import Clock, Event, Segment
from goen.events.services.clock import announce, ensure_clock, next_segment

_Status = Event.Status


@transaction.atomic
def open_registration(*, member: Member) -> Event:
    """Let people register themselves."""
    return _become(member, _Status.REGISTRATION, "events.open_registration", since=(_Status.PLANNED,))


@transaction.atomic
def close_registration(*, member: Member) -> Event:
    """Take no more registrations, without starting the day."""
    return _become(member, _Status.PLANNED, "events.close_registration", since=(_Status.REGISTRATION,))


@transaction.atomic
def start_day(*, member: Member) -> Event:
    """Begin the day with the first segment of the run sheet; a second call changes nothing."""
    event = _lock(member)
    if event.status == _Status.LIVE:
        return event
    if not Segment.objects.filter(event=event).exists():
        raise BadInputError("events.no_run_sheet")
    _become(member, _Status.LIVE, "events.start_day", since=(_Status.PLANNED, _Status.REGISTRATION))
    signals.day_started.send(Event, event=event, member=member)
    if ensure_clock(event).segment_id is None:
        next_segment(member=member)
    return event


@transaction.atomic
def close_event(*, member: Member) -> Event:
    """End the day: the clock stands, documents can be made; ``event_closed`` is sent."""
    event = _lock(member)
    if event.status == _Status.CLOSED:
        return event
    event.closed_at = timezone.now()
    Segment.objects.filter(event=event, began_at__isnull=False, ended_at=None).update(ended_at=event.closed_at)
    Clock.objects.filter(event=event).update(segment=None, started_at=None, ends_at=None, paused_left_s=None)
    _become(member, _Status.CLOSED, "events.close_event", since=(_Status.LIVE,))
    signals.event_closed.send(Event, event=event, member=member)
    return event


@transaction.atomic
def reopen_event(*, member: Member) -> Event:
    """Take back a close made too early; the organiser then starts the segment wanted."""
    event = _lock(member)
    event.closed_at = None
    return _become(member, _Status.LIVE, "events.reopen_event", since=(_Status.CLOSED,))


def _lock(member: Member) -> Event:
    fresh = Event.objects.select_for_update(of=("self",)).get(pk=member.event.pk)
    member.event.status, member.event.closed_at = fresh.status, fresh.closed_at
    return member.event


def _become(member: Member, status: Event.Status, verb: str, *, since: tuple[Event.Status, ...]) -> Event:
    event = member.event
    if event.status == status:
        return event
    if event.status not in since:
        raise BadInputError("events.wrong_status", status=str(event.get_status_display()))
    event.status = status
    event.save(update_fields=["status", "closed_at"])
    ensure_clock(event)
    Clock.objects.filter(event=event).update(version=F("version") + 1)
    event.clock = Clock.objects.select_related("segment").get(event=event)
    audit.record(member.key, verb, f"event:{event.pk}")
    announce(event)
    return event
