"""Jobs of the exchange slice."""

from typing import Any

from goen.base.jobs import task
from goen.core.progress import Progress
from goen.exchange import services


@task("exchange.deliver", is_kept_shortly=True)
def deliver(*, delivery_id: int, attempt: int, progress: Progress) -> dict[str, Any]:
    """Send one webhook delivery."""
    progress.update(attempt, attempt + 1)
    services.deliver(delivery_id=delivery_id)
    return {}


@task("exchange.prune")
def prune(*, progress: Progress) -> dict[str, Any]:
    """Forget old deliveries, once a day."""
    progress.update(0, 1)
    return {"deliveries": services.prune()}
