"""What two years of the example talked about, found offline: so that the map and its change over time can be seen at once."""

from collections.abc import Sequence
from typing import Any

from goen.base import jobs
from goen.core.progress import SILENT
from goen.events.access import Member
from goen.listening import queries
from goen.listening.services import compute_run, create_listening, start_run

TITLE = "これまでの交流会で話されたこと"


def listen(events: Sequence[Any], organiser: Any) -> None:
    """Listen to the notes, proposals and published voices of the finished events, shown at the newest."""
    newest = max(events, key=lambda event: event.starts_at)
    member = Member(event=newest, role="organiser", user_id=organiser.pk)
    listening = create_listening(
        member=member,
        title=TITLE,
        kinds=("boards", "proposals", "voices"),
        events=events,
        masks_personal_data=True,
    )
    run = start_run(member=member, listening=listening)
    job = jobs.find(run.job_id) if run.job_id else None
    if job is not None:
        jobs.cancel(job)  # done right here instead
    found = queries.run_of(run.pk)
    if found is not None:
        compute_run(run=found, progress=SILENT)
