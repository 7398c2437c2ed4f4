"""What other slices' news means for proposals."""

from typing import Any

from django.dispatch import receiver

from goen.grouping.signals import plan_published
from goen.proposals import services


@receiver(plan_published, dispatch_uid="proposals.open_sheets")
def open_sheets(plan: Any, **_news: object) -> None:
    """Open a sheet for every group of a published plan."""
    services.open_sheets(plan=plan)
