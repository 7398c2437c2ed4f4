"""Pages of the ties slice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goen.base.http import actor_of
from goen.ties import queries
from goen.ties.access import get_event_to_see_ties


@require_GET
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who met whom at an event, with the figures that say what the day added; 5 queries."""
    member = get_event_to_see_ties(actor_of(request), slug)
    context = {
        "member": member,
        "event": member.event,
        "meetings": queries.meetings_of(member.event),
        "figures": queries.figures(member.event),
    }
    return render(request, "ties/ledger.html", context)
