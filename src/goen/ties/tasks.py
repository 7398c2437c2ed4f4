"""Jobs of the ties slice."""

from goen.base import jobs
from goen.core.progress import Progress
from goen.ties.services.pairing import run_month


@jobs.task("ties.run_month")
def month(*, event_id: int, month: str, progress: Progress) -> object:  # noqa: ARG001 - every job is given its progress
    """Make a month's pairs and introductions, and plan the next month."""
    return {"pairs": run_month(event_id=event_id, month=month)}
