"""What other slices' news means for pitches."""

from typing import Any

from django.dispatch import receiver

from goen.grouping.signals import plan_published
from goen.pitches import services


@receiver(plan_published, dispatch_uid="pitches.open_pitches")
def open_pitches(plan: Any, **_news: object) -> None:
    """Give every group of a published plan its turn."""
    services.open_pitches(plan=plan)
