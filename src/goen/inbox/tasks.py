"""Jobs of the inbox slice."""

from goen.base import jobs
from goen.core.progress import Progress
from goen.inbox import services


@jobs.task("inbox.send_waiting", is_kept_shortly=True)
def send_waiting(*, user_id: int | None, person_id: int | None, progress: Progress) -> object:  # noqa: ARG001 - every job is given its progress
    """Mail one reader what they have not read."""
    return {"n": services.send_waiting(user_id=user_id, person_id=person_id)}
