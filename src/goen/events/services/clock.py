"""The clock of the day: every verb bumps its version and tells all screens the whole new state.

A verb repeated by a second finger (two tablets, a double tap) does what both people wanted, once.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.events import signals
from goen.events.access import Member
from goen.events.models import Clock, Event, Segment
from goen.events.queries import clock_state

MESSAGE_LIMIT = 200


@transaction.atomic
def start_segment(*, member: Member, segment_id: int) -> Clock:
    """Let a segment run from now for its planned minutes; the one that already runs is left alone."""
    clock = _lock(member.event)
    segment = Segment.objects.filter(event=member.event, pk=segment_id).first()
    if segment is None:
        raise BadInputError("events.no_such_segment")
    if clock.segment_id == segment.pk:
        return clock
    return _start(clock, segment, member)


@transaction.atomic
def next_segment(*, member: Member, after: int | None = None) -> Clock:
    """Start the segment after the running one.

    ``after`` is the id of the segment the asker saw running; when another already follows it, nothing happens, so that
    two taps never skip a segment.
    """
    clock = _lock(member.event)
    if after is not None and clock.segment_id != after:
        return clock
    position = clock.segment.position if clock.segment else -1
    segment = Segment.objects.filter(event=member.event, position__gt=position).first()
    if segment is None:
        raise BadInputError("events.last_segment")
    return _start(clock, segment, member)


@transaction.atomic
def previous_segment(*, member: Member, before: int | None = None) -> Clock:
    """Go back to the segment before the running one; nothing anybody wrote is touched."""
    clock = _lock(member.event)
    if before is not None and clock.segment_id != before:
        return clock
    position = clock.segment.position if clock.segment else 0
    segment = Segment.objects.filter(event=member.event, position__lt=position).order_by("-position").first()
    if segment is None:
        raise BadInputError("events.first_segment")
    return _start(clock, segment, member)


@transaction.atomic
def extend(*, member: Member, minutes: int) -> Clock:
    """Give the running segment more minutes: from its end or, when it is already over, from now."""
    clock = _running(member.event)
    if clock.paused_left_s is not None:
        clock.paused_left_s += minutes * 60
    elif clock.ends_at is not None:
        clock.ends_at = max(clock.ends_at, timezone.now()) + timedelta(minutes=minutes)
    return _changed(clock, member, "events.extend", minutes=minutes)


@transaction.atomic
def shorten(*, member: Member, minutes: int) -> Clock:
    """Take minutes from the running segment; what is left never falls below nothing."""
    clock = _running(member.event)
    now = timezone.now()
    if clock.paused_left_s is not None:
        clock.paused_left_s = max(0, clock.paused_left_s - minutes * 60)
    elif clock.ends_at is not None and clock.ends_at > now:
        clock.ends_at = max(now, clock.ends_at - timedelta(minutes=minutes))
    return _changed(clock, member, "events.shorten", minutes=minutes)


@transaction.atomic
def pause(*, member: Member) -> Clock:
    """Stop counting; what is left is kept to the second."""
    clock = _running(member.event)
    if clock.paused_left_s is not None or clock.ends_at is None:
        return clock
    clock.paused_left_s = max(0, round((clock.ends_at - timezone.now()).total_seconds()))
    clock.ends_at = None
    return _changed(clock, member, "events.pause")


@transaction.atomic
def resume(*, member: Member) -> Clock:
    """Count on from where the clock was stopped."""
    clock = _running(member.event)
    if clock.paused_left_s is None:
        return clock
    clock.ends_at = timezone.now() + timedelta(seconds=clock.paused_left_s)
    clock.paused_left_s = None
    return _changed(clock, member, "events.resume")


@transaction.atomic
def broadcast(*, member: Member, message: str) -> Clock:
    """Show a message on every screen; an empty one takes it away."""
    clock = _lock(member.event)
    text = " ".join(message.split())
    if len(text) > MESSAGE_LIMIT:
        raise BadInputError("events.message_too_long", length=len(text), limit=MESSAGE_LIMIT)
    clock.message = text
    return _changed(clock, member, "events.broadcast")


def ensure_clock(event: Event) -> Clock:
    """Return the clock of an event, made when there is none yet; call inside a transaction."""
    clock, _is_new = Clock.objects.get_or_create(event=event)
    event.clock = clock
    return clock


def announce(event: Event) -> None:
    """Tell every screen the present state on commit."""
    live.publish(event.topic, "events.clock_changed", **clock_state(event))


def _lock(event: Event) -> Clock:
    ensure_clock(event)
    clock = Clock.objects.select_for_update(of=("self",)).select_related("segment").get(event=event)
    event.clock = clock
    return clock


def _running(event: Event) -> Clock:
    clock = _lock(event)
    if clock.segment is None:
        raise BadInputError("events.nothing_runs")
    return clock


def _start(clock: Clock, segment: Segment, member: Member) -> Clock:
    now = timezone.now()
    if clock.segment is not None:
        Segment.objects.filter(pk=clock.segment.pk).update(ended_at=now)
    Segment.objects.filter(pk=segment.pk).update(began_at=segment.began_at or now, ended_at=None)
    clock.segment = segment
    clock.started_at, clock.ends_at = now, now + timedelta(minutes=segment.minutes)
    clock.paused_left_s = None
    signals.segment_started.send(Segment, event=member.event, member=member, segment=segment)
    return _changed(clock, member, "events.start_segment", segment=segment.pk)


def _changed(clock: Clock, member: Member, verb: str, **details: object) -> Clock:
    clock.version += 1
    clock.save()
    member.event.clock = clock
    audit.record(member.key, verb, f"event:{member.event.pk}", **details)
    announce(member.event)
    return clock
