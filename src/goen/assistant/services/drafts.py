"""Drafts: prepared with an estimate, sent when a person says so, checked, decided by a person."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goen.assistant import phases, queries
from goen.assistant.models import Draft, Switch
from goen.assistant.services.writing import request_of, written
from goen.base import audit, jobs
from goen.boards.models import Board
from goen.core.assistance import Source
from goen.core.errors import BadInputError, GoenError, TooMuchError
from goen.core.listening.masking import mask_text
from goen.core.progress import Progress
from goen.events.access import Member
from goen.events.models import Event

_State = Draft.State


@transaction.atomic
def switch(*, member: Member, is_on: bool) -> None:
    """Turn the AI on or off for an event."""
    Switch.objects.update_or_create(event=member.event, defaults={"is_on": is_on, "changed_by": member.key})
    audit.record(
        member.key,
        "assistant.switch",
        f"event:{member.event.pk}",
        on=is_on,
        server=queries.standing(member.event).server,
    )


@transaction.atomic
def prepare(
    *,
    member: Member,
    kind: str,
    title: str,
    sources: Sequence[Source],
    given: Mapping[str, Any] | None = None,
    subject: str = "",
    batch: str = "",
) -> Draft:
    """Make a draft ready to be sent, with its estimate; nothing is sent. ``batch`` joins drafts of one press."""
    if not sources:
        raise BadInputError("assistant.nothing_to_send")
    draft = Draft(
        event=member.event,
        kind=kind,
        subject=subject,
        batch=batch or secrets.token_hex(8),
        title=title[:200],
        sources=[asdict(one) for one in sources],
        given=dict(given or {}),
        made_by=member.key,
    )
    request = request_of(draft)
    draft.n_tokens_estimated = request.n_tokens + request.n_answer_tokens
    draft.save()
    return draft


def prepare_minutes(*, member: Member, board: Board) -> Draft:
    """Make the minutes of a board ready; personal data in notes are masked before they are kept to be sent."""
    sources = [Source(one.id, mask_text(one.text)[0], one.column) for one in queries.notes_of(board)]
    return prepare(member=member, kind=Draft.Kind.MINUTES, title=board.title, sources=sources)


def prepare_rewriting(*, member: Member, kind: str, text: str) -> Draft:
    """Make a pasted text ready, line by line."""
    if len(text) > phases.MOST_LETTERS:
        raise TooMuchError("assistant.too_long", length=len(text), limit=phases.MOST_LETTERS)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    sources = [Source(f"l{number}", line) for number, line in enumerate(lines, start=1)]
    title = lines[0][:60] if lines else ""
    return prepare(member=member, kind=kind, title=title, sources=sources)


@transaction.atomic
def send(*, member: Member, drafts: Sequence[Draft]) -> jobs.Job:
    """Send prepared drafts; refuses while the AI is off or the budget does not reach."""
    stands = queries.standing(member.event)
    if not stands.is_on:
        raise GoenError("assistant.off")
    waiting = [draft for draft in drafts if draft.state in (_State.PREPARED, _State.WAITING)]
    if not waiting:
        raise BadInputError("assistant.sent_already")
    if sum(draft.n_tokens_estimated for draft in waiting) > stands.n_left:
        raise TooMuchError("assistant.budget", used=stands.n_used, budget=stands.n_budget)
    ids = [draft.pk for draft in waiting]
    Draft.objects.filter(pk__in=ids).update(state=_State.WAITING)
    audit.record(member.key, "assistant.send", f"event:{member.event.pk}", drafts=ids, server=stands.server)
    return jobs.enqueue(queries.WRITE, owner_key=member.key, once=True, draft_ids=ids, by=member.key)


def write_draft(*, draft: Draft, by: str, progress: Progress) -> None:
    """Ask for one draft, check it and keep what may stand; where nothing may, the offline form stands with the reason."""
    progress.update(0, 1, draft.title[:80])
    result, text, fallback = written(draft, by)
    _keep(draft, result, text, fallback)


@transaction.atomic
def _keep(draft: Draft, result: Mapping[str, Any], text: str, fallback: str) -> None:
    Draft.objects.filter(pk=draft.pk).update(
        state=_State.MADE,
        result=dict(result),
        text=text,
        fallback=fallback,
        server=queries.standing(draft.event).server,
        model=settings.AI_MODEL,
    )


@transaction.atomic
def decide(*, member: Member, draft: Draft, is_approved: bool, text: str = "") -> Draft:
    """Approve a draft, as it is or as a person corrected it, or reject it; the latest word holds."""
    if draft.state not in (_State.MADE, _State.APPROVED, _State.REJECTED):
        raise BadInputError("assistant.not_made")
    draft.state = _State.APPROVED if is_approved else _State.REJECTED
    draft.text = text.strip() or draft.text
    draft.decided_by, draft.decided_at = member.key, timezone.now()
    draft.save(update_fields=["state", "text", "decided_by", "decided_at"])
    verb = "assistant.approve" if is_approved else "assistant.reject"
    audit.record(member.key, verb, f"draft:{draft.pk}", kind=draft.kind)
    return draft


@transaction.atomic
def discard(*, member: Member, drafts: Sequence[Draft]) -> None:
    """Throw drafts away, with what was to be sent."""
    ids = [draft.pk for draft in drafts]
    Draft.objects.filter(pk__in=ids).delete()
    audit.record(member.key, "assistant.discard", f"event:{member.event.pk}", drafts=ids)


@transaction.atomic
def forget(*, event: Event, subject: str) -> None:
    """Delete drafts about something that was deleted."""
    Draft.objects.filter(event=event, subject__startswith=subject).delete()
