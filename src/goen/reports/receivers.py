"""What other slices' news means for reports."""

from typing import Any

from django.dispatch import receiver

from goen.events.signals import event_closed
from goen.reports import services


@receiver(event_closed, dispatch_uid="reports.make_at_closing")
def make_at_closing(member: Any, **_news: object) -> None:
    """Make the evening's documents when the day is over: nobody has to ask for them."""
    services.start_making(member=member)
