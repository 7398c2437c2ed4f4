"""Pages of questions and polls; ``?part=1`` gives only the living part, which the island puts in place."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, wants_json
from goen.core.errors import BadInputError, RefusedError
from goen.core.text.normalise import whole_number
from goen.events.access import Member
from goen.questions import access, exports, queries, services
from goen.questions.forms import DeskForm, HideForm, PollForm, QuestionForm

_QUESTION_VERBS: dict[str, Callable[..., object]] = {
    "show": services.show_question,
    "answer": services.answer_question,
    "spotlight": services.spotlight_question,
}
_POLL_VERBS: dict[str, Callable[..., object]] = {
    "open": services.open_poll,
    "close": services.close_poll,
    "show": services.show_poll,
    "delete": services.delete_poll,
}


@require_safe
def hall(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a phone the open polls and the questions of the hall; ≤ 14 queries with the session, however many."""
    member = access.get_hall_to_see(actor_of(request), slug)
    return _hall_page(request, member)


def _hall_page(
    request: HttpRequest, member: Member, form: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    key = services.voter_key(member.event.pk, member.key)
    desk = access.desk_of(member)
    context = {
        "member": member,
        "event": member.event,
        "form": form or QuestionForm(initial={"message_id": secrets.token_hex(10)}),
        "may_ask": desk.is_open and member.may("questions.ask"),
        "may_answer": member.may("questions.answer"),
        "may_moderate": member.may("questions.moderate"),
        "is_moderated": desk.is_moderated,
        "questions": queries.questions_shown(member.event, key),
        "unseen": queries.own_unseen(member.event, key),
        "polls": queries.polls_for(member.event, key),
        "tab": "questions",
        "island": {"slug": member.event.slug, "page": "hall", "owner": key[:16]},
        "shell": _shell(member),
    }
    return _page_or_part(request, "hall", context, status)


@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a question."""
    asker = access.get_desk_to_ask(actor_of(request), slug)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        if wants_json(request):
            raise BadInputError("questions.empty")
        return _hall_page(request, asker.member, form, 400)
    services.ask_question(asker=asker, **form.cleaned_data)
    if wants_json(request):
        return JsonResponse({"is_waiting": asker.desk.is_moderated})
    messages.success(request, _("質問を送りました。"))
    return redirect("questions:hall", slug)


@require_POST
def vote(request: HttpRequest, slug: str, question_id: int) -> HttpResponse:
    """Vote for a question, or take the vote back, without scripts."""
    member = access.get_hall_to_see(actor_of(request), slug)
    services.upvote(member=member, question_id=question_id, is_up=request.POST.get("to") != "down")
    return redirect("questions:hall", slug)


@require_POST
def answer(request: HttpRequest, slug: str, poll_id: int) -> HttpResponse:
    """Answer a poll without scripts."""
    member, poll = access.get_poll_to_answer(actor_of(request), slug, poll_id)
    sent = (whole_number(number) for number in request.POST.getlist("option"))
    options = [number for number in sent if number is not None]
    given = {"options": options, "words": request.POST.getlist("word")}
    services.answer_poll(member=member, poll=poll, answers=services.read_ballot(poll, given))
    messages.success(request, _("回答を受け付けました。締め切りまでは選び直せます。"))
    return redirect("questions:hall", slug)


@require_safe
def moderate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show moderators every question by state; ≤ 10 queries with the session, however many."""
    member, desk = access.get_desk_to_moderate(actor_of(request), slug)
    context = {
        "member": member,
        "event": member.event,
        "desk": desk,
        "queue": queries.queue(member.event),
        "island": {"slug": slug, "page": "moderate"},
        "shell": _shell(member),
    }
    return _page_or_part(request, "moderate", context)


@require_POST
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose how questions are taken."""
    member, _desk = access.get_desk_to_moderate(actor_of(request), slug)
    form = DeskForm(request.POST)
    form.is_valid()
    services.set_desk(member=member, **form.cleaned_data)
    return _done(request, "questions:moderate", slug)


@require_POST
def clear(request: HttpRequest, slug: str) -> HttpResponse:
    """Take questions and polls from the projector."""
    member, _desk = access.get_desk_to_moderate(actor_of(request), slug)
    services.clear_screen(event=member.event)
    return _done(request, "questions:polls" if request.POST.get("from") == "polls" else "questions:moderate", slug)


@require_POST
def act(request: HttpRequest, slug: str, question_id: int, verb: str) -> HttpResponse:
    """Show, hide, answer or spotlight a question."""
    member, question = access.get_question_to_moderate(actor_of(request), slug, question_id)
    if verb == "hide":
        form = HideForm(request.POST)
        form.is_valid()
        services.hide_question(member=member, question=question, reason=form.cleaned_data.get("reason", ""))
    elif verb in _QUESTION_VERBS:
        _QUESTION_VERBS[verb](member=member, question=question)
    else:
        raise RefusedError("base.refused")
    return _done(request, "questions:moderate", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def polls(request: HttpRequest, slug: str) -> HttpResponse:
    """List polls, and make a new one; ≤ 10 queries with the session, however many."""
    member, desk = access.get_desk_to_moderate(actor_of(request), slug)
    form = PollForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        poll = services.save_poll(member=member, poll=None, **form.values())
        messages.success(request, _("アンケートを作りました。準備ができたら「始める」を押してください。"))
        return redirect("questions:poll", slug, poll.pk)
    context = {
        "member": member,
        "event": member.event,
        "desk": desk,
        "form": form,
        "polls": queries.polls_of(member.event),
        "island": {"slug": slug, "page": "polls"},
        "shell": _shell(member),
    }
    return _page_or_part(request, "polls", context, 400 if form.errors else 200)


@require_safe
def poll(request: HttpRequest, slug: str, poll_id: int) -> HttpResponse:
    """Show moderators one poll with what has come in; ≤ 10 queries with the session."""
    member, poll = access.get_poll_to_moderate(actor_of(request), slug, poll_id)
    context = {
        "member": member,
        "event": member.event,
        "poll": poll,
        "desk": access.desk_of(member),
        "result": queries.result_of(poll, is_early=True),
        "answers": queries.answers_of(poll),
        "island": {"slug": slug, "page": "poll"},
        "shell": _shell(member),
    }
    return _page_or_part(request, "poll", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_poll(request: HttpRequest, slug: str, poll_id: int) -> HttpResponse:
    """Change a poll nobody has answered yet."""
    member, poll = access.get_poll_to_moderate(actor_of(request), slug, poll_id)
    form = PollForm(request.POST or None, poll=poll)
    if request.method == "POST" and form.is_valid():
        services.save_poll(member=member, poll=poll, **form.values())
        return redirect("questions:poll", slug, poll.pk)
    context = {"member": member, "event": member.event, "poll": poll, "form": form, "shell": _shell(member)}
    return render(request, "questions/edit_poll.html", context, status=400 if form.errors else 200)


@require_POST
def act_on_poll(request: HttpRequest, slug: str, poll_id: int, verb: str) -> HttpResponse:
    """Open, close, show or throw away a poll."""
    member, poll = access.get_poll_to_moderate(actor_of(request), slug, poll_id)
    if verb not in _POLL_VERBS:
        raise RefusedError("base.refused")
    _POLL_VERBS[verb](member=member, poll=poll)
    if wants_json(request):
        return JsonResponse({})
    return redirect("questions:polls", slug) if verb == "delete" else redirect("questions:poll", slug, poll_id)


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Give moderators every question and every result as CSV."""
    member, _desk = access.get_desk_to_moderate(actor_of(request), slug)
    results = [queries.result_of(poll, is_early=True) for poll in queries.polls_of(member.event)]
    content = exports.everything_csv(queries.queue(member.event), results)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="questions-{slug}.csv"'
    return response


def _shell(member: Member) -> str:
    return "base/guest.html" if member.user_id is None else "base/layout.html"


def _done(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    return JsonResponse({}) if wants_json(request) else redirect(name, slug)


def _page_or_part(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    is_part = request.GET.get("part") == "1"
    response = render(
        request, f"questions/{name}_part.html" if is_part else f"questions/{name}.html", context, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    return response
