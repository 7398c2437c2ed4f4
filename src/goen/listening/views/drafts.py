"""Names and sentences for topics, drafted by the AI where an event's organisers let it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.assistant import queries as ai
from goen.assistant import services as assistant
from goen.assistant.access import get_draft, get_event_to_assist
from goen.base import jobs
from goen.base.http import actor_of
from goen.base.messages import sentence, sentence_of
from goen.core.errors import GoenError
from goen.listening import services
from goen.listening.queries import drafting, pages
from goen.listening.views.opened import Opened, open_result


@require_safe
def drafts(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Show phrases found offline, exemplars, what the AI says and how it was checked, side by side; ≤ 14 queries."""
    get_event_to_assist(actor_of(request), slug)
    opened = open_result(request, slug, listening_id)
    rows = drafting.rows_of(opened.result)
    waiting = [row.draft for row in rows if row.draft and row.draft.state in ("prepared", "waiting")]
    job = (
        jobs.unfinished(ai.WRITE, draft_ids=[draft.pk for draft in waiting], by=opened.member.key) if waiting else None
    )
    page = opened.page(
        rows=rows,
        standing=ai.standing(opened.member.event),
        estimate=ai.cost_of(len(waiting), sum(draft.n_tokens_estimated for draft in waiting)),
        waiting=waiting,
        **_progress(opened, job),
    )
    return render(request, "listening/drafts.html", page)


def _progress(opened: Opened, job: Any) -> dict[str, Any]:
    if job is None:
        return {"job": None}
    props = {
        "url": reverse("base:job", args=[job.pk]),
        "label": _("AI の答えを待っています"),
        "next": _here(opened),
        "cancel": reverse("base:cancel-job", args=[job.pk]),
    }
    return {
        "job": job,
        "props": props,
        "problem": sentence_of(job.error_code, job.error_params) if job.error_code else "",
    }


def _here(opened: Opened) -> str:
    here = reverse("listening:drafts", args=[opened.member.event.slug, opened.listening.pk])
    return f"{here}?n={opened.result.n_topics}"


@require_POST
def prepare(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Choose exemplars for every topic and tell what sending them would cost; nothing is sent."""
    member = get_event_to_assist(actor_of(request), slug)
    opened = open_result(request, slug, listening_id)
    try:
        made = services.prepare_topics(member=member, result=opened.result, page=_here(opened))
    except GoenError as error:
        messages.error(request, sentence(error))
    else:
        if not made:
            messages.info(request, _("どの話題にも、もう案があります。採用しなかったものだけ、もう一度頼めます。"))
    return redirect(_here(opened))


@require_POST
def send(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Send what was prepared."""
    member = get_event_to_assist(actor_of(request), slug)
    opened = open_result(request, slug, listening_id)
    found = [row.draft for row in drafting.rows_of(opened.result) if row.draft]
    waiting = [draft for draft in found if draft.state in ("prepared", "waiting")]
    try:
        assistant.send(member=member, drafts=waiting)
    except GoenError as error:
        messages.error(request, sentence(error))
    return redirect(_here(opened))


@require_POST
def decide(request: HttpRequest, slug: str, listening_id: int, draft_id: int) -> HttpResponse:
    """Approve a name and its sentences, which renames the topic, or reject them."""
    member = get_event_to_assist(actor_of(request), slug)
    opened = open_result(request, slug, listening_id)
    draft = get_draft(member, draft_id)
    row = next((row for row in drafting.rows_of(opened.result) if row.draft and row.draft.pk == draft.pk), None)
    approved = request.POST.get("verdict") == "approve"
    try:
        if row is not None:
            anchors = [pages.ids_of(opened.result, row.topic)]
            services.decide_topic(
                member=member, listening=opened.listening, draft=draft, anchors=anchors, is_approved=approved
            )
    except GoenError as error:
        messages.error(request, sentence(error))
    return redirect(_here(opened))
