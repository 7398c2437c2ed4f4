"""Jobs of the opinions slice."""

from goen.base import jobs
from goen.opinions import services


@jobs.task("opinions.redraw", is_kept_shortly=True)
def redraw(consultation_id: int, progress: jobs.JobProgress) -> dict[str, object]:
    """Draw the landscape of a consultation from the votes there are now."""
    drawing = services.draw_landscape(consultation_id=consultation_id)
    progress.update(1, 1)
    return {"verdict": drawing.verdict if drawing else "", "serial": drawing.serial if drawing else 0}
