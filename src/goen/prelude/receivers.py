"""What pre-event input does when news arrive from below."""

from typing import Any

from django.dispatch import receiver

from goen.events.signals import segment_started
from goen.prelude import services


@receiver(segment_started, dispatch_uid="prelude.put_on_boards")
def put_on_boards(event: Any, segment: Any, **_news: object) -> None:
    """Put the answers on the boards when the first discussion begins."""
    if segment.kind in ("icebreak", "discussion"):
        services.ask_notes(event_id=event.pk)
