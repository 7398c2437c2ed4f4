"""Jobs of communities; both come round by themselves."""

from goen.base import jobs
from goen.communities import services


@jobs.task("communities.send_digests", is_kept_shortly=True)
def send_digests(progress: jobs.JobProgress) -> int:  # noqa: ARG001 - jobs are called with it
    """Mail the digests that are due."""
    return services.send_digests()


@jobs.task("communities.tidy_up")
def tidy_up(progress: jobs.JobProgress) -> int:  # noqa: ARG001 - jobs are called with it
    """Remove what was deleted a week ago."""
    return services.tidy_up()
