"""What everybody may read: the proposals and their answers, while the organiser shows them."""

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.proposals import queries
from goen.proposals.queries import FollowUp
from goen.proposals.queries.public import PublicAnswer
from goen.proposals.views.follow import file_response


@require_safe
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the answers of an event; ≤ 10 queries however many."""
    event, answers = queries.event_answers(slug)
    return _page(request, {"event": event, "heading": event.title}, answers)


@require_safe
def of_partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the answers of all events of a partnership; ≤ 11 queries however many."""
    partnership, answers = queries.partnership_answers(slug)
    return _page(request, {"heading": partnership.name, "partnership": partnership, "with_event": True}, answers)


@require_safe
def evidence(request: HttpRequest, slug: str, evidence_id: int) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give a file the open page shows."""
    return file_response(queries.public_evidence(slug, evidence_id))


def _page(request: HttpRequest, context: dict[str, object], answers: Sequence[PublicAnswer]) -> HttpResponse:
    counted = Counter(answer.status for answer in answers)
    counts = [(status.label, counted[status.value]) for status in FollowUp.Status if counted[status.value]]
    figures = {"answers": answers, "counts": counts, "n_answered": sum(answer.is_answered for answer in answers)}
    return render(request, "proposals/public.html", context | figures)
