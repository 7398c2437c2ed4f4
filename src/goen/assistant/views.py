"""Pages of the AI's drafts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.assistant import access, queries, services
from goen.assistant.forms import MinutesForm, RewritingForm
from goen.base import jobs
from goen.base.http import actor_of
from goen.base.messages import sentence, sentence_of
from goen.core.errors import GoenError


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the server, the switch, the budget, what can be drafted, drafts and calls; 8 queries."""
    member = access.get_event_to_assist(actor_of(request), slug)
    return render(request, "assistant/index.html", _page(member))


def _page(member: Any, **more: Any) -> dict[str, Any]:
    return {
        "member": member,
        "event": member.event,
        "standing": queries.standing(member.event),
        "minutes": MinutesForm(boards=queries.boards_of(member.event)),
        "rewriting": RewritingForm(),
        "drafts": queries.drafts_of(member.event),
        "calls": queries.calls_of(member.event),
        **more,
    }


@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn the AI on or off for this event."""
    member = access.get_event_to_assist(actor_of(request), slug)
    services.switch(member=member, is_on=request.POST.get("on") == "1")
    return redirect("assistant:index", slug)


@require_POST
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the minutes of a board ready to be sent."""
    member = access.get_event_to_assist(actor_of(request), slug)
    form = MinutesForm(request.POST, boards=queries.boards_of(member.event))
    if not form.is_valid():
        return render(request, "assistant/index.html", _page(member, minutes=form))
    board = access.get_board_to_minute(member, int(form.cleaned_data["board"]))
    try:
        draft = services.prepare_minutes(member=member, board=board)
    except GoenError as error:
        form.add_error("board", sentence(error))
        return render(request, "assistant/index.html", _page(member, minutes=form))
    return redirect("assistant:draft", slug, draft.pk)


@require_POST
def rewrite(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a pasted text ready to be sent."""
    member = access.get_event_to_assist(actor_of(request), slug)
    form = RewritingForm(request.POST)
    if not form.is_valid():
        return render(request, "assistant/index.html", _page(member, rewriting=form))
    given = form.cleaned_data
    draft = services.prepare_rewriting(member=member, kind=given["kind"], text=given["text"])
    return redirect("assistant:draft", slug, draft.pk)


@require_safe
def draft(request: HttpRequest, slug: str, draft_id: int) -> HttpResponse:
    """Show what would be sent and what it would cost, or what came back and how it was checked; 7 queries."""
    member = access.get_event_to_assist(actor_of(request), slug)
    row = access.get_draft(member, draft_id)
    job = jobs.unfinished(queries.WRITE, draft_ids=[row.pk], by=member.key)
    here = reverse("assistant:draft", args=[slug, row.pk])
    page = {
        "member": member,
        "event": member.event,
        "draft": row,
        "standing": queries.standing(member.event),
        "estimate": queries.cost_of(1, row.n_tokens_estimated),
        "why": sentence_of(row.fallback, row.result.get("why", {})) if row.fallback else "",
        "job": job,
        "problem": sentence_of(job.error_code, job.error_params) if job and job.error_code else "",
        "props": {"url": reverse("base:job", args=[job.pk]), "label": _("AI の答えを待っています"), "next": here}
        if job
        else {},
    }
    return render(request, "assistant/draft.html", page)


@require_POST
def send(request: HttpRequest, slug: str, draft_id: int) -> HttpResponse:
    """Send a prepared draft."""
    member = access.get_event_to_assist(actor_of(request), slug)
    row = access.get_draft(member, draft_id)
    try:
        services.send(member=member, drafts=[row])
    except GoenError as error:
        messages.error(request, sentence(error))
    return redirect("assistant:draft", slug, row.pk)


@require_POST
def decide(request: HttpRequest, slug: str, draft_id: int) -> HttpResponse:
    """Approve or reject a draft."""
    member = access.get_event_to_assist(actor_of(request), slug)
    row = access.get_draft(member, draft_id)
    try:
        approved = request.POST.get("verdict") == "approve"
        services.decide(member=member, draft=row, is_approved=approved, text=request.POST.get("text", "")[:20_000])
    except GoenError as error:
        messages.error(request, sentence(error))
    return redirect("assistant:draft", slug, row.pk)


@require_POST
def discard(request: HttpRequest, slug: str, draft_id: int) -> HttpResponse:
    """Throw a draft away."""
    member = access.get_event_to_assist(actor_of(request), slug)
    services.discard(member=member, drafts=[access.get_draft(member, draft_id)])
    messages.success(request, _("下書きを捨てました。"))
    return redirect("assistant:index", slug)
