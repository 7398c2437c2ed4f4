"""What other slices' news means for proposals."""

from typing import Any

from django.dispatch import receiver

from goen.events.signals import event_closed
from goen.grouping.signals import plan_published
from goen.proposals import services


@receiver(plan_published, dispatch_uid="proposals.open_sheets")
def open_sheets(plan: Any, **_news: object) -> None:
    """Open a sheet for every group of a published plan."""
    services.open_sheets(plan=plan)


@receiver(event_closed, dispatch_uid="proposals.receive_all")
def receive_all(event: Any, member: Any, **_news: object) -> None:
    """Take in every written proposal when the day is over: from now on it waits for an answer."""
    services.receive_all(member=member, event=event)
