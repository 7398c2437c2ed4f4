"""The front page and the door for guests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goen.base.http import actor_of
from goen.events import access, queries
from goen.events.forms import JoinForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show my events and partnerships, or what Goen is; 7 queries and one a checklist line, however many events."""
    actor = actor_of(request)
    if actor.user_id is None:
        mine = queries.events_of(actor) if actor.passes else ()
        return render(request, "events/welcome.html", {"form": JoinForm(), "events": mine})
    current, past = queries.current_and_past(queries.events_of(actor))
    nearest = current[0] if current and access.get_member(actor, current[0].slug).is_organiser else None
    context = {
        "nav": "home",
        "current": current,
        "past": past,
        "partnerships": queries.partnerships_of(actor),
        "nearest": nearest,
        "following": queries.checklist(nearest).following if nearest else None,
    }
    return render(request, "events/home.html", context)


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Lead from a typed code to the event's own door; 1 query."""
    form = JoinForm(request.GET)
    event = queries.event_by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if event is not None:
        return redirect(queries.join_path(event))
    if form.is_valid():
        form.add_error("code", _("この参加コードの交流会は見つかりません。画面の6文字をもう一度確かめてください。"))
    return render(request, "events/welcome.html", {"form": form, "events": ()}, status=400)
