"""Jobs of the base room."""

from goen.base import jobs


@jobs.task("base.tidy_jobs", is_kept_shortly=True)
def tidy_jobs(progress: jobs.JobProgress) -> dict[str, int]:  # noqa: ARG001 - jobs are called with it
    """Forget finished jobs: after 30 days, and after two those nobody started, such as bringing note rows up to date."""
    return {"forgotten": jobs.tidy_up()}
