"""Jobs of the prelude slice."""

from goen.base import jobs
from goen.prelude import services


@jobs.task("prelude.put_on_boards")
def put_on_boards(event_id: int, progress: jobs.JobProgress) -> dict[str, int]:
    """Write the answers that wait as first notes."""
    written = services.put_on_boards(event_id=event_id)
    progress.update(1, 1)
    return {"notes": written}
