"""Jobs of the proposals slice."""

from goen.base import jobs
from goen.core.progress import Progress
from goen.proposals import services


@jobs.task("proposals.remind")
def remind(*, follow_up_id: int, due: str, progress: Progress) -> object:  # noqa: ARG001 - every job is given its progress
    """Say that the due date of a proposal has passed, when it has."""
    return {"told": services.remind(follow_up_id=follow_up_id, due=due)}
