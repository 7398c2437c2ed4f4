"""Jobs of records."""

from typing import Any

from goen.base.jobs import task
from goen.core.progress import Progress
from goen.records import services
from goen.records.exports.certificate import certificate_pdf


@task("records.dispose_due")
def dispose_due(*, progress: Progress) -> dict[str, Any]:
    """Dispose of what the timer says, once a day."""
    progress.update(0, 1)
    return {"events": services.dispose_due(certify=certificate_pdf)}
