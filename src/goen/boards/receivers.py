"""What boards do when news arrive from below."""

from typing import Any

from django.dispatch import receiver

from goen.boards import services
from goen.grouping.signals import plan_published


@receiver(plan_published, dispatch_uid="boards.open_boards")
def open_boards(plan: Any, **_rest: object) -> None:
    """Open a board at every table as soon as the groups are published."""
    services.open_boards(plan=plan)
