"""Jobs of the boards slice."""

from goen.base import jobs
from goen.boards import services


@jobs.task("boards.project")
def project(board_ids: list[int], progress: jobs.JobProgress) -> dict[str, int]:
    """Bring the note rows of boards up to their logs."""
    n_notes = 0
    for number, board_id in enumerate(board_ids, start=1):
        n_notes += services.project_board(board_id=board_id)
        progress.update(number, len(board_ids))
    return {"notes": n_notes}
