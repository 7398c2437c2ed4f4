"""Jobs of the AI's drafts."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from goen.assistant import queries, services
from goen.base.jobs import task
from goen.core.progress import Progress


@task("assistant.write")
def write(*, draft_ids: Sequence[int], by: str, progress: Progress) -> dict[str, Any]:
    """Ask for every draft that still waits; taken up again after a stop, answers already given are not asked for twice."""
    place = ""
    for number, draft_id in enumerate(draft_ids):
        draft = queries.draft_of(draft_id)
        if draft is None or draft.state != draft.State.WAITING:
            continue
        progress.update(number, len(draft_ids), draft.title[:80])
        services.write_draft(draft=draft, by=by, progress=_Part(progress, number, len(draft_ids)))
        place = draft.given.get("page") or reverse("assistant:draft", args=[draft.event.slug, draft.pk])
    return {"url": place} if place else {}


class _Part:
    """One draft of several."""

    def __init__(self, progress: Progress, number: int, total: int) -> None:
        self._progress, self._number, self._total = progress, number, total

    def update(self, done: float, total: float, note: str = "") -> None:
        """Tell how far all are."""
        self._progress.update(self._number + done / max(total, 1), self._total, note)
