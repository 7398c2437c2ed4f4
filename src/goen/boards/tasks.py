"""Jobs of the boards slice."""

from goen.base import jobs
from goen.boards import services

# Boards to one commit: fewer waits for the disk, and nobody who writes waits long for the lock.
_AT_ONCE = 4


@jobs.task("boards.project", is_kept_shortly=True)
def project(board_ids: list[int], progress: jobs.JobProgress) -> dict[str, int]:
    """Bring the note rows of boards up to their logs."""
    n_notes = 0
    for done in range(0, len(board_ids), _AT_ONCE):
        n_notes += services.project_boards(board_ids=board_ids[done : done + _AT_ONCE])
        progress.update(min(done + _AT_ONCE, len(board_ids)), len(board_ids))
    return {"notes": n_notes}
