"""What the one clock of an event says, as every screen understands it."""

from datetime import datetime

from django.utils import timezone

from goen.events.models import Clock, Event, Segment
from goen.events.phases import TIMES, is_open


def clock_of(event: Event) -> Clock | None:
    """Return the clock of an event, or None before anybody touched it; no query when it was loaded with the event."""
    return getattr(event, "clock", None)


def clock_state(event: Event) -> dict[str, object]:
    """Return everything a screen needs to show the present moment; plain values, times as epoch milliseconds; ≤ 2 queries.

    ``server_ms`` is the moment of the answer; ``ends_at_ms`` is None while paused (then ``paused_left_s`` counts) or
    before the first segment; ``open`` lists the deeds of ``phases.TIMES`` that are open now.
    """
    clock = clock_of(event)
    segment = clock.segment if clock else None
    following = _following(event, segment)
    kind = segment.kind if segment else None
    return {
        "server_ms": _ms(timezone.now()),
        "event_id": event.pk,
        "status": event.status,
        "segment": _plain(segment),
        "next": _plain(following),
        "started_at_ms": _ms(clock.started_at) if clock else None,
        "ends_at_ms": _ms(clock.ends_at) if clock else None,
        "paused_left_s": clock.paused_left_s if clock else None,
        "message": clock.message if clock else "",
        "version": clock.version if clock else 0,
        "open": sorted(deed for deed in TIMES if is_open(deed, event.status, kind)),
    }


def _following(event: Event, segment: Segment | None) -> Segment | None:
    after = segment.position if segment else -1
    return Segment.objects.filter(event=event, position__gt=after).first()


def _plain(segment: Segment | None) -> dict[str, object] | None:
    if segment is None:
        return None
    return {
        "id": segment.pk,
        "kind": segment.kind,
        "title": segment.title,
        "minutes": segment.minutes,
        "position": segment.position,
        "round": segment.round_number,
    }


def _ms(moment: datetime | None) -> int | None:
    return round(moment.timestamp() * 1000) if moment else None
