"""Pages of the live day: control room, projector, each phone's now.

Each page is whole without scripts; ``?part=1`` gives only its living part, which the island puts in place.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of, public_link, wants_json
from goen.core.errors import BadInputError
from goen.day import access, queries, services
from goen.day.forms import CallForm, MessageForm, MinutesForm, ModeForm, SegmentForm
from goen.events import services as events
from goen.events.access import Member, get_event_to
from goen.events.queries import clock_state, join_path

Act = Callable[[Member, dict[str, int]], object]


@require_safe
def control(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the control room; 20 queries with the session, however many tables and people."""
    member = get_event_to("events.run", actor_of(request), slug)
    context = {
        "member": member,
        "event": member.event,
        "control": queries.control(member.event),
        "message_form": MessageForm(),
        "message": clock_state(member.event)["message"],
        "screen_modes": queries.SCREEN_MODES,
        "join_url": _join_url(request, member),
        "island": _island(member, "control"),
    }
    return _page_or_part(request, "control", context)


@require_POST
def act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Do one thing in the control room; scripts get the new state, everybody else the page again."""
    member = get_event_to("events.run", actor_of(request), slug)
    if verb not in _VERBS:
        raise BadInputError("events.no_such_step")
    form_class, run = _VERBS[verb]
    form = form_class(request.POST)
    if not form.is_valid():
        raise BadInputError("day.check_value", words=" ".join(str(error) for error in form.errors.values()))
    run(member, form.cleaned_data)
    return JsonResponse(clock_state(member.event)) if wants_json(request) else redirect("day:control", slug)


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the projector; ≤ 13 queries with the session."""
    member = get_event_to("day.show", actor_of(request), slug)
    state = queries.screen(member.event)
    context = {
        "member": member,
        "event": member.event,
        "state": state,
        "join_url": _join_url(request, member),
        "island": _island(member, "screen"),
    }
    return _page_or_part(request, "screen", context)


@require_safe
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a guest what happens now; ≤ 14 queries, however large the hall."""
    guest = access.get_guest(actor_of(request), slug)
    context = {
        "member": guest.member,
        "event": guest.member.event,
        "now": queries.now(guest.member, guest.participation),
        "tab": "now",
        "island": _island(guest.member, "now"),
    }
    return _page_or_part(request, "now", context)


@require_safe
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the clock as JSON; ≤ 5 queries."""
    member = get_event_to("events.see", actor_of(request), slug)
    return JsonResponse(clock_state(member.event))


@require_POST
def help_call(request: HttpRequest, slug: str) -> HttpResponse:
    """Call for help, or take the call back."""
    guest = access.get_guest_to_call(actor_of(request), slug)
    assert guest.participation is not None  # noqa: S101 - the door has seen to it
    if request.POST.get("do") == "cancel":
        services.cancel_call(member=guest.member, participation=guest.participation)
    else:
        services.call_for_help(member=guest.member, participation=guest.participation)
    return JsonResponse({}) if wants_json(request) else redirect("day:now", slug)


def _page_or_part(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    is_part = request.GET.get("part") == "1"
    response = render(request, f"day/{name}_part.html" if is_part else f"day/{name}.html", context)
    response.headers["Cache-Control"] = "no-store"
    # A part may be overtaken on its way by news of a later clock; the screen then keeps the later figures.
    response.headers["X-Clock-Version"] = str(context["island"]["state"]["version"])
    return response


def _island(member: Member, page: str) -> dict[str, Any]:
    return {"slug": member.event.slug, "page": page, "state": clock_state(member.event)}


def _join_url(request: HttpRequest, member: Member) -> str:
    return public_link(request, join_path(member.event))


def _answer(member: Member, data: dict[str, int]) -> object:
    call = access.get_call_to_answer(member, data["call"])
    services.answer_call(member=member, call=call)
    return call


_VERBS: dict[str, tuple[type[forms.Form], Act]] = {
    "next": (SegmentForm, lambda member, data: events.next_segment(member=member, after=data["segment"])),
    "previous": (SegmentForm, lambda member, data: events.previous_segment(member=member, before=data["segment"])),
    "start": (SegmentForm, lambda member, data: events.start_segment(member=member, segment_id=data["segment"] or 0)),
    "extend": (MinutesForm, lambda member, data: events.extend(member=member, minutes=data["minutes"])),
    "shorten": (MinutesForm, lambda member, data: events.shorten(member=member, minutes=data["minutes"])),
    "pause": (forms.Form, lambda member, _data: events.pause(member=member)),
    "resume": (forms.Form, lambda member, _data: events.resume(member=member)),
    "broadcast": (MessageForm, lambda member, data: events.broadcast(member=member, message=str(data["message"]))),
    "start-day": (forms.Form, lambda member, _data: events.start_day(member=member)),
    "close": (forms.Form, lambda member, _data: events.close_event(member=member)),
    "reopen": (forms.Form, lambda member, _data: events.reopen_event(member=member)),
    "screen": (ModeForm, lambda member, data: services.set_screen(member=member, mode=str(data["mode"]))),
    "answer": (CallForm, _answer),
}
